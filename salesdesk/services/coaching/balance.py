"""Weighs development against sales assignments, for the manager first and then person by person."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import chain

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
    alert: str


@frozen
class AssignmentBalance:
    """The balance over the last 90 days: the manager's own mix, then the people's, by name.

    `streak_weeks` counts, of one person alone, the weeks in a row with an open development assignment.
    """

    manager: BalanceRow
    people: tuple[BalanceRow, ...]
    floor: float
    since: date
    words: str
    streak_weeks: int = 0

    @property
    def empty(self) -> bool:
        """Tells whether nothing was assigned in these days."""
        return self.manager.mix.share.of == 0


def balance_of(desk: DeskFile, today: date, person_id: int | None = None) -> AssignmentBalance:
    """Gives the balance of assignments agreed in the last 90 days; comparisons with a colleague are not counted."""
    team = desk.kept.get(("balance", today), lambda: _balance_of_team(desk, today))
    if person_id is None:
        return team
    people = tuple(row for row in team.people if row.person_id == person_id)
    return replace(team, people=people, streak_weeks=_streak(desk, today, person_id) if people else 0)


def _balance_of_team(desk: DeskFile, today: date) -> AssignmentBalance:
    limits, since = team_settings(desk), first_day(today)
    floor, idle_limit = limits["development_share_floor"], limits["development_gap_days"]
    lately = _given_lately(desk, since, today)
    developed = {row["salesperson_id"]: _whole_span(row) for row in _development(desk, today)}

    def weigh(label: str, person_id: int | None, given: list[_Given], spans: list[Span]) -> BalanceRow:
        """Weighs what one person was given, or the manager gave."""
        mix = assignment_mix(given)
        alert = development_alert(mix, days_without_development(spans, today), floor, idle_limit)
        return BalanceRow(label, person_id, mix, alert or "")

    everything = list(chain.from_iterable(lately.values()))
    manager = weigh(_("You, with everybody"), None, everything, list(developed.values()))
    people = tuple(
        weigh(name, number, lately[number], [developed[number]] if number in developed else [])
        for number, name in active_people(desk)
    )
    return AssignmentBalance(manager, people, floor, since, threshold_words(floor, idle_limit))


def _streak(desk: DeskFile, today: date, person_id: int) -> int:
    rows = desk.kept.rows(
        "SELECT assigned_on, state, done_on, changed_at FROM assignment "
        "WHERE kind = 'development' AND salesperson_id = :person AND deleted_at IS NULL",
        {"person": person_id},
    )
    return development_streak(map(active_span, rows), today)


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


_Given = tuple[str, bool]
"""The kind of an assignment that was given, and whether it is a comparison with a colleague."""


def _given_lately(desk: DeskFile, since: date, today: date) -> dict[int, list[_Given]]:
    """Reads what was agreed lately, by person."""
    rows = desk.rows(
        # The plus keeps SQLite from choosing the index on deleted_at, which nearly every row matches.
        "SELECT salesperson_id, kind, nudge FROM assignment WHERE assigned_on BETWEEN :since AND :today "
        f"AND +deleted_at IS NULL AND salesperson_id IN ({IN_TEAM})",
        {"since": since.isoformat(), "today": today.isoformat()},
    )
    by_person: dict[int, list[_Given]] = defaultdict(list)
    for row in rows:
        by_person[row["salesperson_id"]].append((row["kind"], bool(row["nudge"])))
    return by_person


def _development(desk: DeskFile, today: date) -> list[Row]:
    """Reads of each person when development first began, and when it last ended, which it has not where one is open."""
    return desk.rows(
        "SELECT salesperson_id, min(assigned_on) AS first, max(state = 'open' AND done_on IS NULL) AS still_open, "
        f"max(substr(coalesce(done_on, changed_at), 1, 10)) AS last FROM assignment WHERE kind = 'development' "
        f"AND +deleted_at IS NULL AND assigned_on <= :today AND salesperson_id IN ({IN_TEAM}) GROUP BY salesperson_id",
        {"today": today.isoformat()},
    )


def _whole_span(row: Row) -> Span:
    return Span(
        date.fromisoformat(row["first"]), None if row["still_open"] else date.fromisoformat(row["last"])
    )
