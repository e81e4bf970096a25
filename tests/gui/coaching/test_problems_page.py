"""The page of problems brought, driven as a manager would: one line, one press, and everything follows."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.locale import Formats
from salesdesk.gui.coaching.coaching_tab import CoachingTab
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk.day import SHOWN_KINDS
from salesdesk.gui.team.pages import SHOWN_KINDS as TEAM_KINDS
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.gui.widgets.practice_page import practice_page
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.services.record_sentence import made_words
from salesdesk.services.records import RecordsService
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
    assert all(
        "problem" in kinds for kinds in (CoachingTab.kinds, SHOWN_KINDS, TEAM_KINDS, RosterService.kinds)
    )


def test_that_a_problem_just_made_is_said_in_words(page: BlocksPage, sample_desk: DeskFile) -> None:
    row = RecordsService(sample_desk).rows("problem", limit=1)[0]
    assert made_words(row, Formats()).startswith("Written down: “")
