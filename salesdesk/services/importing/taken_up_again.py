"""Tells where a loss is no outcome but what another action is about, as in “Recover lost” and “Lost deal follow-up”."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from salesdesk.env.folding import folded
from salesdesk.services.importing.words import words_for

Harmless = Callable[[Sequence[str]], bool]
_AND_OR: Final = frozenset({
    "or", "and", "oder", "und", "ou", "et", "o", "e", "y", "of", "en", "lub", "nebo", "или", "и", "veya", "ve",
})  # fmt: skip


def is_object(before: Sequence[str], behind: Sequence[str], harmless: Harmless) -> bool:
    """Tells whether a loss between other words of a name is what something is done about.

    It is where a word for taking up again stands before it, or behind it with nothing but a thing lost between, and
    where an unknown word stands before it and a thing lost behind, as in “Ring lost customers”.
    """
    if any(_begins_action(before[start:]) for start in range(len(before))):
        return True
    if any(_begins_action(behind[start:]) and harmless(behind[:start]) for start in range(len(behind))):
        return True
    return bool(before and behind) and harmless(behind) and not harmless(before)


def is_either(tokens: Sequence[str], harmless: Harmless) -> bool:
    """Tells whether nothing but a win and a loss stands in a name, as in “Won or lost”."""
    return harmless([token for token in tokens if token not in _AND_OR])


def is_in_unparted(text: str) -> bool:
    """Tells whether a word for taking up again stands in a name whose words nothing parts."""
    return any(len(action) == 1 and not action[0].isascii() and action[0] in text for action in _actions())


def _begins_action(tokens: Sequence[str]) -> bool:
    return any(
        len(tokens) >= len(action) and all(map(str.startswith, tokens, action)) for action in _actions()
    )


@cache
def _actions() -> tuple[tuple[str, ...], ...]:
    """Gives the beginnings of the words for taking up again what was lost."""
    return tuple(tuple(folded(words).split()) for words in words_for("outcome", "again"))
