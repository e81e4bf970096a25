"""The facts about a person are read as text, and edited one by one where they stand."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.team.facts_form import MOST_LINES, FactText
from salesdesk.store.desk_file import DeskFile
from tests.gui.team.room import TeamRoom

Key = Qt.Key
ANNA = 1


@pytest.fixture
def page(tab: TeamRoom, qtbot: QtBot) -> TeamRoom:
    qtbot.waitUntil(lambda: QApplication.activeWindow() is tab)
    tab.show_person(ANNA)
    return tab


def fact(page: TeamRoom, name: str) -> QPushButton:
    return page.findChild(QPushButton, f"fact_{name}")


def field(page: TeamRoom, name: str) -> QLineEdit:
    return page.findChild(QWidget, "facts_card").findChild(QLineEdit, f"field_{name}")


def role(desk: DeskFile) -> str:
    return desk.rows("SELECT role FROM salesperson WHERE id = 1")[0]["role"]


def test_that_facts_are_text_and_no_field_stands_open(page: TeamRoom) -> None:
    assert fact(page, "role").text() == "Account executive"
    assert fact(page, "region").text() == "–"
    assert fact(page, "outside_profile").text() == "No"
    card = page.findChild(QWidget, "facts_card")
    assert [each for each in card.findChildren(QLineEdit) if each.isVisible()] == []
    assert [each for each in card.findChildren(QComboBox) if each.isVisible()] == []


def test_that_a_field_is_made_when_its_fact_is_first_edited(page: TeamRoom) -> None:
    def fields() -> list[str]:
        names = [each.objectName() for each in page.findChild(QWidget, "facts_card").findChildren(QWidget)]
        return [name for name in names if name.startswith("field_")]

    assert fields() == []
    for _again in range(2):
        fact(page, "role").click()
        assert fields() == ["field_role"]
        assert field(page, "role").text() == "Account executive"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_F2, Key.Key_Space])
def test_that_a_key_opens_a_fact_and_enter_keeps_it(
    page: TeamRoom, qtbot: QtBot, filled: DeskFile, key: Qt.Key
) -> None:
    fact(page, "role").setFocus()
    qtbot.keyClick(fact(page, "role"), key)
    assert QApplication.focusWidget() is field(page, "role")
    qtbot.keyClicks(field(page, "role"), "Hunter")
    qtbot.keyClick(field(page, "role"), Key.Key_Return)
    assert role(filled) == "Hunter"
    qtbot.waitUntil(lambda: fact(page, "role").isVisible() and fact(page, "role").text() == "Hunter")
    assert fact(page, "role").hasFocus()


def test_that_a_click_opens_a_fact_and_leaving_it_keeps_it(
    page: TeamRoom, qtbot: QtBot, filled: DeskFile
) -> None:
    qtbot.mouseClick(fact(page, "role"), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    qtbot.keyClicks(field(page, "role"), "Hunter")
    qtbot.keyClick(field(page, "role"), Key.Key_Tab)
    qtbot.waitUntil(lambda: fact(page, "role").isVisible())
    assert role(filled) == "Hunter"
    assert fact(page, "region").hasFocus(), "Tab leads from fact to fact"


def test_that_escape_takes_back_what_was_typed(page: TeamRoom, qtbot: QtBot, filled: DeskFile) -> None:
    fact(page, "role").click()
    qtbot.keyClicks(field(page, "role"), "Hunter")
    qtbot.keyClick(field(page, "role"), Key.Key_Escape)
    assert fact(page, "role").text() == "Account executive"
    assert role(filled) == "Account executive"
    assert page.isVisible()


def test_that_a_fact_that_cannot_be_understood_stays_open_and_says_so(page: TeamRoom, qtbot: QtBot) -> None:
    fact(page, "joined_on").click()
    qtbot.keyClicks(field(page, "joined_on"), "some day")
    qtbot.keyClick(field(page, "joined_on"), Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(field(page, "joined_on").property("invalid")))
    assert field(page, "joined_on").isVisible()


@pytest.mark.parametrize(
    ("name", "typed", "said"), [("joined_on", "31 Feb 2026", "31 Feb 2026"), ("name", "", "be empty")]
)
def test_that_enter_says_at_once_why_a_fact_is_not_taken(
    page: TeamRoom, qtbot: QtBot, name: str, typed: str, said: str
) -> None:
    fact(page, name).click()
    field(page, name).selectAll()
    qtbot.keyClick(field(page, name), Key.Key_Delete)
    qtbot.keyClicks(field(page, name), typed)
    qtbot.keyClick(field(page, name), Key.Key_Return)
    told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert [words for words in told if said in words]
    assert (field(page, name).text(), field(page, name).isVisible()) == (typed, True)


def test_that_a_person_is_told_in_the_order_of_the_rooms(page: TeamRoom) -> None:
    view = page.findChild(QWidget, "page_overview")
    cards = (
        "results_card",
        "competencies_card",
        "board_card",
        "strengths_card",
        "timeline_card",
        "facts_card",
    )
    walked: list[str] = []
    widget = view.nextInFocusChain()
    while widget is not view:
        walked += [name for name in cards if page.findChild(QWidget, name).isAncestorOf(widget)]
        widget = widget.nextInFocusChain()
    assert list(dict.fromkeys(walked)) == list(cards)


def test_that_a_name_somebody_else_has_is_taken_and_told(
    page: TeamRoom, qtbot: QtBot, filled: DeskFile
) -> None:
    other = filled.rows("SELECT name FROM salesperson WHERE id = 2")[0]["name"]
    fact(page, "name").click()
    field(page, "name").selectAll()
    qtbot.keyClicks(field(page, "name"), other.upper())
    qtbot.keyClick(field(page, "name"), Key.Key_Return)
    assert filled.rows("SELECT name FROM salesperson WHERE id = 1")[0]["name"] == other.upper()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert (
        f"2 salespeople are called “{other.upper()}” now. A file tells them apart by their number alone."
        in said
    )


def test_that_words_of_any_length_are_fitted_at_once(qtbot: QtBot) -> None:
    text = FactText()
    qtbot.addWidget(text)
    text.resize(400, 80)
    begun = time.process_time()
    text.say("x" * 2_500)
    text.say("x" * 2_000_000)
    text.say("word " * 400_000)
    assert time.process_time() - begun < 2
    assert text.text().count("\n") == MOST_LINES - 1
    assert text.text().endswith("…")
