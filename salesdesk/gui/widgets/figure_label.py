"""Shows one big number with its range and how many cases it rests on; a click opens the rows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme, embolden, set_role

FRAME = 2
"""The width of the focus frame around the figure, by which the words beside it are moved in."""


class FigureLabel(QWidget):
    """A figure that can be asked for the rows behind it."""

    rows_requested = Signal()

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = QLabel(name)
        self._figure = QPushButton("–")
        self._range = QLabel()
        self._note = QLabel()
        self._build_ui()
        self._figure.clicked.connect(self.rows_requested)
        keep(self._theme, self._line, spacing=6)

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
        set_role(self._name, "muted")
        set_role(self._range, "muted")
        set_role(self._note, "small")
        set_role(self._figure, "figure")
        self._figure.setObjectName("figure")
        for strong in (self._figure, self._range):
            embolden(strong)
        self._note.setWordWrap(True)
        for label in (self._name, self._note):
            label.setIndent(FRAME)
        if not self._name.text():
            self._name.hide()
        self._figure.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout()
        self._line.addWidget(self._figure)
        self._line.addWidget(self._range)
        self._line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._name)
        layout.addLayout(self._line)
        layout.addWidget(self._note)
