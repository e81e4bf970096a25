"""Lays a person's development assignments out by axis, and says what must hold before coaching can help."""

from datetime import date
from typing import Final

from salesdesk.model.words import AXES
from salesdesk.practice.mix import (
    AssignmentMix,
    days_without_development,
    development_alert,
    development_streak,
)
from salesdesk.services.assignments import active_span, recent_mix
from salesdesk.services.stored_values import day_of
from salesdesk.services.team.values import DevelopmentBoard, Lane, LaneItem
from salesdesk.services.team_settings import TeamSettings
from salesdesk.store.desk_file import DeskFile, Row

LANES: Final = (
    ("knowledge", _("Can they explain it?")),
    ("skill", _("Can they do it in front of you?")),
    ("commitment", _("Do they want to, and do it when nobody watches?")),
    ("capacity", _("Do time, territory, health and tools allow it?")),
)
NOT_HIRED: Final = _("hired despite doubts")
PRODUCT_ISSUE: Final = _("held back by a product problem")

_DEVELOPMENT = """
SELECT id, what, axis, state, assigned_on, due_on, done_on, changed_at FROM assignment
WHERE salesperson_id = ? AND kind = 'development' AND deleted_at IS NULL
ORDER BY state != 'open', coalesce(done_on, due_on, assigned_on) DESC, id DESC
"""


def development_board(desk: DeskFile, person_id: int, today: date) -> DevelopmentBoard:
    """Gives the four lanes of a person; an assignment without an axis stands under skill."""
    rows = desk.rows(_DEVELOPMENT, (person_id,))
    spans = [active_span(row) for row in rows]
    lanes = tuple(
        Lane(axis, AXES[axis], question, _items(rows, axis, "open", today), _items(rows, axis, "done", today))
        for axis, question in LANES
    )
    return DevelopmentBoard(lanes, development_streak(spans, today), days_without_development(spans, today))


def mix_and_alert(
    desk: DeskFile, settings: TeamSettings, person_id: int, today: date
) -> tuple[AssignmentMix, str | None]:
    """Gives the balance of the assignments agreed lately, and a sentence where development is thin."""
    mix = recent_mix(desk, person_id, today)
    idle = development_board(desk, person_id, today).idle_days
    floor, gap = settings["development_share_floor"], settings["development_gap_days"]
    return mix, development_alert(mix, idle, floor, gap)


def precondition_sentence(hired_against_profile: bool, product_issue_open: bool) -> str | None:
    """Says which premise of coaching fails: good people with a good product; None where both hold."""
    fails = [
        words
        for words, failing in ((NOT_HIRED, not hired_against_profile), (PRODUCT_ISSUE, product_issue_open))
        if failing
    ]
    return _("Not a coaching problem first: {fails}.", fails=_(" and ").join(fails)) if fails else None


def _items(rows: list[Row], axis: str, state: str, today: date) -> tuple[LaneItem, ...]:
    return tuple(
        LaneItem(
            row["id"], row["what"], row["state"], day_of(row["due_on"]), day_of(row["done_on"]),
            late=state == "open" and bool(row["due_on"]) and row["due_on"] < today.isoformat(),
        )
        for row in rows
        if (row["axis"] or "skill") == axis and row["state"] == state
    )  # fmt: skip
