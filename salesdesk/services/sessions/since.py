"""Fills the seven lines of the checklist from the desk: what happened since the last session."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from salesdesk.frozen import frozen
from salesdesk.practice.checklist import (
    ChecklistFacts,
    Count,
    Line,
    NamedRatio,
    StillOpen,
    checklist,
    checklist_windows,
    weeks_before,
)
from salesdesk.practice.comparison import Tally
from salesdesk.practice.periods import DayRange
from salesdesk.practice.ratio import period_ratio
from salesdesk.services.metrics.ratios import team_ratio
from salesdesk.services.metrics.win_rates import WinRates
from salesdesk.services.metrics.windows import span_of
from salesdesk.services.people import team_and
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile

AFTER_REVEAL = _("after your own numbers")
BLIND_LINES = frozenset({"conversion_rates", "closing_ratios"})
_Left = dict[int, dict[int, dict[int, bool]]]


@frozen
class StagePlan:
    """The stages of the desk by their number: names, order, and which mean that a proposal is out.

    `living` are those in use, in their order; deleted ones still tell where a deal once stood.
    """

    names: dict[int, str]
    positions: dict[int, int]
    living: tuple[int, ...]
    lost: frozenset[int]
    proposal: frozenset[int]


def lines_since(
    desk: DeskFile, person_id: int, one_on_one_id: int, last: date | None, today: date, weight: float
) -> tuple[Line, ...]:
    """Gives the seven lines, each against the window of the same length before; few cases lean by `weight`."""
    now, before = checklist_windows(last, today)
    stages = stage_plan(desk)
    facts = ChecklistFacts(
        new_opportunities=_counted(desk, _STARTED, person_id, now, before),
        new_proposals=Count(
            tuple(_proposals(desk, person_id, stages, now)), len(_proposals(desk, person_id, stages, before))
        ),
        conversions=_conversions(desk, person_id, stages, now, before, weight),
        closing=_closing(desk, person_id, stages, now, before, weight),
        contacts=_contacts(desk, person_id, now),
        still_open=_still_open(desk, person_id, one_on_one_id, today),
        open_before=_open_then(desk, person_id, now.start),
        follow_ups=_follow_ups(desk, person_id, one_on_one_id, last),
    )
    return checklist(facts)


def stage_plan(desk: DeskFile) -> StagePlan:
    """Reads the stages of the desk."""
    rows = desk.rows(
        "SELECT id, name, position, outcome, proposal, deleted_at FROM stage ORDER BY position, id"
    )
    return StagePlan(
        {row["id"]: row["name"] for row in rows},
        {row["id"]: row["position"] for row in rows},
        tuple(row["id"] for row in rows if row["deleted_at"] is None),
        frozenset(row["id"] for row in rows if row["outcome"] == "lost"),
        frozenset(row["id"] for row in rows if row["proposal"] and row["outcome"] != "lost"),
    )


def veiled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Takes the ratios out of the lines, for a salesperson who has not said the own numbers yet."""
    return tuple(
        Line(line.key, line.label, AFTER_REVEAL, None, None, "none") if line.key in BLIND_LINES else line
        for line in lines
    )


def _counted(desk: DeskFile, sql: str, person_id: int, now: DayRange, before: DayRange) -> Count:
    return Count(tuple(_ids(desk, sql, person_id, now)), len(_ids(desk, sql, person_id, before)))


def _ids(desk: DeskFile, sql: str, person_id: int, window: DayRange) -> list[int]:
    return [row[0] for row in desk.rows(sql, _values(person_id, window))]


def _values(person_id: int, window: DayRange) -> dict[str, Any]:
    return {"person": person_id, "start": window.start.isoformat(), "end": f"{window.end} 24:00"}


def _proposals(desk: DeskFile, person_id: int, stages: StagePlan, window: DayRange) -> list[int]:
    """Finds deals that came into a proposal stage, or that were first seen in one when they started."""
    moved = [
        row["opportunity_id"]
        for row in desk.kept.rows(_MOVES, _values(person_id, window))
        if row["after"] in stages.proposal and row["before"] not in stages.proposal
    ]
    seen = [
        row["id"]
        for row in desk.kept.rows(_STARTED_UNMOVED, _values(person_id, window))
        if row["stage"] in stages.proposal
    ]
    return list(dict.fromkeys([*moved, *seen]))


def _conversions(
    desk: DeskFile, person_id: int, stages: StagePlan, now: DayRange, before: DayRange, weight: float
) -> tuple[NamedRatio, ...]:
    """Gives for each stage how many of the deals that left it went on instead of being lost."""
    left, left_before = _left(desk, person_id, stages, now), _left(desk, person_id, stages, before)
    return tuple(
        NamedRatio(
            _("From {names}", names=stages.names[stage]),
            team_ratio(_went_on(left[stage]), weight).of(person_id),
            team_ratio(_went_on(left_before[stage]), weight).of(person_id),
            tuple(left[stage][person_id]),
        )
        for stage in stages.living
        if left[stage].get(person_id)
    )


def _left(desk: DeskFile, person_id: int, stages: StagePlan, window: DayRange) -> _Left:
    """Gives for each stage whose deals left it, and which of those went on."""
    found: _Left = defaultdict(dict)
    for row in desk.kept.rows(_MOVES_OF_TEAM, _values(person_id, window)):
        before, after = row["before"], row["after"]
        on = stages.positions.get(after, 0) > stages.positions.get(before, 0)
        if before in stages.positions and (on or after in stages.lost):
            own = found[before].setdefault(row["person"], {})
            own[row["opportunity_id"]] = after not in stages.lost
    return found


def _went_on(left: Mapping[int, dict[int, bool]]) -> dict[int | None, Tally]:
    return {person: Tally(sum(deals.values()), len(deals)) for person, deals in left.items()}


def _closing(
    desk: DeskFile, person_id: int, stages: StagePlan, now: DayRange, before: DayRange, weight: float
) -> tuple[NamedRatio, ...]:
    """Gives wins of decided deals, and wins to proposals submitted, both named."""
    won, decided = _decided(desk, person_id, now)
    won_before, _unused = _decided(desk, person_id, before)
    proposals = len(_proposals(desk, person_id, stages, now))
    proposals_before = len(_proposals(desk, person_id, stages, before))
    rates = WinRates(desk)
    return (
        NamedRatio(_("Won of decided"), rates.own(person_id, span_of(now.start, now.end), weight),
                   rates.own(person_id, span_of(before.start, before.end), weight), tuple(decided)),
        NamedRatio(_("Won to proposals"), period_ratio(len(won), proposals),
                   period_ratio(len(won_before), proposals_before), tuple(won)),
    )  # fmt: skip


def _decided(desk: DeskFile, person_id: int, window: DayRange) -> tuple[list[int], list[int]]:
    rows = desk.kept.rows(_DECIDED, _values(person_id, window))
    return [row["id"] for row in rows if row["outcome"] == "won"], [row["id"] for row in rows]


def _contacts(desk: DeskFile, person_id: int, now: DayRange) -> Count:
    """Counts what is tried first, such as conversations, from the weekly numbers of the first competency.

    A run of days holds one Monday more or fewer than the run before it, so as many weeks are compared.
    """
    rows = desk.kept.rows(_CONTACTS, _values(person_id, now))
    earlier = desk.kept.rows(_CONTACTS, _values(person_id, weeks_before(now)))
    return Count(
        tuple(r["id"] for r in rows), sum(r["trials"] for r in earlier), sum(r["trials"] for r in rows)
    )


def _still_open(desk: DeskFile, person_id: int, one_on_one_id: int, today: date) -> tuple[StillOpen, ...]:
    values = {"person": person_id, "one_on_one": one_on_one_id, "today": today.isoformat()}
    return tuple(
        StillOpen(r["id"], r["what"], (today - (day_of(r["due_on"]) or today)).days, r["times_carried"])
        for r in desk.rows(_OPEN, values)
    )


def _open_then(desk: DeskFile, person_id: int, day: date) -> int:
    return desk.rows(_OPEN_THEN, {"person": person_id, "day": day.isoformat()})[0][0]


def _follow_ups(desk: DeskFile, person_id: int, one_on_one_id: int, last: date | None) -> Count:
    rows = desk.rows(_FOLLOW_UPS, {"person": person_id, "one_on_one": one_on_one_id})
    earlier = desk.rows(_FOLLOW_UPS_THEN, {"person": person_id, "last": last.isoformat() if last else ""})
    return Count(tuple(r["id"] for r in rows), earlier[0][0] if last else None)


_STARTED = """
SELECT id FROM opportunity WHERE salesperson_id = :person AND started_on BETWEEN :start AND :end
AND deleted_at IS NULL ORDER BY started_on, id
"""
_STARTED_UNMOVED = """
SELECT o.id, o.stage_id AS stage FROM opportunity o
WHERE o.salesperson_id = :person AND o.started_on BETWEEN :start AND :end AND o.deleted_at IS NULL
AND NOT EXISTS (SELECT 1 FROM opportunity_change c WHERE c.opportunity_id = o.id AND c.field = 'stage_id')
"""
# Read from the moves, of which a few weeks hold few, and not from the deals; CROSS JOIN keeps the order.
_MOVED = """
FROM opportunity_change c CROSS JOIN opportunity o ON o.id = c.opportunity_id
WHERE c.field = 'stage_id' AND c.noted_at BETWEEN :start AND :end AND o.deleted_at IS NULL
"""
_MOVES = f"""
SELECT c.opportunity_id, c.before_id AS before, c.after_id AS after {_MOVED}
AND o.salesperson_id = :person ORDER BY c.noted_at, c.id
"""
_MOVES_OF_TEAM = f"""
SELECT o.salesperson_id AS person, c.opportunity_id, c.before_id AS before, c.after_id AS after {_MOVED}
AND {team_and("o.salesperson_id")} ORDER BY c.noted_at, c.id
"""
_DECIDED = """
SELECT id, outcome FROM opportunity WHERE salesperson_id = :person AND outcome IN ('won', 'lost')
AND closed_on BETWEEN :start AND :end AND deleted_at IS NULL ORDER BY closed_on, id
"""
_CONTACTS = """
SELECT n.id, n.trials FROM competency_number n WHERE n.salesperson_id = :person AND n.deleted_at IS NULL
AND n.week_start BETWEEN :start AND :end AND n.competency_id =
  (SELECT id FROM competency WHERE active AND deleted_at IS NULL ORDER BY position, id LIMIT 1)
"""
_OPEN = """
SELECT id, what, due_on, times_carried FROM assignment WHERE salesperson_id = :person AND state = 'open'
AND assigned_on <= :today AND one_on_one_id IS NOT :one_on_one AND deleted_at IS NULL
ORDER BY due_on IS NULL, due_on, id
"""
_OPEN_THEN = """
SELECT count(*) FROM assignment WHERE salesperson_id = :person AND assigned_on < :day
AND (state = 'open' OR done_on >= :day) AND deleted_at IS NULL
"""
_FOLLOW_UPS = """
SELECT id FROM assignment WHERE salesperson_id = :person AND one_on_one_id = :one_on_one
AND deleted_at IS NULL ORDER BY id
"""
_FOLLOW_UPS_THEN = """
SELECT count(*) FROM assignment WHERE salesperson_id = :person AND assigned_on = :last AND deleted_at IS NULL
"""
