"""The desks opened lately, each by one click; one that is gone says so and can be taken off the list."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.gui.layouts import configure, link
from salesdesk.gui.theme import Theme, embolden
from salesdesk.gui.widgets.elided import ElidedLabel
from salesdesk.gui.widgets.labels import PlainLabel, clear_layout

GONE = _("No longer there: ")


class RecentList(QWidget):
    """A row a desk: its name opens it, its folder stands beside."""

    open_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self, theme: Theme, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._title = theme, title
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        configure(self, "clear")

    def show_desks(self, desks: Iterable[str]) -> None:
        """Shows these desks from top to bottom, the last one opened first."""
        clear_layout(self._grid)
        names = list(desks)
        self.setVisible(bool(names))
        if names and self._title:
            title = PlainLabel(self._title)
            embolden(title)
            self._grid.addWidget(title, 0, 0, 1, 3)
        for row, name in enumerate(names, start=1):
            self._add_row(row, Path(name))

    def _add_row(self, row: int, path: Path) -> None:
        there = path.is_file()
        opens = link(path.stem, partial(self.open_requested.emit, str(path)), name="open_recent")
        opens.setEnabled(there)
        opens.setAccessibleDescription(str(path))
        opens.setAutoDefault(False)
        folder = ElidedLabel(f"{'' if there else GONE}{path.parent}")
        self._grid.addWidget(opens, row, 0)
        self._grid.addWidget(configure(folder, "muted", tip=str(path)), row, 1)
        if not there:
            says = _("Remove {stem} from this list", stem=path.stem)
            forgets = partial(self.forget_requested.emit, str(path))
            forget = link(_("Remove"), forgets, name="forget_recent", says=says)
            forget.setAutoDefault(False)
            self._grid.addWidget(forget, row, 2)
