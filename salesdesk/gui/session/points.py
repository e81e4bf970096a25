"""The points to talk about: ticked off when discussed, carried over to the person when not."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from salesdesk.gui.session.parts import RowList, row_of, words_label
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.services.sessions.values import Point


class PointRow(QFrame):
    """One point with its tick."""

    def __init__(self, theme: Theme, on_ticked: Callable[[int, bool], None]) -> None:
        super().__init__()
        self._number = 0
        self._tick = CheckBox(theme)
        self._text = words_label()
        self._carried = QLabel()
        self._on_ticked = on_ticked
        set_role(self._carried, "small")
        layout = row_of(stretch=False)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._carried)
        self.setLayout(layout)
        self._tick.clicked.connect(self._on_tick_clicked)

    def show_item(self, point: Point) -> None:
        """Shows a point."""
        self._number = point.id
        self._tick.setChecked(point.discussed)
        self._tick.setObjectName(f"point_{point.id}")
        self._tick.setAccessibleName(_("Discussed: {text}", text=point.text))
        self._text.setText(point.text)
        self._carried.setText(_("from an earlier talk") if point.times_carried else "")

    def _on_tick_clicked(self, ticked: bool) -> None:
        self._on_ticked(self._number, ticked)


class Points(Card):
    """A list of points and a line to add one."""

    ticked = Signal(int, bool)
    added = Signal(str)

    def __init__(self, theme: Theme, title: str, empty: str) -> None:
        super().__init__(theme, title)
        self._list: RowList[Point] = RowList(self._make_row, empty=empty)
        self._new = QLineEdit()
        self._new.setObjectName("new_point")
        self._new.setPlaceholderText(_("Add a point and press Enter"))
        self._new.setAccessibleName(_("{title}: add a point", title=title))
        self.body.addWidget(self._list)
        self.body.addWidget(self._new)
        self._new.returnPressed.connect(self._on_new_return_pressed)

    def show_points(self, points: tuple[Point, ...]) -> None:
        """Shows these points."""
        self._list.show_items(points)

    def settle(self) -> None:
        """Adds the point that is typed and not entered yet, so that nothing typed is lost by turning away."""
        self._on_new_return_pressed()

    def _make_row(self, point: Point) -> QWidget:
        return PointRow(self._theme, self.ticked.emit)

    def _on_new_return_pressed(self) -> None:
        text = self._new.text().strip()
        if text:
            self._new.clear()
            self.added.emit(text)
