"""Puts the stages an import brings in their place among those of the desk."""

from collections.abc import Mapping
from typing import Any

from salesdesk.services.importing.known import Stored
from salesdesk.services.importing.outcomes import stage_outcome, stage_rank

Placed = dict[str, Any]


def place_stages(new: list[Placed], stored: Mapping[int, Stored]) -> dict[int, Mapping[str, Any]]:
    """Gives each new stage what it means and its place; gives the stored ones that have to move, by id.

    Stored stages keep their order. A new one stands before the first stored one that by its name comes later:
    early stages, others, late ones, won, lost. Among new ones alike the order of the file decides.
    """
    if not new:
        return {}
    for stage in new:
        stage["outcome"] = stage_outcome(stage["name"])
    line: list[tuple[int, Placed | int]] = [
        (_rank(stage), number)
        for number, stage in sorted(stored.items(), key=lambda item: item[1]["position"])
    ]
    for stage in sorted(new, key=_rank):
        rank = _rank(stage)
        place = next((i for i, (other, _) in enumerate(line) if other > rank), len(line))
        line.insert(place, (rank, stage))
    moved: dict[int, Mapping[str, Any]] = {}
    for position, (_, item) in enumerate(line, start=1):
        if isinstance(item, dict):
            item["position"] = position
        elif stored[item]["position"] != position:
            moved[item] = {"position": position}
    return moved


def _rank(stage: Stored) -> int:
    return stage_rank(stage["name"], stage["outcome"])
