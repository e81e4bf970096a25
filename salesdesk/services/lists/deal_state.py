"""Keeps outcome, stage and closing day of a deal together when one of them is changed by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

OPEN = "open"


def consequences(
    before: Mapping[str, Any], edits: Mapping[str, Any], outcomes: Mapping[int, str], today: date
) -> dict[str, Any]:
    """Gives what else changes in a deal; `outcomes` are those the stages stand for, in their order.

    A stage that means won or lost decides the outcome, and leaving it opens the deal again. An outcome that
    contradicts such a stage moves the deal to one that agrees. A deal that is decided closes today where it
    has no day yet; one that is open again has none.
    """
    found: dict[str, Any] = {}
    stage, outcome = edits.get("stage_id", before["stage_id"]), edits.get("outcome", before["outcome"])
    meant = outcomes.get(stage, OPEN)
    if "outcome" in edits:
        if "stage_id" not in edits and meant not in (OPEN, outcome):
            found["stage_id"] = _stage_meaning(outcome, outcomes)
    elif "stage_id" in edits and (meant != OPEN or outcomes.get(before["stage_id"], OPEN) != OPEN):
        outcome = meant
    if outcome != edits.get("outcome", before["outcome"]):
        found["outcome"] = outcome
    if outcome != before["outcome"] and "closed_on" not in edits:
        if outcome == OPEN and before["closed_on"] is not None:
            found["closed_on"] = None
        elif outcome != OPEN and before["closed_on"] is None:
            found["closed_on"] = today
    return found


def _stage_meaning(outcome: str, outcomes: Mapping[int, str]) -> int | None:
    if outcome == OPEN:
        return None
    return next((stage for stage, meant in outcomes.items() if meant == outcome), None)
