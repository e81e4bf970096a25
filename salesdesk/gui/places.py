"""Remembers where one was in the window, so that one can go back there and forward again."""

from typing import Final

from salesdesk.frozen import frozen

MOST: Final = 50


@frozen
class Place:
    """Who is chosen, which page of which tab is in front, and the record that was opened there, if any."""

    person_id: int | None
    tab: str
    page: str
    record: tuple[str, int] | None = None


class Places:
    """A line of places with the one where one is; whoever goes elsewhere from the middle cuts off what came after."""

    def __init__(self) -> None:
        self._line: list[Place] = []
        self._at = -1

    def note(self, place: Place) -> None:
        """Notes that one is somewhere now."""
        if self._line and self._line[self._at] == place:
            return
        self._line = [*self._line[: self._at + 1], place][-MOST:]
        self._at = len(self._line) - 1

    def step(self, by: int) -> Place | None:
        """Goes back (-1) or forward (1) and gives the place; None where there is none."""
        if not 0 <= self._at + by < len(self._line):
            return None
        self._at += by
        return self._line[self._at]

    def forget(self) -> None:
        """Forgets every place, such as when the desk is closed."""
        self._line, self._at = [], -1
