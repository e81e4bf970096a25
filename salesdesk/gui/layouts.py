"""Lays parts out in columns, rows and areas that scroll, and tells a widget's role, name and words in one line."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import TypeVar, cast

import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.only_read import LOOKS, WRITES
from salesdesk.gui.plain_tips import plain_tip
from salesdesk.gui.theme import embolden, set_role

Part = QWidget | QLayout | None
Laid = Part | tuple[Part, int] | tuple[Part, int, Qt.AlignmentFlag]
"""What is laid out: a part, perhaps with its share of the room and how it is aligned; None is free room."""
W = TypeVar("W", bound=QWidget)
B = TypeVar("B", bound=QBoxLayout)
L = TypeVar("L", bound=QLayout)
TOP = Qt.AlignmentFlag.AlignTop
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def column(*parts: Laid, on: QWidget | None = None, gap: int | None = None) -> QVBoxLayout:
    """Puts parts beneath one another, without margins; `on` is the widget whose layout it becomes."""
    return _filled(QVBoxLayout() if on is None else QVBoxLayout(on), parts, gap)


def row(*parts: Laid, on: QWidget | None = None, gap: int | None = None) -> QHBoxLayout:
    """Puts parts beside one another, without margins; `on` is the widget whose layout it becomes."""
    return _filled(QHBoxLayout() if on is None else QHBoxLayout(on), parts, gap)


def scrolling(area: QScrollArea, content: QWidget | None = None, role: str = "") -> QScrollArea:
    """Lets an area scroll its content up and down only, and leaves the keyboard to what lies in it."""
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if role:
        set_role(area, role)
    if content is not None:
        area.setWidget(content)
    return area


def widgets_in(layout: QLayout) -> list[QWidget]:
    """Gives the widgets that stand in a layout, in their order.

    Its items are not asked for; see `forget_items`.
    """
    host = layout.parentWidget()
    beside = host.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if host else []
    return sorted((each for each in beside if layout.indexOf(each) >= 0), key=layout.indexOf)


def rows_in(page: QWidget) -> list[QWidget]:
    """Gives what the Tab key comes to on a page as it is read: one row after the other, each from its beginning."""
    takers = [
        each
        for each in page.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisibleTo(page)
        and each.focusProxy() is None
    ]
    boxes = {each: QRect(each.mapTo(page, QPoint(0, 0)), each.size()) for each in takers}
    mirrored = page.layoutDirection() is Qt.LayoutDirection.RightToLeft
    rows: list[list[QWidget]] = []
    for each in sorted(takers, key=lambda each: boxes[each].center().y()):
        if rows and boxes[each].center().y() <= boxes[rows[-1][0]].bottom():
            rows[-1].append(each)
        else:
            rows.append([each])
    return [each for row in rows for each in sorted(row, key=lambda each: boxes[each].x(), reverse=mirrored)]


def scroll_to(widget: QWidget | None) -> None:
    """Scrolls what takes the keyboard into sight, and of what has no room there the beginning."""
    around = widget.parentWidget() if widget is not None else None
    while widget is not None and around is not None and not around.isWindow():
        if isinstance(around, QScrollArea) and (content := around.widget()) is not None:
            around.ensureWidgetVisible(widget)
            if widget.height() > around.viewport().height():
                around.verticalScrollBar().setValue(widget.mapTo(content, QPoint(0, 0)).y())
        around = around.parentWidget()


def configure(
    widget: W, role: str = "", tone: str = "", *, name: str = "", says: str = "", about: str = "", tip: str = "",
    bold: bool = False, wraps: bool = False, by_enter: bool = True, writes: bool = False, looks: bool = False,
) -> W:  # fmt: skip
    """Gives a widget its role in the style sheet, its object name, what a screen reader says, and its tooltip.

    Bold and wrapping words are for labels; a button of a dialog that is not pressed `by_enter` waits for a click. What
    `writes` to the desk is off where that may only be read; a field that only `looks` for something stays on.
    """
    if role or tone:
        set_role(widget, role, tone)
    for takes, words in (
        (widget.setObjectName, name), (widget.setAccessibleName, says),
        (widget.setAccessibleDescription, about), (widget.setToolTip, plain_tip(tip)),
    ):  # fmt: skip
        if words:
            takes(words)
    if bold:
        embolden(widget)
    if wraps and isinstance(widget, QLabel):
        widget.setWordWrap(True)
    if writes or looks:
        widget.setProperty(WRITES if writes else LOOKS, True)
    if not by_enter and isinstance(widget, QPushButton):
        widget.setAutoDefault(False)
    return widget


def link(
    words: str, then: Callable[[], object], *, name: str = "", says: str = "", writes: bool = False
) -> QPushButton:
    """Makes a button that looks like a link."""
    made = configure(QPushButton(words), "link", name=name, says=says, writes=writes)
    made.clicked.connect(lambda: then())  # noqa: PLW0108 - clicked would hand over its argument
    return made


def pill(words: str, name: str, tip: str = "", *, by_enter: bool = True) -> QPushButton:
    """Makes a button that stays pressed, to choose what is shown."""
    button = configure(QPushButton(words), "pill", name=name, tip=tip, by_enter=by_enter)
    button.setCheckable(True)
    return button


def search_line(words: str, name: str, line: QLineEdit | None = None) -> QLineEdit:
    """Makes a line to search or filter with, which says in itself what for and can be emptied with a click."""
    found = configure(line or QLineEdit(), name=name, says=words, looks=True)
    found.setPlaceholderText(words)
    found.setClearButtonEnabled(True)
    return found


def scrolled(content: QWidget, role: str = "page", scroll: QScrollArea | None = None) -> QScrollArea:
    """Lets a widget be scrolled where it has no room; both take the role. Tab goes to what lies in it at once."""
    area = scroll or QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    for part in (content, area):
        set_role(part, role)
    area.setWidgetResizable(True)
    area.setWidget(content)
    return area


def fill(layout: L, *parts: Laid, bare: bool = False) -> L:
    """Puts parts into a layout one after the other and gives it back; a `bare` one has no margins."""
    if bare:
        layout.setContentsMargins(0, 0, 0, 0)
    for laid in parts:
        part, share, *aligned = laid if isinstance(laid, tuple) else (laid, 0)
        if not isinstance(layout, QBoxLayout):
            layout.addWidget(cast(QWidget, part))
        elif part is None:
            layout.addStretch(share)
        elif isinstance(part, QWidget):
            layout.addWidget(part, share, *aligned)
        else:
            layout.addLayout(part, share)
            forget_items(part)
    return layout


def forget_items(layout: QLayout) -> None:
    """Lets go of the items of a layout that was put, with what stands in it, into another one.

    PySide has made objects of them by then and never hears that Qt deletes an item: whatever widget comes to lie
    at its address later would be taken for the item.
    """
    # A layout of our own keeps its items itself.
    for place in range(layout.count() if isinstance(layout, QBoxLayout | QGridLayout) else 0):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            forget_items(item)
        elif item is not None:
            shiboken6.invalidate(item)


def _filled(layout: B, parts: Sequence[Laid], gap: int | None) -> B:
    if gap is not None:
        layout.setSpacing(gap)
    return fill(layout, *parts, bare=True)


@contextmanager
def laid_out_once(*layouts: QLayout) -> Generator[None]:
    """Lets layouts, the inner ones first, wait for the end of a change: Qt lays out all around each part it shows."""
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
            layout.activate()
