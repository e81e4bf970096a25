"""The least that PySide6 can show: one window with one table. Prints when it was painted and usable.

Milliseconds count from SALESDESK_LAUNCHED, the moment (time.time_ns) at which the bench launched the process.
"""

import os
import sys
import time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


def since_launch() -> int:
    """Gives the milliseconds since the bench launched this process."""
    return (time.time_ns() - int(os.environ["SALESDESK_LAUNCHED"])) // 1_000_000


class Cells(QAbstractTableModel):
    """Fifty rows of six numbers."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 50

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 6

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> str | None:
        return f"{index.row() * index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


class Table(QTableView):
    """A table that notes its first painting, and that it is usable once nothing waits behind it."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.painted:
            self.painted = since_launch()
            QTimer.singleShot(0, self._report)

    def _report(self) -> None:
        print(f"painted {self.painted} usable {since_launch()}", flush=True)
        QApplication.quit()


def main() -> int:
    """Shows the window and ends when it is usable."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    table = Table()
    table.setModel(Cells())
    window.setCentralWidget(table)
    window.resize(1280, 720)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
