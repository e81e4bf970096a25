"""Weighs development against sales assignments, for the manager first and then person by person."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple

from salesdesk.frozen import frozen
from salesdesk.practice.mix import (
    AssignmentMix,
    Span,
    assignment_mix,
    days_without_development,
    development_alert,
    development_streak,
)
from salesdesk.practice.rounding import percent_words
from salesdesk.services.assignments import MIX_DAYS, active_span, first_day
from salesdesk.services.people import IN_TEAM, active_people, of_team_or
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile, Row


@frozen
class BalanceRow:
    """The assignments of one person, or with None all that the manager gave."""

    label: str
    person_id: int | None
    mix: AssignmentMix
    open_development: int
    streak_weeks: int
    alert: str


@frozen
class AssignmentBalance:
    """The balance over the last 90 days: the manager's own mix, then the people's, by name."""

    manager: BalanceRow
    people: tuple[BalanceRow, ...]
    floor: float
    since: date
    words: str

    @property
    def empty(self) -> bool:
        """Tells whether nothing was assigned in these days."""
        return self.manager.mix.share.of == 0


def balance_of(desk: DeskFile, today: date, person_id: int | None = None) -> AssignmentBalance:
    """Gives the balance of assignments agreed in the last 90 days; comparisons with a colleague are not counted."""
    team = desk.kept.get(("balance", today), lambda: _balance_of_team(desk, today))
    return replace(team, people=tuple(row for row in team.people if person_id in (None, row.person_id)))


def _balance_of_team(desk: DeskFile, today: date) -> AssignmentBalance:
    limits, since = team_settings(desk), first_day(today)
    floor, idle_limit = limits["development_share_floor"], limits["development_gap_days"]
    by_person: dict[int, list[_Given]] = defaultdict(list)
    for row in _assignments(desk, since, today):
        span = active_span(row) if row["kind"] == "development" else None
        given = _Given(row["kind"], bool(row["nudge"]), bool(row["lately"]), row["state"] == "open", span)
        by_person[row["salesperson_id"]].append(given)
    weigh = partial(_row, today=today, floor=floor, idle_limit=idle_limit)
    manager = weigh(_("You, with everybody"), None, list(chain.from_iterable(by_person.values())))
    people = tuple(weigh(name, number, by_person[number]) for number, name in active_people(desk))
    return AssignmentBalance(manager, people, floor, since, threshold_words(floor, idle_limit))


def threshold_words(floor: float, idle_days: int) -> str:
    """Says in words when development counts as thin."""
    return _(
        "Development is thin below {floor} of the assignments of {mix_days} days, "
        "or after more than {idle_days} days without one.",
        floor=percent_words(floor),
        mix_days=MIX_DAYS,
        idle_days=idle_days,
    )


def assignment_ids(desk: DeskFile, person_id: int | None, since: date | None, until: date) -> list[int]:
    """Gives the ids of the assignments agreed between two days, newest first."""
    rows = desk.rows(
        "SELECT id FROM assignment WHERE deleted_at IS NULL AND assigned_on BETWEEN :since AND :until "
        f"AND {of_team_or('salesperson_id')} ORDER BY assigned_on DESC, id DESC",
        {"since": since.isoformat() if since else "", "until": until.isoformat(), "person": person_id},
    )
    return [row["id"] for row in rows]


class _Given(NamedTuple):
    """One assignment that was given, with what is weighed of it."""

    kind: str
    nudge: bool
    lately: bool
    still_open: bool
    span: Span | None
    """The days it was active, of one for development."""


def _row(
    label: str, person_id: int | None, given: list[_Given], *, today: date, floor: float, idle_limit: int
) -> BalanceRow:
    mix = assignment_mix((each.kind, each.nudge) for each in given if each.lately)
    spans = [each.span for each in given if each.span is not None]
    alert = development_alert(mix, days_without_development(spans, today), floor, idle_limit)
    still_open = sum(each.still_open for each in given if each.span is not None)
    return BalanceRow(label, person_id, mix, still_open, development_streak(spans, today), alert or "")


def _assignments(desk: DeskFile, since: date, today: date) -> list[Row]:
    """Reads what was agreed lately, and of the time before what was for development, by which streaks are counted."""
    return desk.rows(
        "SELECT a.salesperson_id, a.kind, a.nudge, a.assigned_on, a.state, a.done_on, a.changed_at, "
        "a.assigned_on BETWEEN :since AND :today AS lately "
        f"FROM assignment a WHERE a.deleted_at IS NULL AND a.salesperson_id IN ({IN_TEAM}) "
        "AND (a.kind = 'development' OR a.assigned_on >= :since)",
        {"since": since.isoformat(), "today": today.isoformat()},
    )
