"""The page of problems brought, driven as a manager would: one line, one press, and everything follows."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.locale import Formats
from salesdesk.gui.coaching.log_view import LogView
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk.day import SHOWN_KINDS
from salesdesk.gui.team.pages import SHOWN_KINDS as TEAM_KINDS
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.gui.widgets.practice_page import practice_page
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.services.record_sentence import made_words
from salesdesk.services.records import RecordsService, act_of
from salesdesk.services.roster import RosterService
from salesdesk.services.team_settings_edit import TeamSettingsService
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of


@pytest.fixture
def page(sample_desk: DeskFile, clock: Any, context: GuiContext, qtbot: QtBot) -> BlocksPage:
    made = practice_page(parts_of(sample_desk, context, clock), "problems")
    qtbot.addWidget(made)
    context.bus.changed.connect(made.mark_stale)
    made.resize(1240, 780)
    made.show()
    return made


def test_that_a_line_and_enter_hand_a_problem_back_with_a_question(
    page: BlocksPage, qtbot: QtBot, sample_desk: DeskFile
) -> None:
    name = sample_desk.rows("SELECT name FROM salesperson WHERE status = 'active' ORDER BY id")[0]["name"]
    line = page.findChild(QLineEdit, "entry_problem")
    line.setFocus()
    qtbot.keyClicks(line, f"{name.split()[0]}: Vexley wants the quote changed, could you call them")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (row,) = sample_desk.rows("SELECT * FROM problem WHERE what LIKE 'Vexley%'")
    assert (row["sort"], row["response"]) == ("task", "handed_back")
    assert row["question"].startswith("What have you tried")
    assert line.text() == ""


def brought(page: BlocksPage, qtbot: QtBot, words: str) -> QLineEdit:
    """Types into the line of the page."""
    line = page.findChild(QLineEdit, "entry_problem")
    line.setFocus()
    qtbot.keyClicks(line, words)
    return line


def said(page: BlocksPage) -> list[str]:
    """Gives all words that are in sight on the page."""
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_that_the_line_says_what_its_words_make_of_it_and_another_question_can_be_had(
    page: BlocksPage, qtbot: QtBot, sample_desk: DeskFile
) -> None:
    name = sample_desk.rows("SELECT name FROM salesperson WHERE status = 'active' ORDER BY id")[0]["name"]
    another = page.findChild(QPushButton, "entry_another_problem")
    assert not another.isVisible()
    line = brought(page, qtbot, f"{name.split()[0]}: could you call Vexley")
    assert any(words.startswith("Task, by its words. “What have you tried") for words in said(page))
    qtbot.mouseClick(another, Qt.MouseButton.LeftButton)
    assert any(
        words.startswith("Task, by its words. “What do you think is behind it") for words in said(page)
    )
    qtbot.keyClick(line, Qt.Key.Key_F2)
    line = brought(page, qtbot, f"{name.split()[0]}: could you call Vexley again")
    qtbot.mouseClick(another, Qt.MouseButton.LeftButton)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    rows = sample_desk.rows("SELECT * FROM problem WHERE what LIKE 'could you call Vexley%' ORDER BY id")
    assert [row["response"] for row in rows] == ["advised", "handed_back"]
    assert rows[0]["question"] is None
    assert rows[1]["question"].startswith("What do you think is behind it")
    assert not another.isVisible()


def test_that_ctrl_z_in_the_line_takes_back_what_was_written_down_and_not_the_line(
    page: BlocksPage, qtbot: QtBot, sample_desk: DeskFile
) -> None:
    name = sample_desk.rows("SELECT name FROM salesperson WHERE status = 'active' ORDER BY id")[0]["name"]
    line = brought(page, qtbot, f"{name.split()[0]}: could you call Vexley")

    def asked_for(key: Qt.Key) -> bool:
        """Asks the line, as the system does, whether a key with Ctrl is its own before it is a command."""
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        event.ignore()
        QApplication.sendEvent(line, event)
        return event.isAccepted()

    assert asked_for(Qt.Key.Key_Z)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not asked_for(Qt.Key.Key_Z)
    assert not asked_for(Qt.Key.Key_Y)
    assert asked_for(Qt.Key.Key_C)
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""


def test_that_every_button_of_the_line_shows_its_key_and_the_line_takes_the_rest(page: BlocksPage) -> None:
    keys = [page.findChild(KeyButton, f"entry_{each}") for each in ("handed_back", "advised", "taken_over")]
    assert [each.accessibleDescription() for each in keys] == ["Enter", "F2", "F4"]
    assert page.findChild(QLineEdit, "entry_problem").width() > 500


def test_that_what_is_closed_is_not_given_back_any_more() -> None:
    give_back = act_of("problem", "give_back")
    assert give_back.offered({"response": "taken_over", "closed_on": None})
    assert not give_back.offered({"response": "taken_over", "closed_on": "2026-10-01"})
    assert not give_back.offered({"response": "handed_back", "closed_on": None})


def test_that_a_figure_opens_its_rows_and_a_row_can_be_given_back(page: BlocksPage, qtbot: QtBot) -> None:
    card = page.findChild(object, "figure_problems_taken_over")
    button = next(each for each in card.findChildren(QPushButton) if each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    panel = page.findChild(SidePanel, "side_panel")
    assert panel.isVisible()
    rows = panel.findChild(RecordTable, "table_behind_problem")
    assert rows.model().rowCount() > 0
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert any(
        each.objectName() == "record_trash" for each in panel.findChildren(QPushButton) if each.isVisible()
    )


def test_that_a_changed_threshold_is_said_at_once(
    page: BlocksPage, context: GuiContext, sample_desk: DeskFile
) -> None:
    card = page.findChild(object, "figure_problems_taken_over")
    assert any("30% at most" in label.text() for label in card.findChildren(QLabel))
    context.bus.publish(TeamSettingsService(sample_desk).edit("takeover_ceiling", 0.45))
    assert any("45% at most" in label.text() for label in card.findChildren(QLabel))


def test_that_whoever_shows_problems_grows_stale_with_them() -> None:
    assert all("problem" in kinds for kinds in (LogView.kinds, SHOWN_KINDS, TEAM_KINDS, RosterService.kinds))


def test_that_a_problem_just_made_is_said_in_words(page: BlocksPage, sample_desk: DeskFile) -> None:
    row = RecordsService(sample_desk).rows("problem", limit=1)[0]
    assert made_words(row, Formats()).startswith("Written down: “")
