"""The list of imports as a manager meets it: chosen, asked about, taken back, undone."""

import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import UserError
from salesdesk.env.following import tick
from salesdesk.gui.background import Job
from salesdesk.gui.side.imports_window import CANCELLED, GONE, TOO_OLD
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.widgets.banner import Banner
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.work_line import STOPPING
from salesdesk.services.importing.past import PastImportsService
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import IncomingRow
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def desk(opened: Any) -> Any:
    """The desk with an import of two deals, one of them changed since."""
    services = opened.furniture.opening.services
    service = ImportService(services.desk)
    mapped = frozenset({"external_id", "name", "amount"})
    rows = [
        IncomingRow(n, {"external_id": f"X{n}", "name": f"Pump {n}", "amount": Decimal(100)}) for n in (2, 3)
    ]
    service.apply(service.plan("deals", mapped, rows), "june.csv")
    deal = services.records.rows("opportunity", where={"external_id": "X2"})[0]
    services.records.edit("opportunity", deal.id, "amount", Decimal(175))
    return services.desk


def opened_imports(opened: Any, side: SideWindows) -> Any:
    opened.window.actions_by_id["imports"].trigger()
    return side.window_of("imports")


def texts(shown: RecordTable) -> list[list[str]]:
    model = shown.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def press(window: Any, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def is_offered(window: Any, name: str) -> bool:
    button = window.findChild(QPushButton, name)
    return button.isVisible() and button.isEnabled()


def said(window: Any) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def amounts(desk: Any) -> list[int]:
    rows = desk.rows("SELECT amount / 10000 FROM opportunity WHERE external_id IN ('X2', 'X3') ORDER BY id")
    return [row[0] for row in rows]


def test_that_an_import_is_taken_back_after_what_stays_was_shown(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot
) -> None:
    window = opened_imports(opened, side)
    lists = window.findChildren(RecordTable)
    imports, kept = lists[0], lists[1]
    assert texts(imports)[0][0] == "june.csv"
    imports.selectRow(0)
    qtbot.keyClick(imports, Qt.Key.Key_Return)
    qtbot.waitUntil(kept.isVisible)
    assert texts(kept) == [["Deal: Pump 2", "Amount", "$100", "$175"]]
    assert "Nothing has been changed yet" in said(window)
    assert amounts(desk) == [175, 100]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(imports.hasFocus)
    assert amounts(desk) == [175]
    assert "Taken back" in texts(imports)[0]
    assert "The import of “june.csv” was taken back. Ctrl+Z brings it back." in said(window)
    assert not is_offered(window, "imports_ask")
    assert GONE in said(window)
    opened.window.actions_by_id["undo"].trigger()
    assert amounts(desk) == [175, 100]
    assert "On the desk" in texts(imports)[0]


def test_that_what_a_later_file_has_too_is_told_before_and_after(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot
) -> None:
    rows = [IncomingRow(2, {"external_id": "X3", "name": "Pump 3", "amount": Decimal(100)})]
    service = ImportService(desk)
    service.apply(service.plan("deals", frozenset({"external_id", "name", "amount"}), rows), "july.csv")
    window, held = opened_imports(opened, side), "Kept as files imported later have it: 1 deal."
    imports = window.findChildren(RecordTable)[0]
    imports.selectRow(1)
    press(window, "imports_ask", qtbot)
    qtbot.waitUntil(lambda: held in said(window))
    press(window, "imports_take", qtbot)
    qtbot.waitUntil(imports.isVisible)
    assert amounts(desk) == [175, 100]
    assert f"The import of “june.csv” was taken back. Ctrl+Z brings it back. {held}" in said(window)


@pytest.mark.parametrize("stage", ["imports_ask", "imports_take"])
def test_that_one_which_is_cancelled_on_the_way_leaves_the_desk_as_it_was(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot, stage: str
) -> None:
    window, steps = opened_imports(opened, side), desk.undo_name()
    window.findChildren(RecordTable)[0].selectRow(0)
    if stage == "imports_take":
        press(window, "imports_ask", qtbot)
        qtbot.waitUntil(lambda: is_offered(window, "imports_take"))
    cancelled: list[str] = []

    def stop(job: Job) -> None:
        job.cancelled.connect(lambda: cancelled.append(job.name))
        opened.window.status.findChildren(QPushButton, "work_cancel")[-1].click()

    opened.furniture.background.job_started.connect(stop)
    press(window, stage, qtbot)
    qtbot.waitUntil(lambda: cancelled == ["imports"], timeout=20_000)
    qtbot.waitUntil(lambda: CANCELLED in said(window))
    assert (amounts(desk), desk.undo_name()) == ([175, 100], steps)
    assert not is_offered(window, "imports_cancel")
    assert is_offered(window, "imports_ask")


def test_that_cancel_in_the_window_stops_the_taking_back(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, go = opened_imports(opened, side), threading.Event()

    def held(_self: PastImportsService, _number: int) -> None:
        go.wait(20)
        tick()

    monkeypatch.setattr(PastImportsService, "foresee", held)
    window.findChildren(RecordTable)[0].selectRow(0)
    assert not is_offered(window, "imports_cancel")
    press(window, "imports_ask", qtbot)
    press(window, "imports_cancel", qtbot)
    assert STOPPING in said(window)
    go.set()
    qtbot.waitUntil(lambda: CANCELLED in said(window))


def test_that_the_import_is_kept_where_that_is_chosen(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot
) -> None:
    window = opened_imports(opened, side)
    imports = window.findChildren(RecordTable)[0]
    imports.selectRow(0)
    press(window, "imports_ask", qtbot)
    qtbot.waitUntil(lambda: is_offered(window, "imports_keep"))
    press(window, "imports_keep", qtbot)
    assert imports.isVisible()
    assert amounts(desk) == [175, 100]


def test_that_one_which_cannot_be_taken_back_says_why(opened: Any, side: SideWindows, desk: Any) -> None:
    window = opened_imports(opened, side)
    imports = window.findChildren(RecordTable)[0]
    imports.selectRow(1)
    assert not is_offered(window, "imports_ask")
    assert TOO_OLD in said(window)


def test_that_enter_presses_the_button_that_has_the_keyboard(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot
) -> None:
    window = opened_imports(opened, side)
    press(window, "imports_ask", qtbot)
    qtbot.waitUntil(lambda: is_offered(window, "imports_take"))
    button = window.findChild(QPushButton, "imports_take")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: amounts(desk) == [175])


def test_that_a_message_covers_no_button(opened: Any, side: SideWindows, desk: Any, qtbot: QtBot) -> None:
    window = opened_imports(opened, side)
    window.banners.show_message("4 rejected rows are in a file. " * 4)
    banner = window.findChild(Banner)
    qtbot.waitUntil(banner.isVisible)
    buttons = [button for button in window.findChildren(QPushButton) if button.isVisible()]
    feet = [b for b in buttons if b.parentWidget() is window]
    assert feet
    assert not any(banner.geometry().intersects(button.geometry()) for button in feet)
    window.resize(window.width(), window.height() - 40)
    qtbot.waitUntil(lambda: not any(banner.geometry().intersects(button.geometry()) for button in feet))


def test_that_the_pages_hear_of_it_where_the_window_was_closed_meanwhile(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot
) -> None:
    window = opened_imports(opened, side)
    press(window, "imports_ask", qtbot)
    qtbot.waitUntil(lambda: is_offered(window, "imports_take"))
    heard: list[str] = []
    opened.furniture.context.bus.changed.connect(lambda changes: heard.append(changes.step))
    press(window, "imports_take", qtbot)
    window.close()
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert amounts(desk) == [175]
    qtbot.waitUntil(lambda: "was taken back" in opened.furniture.messages.words)


@pytest.mark.parametrize("after", ["nothing", "another desk"])
def test_that_one_taken_back_at_the_last_moment_is_told_to_nothing_of_a_closed_desk(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot, tmp_path: Path, after: str
) -> None:
    for name in ("imports", "trash", "settings", "export"):
        opened.window.actions_by_id[name].trigger()
    window, other = side.window_of("imports"), tmp_path / "other.salesdesk"
    press(window, "imports_ask", qtbot)
    qtbot.waitUntil(lambda: is_offered(window, "imports_take"))
    DeskFile.create(other).close()
    with qtbot.capture_exceptions() as met:
        press(window, "imports_take", qtbot)
        # Its thread ends, and the window hears of that only after the desk was closed.
        for job in opened.furniture.background.jobs:
            job.wait()
        if after == "nothing":
            opened.furniture.opening.close()
        else:
            opened.furniture.opening.open(other)
        qtbot.waitUntil(lambda: not opened.furniture.background.jobs)
    assert met == []


def test_that_a_failure_is_told_where_the_window_was_closed_meanwhile(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened_imports(opened, side)
    press(window, "imports_ask", qtbot)
    qtbot.waitUntil(lambda: is_offered(window, "imports_take"))

    closed = threading.Event()

    def refuse(_service: object, _number: int) -> None:
        closed.wait(20)
        raise UserError("The disk is full.")

    monkeypatch.setattr(PastImportsService, "take_back", refuse)
    press(window, "imports_take", qtbot)
    window.close()
    closed.set()
    qtbot.waitUntil(lambda: opened.furniture.messages.words == "The disk is full.")


def test_that_enter_on_one_which_cannot_be_taken_back_asks_nothing_and_says_it_once(
    opened: Any, side: SideWindows, desk: Any, qtbot: QtBot
) -> None:
    window = opened_imports(opened, side)
    imports = window.findChildren(RecordTable)[0]
    imports.selectRow(1)
    qtbot.keyClick(imports, Qt.Key.Key_Return)
    background = opened.furniture.background
    qtbot.waitUntil(lambda: not background.jobs)
    assert window.findChild(Banner) is None
    assert TOO_OLD in said(window)
