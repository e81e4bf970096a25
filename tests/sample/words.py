"""Reads the word lists of the sample team and turns their templates into sentences."""

import json
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")

Slots = dict[str, str]


@cache
def words(name: str) -> dict[str, Any]:
    """Gives one word list, such as "people", from the lists beside."""
    path = Path(__file__).parent / "lists" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def say(random: Random, template: str, slots: Slots | None = None) -> str:
    """Writes one sentence: [one|of|these] is drawn, {slots} are filled; KeyError for an unknown slot."""
    known = slots or {}
    drawn = _CHOICE.sub(lambda found: random.choice(found[1].split("|")), template)
    said = _SLOT.sub(lambda found: known[found[1]], drawn)
    return said[:1].upper() + said[1:]


def weighted(random: Random, weights: dict[str, int]) -> str:
    """Draws one key in proportion to its weight."""
    return random.choices(list(weights), weights=list(weights.values()))[0]
