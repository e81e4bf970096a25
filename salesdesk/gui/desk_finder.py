"""Searches the open desk for the box at the top, and says of what it found whose, of when and how much it is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.gui.context import GuiContext
    from salesdesk.services.bundle import Services
    from salesdesk.services.searching import Found, Setting


class DeskFinder:
    """Finds nothing while no desk is open."""

    def __init__(self) -> None:
        self._services: Services | None = None
        self._context: GuiContext | None = None

    def supply(self, services: "Services | None", context: "GuiContext | None") -> None:
        """Hands over the desk that is open now, or none."""
        self._services, self._context = services, context

    def find(self, words: str) -> "list[Found]":
        """Gives what holds all the words."""
        return self._services.searching.find(words) if self._services is not None else []

    def meant(self, words: str) -> str:
        """Gives the words that may have been meant, empty for none."""
        return self._services.searching.meant(words) if self._services is not None else ""

    def settings(self, words: str) -> "list[Setting]":
        """Gives the settings that hold the words in their label."""
        return self._services.searching.settings(words) if self._services is not None else []

    def detail(self, found: "Found") -> str:
        """Says what a record is, whose, of when and how much."""
        assert self._context is not None
        formats = self._context.formats
        amount = formats.money(found.amount, short=True) if found.amount is not None else ""
        day = formats.plain_day(found.day) if found.day is not None else ""
        return " · ".join(part for part in (found.label, found.person, amount, day) if part)
