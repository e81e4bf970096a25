"""The desks opened lately, each by one click; one that is gone says so and can be taken off the list."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from salesdesk.gui.theme import Theme, embolden, set_role
from salesdesk.gui.widgets.elided import ElidedLabel
from salesdesk.gui.widgets.labels import clear_layout

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
        set_role(self, "clear")

    def show_desks(self, desks: Iterable[str]) -> None:
        """Shows these desks from top to bottom, the last one opened first."""
        clear_layout(self._grid)
        names = list(desks)
        self.setVisible(bool(names))
        if names and self._title:
            title = QLabel(self._title)
            embolden(title)
            self._grid.addWidget(title, 0, 0, 1, 3)
        for row, name in enumerate(names, start=1):
            self._add_row(row, Path(name))

    def _add_row(self, row: int, path: Path) -> None:
        there = path.is_file()
        button, folder = QPushButton(path.stem), ElidedLabel(f"{'' if there else GONE}{path.parent}")
        button.setObjectName("open_recent")
        button.setAutoDefault(False)
        button.setEnabled(there)
        button.setAccessibleDescription(str(path))
        set_role(button, "link")
        set_role(folder, "muted")
        folder.setToolTip(str(path))
        button.clicked.connect(partial(self._on_open_clicked, str(path)))
        self._grid.addWidget(button, row, 0)
        self._grid.addWidget(folder, row, 1)
        if not there:
            forget = QPushButton(_("Remove"))
            forget.setObjectName("forget_recent")
            forget.setAutoDefault(False)
            forget.setAccessibleName(_("Remove {stem} from this list", stem=path.stem))
            set_role(forget, "link")
            forget.clicked.connect(partial(self._on_forget_clicked, str(path)))
            self._grid.addWidget(forget, row, 2)

    def _on_open_clicked(self, name: str, _checked: bool = False) -> None:
        self.open_requested.emit(name)

    def _on_forget_clicked(self, name: str, _checked: bool = False) -> None:
        self.forget_requested.emit(name)
