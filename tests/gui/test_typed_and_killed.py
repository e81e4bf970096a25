"""What is typed into a line or a cell and not stored yet is there again after the program was killed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.record_table import RecordTable
from tests.gui.conftest import OpenWindow
from tests.gui.typist import COLUMN, PLACES

WORDS = "777"
REPOSITORY = Path(__file__).parents[2]


def type_and_kill(home: Path, desk: Path, place: str, *other: Path) -> None:
    """Lets a process of its own type in a place, and kills it in the midst of that."""
    command = [sys.executable, "-m", "tests.gui.typist", *map(str, (home, desk, place, WORDS, *other))]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as typist:
        assert typist.stdout is not None
        assert typist.stderr is not None
        said = typist.stdout.readline()
        typist.kill()
        assert said == b"typed\n", typist.stderr.read().decode()


def line_in(place: QWidget) -> QLineEdit | None:
    """Gives the line of a place, of a table the editor that is open."""
    if isinstance(place, RecordTable):
        found = place.indexWidget(place.currentIndex())
        return found if isinstance(found, QLineEdit) else None
    assert isinstance(place, QLineEdit)
    return place


@pytest.mark.parametrize("place", PLACES)
def test_that_words_typed_two_seconds_before_a_kill_are_where_they_were_typed(
    place: str, start: Callable[..., OpenWindow], sample_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    type_and_kill(tmp_path / "home", sample_path, place)
    opened = start(sample_path)
    opened.furniture.load_the_rest()
    assert WORDS in opened.furniture.messages.words
    shown = PLACES[place](opened.furniture)
    qtbot.waitUntil(lambda: (line := line_in(shown)) is not None and line.text() == WORDS)
    if isinstance(shown, RecordTable):
        assert shown.currentIndex().row() == 0
        assert shown.currentIndex().column() == COLUMN.get(place, 1)


@pytest.fixture
def quotas(opened: OpenWindow, qtbot: QtBot) -> RecordTable:
    """The table of quotas with words in a cell that were being typed last time."""
    table = PLACES["quotas"](opened.furniture)
    assert isinstance(table, RecordTable)
    kept = {"words": WORDS, "where": table.accessibleName()}
    opened.furniture.context.typed.keep(table.typed._name_of(0, 1), kept)
    table.hide()
    table.show()
    qtbot.waitUntil(lambda: line_in(table) is not None)
    return table


def stored(table: RecordTable) -> object:
    """Gives the value of the cell that is typed into."""
    return table.model().index(0, 1).data(Qt.ItemDataRole.EditRole)


def test_that_words_put_back_are_stored_by_enter_alone(quotas: RecordTable, qtbot: QtBot) -> None:
    before, line = stored(quotas), line_in(quotas)
    quotas.setFocus()
    qtbot.waitUntil(lambda: line_in(quotas) is None)
    assert stored(quotas) == before, "half a number is not stored because somebody looks elsewhere"
    quotas.hide()
    quotas.show()
    qtbot.waitUntil(lambda: (line := line_in(quotas)) is not None and line.text() == WORDS)
    line = line_in(quotas)
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert stored(quotas) == int(WORDS)
    assert not quotas._tools.typed.begun


def test_that_escape_drops_words_that_were_put_back(quotas: RecordTable) -> None:
    before, line = stored(quotas), line_in(quotas)
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert stored(quotas) == before
    assert not quotas._tools.typed.begun
