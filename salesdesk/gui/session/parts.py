"""Holds the small parts the session is made of: buttons that show their key, wrapped words, lists that keep focus."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from string import Template
from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.layouts import column, configure
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme, embolden, set_role
from salesdesk.gui.tokens import Tokens
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.labels import PlainLabel, WrappedLabel

CARD_WIDTH = 250


def columns_of(theme: Theme) -> ColumnsLayout:
    """Makes room for cards in two columns, in one where the middle is narrow."""
    return keep(theme, ColumnsLayout(most=2, in_rows=True), column=CARD_WIDTH, spacing=12)


def words_label(words: str = "", role: str = "", *, strong: bool = False) -> QLabel:
    """Makes a label whose words wrap."""
    label = WrappedLabel(words)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    if role:
        set_role(label, role)
    if strong:
        embolden(label)
    return label


def labelled(words: str, field: QWidget) -> QVBoxLayout:
    """Puts a quiet label over a field and names the field after it."""
    label = configure(PlainLabel(words), "small")
    label.setBuddy(field)
    return column(label, configure(field, says=words), gap=2)


def holds_keyboard(part: QWidget) -> bool:
    """Tells whether the keyboard stands in a part, or nowhere; only then may that part send it elsewhere."""
    focused = QApplication.focusWidget()
    return focused is None or focused is part or part.isAncestorOf(focused)


def keep_keyboard_on_clicks(part: QWidget) -> None:
    """Lets no click on a button of a part take the keyboard from whoever is typing; Tab still reaches them."""
    for button in part.findChildren(QAbstractButton):
        if button.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def chain_tabs(anchor: QWidget, parts: Iterable[QWidget]) -> None:
    """Lets Tab walk through parts in the order they stand in, right after their anchor."""
    before = anchor
    for part in parts:
        for widget in (part, *part.findChildren(QWidget)):
            inside = widget.window() is anchor.window()
            if inside and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, widget)
                before = widget


class Item(Protocol):
    """Anything with an identity that a row can show."""

    @property
    def id(self) -> int:
        """Gives the record's number."""
        ...


I = TypeVar("I", bound=Item)  # noqa: E741
I_contra = TypeVar("I_contra", bound=Item, contravariant=True)


class Row(Protocol[I_contra]):
    """A widget that shows one item and can show it anew."""

    def show_item(self, item: I_contra) -> None:
        """Shows the item as it is now."""
        ...


class RowList(QWidget, Generic[I]):
    """Rows by identity: a row that is still there is kept, and with it the focus and what is typed."""

    def __init__(self, make_row: Callable[[I], QWidget], *, spacing: int = 6, empty: str = "") -> None:
        super().__init__()
        self._make_row = make_row
        self._rows: dict[int, QWidget] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        self._empty = words_label(empty, "muted")
        self._layout.addWidget(self._empty)
        set_role(self, "clear")

    @property
    def rows(self) -> Sequence[QWidget]:
        """Gives the rows in their order."""
        return tuple(self._rows.values())

    def show_items(self, items: Iterable[I]) -> None:
        """Shows these items, and no others."""
        wanted = {item.id: item for item in items}
        for number in [n for n in self._rows if n not in wanted]:
            row = self._rows.pop(number)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, (number, item) in enumerate(wanted.items()):
            row = self._rows.get(number)
            if row is None:
                row = self._rows[number] = self._make_row(item)
                self._layout.insertWidget(place, row)
                row.show()  # at once, so that Tab finds it before the next turn of the event loop
            row.show_item(item)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
        self._empty.setVisible(not wanted and bool(self._empty.text()))


TEXT: Final = 16
SHEET: Final = Template("""
QWidget { font-size: ${px16}px; }
QWidget[role="page"], QScrollArea { background: $window; }
QLabel[role="title"] { font-size: ${px24}px; }
QLabel[role="heading"] { font-size: ${px16}px; }
QLabel[role="figure"] { font-size: ${px30}px; }
QLabel[role="timer"] { font-size: ${px24}px; }
QLabel[role="calm"] { font-size: ${px30}px; color: $muted; }
QLabel[role="small"], QLabel[role="advice"] { font-size: ${px14}px; color: $muted; }
QLabel[role="advice"][tone="soon"] { color: $soon; }
QLabel[role="chip"] { font-size: ${px12}px; padding: ${px2}px ${px8}px; border-radius: ${px9}px; }
QPushButton[role="step"] { background: transparent; border: 2px solid transparent; border-radius: ${px8}px;
  text-align: left; padding: 0; }
QPushButton[role="step"]:hover { background: $hover; }
QPushButton[role="step"]:checked { background: $accent_soft; }
QPushButton[role="step"]:focus { border: 2px solid $focus; }
QPushButton[role="choice"] { text-align: left; }
QPushButton[role="choice"]:checked { background: $accent_soft; color: $accent_text; border-color: $accent; }
QPushButton[role="line"] { background: transparent; border: none; border-radius: ${px4}px; text-align: left;
  padding: ${px2}px ${px4}px; }
QPushButton[role="line"]:hover { background: $hover; }
QPushButton[role="line"]:focus { border: 2px solid $focus; padding: 0 ${px2}px; }
QLineEdit[role="quiet"] { background: transparent; border: 1px solid transparent; padding: ${px2}px ${px5}px; }
QLineEdit[role="quiet"]:hover { border-color: $border; }
QLineEdit[role="quiet"]:focus { background: $field; border: 1px solid $focus; padding: ${px2}px ${px5}px; }
QLineEdit[invalid="true"] { border: 2px solid $soon; }
QScrollArea[role="agenda"] { background: $window; border: none; border-right: 1px solid $border; }
QWidget[role="agenda"] { background: $window; }
QFrame[role="column"] { background: $panel; border: none; border-left: 1px solid $border; }
QFrame[role="own"] { background: $window; border: none; }
QScrollArea[role="column"] { background: $panel; }
QWidget[role="column"] { background: $panel; }
QCheckBox::indicator { width: ${px18}px; height: ${px18}px; }
""")
SIZES: Final = (2, 4, 5, 8, 9, 10, 12, 13, 14, 16, 18, 24, 30)


def session_sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """Makes the style sheet of the session; `px` scales a measure of 100% zoom."""
    names: dict[str, object] = {**asdict(tokens), **{f"px{size}": px(size) for size in SIZES}}
    return SHEET.substitute(names)
