"""Tells from the name of a stage where it stands among others, and whether stages are usually called so."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from salesdesk.env.folding import folded
from salesdesk.services.importing.names import SHORT, parted_by_nothing
from salesdesk.services.importing.words import ranked_words

MIDDLE: Final = 1
"""The place of a stage that is neither among the first nor among the last ones."""


def stage_rank(name: str, outcome: str) -> int:
    """Gives the place of a stage among others: early, middle and late ones, then won, then lost."""
    if outcome != "open":
        return 3 if outcome == "won" else 4
    if any(_holds(name, _stems("early"))):
        return 0
    return 2 if any(_holds(name, _stems("late"))) else MIDDLE


def is_usual_stage(name: str) -> bool:
    """Tells whether an open stage is usually called so, as “Proposal” and “Meeting” are."""
    usual = any(_holds(name, _stems("middle")))
    return usual or stage_rank(name, "open") != MIDDLE or is_proposal(name)


def is_proposal(name: str) -> bool:
    """Tells from its name whether a stage is one in which a proposal is out."""
    return any(_holds(name, (*_stems("proposal"), *_stems("late", _TALKS))))


_TALKS: Final = 2
"""How many of the late words of a language, the first, are of talks about a proposal and of its contract."""


@cache
def _stems(concept: str, most: int = 99) -> tuple[str, ...]:
    return tuple(folded(word) for word, place in ranked_words("stage", concept).items() if place < most)


def _holds(name: str, stems: Sequence[str]) -> Iterator[bool]:
    """Says of each beginning of a word whether it is in a name; a short one only where a word begins."""
    plain = " " + folded(name)
    for stem in stems:
        yield (stem if len(stem) > SHORT or parted_by_nothing(stem) else " " + stem) in plain
