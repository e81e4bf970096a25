"""Remembers across restarts how each table was left, and at which page each tab."""

from dataclasses import asdict, field
from pathlib import Path
from typing import Any, cast

from salesdesk.env.settings import read_object, write_object
from salesdesk.frozen import frozen

PAGES = "pages in front"
"""The name beside the tables under which it is noted which page each tab was left at."""


@frozen
class TableState:
    """How one table was left; columns go by name, so that a new column harms nothing. Widths in pixels.

    `unfolded` are the lines that stand open, by a name that only their own desk has.
    """

    widths: dict[str, int] = field(default_factory=dict[str, int])
    hidden: tuple[str, ...] = ()
    sort_column: str = ""
    descending: bool = False
    unfolded: tuple[str, ...] = ()


class TableStates:
    """The states of all tables in one file, read once and written when one changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stored: dict[str, Any] | None = None
        self._on_disk = True

    def state_of(self, table: str) -> TableState:
        """Gives how a table was left; a table never seen, or noted wrongly, gets the plain state."""
        noted: Any = self._read().get(table)
        if not isinstance(noted, dict):
            return TableState()
        return _state_from(cast(dict[str, Any], noted))

    def remember(self, table: str, state: TableState) -> None:
        """Notes how a table is now; nothing is written where nothing changed and the disk has it."""
        stored, noted = self._read(), asdict(state)
        noted |= {"hidden": list(state.hidden), "unfolded": list(state.unfolded)}
        if stored.get(table) != noted or not self._on_disk:
            stored[table] = noted
            self._on_disk = write_object(self._path, stored)

    def page_of(self, place: str) -> str:
        """Gives the page that was left in front of a tab, empty where none was chosen."""
        noted: Any = self._read().get(PAGES)
        return str(cast(dict[str, Any], noted).get(place, "")) if isinstance(noted, dict) else ""

    def remember_page(self, place: str, page: str) -> None:
        """Notes the page that is in front of a tab."""
        stored = self._read()
        noted: Any = stored.get(PAGES)
        stored[PAGES] = {**(cast(dict[str, Any], noted) if isinstance(noted, dict) else {}), place: page}
        self._on_disk = write_object(self._path, stored)

    def _read(self) -> dict[str, Any]:
        if self._stored is None:
            self._stored = read_object(self._path)
        return self._stored


def _state_from(noted: dict[str, Any]) -> TableState:
    """Takes from a note what has the right type, and leaves the rest plain."""
    widths: Any = noted.get("widths")
    column: Any = noted.get("sort_column")
    return TableState(
        widths={
            name: width
            for name, width in (cast(dict[str, Any], widths).items() if isinstance(widths, dict) else ())
            if isinstance(width, int) and width > 0
        },
        hidden=_names(noted.get("hidden")),
        unfolded=_names(noted.get("unfolded")),
        sort_column=column if isinstance(column, str) else "",
        descending=noted.get("descending") is True,
    )


def _names(noted: Any) -> tuple[str, ...]:
    return tuple(str(name) for name in cast(list[Any], noted)) if isinstance(noted, list) else ()
