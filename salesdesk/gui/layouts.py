"""Lays parts out in columns, rows and areas that scroll, and tells a widget's role, name and words in one line."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from salesdesk.gui.theme import set_role

Part = QWidget | QLayout | None
Laid = Part | tuple[Part, int] | tuple[Part, int, Qt.AlignmentFlag]
"""What is laid out: a part, perhaps with its share of the room and how it is aligned; None is free room."""
W = TypeVar("W", bound=QWidget)
L = TypeVar("L", bound=QBoxLayout)
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


def configure(
    widget: W, role: str = "", tone: str = "", *, name: str = "", says: str = "", about: str = "", tip: str = ""
) -> W:  # fmt: skip
    """Gives a widget its role in the style sheet, its object name, what a screen reader says, and its tooltip."""
    if role:
        set_role(widget, role, tone)
    if name:
        widget.setObjectName(name)
    if says:
        widget.setAccessibleName(says)
    if about:
        widget.setAccessibleDescription(about)
    if tip:
        widget.setToolTip(tip)
    return widget


def link(words: str, then: Callable[[], object], *, name: str = "", says: str = "") -> QPushButton:
    """Makes a button that looks like a link."""
    made = configure(QPushButton(words), "link", name=name, says=says)
    made.clicked.connect(lambda: then())  # noqa: PLW0108 - clicked would hand over its argument
    return made


def _filled(layout: L, parts: Sequence[Laid], gap: int | None) -> L:
    layout.setContentsMargins(0, 0, 0, 0)
    if gap is not None:
        layout.setSpacing(gap)
    for laid in parts:
        part, share, *aligned = laid if isinstance(laid, tuple) else (laid, 0)
        if part is None:
            layout.addStretch(share)
        elif isinstance(part, QWidget):
            layout.addWidget(part, share, *aligned)
        else:
            layout.addLayout(part, share)
    return layout
