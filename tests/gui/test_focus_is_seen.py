"""Tab walks every page: wherever it stops one sees that the keyboard is there, and it stops nowhere for good."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from salesdesk.gui.pages import Whose
from salesdesk.gui.screens import pages_of
from salesdesk.gui.tour import Look, Tour
from salesdesk.gui.widgets.chart_view import ChartView
from salesdesk.gui.widgets.focus_ring import FocusRing

MOST_STOPS = 120
BESIDE = ("lists", "manual", "cheat_sheet", "about", "trash", "settings", "held", "passphrase")


@pytest.fixture
def tour(tour: Tour) -> Tour:
    tour.choose(Look("small", QSize(1280, 720)))
    return tour


@pytest.mark.parametrize(
    "choice", [Whose.TEAM, Whose.PERSON, Whose.CANDIDATE, Whose.ME], ids=lambda c: c.name
)
def test_that_every_stop_of_tab_on_every_page_is_seen_and_left(tour: Tour, choice: Whose) -> None:
    found = [
        f"{name}: {fault}" for name, window in pages_of(tour, choice) for fault in faults_of_a_walk(window)
    ]
    assert not found, "\n".join(found)


def test_that_the_ring_stays_in_another_look(tour: Tour) -> None:
    tour.window.activateWindow()
    tour.window.shell.open_page("metrics", "results")
    tour.settle()
    chart = next(each for each in tour.window.findChildren(ChartView) if each.isVisible())
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    tour.choose(Look("dark", QSize(1280, 720), "dark"))
    tour.settle()
    ring = tour.window.findChild(FocusRing)
    assert ring is not None
    assert ring.widget() is chart
    assert ring.isVisible()
    assert _is_seen(tour.window, chart)


@pytest.mark.parametrize("command", BESIDE)
def test_that_every_stop_of_tab_in_a_window_beside_is_seen_and_left(tour: Tour, command: str) -> None:
    tour.window.actions_by_id[command].trigger()
    tour.settle()
    beside = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not tour.window)
    assert not (found := faults_of_a_walk(beside)), "\n".join(found)
    beside.close()


def faults_of_a_walk(window: QWidget) -> list[str]:
    """Walks with Tab until it comes to where it has been, and tells of each stop that is not seen or not left."""
    window.activateWindow()
    if (QApplication.focusWidget() or window).window() is not window:
        window.setFocus()
    met: set[QWidget] = set()
    found: list[str] = []
    while len(met) < MOST_STOPS:
        before = QApplication.focusWidget()
        if before is None or before in met:
            break
        met.add(before)
        if before.isVisible() and not _is_seen(window, before):
            found.append(f"the keyboard is not seen on {_called(before)}")
        if _tab_on(before) is before:
            found += [f"Tab stays in {_called(before)}"] if len(met) > 1 else []
            break
    return found


def _is_seen(window: QWidget, held: QWidget) -> bool:
    """Tells whether a widget looks otherwise with the keyboard than without."""
    QApplication.processEvents()
    place = QRect(held.mapTo(window, QPoint(0, 0)), held.size()).adjusted(-3, -3, 3, 3)
    shown = window.grab(place).toImage()
    held.clearFocus()
    without = window.grab(place).toImage()
    held.setFocus(Qt.FocusReason.TabFocusReason)
    return shown != without


def _tab_on(before: QWidget) -> QWidget:
    """Presses Tab, in a table on its last cell."""
    if isinstance(before, QTableView) and before.model().rowCount() and before.currentIndex().isValid():
        shown = [c for c in range(before.model().columnCount()) if not before.isColumnHidden(c)]
        header = before.horizontalHeader()
        last = max(shown, key=header.visualIndex)
        before.setCurrentIndex(before.model().index(before.model().rowCount() - 1, last))
    QTest.keyClick(before, Qt.Key.Key_Tab)
    after = QApplication.focusWidget()
    assert after is not None
    QApplication.processEvents()
    return after


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} {widget.accessibleName()!r}"
