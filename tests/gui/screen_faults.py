"""Finds what a person would call broken on a screen: cut text, things lying over one another, nameless controls."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTableView,
    QWidget,
)

from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.elided import FIGURE

Mode = QHeaderView.ResizeMode
SHORT_HEADING = 24
SLACK = 3
"""Pixels by which a font may be wider than Qt's own hint."""
LONG_WORDS, CELL_PADDING, FEW_ROWS = 30, 5, 200
"""Letters beyond which words are long, what stands beside words in a cell, and the rows of a table looked at."""
ELIDING = ("ElidedLabel", "ElidedLink")


def faults(window: QWidget) -> list[str]:
    """Gives every fault of what a window shows."""
    shown = [w for w in window.findChildren(QWidget) if w.isVisibleTo(window) and w.isVisible()]
    return [
        *(f"cut: {_named(w)}" for w in shown if _is_cut(w)),
        *(f"figure cut: {words!r} in {_named(w)}" for w in shown for words in _cut_figures(w)),
        *(f"words cut: {words!r} in {_named(w)}" for w in shown for words in _cut_words(w)),
        *(f"overlap: {pair}" for w in shown for pair in _overlaps(w)),
        *(f"beyond: {found}" for w in shown for found in _beyond(w)),
        *(f"squeezed: {_named(w)}" for w in shown if _is_squeezed(w)),
        *(f"unnamed: {_named(w)}" for w in shown if _is_unnamed(w)),
        *(f"empty head: {_named(w)}" for w in shown if _has_an_empty_head(w)),
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


def _has_an_empty_head(card: QWidget) -> bool:
    """Tells of a card whose "?" stands in a line of its own, with the title beneath it."""
    signs = (
        card.findChildren(QWidget, "card_help")
        if any(kind.__name__ == "Card" for kind in type(card).__mro__)
        else []
    )
    return any(
        sign.parentWidget() is card
        and sign.isVisible()
        and not any(
            label.isVisible()
            and label.text()
            and label.y() < sign.y() + sign.height()
            and label.x() < sign.x()
            for label in card.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        )
        for sign in signs
    )


def _cut_figures(widget: QWidget) -> Iterator[str]:
    """Gives what reads as another number than it is, because its end cannot be seen."""
    if isinstance(widget, QTableView):
        yield from _cut_cells(widget)
    elif isinstance(widget, QHeaderView) and widget.model() is not None:
        for section in range(widget.count()):
            words = str(widget.model().headerData(section, widget.orientation()) or "")
            wide = widget.sectionSizeHint(section) <= widget.sectionSize(section) + SLACK
            if _has_figure(words) and not widget.isSectionHidden(section) and not wide:
                yield words
    elif type(widget).__name__ in ELIDING and isinstance(widget, QLabel | QAbstractButton):
        whole, shown = getattr(widget, "words", ""), widget.text().removesuffix("…")
        if any(f.start() < len(shown) < f.end() for f in FIGURE.finditer(whole)) and whole.startswith(shown):
            yield widget.text()
    elif isinstance(widget, QLineEdit | QComboBox):
        words = widget.text() if isinstance(widget, QLineEdit) else widget.currentText()
        room = widget.width() - widget.fontMetrics().height()
        figures = FIGURE.sub("", words).strip(" ,–") == ""
        if words and figures and widget.fontMetrics().horizontalAdvance(words) > room:
            yield words


def _cut_cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    if model is None or not table.viewport().isVisible():
        return
    careful = type(table.itemDelegate()).__name__ == "FieldDelegate"
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            words, rect = str(index.data() or ""), table.visualRect(index)
            if table.isColumnHidden(column) or not _has_figure(words) or rect.isEmpty():
                continue
            # Words that a careful delegate shortens lose their figures whole; a figure alone is never shortened.
            if careful and any(sign.isalpha() for sign in words) and not _is_right(index):
                continue
            if table.fontMetrics().horizontalAdvance(words) > rect.width() - 2 * SLACK:
                yield words


def _cut_words(table: QWidget) -> Iterator[str]:
    """Gives words of a table that are cut although there is room beside them, or it is scrolled sideways anyway."""
    if not isinstance(table, QTableView) or not isinstance(table.model(), RecordTableModel):
        return
    model, header = table.model(), table.horizontalHeader()
    if any(header.sectionResizeMode(column) is not Mode.Interactive for column in range(header.count())):
        return
    columns = [c for c in range(model.columnCount()) if not table.isColumnHidden(c)]
    needs = {column: _needed(table, column) for column in columns}
    scrolls = sum(map(table.columnWidth, columns)) > table.viewport().width() + SLACK
    air = sum(
        max(0, table.columnWidth(c) - max(needs[c], header.sectionSizeHint(c) + header.height()))
        for c in columns
    )
    careful = table.fontMetrics().averageCharWidth() * LONG_WORDS
    for column, needed in needs.items():
        missing = needed - table.columnWidth(column)
        if missing > SLACK and (needed < careful if scrolls else air > missing):
            yield f"{model.columns[column].label} by {missing}, air {air}"


def _needed(table: QTableView, column: int) -> int:
    """Gives the width in which the rows of a column can be read whole."""
    model, metrics = table.model(), table.fontMetrics()
    words = (str(model.index(row, column).data() or "") for row in range(min(model.rowCount(), FEW_ROWS)))
    return max(map(metrics.horizontalAdvance, words), default=0) + 2 * CELL_PADDING


def _is_right(index: QModelIndex) -> bool:
    return bool(int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0) & int(Qt.AlignmentFlag.AlignRight))


def _has_figure(words: str) -> bool:
    return any(sign.isdigit() for sign in words)


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


def _beyond(widget: QWidget) -> Iterator[str]:
    """Gives what reaches out of its parent, or out of a page that cannot be scrolled sideways, and is cut there."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return
    if (
        isinstance(parent, QAbstractScrollArea | QScrollBar | QAbstractButton | QComboBox)
        or parent.layout() is None
    ):
        return
    if (
        widget.geometry().bottom() > parent.height() + SLACK
        or widget.geometry().right() > parent.width() + SLACK
    ):
        yield f"{_named(widget)} in {parent.width()}×{parent.height()}"
    area = _area_around(widget)
    if area is not None and not area.horizontalScrollBar().isVisible():
        right = widget.mapTo(area.viewport(), QPoint(widget.width(), 0)).x()
        if right > area.viewport().width() + SLACK:
            yield f"{_named(widget)} by {right - area.viewport().width()} of {area.objectName()}"


def _area_around(widget: QWidget) -> QAbstractScrollArea | None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def _is_squeezed(widget: QWidget) -> bool:
    """Tells whether a heading stands in a tower of single words because of what stands beside it."""
    if not isinstance(widget, QLabel) or widget.property("role") != "heading" or not widget.text():
        return False
    line = widget.fontMetrics().lineSpacing()
    return widget.height() > 2.5 * line and len(widget.text()) < SHORT_HEADING


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
