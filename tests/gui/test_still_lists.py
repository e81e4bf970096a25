"""No list moves under the pointer: what was under it when it was pressed is what is chosen."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.services.lists.service import LISTED

LEFT = Qt.MouseButton.LeftButton
PAGES = ("go_desk", "go_team", "go_plans", "go_coaching", "go_metrics")


def settled() -> None:
    for _ in range(3):
        QApplication.processEvents()


def views(within: QWidget) -> Iterator[QAbstractItemView]:
    for view in within.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and view.model().rowCount() > 1:
            yield view


def press_halfway(view: QAbstractItemView) -> tuple[Any, Any, Any]:
    """Scrolls, presses in the middle of what is seen; gives the row there before, the row there after, the current."""
    view.clearFocus()
    view.setCurrentIndex(view.rootIndex())
    bar = view.verticalScrollBar()
    bar.setValue((bar.minimum() + bar.maximum()) // 2 + 3)
    settled()
    seen = view.visibleRegion().boundingRect() & view.viewport().rect()
    points = [QPoint(seen.left() + 12, y) for y in range(seen.center().y(), seen.bottom(), 5)]
    points = [
        p
        for p in points
        if view.indexAt(p).isValid() and view.indexAt(p).flags() & Qt.ItemFlag.ItemIsSelectable
    ]
    if not points:
        return 0, 0, 0
    before = view.indexAt(points[0]).row()
    QTest.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, points[0])
    settled()
    after = view.indexAt(points[0]).row()
    QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, points[0])
    settled()
    return before, after, view.currentIndex().row()


def moved(within: QWidget) -> list[str]:
    found = []
    for view in views(within):
        before, after, current = press_halfway(view)
        if not before == after == current:
            found.append(f"{view.objectName() or type(view).__name__}: {before} → {after}, chosen {current}")
    return found


@pytest.fixture
def window(opened: Any, qtbot: QtBot) -> Any:
    opened.window.resize(1280, 720)
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    return opened


@pytest.mark.parametrize("person", [False, True], ids=["team", "person"])
@pytest.mark.parametrize("page", PAGES)
def test_that_a_press_chooses_the_row_under_the_pointer_in_every_list(
    window: Any, page: str, person: bool
) -> None:
    actions: dict[str, Any] = window.window.actions_by_id
    if person:
        actions["next_person"].trigger()
    actions[page].trigger()
    settled()
    tabs = window.window.shell.tabs
    tab = tabs.page(tabs.current_key())
    assert moved(tab) == []


def test_that_the_roster_stays_when_it_is_pressed_and_when_it_is_read_again(
    window: Any, qtbot: QtBot
) -> None:
    roster, theme = window.window.shell.roster, window.furniture.context.theme
    window.window.resize(1280, 600)
    for _ in range(6):
        window.window.actions_by_id["zoom_in"].trigger()
    # Quick steps are one new look, a moment later.
    qtbot.waitUntil(lambda: theme.zoom == 160)
    settled()
    assert moved(roster) == []
    bar = next(views(roster)).verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    window.window.shell.refresh()
    settled()
    assert bar.value() == bar.maximum()


@pytest.mark.parametrize("kind", LISTED)
def test_that_a_press_chooses_the_row_under_the_pointer_in_every_list_of_the_lists_window(
    window: Any, qtbot: QtBot, kind: str
) -> None:
    window.window.actions_by_id["lists"].trigger()
    lists = window.furniture.sides.window_of("lists")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is lists)
    lists.open_kind(kind)
    settled()
    assert moved(lists.page(kind)) == []


@pytest.mark.parametrize("name", ["history", "trash", "manual"])
def test_that_the_lists_of_the_side_windows_stay(window: Any, qtbot: QtBot, name: str) -> None:
    records, opening = window.furniture.opening.services.records, window.furniture.opening
    for number in [row["id"] for row in opening.services.desk.rows("SELECT id FROM note LIMIT 30")]:
        records.trash("note", [number])
    window.window.actions_by_id["next_person"].trigger()
    window.window.actions_by_id[name].trigger()
    side = window.furniture.sides.window_of(name)
    side.activateWindow()
    qtbot.waitUntil(side.isVisible)
    settled()
    assert moved(side) == []


def log_of(window: Any) -> Any:
    window.window.actions_by_id["go_coaching"].trigger()
    settled()
    return window.window.findChild(QAbstractItemView, "table_coaching_log")


def test_that_the_log_opens_with_its_first_row_in_sight(window: Any) -> None:
    log = log_of(window)
    assert log.verticalScrollBar().value() == 0
    assert log.visualRect(log.model().index(0, 0)).top() == 0


def test_that_a_list_that_is_read_again_stays_where_it_was_scrolled_to(window: Any) -> None:
    log, services = log_of(window), window.furniture.opening.services
    log.setCurrentIndex(log.model().index(0, 3))
    settled()
    bar = log.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settled()
    place: Callable[[], str] = lambda: str(log.indexAt(QPoint(5, 40)).siblingAtColumn(3).data())  # noqa: E731
    before = place()
    person = services.desk.rows("SELECT id FROM salesperson LIMIT 1")[0]["id"]
    window.furniture.context.bus.publish(services.coaching.add_note(person, "Written elsewhere"))
    settled()
    assert place() == before
