"""Shows what is held: what is stored of the open desk, where, how long, and who can see it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.services.what_is_held import HeldPart, WhatIsHeld

WORDS = _("Counted just now for this desk, and made from what the program itself goes by.")


class HeldWindow(SideWindow):
    """The page *What is held* of the open desk; all of it can be copied."""

    def __init__(self, service: WhatIsHeld, context: GuiContext, parent: QWidget) -> None:
        super().__init__(context.theme, "held_window", _("What is held"), (820, 640), parent)
        self._parts = service.parts()
        self._copy = self.add_button(_("Copy all of this"), "held_copy")
        self._build_ui()
        self._copy.clicked.connect(self._on_copy_clicked)

    def text(self) -> str:
        """Gives the page as text."""
        lines: list[str] = []
        for part in self._parts:
            lines += [part.title, *(f"{line.label}: {line.words}" for line in part.lines), ""]
        return "\n".join(lines)

    def _build_ui(self) -> None:
        self.say(WORDS)
        content = QWidget()
        column = keep(self.theme, QVBoxLayout(content), spacing=12)
        fill(column, *(self._card(part) for part in self._parts), None)
        self.add_scrolled(content, _("What is held"), "window")

    def _card(self, part: HeldPart) -> Card:
        card, grid = Card(self.theme, part.title), QGridLayout()
        keep(self.theme, grid, across=16, down=6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self.theme.px(190))
        for place, line in enumerate(part.lines):
            label = configure(PlainLabel(line.label), bold=True, wraps=True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setMaximumWidth(self.theme.px(230))
            grid.addWidget(label, place, 0)
            words = configure(PlainLabel(line.words), wraps=True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, place, 1)
        fill(card.body, grid)
        return card

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._copy.setText(_("Copied"))
