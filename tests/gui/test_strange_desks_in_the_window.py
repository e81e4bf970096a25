"""What another program did to a desk is told in the bar above everything, with ways on, and never ends in a report."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.env.following import tick
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.desk_lock import DeskLock
from salesdesk.gui.errors import ReportDialog
from salesdesk.gui.old_desk import PUTTING_RIGHT
from salesdesk.gui.side.mend_window import MENDING, MendWindow
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.services.desk_place import DeskPlace
from salesdesk.services.mending import MendingService
from salesdesk.store import structure
from tests.gui.conftest import open_desk
from tests.gui.test_desk_rescue import offer, opens, press
from tests.gui.test_old_desk_beside import Gate
from tests.store.test_strange_desks import CANNOT_BE, REFUSED, change

Start = Callable[..., Any]


def test_that_what_was_put_right_is_told_until_it_is_read(
    start: Start, sample_path: Path, qtbot: QtBot
) -> None:
    change(sample_path, "DROP TRIGGER journal_insert_note", "UPDATE recorder SET in_bulk = 1")
    window = start(sample_path)
    assert opens(window, qtbot) == sample_path
    words = window.window.file_bar.words
    assert "journal_insert_note" in words
    assert "1 more" in words
    press(window, qtbot, "rescue_leave")
    assert window.window.file_bar.words == ""


@pytest.mark.parametrize(
    "statements", [REFUSED[kind][1:] for kind in ("a foreign trigger", "a view for a table")]
)
def test_that_a_desk_that_cannot_be_relied_upon_is_salvaged_from_the_bar(
    start: Start, sample_path: Path, qtbot: QtBot, statements: tuple[str, ...]
) -> None:
    change(sample_path, *statements)
    window = start(sample_path)
    qtbot.waitUntil(lambda: "Another program changed this desk" in window.window.file_bar.words)
    new = sample_path.with_name("saved.salesdesk")
    window.furniture.context.prompts.preset(new)
    press(window, qtbot, "rescue_salvage")
    assert opens(window, qtbot) == new
    assert window.window.file_bar.words == ""


@pytest.mark.long
@pytest.mark.parametrize("statement", [said[1] for said in CANNOT_BE.values()], ids=[*CANNOT_BE])
def test_that_values_that_cannot_be_end_in_a_sentence_on_every_page(
    start: Start, sample_path: Path, qtbot: QtBot, statement: str
) -> None:
    change(sample_path, f"UPDATE opportunity SET {statement}")
    window = start(sample_path)
    bench, shown = window.furniture, window.window
    step_down = bench.errors.install()
    try:
        for each in (each for each in COMMANDS if each.id.startswith("page_") and bench.opening.services):
            try:
                bench.do(each.id)
            except Exception as error:
                bench.errors._on_met(error, True)
        bench.opening.check_and_back_up()
        qtbot.waitUntil(lambda: offer(window, "rescue_salvage") is not None, timeout=60_000)
        qtbot.waitUntil(lambda: not bench.background.jobs, timeout=60_000)
    finally:
        step_down()
    assert "Another program wrote values" in shown.file_bar.words or "damaged" in shown.file_bar.words
    assert not shown.findChildren(ReportDialog)
    assert offer(window, "rescue_newest") is None, "the only backup holds the same values"


@pytest.mark.parametrize(
    "met", [DeskFileError("The disk is full", "full"), dbapi2.OperationalError("no such column: x")]
)
def test_that_an_opening_that_fails_leaves_no_desk_half_open(
    start: Start, sample_path: Path, monkeypatch: pytest.MonkeyPatch, met: Exception, qtbot: QtBot
) -> None:
    window = start()

    def fail(*_given: object) -> None:
        raise ValueError("what the pages read makes no sense")

    def fail_again(_place: DeskPlace) -> None:
        raise met

    monkeypatch.setattr(window.window.shell, "show_desk", fail)
    monkeypatch.setattr(DeskPlace, "refuse_impossible", fail_again)
    with qtbot.captureExceptions() as raised:
        open_desk(window.furniture, sample_path)
    assert [kind for kind, _error, _trace in raised] in ([], [ValueError])
    assert window.furniture.opening.services is None
    assert not window.window.at_desk
    lock = DeskLock(sample_path)
    lock.take(sample_path.name)
    lock.unlock()


def test_that_values_that_cannot_be_are_set_right_in_the_window(
    start: Start, sample_path: Path, qtbot: QtBot
) -> None:
    change(sample_path, "UPDATE opportunity SET amount = 'abc', currency = x'00ff' WHERE id < 4")
    window = start(sample_path)
    bench = window.furniture
    bench.opening.check_and_back_up()
    press(window, qtbot, "rescue_mend")
    shown = bench.sides.window_of("mend")
    assert isinstance(shown, MendWindow)
    table, line = shown.findChild(RecordTable), shown.findChild(QLineEdit, "mend_line")
    one, every = (shown.findChild(QPushButton, name) for name in ("mend_one", "mend_all"))
    assert isinstance(table, RecordTable)
    assert isinstance(line, QLineEdit)
    assert isinstance(one, QPushButton)
    assert isinstance(every, QPushButton)
    qtbot.waitUntil(lambda: table.model().rowCount() == 6, timeout=20_000)
    line.setText("nothing of the kind")
    one.click()
    assert shown.banners.messages
    assert table.model().rowCount() == 6
    line.setText("1250")
    with qtbot.waitSignal(bench.background.job_started, timeout=5_000) as job:
        one.click()
    assert job.args is not None
    assert job.args[0].words == MENDING, "the desk is copied beside the window, which says so"
    assert not one.isEnabled()
    qtbot.waitUntil(lambda: table.model().rowCount() == 5, timeout=20_000)
    qtbot.waitUntil(every.isEnabled, timeout=20_000)
    every.click()
    qtbot.waitUntil(lambda: window.window.file_bar.words == "", timeout=20_000)
    assert "Set right values that cannot be" in bench.messages.words
    assert not table.isVisible()
    rows = bench.opening.services.desk.rows("SELECT amount FROM opportunity WHERE id < 4 ORDER BY id")
    assert [row["amount"] for row in rows] == [12_500_000, None, None]


def test_that_a_failure_is_told_where_the_window_was_closed_meanwhile(
    start: Start, sample_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(sample_path, "UPDATE opportunity SET amount = 'abc' WHERE id < 4")
    window, closed = start(sample_path), threading.Event()
    bench = window.furniture
    bench.opening.check_and_back_up()
    press(window, qtbot, "rescue_mend")
    shown = bench.sides.window_of("mend")
    every = shown.findChild(QPushButton, "mend_all")
    assert isinstance(every, QPushButton)
    qtbot.waitUntil(every.isEnabled, timeout=20_000)

    def refuse(_service: object) -> None:
        closed.wait(20)
        raise UserError("The disk is full.")

    monkeypatch.setattr(MendingService, "set_all_right", refuse)
    every.click()
    shown.close()
    closed.set()
    qtbot.waitUntil(lambda: bench.messages.words == "The disk is full.", timeout=20_000)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Holds what is put right in its midst, and is open after the test."""
    held, mend = Gate(), structure.mend

    def through(connection: dbapi2.Connection, found: Iterable[structure.Difference]) -> None:
        mend(connection, found)
        held.threads.append(threading.current_thread())
        held.reached.set()
        while not held.opens.wait(0.01):
            tick()

    monkeypatch.setattr(structure, "mend", through)
    yield held
    held.opens.set()


def test_that_a_changed_desk_is_put_right_beside_the_window_and_can_be_left_as_it_is(
    start: Start, sample_path: Path, gate: Gate, qtbot: QtBot
) -> None:
    change(sample_path, "DROP TABLE search_index")
    before = sample_path.read_bytes()
    window = start(sample_path)
    qtbot.waitUntil(gate.reached.is_set, timeout=20_000)
    assert window.furniture.opening.services is None
    assert PUTTING_RIGHT in [each.text() for each in window.window.findChildren(QLabel) if each.isVisible()]
    (job,) = [each for each in window.furniture.background.jobs if each.words]
    job.cancel()
    qtbot.waitUntil(lambda: "is as it was" in window.window.file_bar.words, timeout=20_000)
    assert sample_path.read_bytes() == before
    gate.opens.set()
    press(window, qtbot, "rescue_again")
    assert opens(window, qtbot) == sample_path
    assert "search_index" in window.window.file_bar.words
    assert threading.main_thread() not in gate.threads
