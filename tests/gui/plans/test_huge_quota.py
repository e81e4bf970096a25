"""A number far beyond what is usual is asked about in its cell; the old one stands until Enter says it is meant."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow

Asked = Callable[[], str]
ENTER = Qt.Key.Key_Return


@pytest.fixture
def quotas(opened: OpenWindow, qtbot: QtBot) -> RecordTable:
    window: Any = opened.window
    window.resize(1440, 900)
    window.activateWindow()
    window.shell.tabs.open("plans")
    QApplication.processEvents()
    return window.shell.tabs.page("plans").findChild(RecordTable, "table_quotas")


@pytest.fixture
def desk(opened: OpenWindow) -> DeskFile:
    services = opened.furniture.opening.services
    assert services is not None
    return services.desk


def typed(table: RecordTable, qtbot: QtBot, words: str) -> tuple[QLineEdit, QModelIndex]:
    """Types into the first quota, and presses Enter."""
    at = table.model().index(0, 1)
    table.setCurrentIndex(at)
    table.setFocus()
    qtbot.keyClick(table, ENTER)
    editor = table.findChildren(QLineEdit)[-1]
    editor.selectAll()
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, ENTER)
    return editor, at


def stored(desk: DeskFile) -> list[tuple[Any, ...]]:
    return [
        tuple(row) for row in desk.rows("SELECT id, amount FROM quota WHERE deleted_at IS NULL ORDER BY id")
    ]


def test_that_a_huge_quota_is_asked_about_and_taken_only_by_a_second_enter(
    quotas: RecordTable, desk: DeskFile, qtbot: QtBot
) -> None:
    before, refused = stored(desk), list[str]()
    quotas.edit_refused.connect(refused.append)
    editor, _at = typed(quotas, qtbot, "123456789012")
    assert stored(desk) == before
    assert "far more than usual" in refused[0]
    assert editor.text() == "123456789012"
    qtbot.keyClick(editor, ENTER)
    assert len(refused) == 1
    assert stored(desk) != before


def test_that_leaving_the_cell_is_no_answer(quotas: RecordTable, desk: DeskFile, qtbot: QtBot) -> None:
    before = stored(desk)
    editor, _at = typed(quotas, qtbot, "123456789012")
    editor.clearFocus()
    QApplication.processEvents()
    assert stored(desk) == before


def test_that_another_number_is_asked_about_anew(quotas: RecordTable, desk: DeskFile, qtbot: QtBot) -> None:
    before, refused = stored(desk), list[str]()
    quotas.edit_refused.connect(refused.append)
    editor, _at = typed(quotas, qtbot, "123456789012")
    editor.selectAll()
    qtbot.keyClicks(editor, "223456789012")
    qtbot.keyClick(editor, ENTER)
    assert len(refused) == 2
    assert stored(desk) == before


def test_that_a_usual_quota_is_taken_at_once(quotas: RecordTable, desk: DeskFile, qtbot: QtBot) -> None:
    refused = list[str]()
    quotas.edit_refused.connect(refused.append)
    at = quotas.model().index(0, 1)
    amount = at.data(Qt.ItemDataRole.EditRole)
    assert isinstance(amount, Decimal)
    before = stored(desk)
    typed(quotas, qtbot, str(round(amount * 2)))
    assert not refused
    assert stored(desk) != before


def test_that_a_huge_pasted_quota_is_left_out_and_said(quotas: RecordTable, desk: DeskFile) -> None:
    before, refused = stored(desk), list[str]()
    quotas.edit_refused.connect(refused.append)
    quotas.setCurrentIndex(quotas.model().index(0, 1))
    QGuiApplication.clipboard().setText("123456789012")
    quotas.paste()
    assert "far more than usual" in refused[0]
    assert stored(desk) == before
