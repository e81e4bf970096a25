"""Says, for each list, what it is for, how much of it is shown, and what became of what was deleted."""

from collections.abc import Sequence
from typing import Final

from salesdesk.model import model_of

EMPTY: Final = {
    "opportunity": "No deals yet. Most teams import them from their CRM; add one here where it is not in there.",
    "account": "No accounts yet. An import brings them with the deals; add the ones it does not know.",
    "product": "No products yet. Their list price stands in for deals that have no amount of their own.",
    "stage": "No stages yet. A stage is a step a deal goes through; the last two mean won and lost.",
    "gate": "No gates yet. A gate is something the buyer has done before a deal belongs in its stage. "
    "One or two a stage are enough.",
    "competency": "No competencies yet. A competency is a ratio that leads to results, that skill moves and "
    "that can be trained, such as conversations that become meetings.",
}
USUAL: Final = {"stage": "Add the usual six", "competency": "Add the three to start with"}
MOST_NAMED: Final = 3


def empty_words(kind: str) -> str:
    """Says what belongs in an empty list."""
    return EMPTY.get(kind, f"No {model_of(kind).plural.lower()} yet.")


def usual_words(kind: str) -> str:
    """Gives the words of the button that starts a list, empty where there is nothing usual."""
    return USUAL.get(kind, "")


def count_words(kind: str, shown: int, matching: int, whole: int) -> str:
    """Says how many records are shown, and when there are more than a list can hold."""
    if not whole:
        return ""
    label, plural = model_of(kind).label.lower(), model_of(kind).plural.lower()
    if shown < matching:
        which = "added last" if kind == "opportunity" else "that come first"
        of = f"the {matching:,} that match" if matching < whole else f"{whole:,}"
        return f"The {shown:,} {which}, of {of}. Type in the filter to find the others."
    if matching < whole:
        return f"{matching:,} of {whole:,} {plural}"
    return f"1 {label}" if whole == 1 else f"{whole:,} {plural}"


def made_words(kind: str) -> str:
    """Says what was just added to a list, and what to do next."""
    return f"Added: {model_of(kind).label.lower()}, today. Type over its name."


def trashed_words(kind: str, titles: Sequence[str], still_referring: Sequence[str]) -> str:
    """Says that records are in the Trash, and what still points at them."""
    if len(titles) <= MOST_NAMED:
        names = ", ".join(f"“{title}”" for title in titles)
    else:
        names = f"{len(titles)} {model_of(kind).plural.lower()}"
    said = f"In the Trash, with what belongs to it: {names}. Ctrl+Z brings it back."
    if not still_referring:
        return said
    few = len(still_referring) == 1 and still_referring[0].startswith("1 ")
    verbs = ("refers", "has") if few else ("refer", "have")
    return f"{said} Still {' and '.join(still_referring)} {verbs[0]} to it and {verbs[1]} nothing there now."
