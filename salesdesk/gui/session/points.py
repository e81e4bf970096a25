"""The points to talk about: ticked off when discussed, carried over to the person when not."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from salesdesk.gui.handing_over import HandingOver
from salesdesk.gui.layouts import TOP, configure, row
from salesdesk.gui.session.parts import RowList, words_label
from salesdesk.gui.session.talk_actions import TalkActions
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.services.sessions.values import Point


class PointRow(QFrame):
    """One point with its tick."""

    def __init__(self, theme: Theme, on_ticked: Callable[[int, bool], None]) -> None:
        super().__init__()
        self._number = 0
        self._tick = CheckBox(theme)
        self._text = words_label()
        self._on_ticked = on_ticked
        self._carried = configure(PlainLabel(), "small")
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
    """A list of points and a line to add one; what is typed in it is in the draft until it is added."""

    added = Signal(str)

    def __init__(
        self, theme: Theme, title: str, empty: str, talk: TalkActions, *, private: bool = False
    ) -> None:
        super().__init__(theme, title)
        self._talk, self._private = talk, private
        self._draft, self._name = talk.draft, "private_point" if private else "point"
        self._list: RowList[Point] = RowList(self._make_row, empty=empty)
        self._new = configure(QLineEdit(), name="new_point", says=_("{title}: add a point", title=title))
        self._new.setPlaceholderText(_("Add a point and press Enter"))
        self.body.addWidget(self._list)
        self.body.addWidget(self._new)
        self._new.setText(self._draft.get(self._name) or "")
        self._new.returnPressed.connect(self.settle)
        self._new.textEdited.connect(partial(self._draft.keep, self._name))
        self.added.connect(self._on_self_added)

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
        return PointRow(self._theme, self._tick)

    def _tick(self, point_id: int, discussed: bool) -> None:
        self._talk.do(
            lambda service, number: service.answer_point(number, point_id, discussed), private=self._private
        )

    def _on_self_added(self, text: str) -> None:
        visibility = "private" if self._private else "shared"
        self._talk.do(
            lambda service, number: service.add_point(number, text, visibility), private=self._private
        )
