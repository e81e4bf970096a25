"""The box at the top: people, then commands and settings, then the rest in groups; a slip is forgiven by Enter."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from salesdesk.gui.search_results import DETAIL
from tests.gui.conftest import OpenWindow


@pytest.fixture
def filled(opened: OpenWindow, qtbot: QtBot) -> OpenWindow:
    """The window on the sample team, with a person, a deal and a note that hold rare words."""
    services = opened.furniture.opening.services
    assert services is not None
    person = services.records.add("salesperson", {"name": "Łucja Thibodaux"}).new_id("salesperson")
    services.records.add(
        "opportunity",
        {"name": "Quarterly pump", "salesperson_id": person, "amount": 36000, "closed_on": date(2026, 10, 2)},
    )
    services.records.add(
        "note",
        {"salesperson_id": person, "text": "Her quarterly plan", "written_at": datetime(2026, 11, 2, 9)},
    )
    opened.window.shell.refresh()
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    return opened


def typed(opened: OpenWindow, qtbot: QtBot, words: str) -> list[tuple[str, str]]:
    """Types words into the box and gives the lines beneath it."""
    qtbot.keyClick(opened.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = opened.window.shell.search
    if words.isascii():
        qtbot.keyClicks(box, words)
    else:
        # What an input method or the clipboard brings; the test's keys know plain letters only.
        QApplication.clipboard().setText(words)
        qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    results = opened.window.findChild(QListWidget, "search_results")
    qtbot.waitUntil(lambda: not box._pause.isActive(), timeout=3000)
    return [
        (results.item(row).text(), results.item(row).data(DETAIL) or "") for row in range(results.count())
    ]


def test_that_what_is_found_stands_there_as_soon_as_the_key_is_in_the_box(
    filled: OpenWindow, qtbot: QtBot
) -> None:
    typed(filled, qtbot, "thibod")
    qtbot.keyClicks(filled.window.shell.search, "au")
    QApplication.processEvents()
    results = filled.window.findChild(QListWidget, "search_results")
    assert (results.item(0).text(), filled.window.shell.search._pause.isActive()) == (
        "Łucja Thibodaux",
        False,
    )


def test_that_a_slip_is_looked_into_only_when_the_typing_rests(filled: OpenWindow, qtbot: QtBot) -> None:
    typed(filled, qtbot, "thibodux")
    qtbot.keyClicks(filled.window.shell.search, "q")
    QApplication.processEvents()
    assert filled.window.shell.search._pause.isActive()


@pytest.mark.parametrize("words", ["thibodaux", "lucja", "Łucja", "LUCJA thib"])
def test_that_people_come_first_with_or_without_their_letters(
    filled: OpenWindow, qtbot: QtBot, words: str
) -> None:
    assert typed(filled, qtbot, words)[0] == ("Łucja Thibodaux", "Salesperson")


def test_that_the_rest_stands_in_groups_with_person_amount_and_day(filled: OpenWindow, qtbot: QtBot) -> None:
    lines = typed(filled, qtbot, "quarterly")
    at = lines.index(("Deal", ""))
    assert lines[at + 1] == ("Quarterly pump", "Deal · Łucja Thibodaux · $36k · 2 Oct 2026")
    settings = lines.index(("A quarterly review is late after", "setting"))
    assert settings < at < lines.index(("Note", ""))


def test_that_a_slip_is_asked_about_and_enter_says_yes(filled: OpenWindow, qtbot: QtBot) -> None:
    lines = typed(filled, qtbot, "thibodux")
    assert lines[0][0] == "Nothing found for “thibodux”. Did you mean Łucja Thibodaux?"
    qtbot.keyClick(filled.window.shell.search, Qt.Key.Key_Return)
    services = filled.furniture.opening.services
    assert services is not None
    assert filled.window.shell.roster.person_id == services.searching.find("thibodaux")[0].record_id


def test_that_the_arrows_pass_over_the_headings(filled: OpenWindow, qtbot: QtBot) -> None:
    lines = typed(filled, qtbot, "quarterly")
    results = filled.window.findChild(QListWidget, "search_results")
    passed = []
    for _ in lines:
        passed.append(results.currentItem().text())
        qtbot.keyClick(filled.window.shell.search, Qt.Key.Key_Down)
    assert "Deal" not in passed
    assert "Quarterly pump" in passed


def test_that_a_setting_opens_at_its_field(filled: OpenWindow, qtbot: QtBot) -> None:
    lines = typed(filled, qtbot, "fiscal year")
    for _ in range(lines.index(("Fiscal year starts in month", "setting"))):
        qtbot.keyClick(filled.window.shell.search, Qt.Key.Key_Down)
    qtbot.keyClick(filled.window.shell.search, Qt.Key.Key_Return)
    shown = filled.furniture.sides.window_of("settings")
    assert shown is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and shown.isActiveWindow())
    assert "Fiscal year" in QApplication.focusWidget().accessibleName()


@pytest.mark.parametrize(("words", "command"), [("dark", "Dark"), ("contrast", "High contrast")])
def test_that_a_command_is_chosen_before_other_words_are_guessed(
    filled: OpenWindow, qtbot: QtBot, words: str, command: str
) -> None:
    lines = typed(filled, qtbot, words)
    assert lines[0][0] == command
    assert not [text for text, _ in lines if "Did you mean" in text]


def test_that_no_line_of_the_results_was_made_in_python(opened: OpenWindow, qtbot: QtBot) -> None:
    box = opened.window.shell.search
    box.take_focus()
    qtbot.keyClicks(box, "an")
    results = opened.window.findChild(QListWidget, "search_results")
    qtbot.waitUntil(lambda: results.count() > 3)
    assert not any(Shiboken.createdByPython(results.item(row)) for row in range(results.count()))
