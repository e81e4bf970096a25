"""Weighs development against sales assignments, for the manager first and then person by person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from salesdesk.practice.mix import (
    AssignmentMix,
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


@dataclass(frozen=True)
class BalanceRow:
    """The assignments of one person, or with None all that the manager gave."""

    label: str
    person_id: int | None
    mix: AssignmentMix
    open_development: int
    streak_weeks: int
    alert: str


@dataclass(frozen=True)
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
    rows = _assignments(desk)
    by_person: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_person[row["salesperson_id"]].append(row)
    weigh = partial(_row, since=since, today=today, floor=floor, idle_limit=idle_limit)
    manager = weigh(_("You, with everybody"), None, rows)
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


def _row(
    label: str, person_id: int | None, rows: Iterable[Row], *,
    since: date, today: date, floor: float, idle_limit: int,
) -> BalanceRow:  # fmt: skip
    given = list(rows)
    lately = (r for r in given if since.isoformat() <= r["assigned_on"] <= today.isoformat())
    mix = assignment_mix((r["kind"], bool(r["nudge"])) for r in lately)
    development = [r for r in given if r["kind"] == "development"]
    spans = [active_span(r) for r in development]
    alert = development_alert(mix, days_without_development(spans, today), floor, idle_limit)
    return BalanceRow(
        label, person_id, mix, sum(r["state"] == "open" for r in development),
        development_streak(spans, today), alert or "",
    )  # fmt: skip


def _assignments(desk: DeskFile) -> list[Row]:
    return desk.rows(
        "SELECT a.salesperson_id, a.kind, a.nudge, a.assigned_on, a.state, a.done_on, a.changed_at "
        f"FROM assignment a WHERE a.deleted_at IS NULL AND a.salesperson_id IN ({IN_TEAM})"
    )
