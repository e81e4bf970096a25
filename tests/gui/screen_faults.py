"""Finds what a person would call broken on a screen: cut text, things lying over one another, nameless controls."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

SLACK = 3
"""Pixels by which a font may be wider than Qt's own hint."""
ELIDING = ("ElidedLabel", "ElidedLink")


def faults(window: QWidget) -> list[str]:
    """Gives every fault of what a window shows."""
    shown = [w for w in window.findChildren(QWidget) if w.isVisibleTo(window) and w.isVisible()]
    return [
        *(f"cut: {_named(w)}" for w in shown if _is_cut(w)),
        *(f"overlap: {pair}" for w in shown for pair in _overlaps(w)),
        *(f"unnamed: {_named(w)}" for w in shown if _is_unnamed(w)),
    ]


def _is_cut(widget: QWidget) -> bool:
    if type(widget).__name__ in ELIDING or widget.width() == 0:
        return False
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + SLACK
        return widget.sizeHint().width() > widget.width() + SLACK
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.sizeHint().width() > widget.width() + SLACK
    return False


def _overlaps(parent: QWidget) -> Iterator[str]:
    layout = parent.layout()
    if layout is None or isinstance(parent, QAbstractScrollArea):
        return
    children = list(parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly))
    placed = [c for c in children if c.isVisible() and layout.indexOf(c) >= 0 and not c.isWindow()]
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            common = one.geometry().intersected(other.geometry())
            if common.width() > SLACK and common.height() > SLACK:
                yield f"{_named(one)} over {_named(other)}"


def _is_unnamed(widget: QWidget) -> bool:
    inside = isinstance(widget, QScrollBar | QTabBar) or widget.objectName().startswith("qt_")
    if inside or widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isEnabled():
        return False
    if not isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView):
        return False
    if isinstance(widget.parentWidget(), QComboBox):
        return False
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return not (widget.accessibleName() or text or _buddy(widget))


def _buddy(widget: QWidget) -> bool:
    return any(label.buddy() is widget for label in widget.window().findChildren(QLabel))


def _named(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    corner = widget.mapTo(widget.window(), QPoint(0, 0))
    place = QRect(corner, widget.size())
    where = f"{place.x()},{place.y()} {place.width()}×{place.height()}"
    return f"{type(widget).__name__} {widget.objectName()!r} {words[:60]!r} at {where}"
