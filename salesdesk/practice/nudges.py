"""Says what needs the manager: about whom, how urgent, and the one act that settles it."""

from collections.abc import Iterable
from typing import Literal

from salesdesk.frozen import frozen

Severity = Literal["late", "soon"]
LEFT_OPEN = "session_open"


@frozen
class Nudge:
    """One thing that needs the manager: about whom, how urgent, why, and the act that settles it.

    `preset` is the kind of what is to be made or the page to be opened, `record` what is to be looked at, by kind
    and id. A rule leaves the person and the key out, since whoever asks it knows them.
    """

    severity: Severity
    sentence: str
    action: str
    action_label: str
    preset: str = ""
    record: tuple[str, int] | None = None
    person_id: int = 0
    person: str = ""
    key: str = ""

    @property
    def rank(self) -> int:
        """Gives its place among others: a one-on-one left open first, then what is late, then what is soon due."""
        if self.key.startswith(LEFT_OPEN):
            return 0
        return 1 if self.severity == "late" else 2


def one_a_person(nudges: Iterable[Nudge]) -> list[Nudge]:
    """Gives the most urgent nudge of each person, the most urgent person first.

    More than one about the same person is nagging; the next one moves up when the first is settled. What is about
    nobody in particular, such as a share of the whole team, is about something else each time.
    """
    first: dict[int | str, Nudge] = {}
    for nudge in sorted(nudges, key=lambda nudge: nudge.rank):
        first.setdefault(nudge.person_id or nudge.key, nudge)
    return list(first.values())
