"""Shows one big number with its range and how many cases it rests on; a click opens the rows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from salesdesk.gui.layouts import column, configure, row
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme, embolden
from salesdesk.gui.widgets.labels import PlainLabel

FRAME = 2
"""The width of the focus frame around the figure, by which the words beside it are moved in."""


class FigureLabel(QWidget):
    """A figure that can be asked for the rows behind it."""

    rows_requested = Signal()

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = PlainLabel(name)
        self._figure = QPushButton("–")
        self._range = PlainLabel()
        self._note = PlainLabel()
        self._build_ui()
        self._figure.clicked.connect(self.rows_requested)

    def show_figure(self, figure: str, *, spread: str = "", note: str = "", clickable: bool = True) -> None:
        """Shows a figure, its range and a line such as "of 41 meetings"."""
        self._figure.setText(figure)
        self._figure.setEnabled(clickable)
        self._figure.setToolTip(_("Show the rows behind this figure") if clickable else "")
        self._range.setText(spread)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._range.setVisible(bool(spread))
        spoken = ", ".join(part for part in (figure, spread, note) if part)
        self._figure.setAccessibleName(f"{self._name.text()}: {spoken}" if self._name.text() else spoken)

    def _build_ui(self) -> None:
        configure(self._name, "muted")
        configure(self._range, "muted")
        configure(self._note, "small")
        configure(self._figure, "figure", name="figure")
        for strong in (self._figure, self._range):
            embolden(strong)
        for words in (self._range, self._note):
            words.setWordWrap(True)
        for label in (self._name, self._note):
            label.setIndent(FRAME)
        if not self._name.text():
            self._name.hide()
        self._figure.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = keep(
            self._theme, row((self._figure, 0, Qt.AlignmentFlag.AlignLeft), (self._range, 1)), spacing=6
        )
        column(self._name, line, self._note, on=self, gap=0)
