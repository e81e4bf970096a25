"""What a hand does to a table, as the system tells it."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton


def drag_edge(qtbot: QtBot, table: QTableView, column: int, width: int) -> None:
    """Drags the right edge of a column's head until the column has a width."""
    header = table.horizontalHeader()
    edge = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
    start = QPoint(edge, header.height() // 2)
    end = start + QPoint(width - header.sectionSize(column), 0)
    qtbot.mousePress(header.viewport(), LEFT, pos=start)
    for place in (start + QPoint(20, 0), end):
        QTest.mouseMove(header.viewport(), place)
        QApplication.processEvents()
    qtbot.mouseRelease(header.viewport(), LEFT, pos=end)


def turn_wheel(over: QWidget, notches: int = -1) -> None:
    """Turns the wheel with the pointer in the middle of what can be seen of a widget, as the system does."""
    window = over.window()
    seen = over.visibleRegion().boundingRect()
    place = QPointF(over.mapTo(window, seen.center()))
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, 120 * notches))
    QApplication.processEvents()
