"""Lays a person's development assignments out by axis, and says what must hold before coaching can help."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from salesdesk.practice.mix import (
    AssignmentMix,
    Span,
    assignment_mix,
    days_without_development,
    development_alert,
    development_streak,
)
from salesdesk.services.team.values import DevelopmentBoard, Lane, LaneItem
from salesdesk.store.desk_file import DeskFile, Row

MIX_DAYS: Final = 90
LANES: Final = (
    ("knowledge", "Knowledge", "Can they explain it?"),
    ("skill", "Skill", "Can they do it in front of you?"),
    ("commitment", "Commitment", "Do they want to, and do it when nobody watches?"),
    ("capacity", "Capacity", "Do time, territory, health and tools allow it?"),
)
NOT_HIRED: Final = "not hired against the profile"
PRODUCT_ISSUE: Final = "a product or service issue is open"

_DEVELOPMENT = """
SELECT id, what, axis, state, assigned_on, due_on, done_on, changed_at FROM assignment
WHERE salesperson_id = ? AND kind = 'development' AND deleted_at IS NULL
ORDER BY state != 'open', coalesce(done_on, due_on, assigned_on) DESC, id DESC
"""


def development_board(desk: DeskFile, person_id: int, today: date) -> DevelopmentBoard:
    """Gives the four lanes of a person; an assignment without an axis stands under skill."""
    rows = desk.rows(_DEVELOPMENT, (person_id,))
    spans = [_span(row) for row in rows]
    lanes = tuple(
        Lane(axis, label, question, _items(rows, axis, "open", today), _items(rows, axis, "done", today))
        for axis, label, question in LANES
    )
    return DevelopmentBoard(lanes, development_streak(spans, today), days_without_development(spans, today))


def recent_mix(
    desk: DeskFile, settings: Mapping[str, Any], person_id: int, today: date
) -> tuple[AssignmentMix, str | None]:
    """Gives the balance of assignments of the last 90 days, and a sentence where development is thin."""
    rows = desk.rows(
        "SELECT kind, nudge FROM assignment WHERE salesperson_id = ? AND assigned_on > ? AND deleted_at IS NULL",
        (person_id, (today - timedelta(days=MIX_DAYS)).isoformat()),
    )
    mix = assignment_mix((row["kind"], bool(row["nudge"])) for row in rows)
    idle = development_board(desk, person_id, today).idle_days
    alert = development_alert(
        mix, idle, settings["development_share_floor"], settings["development_gap_days"]
    )
    return mix, alert


def precondition_sentence(hired_against_profile: bool, product_issue_open: bool) -> str | None:
    """Says which premise of coaching fails: good people with a good product; None where both hold."""
    fails = [
        words
        for words, failing in ((NOT_HIRED, not hired_against_profile), (PRODUCT_ISSUE, product_issue_open))
        if failing
    ]
    return f"Not a coaching problem first: {' and '.join(fails)}." if fails else None


def _span(row: Row) -> Span:
    ended = _day(row["done_on"]) or (
        date.fromisoformat(row["changed_at"][:10]) if row["state"] != "open" else None
    )
    return Span(date.fromisoformat(row["assigned_on"]), ended)


def _items(rows: list[Row], axis: str, state: str, today: date) -> tuple[LaneItem, ...]:
    return tuple(
        LaneItem(
            row["id"], row["what"], row["state"], _day(row["due_on"]), _day(row["done_on"]),
            late=state == "open" and bool(row["due_on"]) and row["due_on"] < today.isoformat(),
        )
        for row in rows
        if (row["axis"] or "skill") == axis and row["state"] == state
    )  # fmt: skip


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored[:10]) if stored else None
