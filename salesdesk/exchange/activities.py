"""Knows which activities the competencies of a desk count, however a file spells them: “Meeting” is “meetings”."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final

from salesdesk.env.folding import folded
from salesdesk.exchange.count_columns import COUNTS, Count
from salesdesk.frozen import frozen
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.words import languages, words_for

_SECTION: Final = "activity_name"
_PLURAL: Final = "plural"
_SHORTEST: Final = 3


@frozen
class Measured:
    """A competency of the desk: its name, out of what it counts, and into what that turns."""

    name: str
    of_what: str
    into_what: str

    def activity(self, count: Count) -> str:
        """Gives the activity that one of its counts is of."""
        return self.of_what if count == "trials" else self.into_what


Counted = Sequence[tuple[Measured, Count]]
"""Of which competencies an activity is which count."""


def counts_of(activity: str, measured: Sequence[Measured]) -> Counted:
    """Gives the counts an activity is: of its own name, else as one of many or many of one, else in other words.

    A desk that counts both “Calls” and “Phone calls” means two things by them.
    """
    each: list[tuple[Measured, Count]] = [(one, count) for one in measured for count in COUNTS]
    for same in _WAYS:
        if found := [pair for pair in each if same(activity, pair[0].activity(pair[1]))]:
            return found
    return ()


def told_otherwise(activity: str, measured: Sequence[Measured]) -> str:
    """Gives the activity of the desk that another name is taken for; empty where case and spaces alone differ."""
    for one, count in counts_of(activity, measured):
        if not _spelled_alike(activity, one.activity(count)):
            return one.activity(count)
    return ""


def counted_words(measured: Sequence[Measured]) -> str:
    """Says which activities a desk counts."""
    if not measured:
        return _("This desk has no competency yet.")
    known = ", ".join(dict.fromkeys(one.activity(count) for one in measured for count in COUNTS))
    return _("The competencies of this desk count {known}.", known=known)


@cache
def is_activity(name: str) -> bool:
    """Tells whether a name is that of an activity in any language, such as “Calls”, “Anrufe” or “Rendez-vous”."""
    return bool(_concepts_of(name)) or any(_concepts_of(one) for one in _ones_of(_plain(name)))


def _spelled_alike(one: str, other: str) -> bool:
    return spelling_key(one) == spelling_key(other)


def _one_and_many(one: str, other: str) -> bool:
    mine, theirs = _plain(one), _plain(other)
    return mine in _ones_of(theirs) or theirs in _ones_of(mine)


def _same_concept(one: str, other: str) -> bool:
    return bool(_concepts_of(one) & _concepts_of(other))


_WAYS: Final[tuple[Callable[[str, str], bool], ...]] = (_spelled_alike, _one_and_many, _same_concept)


@cache
def _ones_of(many: str) -> frozenset[str]:
    """Gives what a name could be the plural of: “calls” of “call”, “enquiries” of “enquiry”."""
    found = (many.removesuffix(ending) + instead for instead, ending in _endings() if many.endswith(ending))
    return frozenset(one for one in found if len(one) >= _SHORTEST)


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Gives the endings of one and of many: “y ies” is another ending, “s” one that is added."""
    parted = (tuple(folded(word).split()) for word in words_for(_SECTION, _PLURAL))
    return tuple(("", each[0]) if len(each) == 1 else (each[0], each[1]) for each in parted)


@cache
def _concepts_of(name: str) -> frozenset[str]:
    plain = _plain(name)
    return frozenset(concept for concept, word in _names() if word == plain)


@cache
def _names() -> tuple[tuple[str, str], ...]:
    def _listed() -> Iterator[tuple[str, str]]:
        for concept in languages()["english"][_SECTION]:
            if concept != _PLURAL:
                yield from ((concept, _plain(word)) for word in words_for(_SECTION, concept))

    return tuple(_listed())


@cache
def _plain(name: str) -> str:
    """Gives a name in small letters without accents, its words parted by one space."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded(name)).split())
