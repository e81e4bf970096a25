"""Dresses widgets and fills layouts in one call each: name, role and words of a widget, and what follows what."""

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QLabel, QLayout, QLineEdit, QPushButton, QScrollArea, QWidget

from salesdesk.gui.theme import embolden, set_role

T = TypeVar("T", bound=QWidget)
L = TypeVar("L", bound=QLayout)
Part = QWidget | QLayout | int | tuple[QWidget | QLayout, int]
"""A widget or layout, a number for a stretch, or a pair for a part that is stretched."""


def dress(
    part: T, name: str = "", role: str = "", tone: str = "",
    *, says: str = "", hint: str = "", bold: bool = False, wraps: bool = False, by_enter: bool = True,
) -> T:  # fmt: skip
    """Gives a widget its name, role and tone, what a screen reader says and its tool tip, and gives it back.

    Bold and wrapping words are for labels; a button of a dialog that is not pressed `by_enter` waits for a click.
    """
    if name:
        part.setObjectName(name)
    if role or tone:
        set_role(part, role, tone)
    if says:
        part.setAccessibleName(says)
    if hint:
        part.setToolTip(hint)
    if bold:
        embolden(part)
    if wraps and isinstance(part, QLabel):
        part.setWordWrap(True)
    if not by_enter and isinstance(part, QPushButton):
        part.setAutoDefault(False)
    return part


def pill(words: str, name: str, hint: str = "", *, by_enter: bool = True) -> QPushButton:
    """Makes a button that stays pressed, to choose what is shown."""
    button = dress(QPushButton(words), name, "pill", hint=hint, by_enter=by_enter)
    button.setCheckable(True)
    return button


def search_line(words: str, name: str, line: QLineEdit | None = None) -> QLineEdit:
    """Makes a line to search or filter with, which says in itself what for and can be emptied with a click."""
    found = dress(line or QLineEdit(), name, says=words)
    found.setPlaceholderText(words)
    found.setClearButtonEnabled(True)
    return found


def scrolled(content: QWidget, role: str = "page", scroll: QScrollArea | None = None) -> QScrollArea:
    """Lets a widget be scrolled where it has no room; both are dressed in the role."""
    area = scroll or QScrollArea()
    for part in (content, area):
        set_role(part, role)
    area.setWidgetResizable(True)
    area.setWidget(content)
    return area


def fill(layout: L, *parts: Part, bare: bool = False) -> L:
    """Puts parts into a layout one after the other and gives it back; a `bare` one has no margins."""
    if bare:
        layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        what, stretch = part if isinstance(part, tuple) else (part, 0)
        if isinstance(what, QWidget):
            layout.addWidget(what)
        elif isinstance(layout, QBoxLayout):
            layout.addLayout(what) if isinstance(what, QLayout) else layout.addStretch(what)
        if stretch and isinstance(layout, QBoxLayout):
            layout.setStretch(layout.count() - 1, stretch)
    return layout
