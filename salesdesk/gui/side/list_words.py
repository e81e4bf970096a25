"""Says, for each list, what it is for, how much of it is shown, and what became of what was deleted."""

from collections.abc import Sequence
from typing import Final

from salesdesk.model import kind_of

MOST_NAMED: Final = 3


def count_words(kind: str, shown: int, matching: int, whole: int) -> str:
    """Says how many records are shown, and when there are more than a list can hold."""
    if not whole:
        return ""
    label, plural = kind_of(kind).label.lower(), kind_of(kind).plural.lower()
    if shown < matching:
        which = "added last" if kind_of(kind).newest_first else "that come first"
        of = f"the {matching:,} that match" if matching < whole else f"{whole:,}"
        return f"The {shown:,} {which}, of {of}. Type in the filter to find the others."
    if matching < whole:
        return f"{matching:,} of {whole:,} {plural}"
    return f"1 {label}" if whole == 1 else f"{whole:,} {plural}"


def made_words(kind: str) -> str:
    """Says what was just added to a list, and what to do next."""
    return f"Added: {kind_of(kind).label.lower()}, today. Type over its name."


def trashed_words(kind: str, titles: Sequence[str], still_referring: Sequence[str]) -> str:
    """Says that records are in the Trash, and what still points at them."""
    if len(titles) <= MOST_NAMED:
        names = ", ".join(f"“{title}”" for title in titles)
    else:
        names = f"{len(titles)} {kind_of(kind).plural.lower()}"
    said = f"In the Trash, with what belongs to it: {names}. Ctrl+Z brings it back."
    if not still_referring:
        return said
    few = len(still_referring) == 1 and still_referring[0].startswith("1 ")
    verbs = ("refers", "has") if few else ("refer", "have")
    return f"{said} Still {' and '.join(still_referring)} {verbs[0]} to it and {verbs[1]} nothing there now."
