"""Reads the assignments agreed lately, so that the Desk, a person's page and the Coaching log weigh the same ones."""

from datetime import date, timedelta
from typing import Final

from salesdesk.practice.mix import AssignmentMix, Span, assignment_mix
from salesdesk.services.people import of_team_or
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile, Row

MIX_DAYS: Final = 90


def first_day(today: date) -> date:
    """Gives the first of the days that are weighed; today is the last."""
    return today - timedelta(days=MIX_DAYS - 1)


def recent_mix(desk: DeskFile, person_id: int | None, today: date) -> AssignmentMix:
    """Gives the balance of assignments of one person or of the team; comparisons with a colleague are not counted."""
    rows = desk.rows(
        "SELECT kind, nudge FROM assignment WHERE assigned_on >= :since AND deleted_at IS NULL "
        f"AND {of_team_or('salesperson_id')}",
        {"since": first_day(today).isoformat(), "person": person_id},
    )
    return assignment_mix((row["kind"], bool(row["nudge"])) for row in rows)


def active_span(row: Row) -> Span:
    """Gives the days an assignment was active; one that was dropped ended when it was last changed."""
    ended = row["done_on"] or (None if row["state"] == "open" else row["changed_at"])
    return Span(date.fromisoformat(row["assigned_on"]), day_of(ended))
