"""Lists what is still to be talked about, person by person; a point carries over until it is discussed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chip import Chip
from salesdesk.services.coaching.values import OpenPoint

MOST: Final = 8
EMPTY: Final = "Nothing waits to be talked about. “Bring up…” (Ctrl+B) notes a point from anywhere."
CARRIED_OFTEN: Final = 2


class PointsCard(Card):
    """Open points, the ones carried over most first."""

    discussed = Signal(int)
    point_opened = Signal(int)
    new_requested = Signal()

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, "To talk about")
        self._context = context
        self._lines = QVBoxLayout()
        self.setObjectName("points_card")
        self.add_action("Bring up…", self.new_requested.emit)
        self.body.addLayout(self._lines)

    def show_points(self, points: Sequence[OpenPoint], *, named: bool) -> None:
        """Shows the open points, with names where they are of several people."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for point in points[:MOST]:
            self._lines.addWidget(self._line(point, named))
        more = f"And {len(points) - MOST} more." if len(points) > MOST else ""
        if more or not points:
            words = QLabel(more or EMPTY)
            words.setWordWrap(True)
            set_role(words, "small")
            self._lines.addWidget(words)

    def _line(self, point: OpenPoint, named: bool) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        words = QPushButton(point.text)
        set_role(words, "link")
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.setToolTip(point.text)
        words.clicked.connect(lambda: self.point_opened.emit(point.id))
        about = QLabel(_about(point, named))
        set_role(about, "small")
        about.setWordWrap(True)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(words)
        text.addWidget(about)
        layout.addLayout(text, 1)
        if point.times_carried:
            tone = "soon" if point.times_carried >= CARRIED_OFTEN else ""
            layout.addWidget(Chip(f"carried {point.times_carried}×", tone), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._tick(point))
        return line

    def _tick(self, point: OpenPoint) -> QPushButton:
        tick = QPushButton("Discussed")
        set_role(tick, "link")
        tick.setObjectName(f"point_discussed_{point.id}")
        tick.setAccessibleName(f"Discussed: {point.text}")
        # The line goes with the click, so the button first finishes its own event.
        tick.clicked.connect(lambda: QTimer.singleShot(0, self, lambda: self.discussed.emit(point.id)))
        return tick


def _about(point: OpenPoint, named: bool) -> str:
    who = [point.person] if named else []
    private = ["only you see it"] if point.private else []
    raised = ["raised by the salesperson"] if point.raised_by == "Salesperson" else []
    return " · ".join([*who, *raised, *private]) or "for the next one-on-one"
