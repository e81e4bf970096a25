"""The numbers of the week, entered as a manager would."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.metrics.week_card import HINT, NO_COMPETENCY, WeekNumbersCard
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.gui.wishes import ImportTable, OpenList
from salesdesk.model.competencies import Competency
from salesdesk.model.team import Salesperson
from salesdesk.services.numbers.service import NumbersService
from salesdesk.store.desk_file import DeskFile
from tests.gui.metrics.whole import whole_page

LEFT, ENTER, TAB = Qt.MouseButton.LeftButton, Qt.Key.Key_Return, Qt.Key.Key_Tab
ANNA, BEN = 1, 2


@pytest.fixture
def filled(desk: DeskFile) -> DeskFile:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(id=ANNA, name="Anna Ott"), Salesperson(id=BEN, name="Ben Roe")])
        work.session.add_all(
            [
                Competency(id=1, name="Talk to meeting", of_what="Talks", into_what="Meetings", position=1),
                Competency(id=2, name="Meeting to offer", of_what="Meetings", into_what="Offers", position=2),
            ]
        )
    return desk


def metrics_tab(desk: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot) -> BlocksPage:
    made = whole_page(desk, context, clock)
    qtbot.addWidget(made)
    context.bus.changed.connect(made.mark_stale)
    made.resize(1250, 800)
    made.show()
    qtbot.waitUntil(lambda: not made.waiting, timeout=20_000)
    return made


@pytest.fixture
def tab(filled: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot) -> BlocksPage:
    made = metrics_tab(filled, context, clock, qtbot)
    made.perform("week_numbers")
    return made


def card(tab: BlocksPage) -> WeekNumbersCard:
    found = tab.findChild(WeekNumbersCard)
    assert found is not None
    return found


def words(tab: BlocksPage) -> list[list[str]]:
    model = card(tab).table.model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def go_to(tab: BlocksPage, row: int, column: int) -> None:
    card(tab).table.setFocus()
    card(tab).table.setCurrentIndex(card(tab).table.model().index(row, column))


def type_counts(qtbot: QtBot, tab: BlocksPage, *keys: Any) -> None:
    """Types counts and keys one after the other, wherever the keyboard stands by then."""
    for each in keys:
        focused = QApplication.focusWidget() or card(tab).table
        if isinstance(each, str):
            qtbot.keyClicks(focused, each[0])
            qtbot.keyClicks(QApplication.focusWidget(), each[1:])
        else:
            qtbot.keyClick(focused, each)


def hint(tab: BlocksPage) -> str:
    label = tab.findChild(QLabel, "week_hint")
    assert isinstance(label, QLabel)
    return label.text()


def test_that_folded_it_says_how_much_is_entered_and_unfolds_with_the_keyboard_in_it(
    filled: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot
) -> None:
    NumbersService(filled, clock).set_numbers([(ANNA, 1, date(2026, 11, 11), 4, 2)])
    tab = metrics_tab(filled, context, clock, qtbot)
    assert not card(tab).table.isVisible()
    said = [label.text() for label in card(tab).findChildren(QLabel)]
    assert "week of 9 Nov 2026 · 1 of 2 people entered" in said
    assert tab.perform("week_numbers")
    assert card(tab).table.hasFocus()
    assert (card(tab).table.currentIndex().row(), card(tab).table.currentIndex().column()) == (1, 1)
    qtbot.mouseClick(tab.findChild(QPushButton, "week_fold"), LEFT)
    assert not card(tab).table.isVisible()


def test_that_tab_goes_from_count_to_count_and_over_to_the_next_person(
    tab: BlocksPage, filled: DeskFile, qtbot: QtBot
) -> None:
    type_counts(qtbot, tab, "10", TAB, "6", TAB, "6", TAB, "2", TAB, "5", TAB, "1", ENTER)
    assert words(tab) == [
        ["Anna Ott", "10", "6", "6", "2"],
        ["Ben Roe", "5", "1", "", ""],
        ["Team total", "15", "7", "6", "2"],
    ]
    assert filled.undo_name() == "Enter numbers of the week of 9 Nov of “Ben Roe”"


def test_that_a_number_on_the_left_need_not_be_typed_twice(tab: BlocksPage, qtbot: QtBot) -> None:
    assert "“Meetings”" in hint(tab)
    type_counts(qtbot, tab, "10", TAB, "6", TAB, TAB, "2", ENTER)
    assert words(tab)[0] == ["Anna Ott", "10", "6", "6", "2"]


def test_that_nobody_types_into_names_and_sums(tab: BlocksPage) -> None:
    model = card(tab).table.model()
    places = [model.index(2, column) for column in range(5)] + [model.index(row, 0) for row in range(3)]
    assert not [place for place in places if place.flags() & Qt.ItemFlag.ItemIsEditable]


def test_that_a_pasted_range_is_one_step_and_spares_the_sum(tab: BlocksPage, filled: DeskFile) -> None:
    QGuiApplication.clipboard().setText("10\t6\t\t\n5\t1\t1\t0\n15\t7\t1\t0")
    go_to(tab, 0, 1)
    card(tab).table.paste()
    assert words(tab)[:2] == [["Anna Ott", "10", "6", "", ""], ["Ben Roe", "5", "1", "1", "0"]]
    assert filled.undo_name() == "Enter numbers of the week of 9 Nov"
    filled.undo()
    assert not filled.rows("SELECT 1 FROM competency_number WHERE deleted_at IS NULL")


def test_that_delete_takes_a_pair_away_and_half_a_pair_to_zero(tab: BlocksPage, qtbot: QtBot) -> None:
    type_counts(qtbot, tab, "10", TAB, "6", ENTER)
    go_to(tab, 0, 2)
    qtbot.keyClick(card(tab).table, Qt.Key.Key_Delete)
    assert words(tab)[0][1:3] == ["10", "0"]
    go_to(tab, 0, 1)
    qtbot.keyClick(card(tab).table, Qt.Key.Key_Delete)
    assert words(tab)[0][1:3] == ["", ""]


def test_that_more_than_was_tried_is_kept_with_a_quiet_word_and_every_page_bears_it(
    tab: BlocksPage, qtbot: QtBot
) -> None:
    type_counts(qtbot, tab, "3", TAB, "5", ENTER)
    assert words(tab)[0][1:3] == ["3", "5"]
    assert hint(tab).startswith("Anna Ott, week of 9 Nov 2026: more “Meetings” than “Talks”.")
    assert "no range is shown" in hint(tab)
    tab.show_person(ANNA)
    qtbot.waitUntil(lambda: not tab.waiting, timeout=20_000)
    tab.perform("chart_table")


@pytest.mark.parametrize(("typed", "said"), [("-2", "below zero"), ("2.5", "whole number"), ("many", "many")])
def test_that_what_is_no_count_is_said_in_place_and_changes_nothing(
    tab: BlocksPage, filled: DeskFile, qtbot: QtBot, typed: str, said: str
) -> None:
    type_counts(qtbot, tab, typed, ENTER)
    assert said in tab.findChild(BannerArea).messages[0]
    qtbot.waitUntil(lambda: words(tab)[0][1] == "")
    assert not filled.rows("SELECT 1 FROM competency_number")


def test_that_a_typed_day_that_is_none_is_said_beside_it_until_it_is_mended(
    tab: BlocksPage, qtbot: QtBot
) -> None:
    typed = tab.findChild(QLineEdit, "week_date")
    shown = typed.text()

    def beside() -> list[str]:
        return [each.text() for each in typed.parentWidget().findChildren(QLabel) if each.text()]

    before = beside()
    typed.selectAll()
    qtbot.keyClicks(typed, "31 Feb 2026")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert [words for words in beside() if "31 Feb 2026" in words]
    assert typed.text() == "31 Feb 2026"
    qtbot.keyClick(typed, Qt.Key.Key_Escape)
    assert (typed.text(), beside()) == (shown, before)


def test_that_weeks_are_chosen_by_arrow_and_by_a_typed_date_but_not_ahead(
    tab: BlocksPage, qtbot: QtBot
) -> None:
    typed = tab.findChild(QLineEdit, "week_date")
    assert not tab.findChild(QToolButton, "week_after").isEnabled()
    qtbot.mouseClick(tab.findChild(QToolButton, "week_before"), LEFT)
    assert typed.text() == "Mon 2 Nov 2026"
    go_to(tab, 1, 1)
    type_counts(qtbot, tab, "7", ENTER)
    qtbot.mouseClick(tab.findChild(QPushButton, "week_this"), LEFT)
    assert words(tab)[1][1] == ""
    typed.setFocus()
    typed.setText("5 nov")
    qtbot.keyClick(typed, ENTER)
    assert (typed.text(), words(tab)[1][1]) == ("Mon 2 Nov 2026", "7")
    typed.setText("+8w")
    qtbot.keyClick(typed, ENTER)
    assert typed.text() == "Mon 9 Nov 2026"


def test_that_one_person_is_entered_week_by_week(tab: BlocksPage, filled: DeskFile, qtbot: QtBot) -> None:
    tab.show_person(BEN)
    tab.perform("week_numbers")
    assert len(words(tab)) == 9
    assert card(tab).table.currentIndex().row() == 7
    go_to(tab, 6, 1)
    type_counts(qtbot, tab, "8", TAB, "4", ENTER)
    assert words(tab)[6] == ["2 Nov 2026", "8", "4", "", ""]
    assert words(tab)[8] == ["Total of 8 weeks", "8", "4", "", ""]
    rows = filled.rows("SELECT salesperson_id, week_start, trials FROM competency_number")
    assert [tuple(row) for row in rows] == [(BEN, "2026-11-02", 8)]


def test_that_undo_reaches_the_grid(
    tab: BlocksPage, context: GuiContext, filled: DeskFile, qtbot: QtBot
) -> None:
    type_counts(qtbot, tab, "10", ENTER)
    context.bus.publish(filled.undo())
    qtbot.waitUntil(lambda: words(tab)[0][1] == "")


def test_that_without_competencies_it_teaches_and_leads_to_the_list(
    desk: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot
) -> None:
    tab = metrics_tab(desk, context, clock, qtbot)
    tab.perform("week_numbers")
    assert NO_COMPETENCY in [label.text() for label in card(tab).findChildren(QLabel) if label.isVisible()]
    with qtbot.waitSignal(context.wishes.made) as asked:
        qtbot.mouseClick(card(tab).findChild(QPushButton, "first_step"), LEFT)
    assert asked.args == [OpenList("competency")]


def test_that_a_word_is_said_where_there_are_more_than_five_competencies(
    tab: BlocksPage, context: GuiContext, filled: DeskFile
) -> None:
    with filled.change("Too many") as work:
        work.session.add_all(Competency(name=f"C{n}", of_what=f"a{n}", into_what=f"b{n}") for n in range(4))
    context.bus.publish(work.changes)
    assert hint(tab).startswith(HINT)
    assert "6 competencies are many" in hint(tab)


def test_that_the_command_opens_the_grid_and_its_first_step_the_list(opened: Any, qtbot: QtBot) -> None:
    opened.window.actions_by_id["week_numbers"].trigger()
    tab = opened.window.shell.tabs.page("metrics")
    assert opened.window.shell.tabs.current_key() == "metrics"
    assert card(tab).table.isVisible()
    opened.furniture.context.wishes.make(OpenList("competency"))
    shown = opened.furniture.sides.window_of("lists")
    assert shown.page("competency").isVisible()
    qtbot.waitUntil(lambda: not tab.waiting, timeout=20_000)


def test_that_a_pasted_table_with_names_is_imported(
    tab: BlocksPage, context: GuiContext, qtbot: QtBot
) -> None:
    text = "Rep\tWeek of\tCompetency\tOut of\tBecame\nBen Roe\t2026-11-09\tOpening\t5\t2\n"
    QGuiApplication.clipboard().setText(text)
    go_to(tab, 0, 1)
    with qtbot.waitSignal(context.wishes.made) as asked:
        card(tab).table.paste()
    assert asked.args == [ImportTable(text, "numbers")]
