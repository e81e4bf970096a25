"""What is told to have been typed can be dropped, that and no more; what came to be stored is told no more."""

from collections.abc import Mapping
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import DeskFileError
from salesdesk.gui.widgets.record_table import RecordTable
from tests.gui.conftest import OpenWindow
from tests.gui.typist import PLACES, editor

LINE = "entry_problem"


def begun(opened: OpenWindow) -> Mapping[str, Any]:
    return opened.furniture.context.typed.begun


@pytest.fixture
def quotas(opened: OpenWindow) -> RecordTable:
    table = PLACES["quotas"](opened.furniture)
    assert isinstance(table, RecordTable)
    return table


def press(opened: OpenWindow) -> str:
    """Presses what the message offers, and gives its words."""
    button = opened.window.findChild(QPushButton, "banner_action")
    assert button is not None
    words = button.text()
    button.click()
    return words


def test_that_the_place_of_a_draft_names_its_row_and_column(opened: OpenWindow, quotas: RecordTable) -> None:
    QTest.keyClicks(editor(quotas, 1), "777")
    (kept,) = begun(opened).values()
    model = quotas.model()
    column = model.headerData(1, Qt.Orientation.Horizontal)
    assert kept["where"] == f"{quotas.accessibleName()}: {model.index(0, 0).data()}, {column}"


def test_that_all_drafts_are_told_and_only_those_told_are_dropped(
    opened: OpenWindow, quotas: RecordTable, qtbot: QtBot
) -> None:
    line = PLACES["problem"](opened.furniture)
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "first thing")
    typed = opened.furniture.context.typed
    cell = quotas.typed._name_of(0, 1)
    typed.keep(cell, {"words": "777", "where": "the grid"})
    typed.keep("elsewhere", {"words": "old", "where": "a list"})
    opened.furniture.typed_told.tell()
    said = opened.furniture.messages.words
    assert all(words in said for words in ("first thing", "777", "the grid", "old", "a list"))
    typed.keep("since", {"words": "new", "where": "a list"})
    typed.keep("elsewhere", {"words": "older", "where": "a list"})
    assert press(opened) == "Drop all 3"
    assert set(begun(opened)) == {"since", "elsewhere"}
    assert line.text() == ""


def test_that_a_cell_with_dropped_words_closes(opened: OpenWindow, quotas: RecordTable, qtbot: QtBot) -> None:
    typed, name = opened.furniture.context.typed, quotas.typed._name_of(0, 1)
    typed.keep(name, {"words": "777", "where": "the grid"})
    before = quotas.model().index(0, 1).data()
    quotas.hide()
    quotas.show()
    qtbot.waitUntil(lambda: quotas.indexWidget(quotas.currentIndex()) is not None)
    opened.furniture.typed_told.tell()
    assert press(opened) == "Drop it"
    assert not quotas.has_unsettled_edit()
    assert quotas.model().index(0, 1).data() == before
    assert not begun(opened)


def test_that_a_cell_stored_at_the_second_try_keeps_no_draft(
    opened: OpenWindow, quotas: RecordTable, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    waiting = quotas.model().waiting
    emit, full = waiting._emit, [True]

    def try_to(*edit: Any) -> None:
        if full[0]:
            raise DeskFileError("The disk is full.", "the disk is full")
        emit(*edit)

    monkeypatch.setattr(waiting, "_emit", try_to)
    line = editor(quotas, 1)
    QTest.keyClicks(line, "777")
    with qtbot.capture_exceptions() as met:
        quotas.model().setData(quotas.model().index(0, 1), 777)
    assert [kind for kind, _error, _trace in met] == [DeskFileError]
    quotas.typed.let_go(line)
    assert begun(opened), "what is not stored yet waits on"
    other = editor(quotas, 2)
    QTest.keyClicks(other, "5")
    quotas.typed.let_go(other)
    assert len(begun(opened)) == 1, "another cell has nothing to wait for"
    full[0] = False
    waiting.try_again()
    assert not begun(opened)
