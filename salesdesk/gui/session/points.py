"""The points to talk about: ticked off when discussed, carried over to the person when not."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from salesdesk.gui.handing_over import HandingOver
from salesdesk.gui.layouts import TOP, configure, row
from salesdesk.gui.session.parts import RowList, words_label
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.draft_keeper import DraftKeeper
from salesdesk.services.sessions.values import Point


class PointRow(QFrame):
    """One point with its tick."""

    def __init__(self, theme: Theme, on_ticked: Callable[[int, bool], None]) -> None:
        super().__init__()
        self._number = 0
        self._tick = CheckBox(theme)
        self._text = words_label()
        self._on_ticked = on_ticked
        self._carried = configure(QLabel(), "small")
        row((self._tick, 0, TOP), (self._text, 1), self._carried, on=self, gap=8)
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


class Points(Card, HandingOver):
    """A list of points and a line to add one; what is typed in it is in the draft under a `name` until it is added."""

    ticked = Signal(int, bool)
    added = Signal(str)

    def __init__(self, theme: Theme, title: str, empty: str, draft: DraftKeeper, name: str) -> None:
        super().__init__(theme, title)
        self._draft, self._name = draft, name
        self._list: RowList[Point] = RowList(self._make_row, empty=empty)
        self._new = configure(QLineEdit(), name="new_point", says=_("{title}: add a point", title=title))
        self._new.setPlaceholderText(_("Add a point and press Enter"))
        self.body.addWidget(self._list)
        self.body.addWidget(self._new)
        self._new.setText(draft.get(name) or "")
        self._new.returnPressed.connect(self.settle)
        self._new.textEdited.connect(partial(draft.keep, name))

    def show_points(self, points: tuple[Point, ...]) -> None:
        """Shows these points."""
        self._list.show_items(points)

    def settle(self) -> None:
        """Adds the point that is typed, also where it is not entered yet: nothing typed is lost by turning away."""
        text = self._new.text().strip()
        if text:
            with self._handed():
                self.added.emit(text)
            if self.taken:
                self._new.clear()
                self._draft.forget(self._name)

    def _make_row(self, point: Point) -> QWidget:
        return PointRow(self._theme, self.ticked.emit)
