"""Shows the licences of all that SalesDesk is made of: the parts at the left, the words of one at the right."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QWidget

from salesdesk.env.brought_along import licence_texts
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.theme import Theme

LIST_WIDTH = 210


class LicencesWindow(SideWindow):
    """All licences, to be read and copied; it has nothing of the team in it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "licences_window", _("Licences"), (1000, 620), parent)
        self._texts = licence_texts()
        self._parts, self._text = QListWidget(), QPlainTextEdit()
        self._build_ui()
        self._parts.currentTextChanged.connect(self._on_part_chosen)
        self._parts.setCurrentRow(0)

    def _build_ui(self) -> None:
        self.say(_("{count} parts that others made; thank you.", count=len(self._texts)))
        configure(self._parts, name="licences_parts", says=_("Parts of the program"))
        configure(self._text, name="licences_text", says=_("Licence of the part"))
        self._parts.addItems(list(self._texts))
        self._parts.setFixedWidth(self.theme.px(LIST_WIDTH))
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setTabChangesFocus(True)
        fill(self.body, (fill(QHBoxLayout(), self._parts, (self._text, 1)), 1))
        self.focus_first(self._parts)

    def _on_part_chosen(self, name: str) -> None:
        self._text.setPlainText(self._texts.get(name, ""))
