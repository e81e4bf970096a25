from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.page import Page
from salesdesk.gui.plans.pages import PAGES
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.chart_view import ChartView
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.wishes import ImportTable
from salesdesk.model.deals import Opportunity
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of

ENTER, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Delete
ANNA, BEN = 1, 2


@pytest.fixture
def filled(desk):
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(name="Anna Ott"), Salesperson(name="Ben Roe")])
        work.session.flush()
        work.session.add_all(
            [
                Quota(salesperson_id=ANNA, starts_on=date(2026, 10, 1), amount=Decimal(90_000)),
                Quota(salesperson_id=BEN, starts_on=date(2025, 10, 1), amount=Decimal(70_000)),
                Opportunity(
                    name="Crane", salesperson_id=ANNA, outcome="won", amount=Decimal(45_000),
                    closed_on=date(2026, 10, 20),
                ),
                Opportunity(
                    name="Pump", salesperson_id=ANNA, outcome="won", amount=Decimal(700), currency="EUR",
                    closed_on=date(2026, 10, 21),
                ),
            ]
        )  # fmt: skip
    return desk


@pytest.fixture
def tab(filled: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot) -> Page:
    made = PAGES[0].build(parts_of(filled, context, clock))
    qtbot.addWidget(made)
    context.bus.changed.connect(made.mark_stale)
    made.resize(1200, 800)
    made.show()
    return made


def quotas(tab) -> RecordTable:
    return tab.findChild(RecordTable, "table_quotas")


def pace(tab) -> RecordTable:
    return tab.findChild(RecordTable, "table_pace")


def words(table: RecordTable) -> list[list[str]]:
    model = table.model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def go_to(table: RecordTable, row: int, column: int) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))


def stored(desk) -> list[tuple[int, str, str, int]]:
    rows = desk.rows(
        "SELECT salesperson_id, starts_on, period, amount / 10000 FROM quota WHERE deleted_at IS NULL"
    )
    return [tuple(row) for row in rows]


def type_into(table: RecordTable, text: str, qtbot: QtBot) -> None:
    """The first letter opens the cell, the rest goes into it."""
    qtbot.keyClicks(table, text[0])
    qtbot.keyClicks(QApplication.focusWidget(), text[1:])


def test_that_the_grid_ends_in_sums_to_the_right_and_below(tab):
    assert words(quotas(tab)) == [
        ["Anna Ott", "", "", "", "$90,000", "$90,000"],
        ["Ben Roe", "", "", "", "", ""],
        ["Team total", "", "", "", "$90,000", "$90,000"],
    ]


def test_that_typing_and_enter_set_quotas_down_a_column(tab, filled, qtbot: QtBot):
    go_to(quotas(tab), 0, 1)
    type_into(quotas(tab), "50k", qtbot)
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert (ANNA, "2026-01-01", "quarter", 50_000) in stored(filled)
    assert quotas(tab).currentIndex().row() == 1
    assert filled.undo_name() == "Set quota Q1 2026 of “Anna Ott”"


def test_that_nobody_types_into_the_teams_sum(tab):
    model = quotas(tab).model()
    assert not model.flags(model.index(2, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 5)) & Qt.ItemFlag.ItemIsEditable


def test_that_a_range_from_a_spreadsheet_is_one_step_and_spares_the_sum(tab, filled):
    QGuiApplication.clipboard().setText("10,000\t20,000\n30,000\t40,000\n40,000\t60,000")
    go_to(quotas(tab), 0, 1)
    quotas(tab).paste()
    assert words(quotas(tab))[2][1:3] == ["$40,000", "$60,000"]
    assert filled.undo_name() == "Set 4 quotas"
    filled.undo()
    assert len(stored(filled)) == 2


def test_that_delete_empties_the_selected_cell(tab, filled, qtbot: QtBot):
    go_to(quotas(tab), 0, 4)
    qtbot.keyClick(quotas(tab), DELETE)
    assert stored(filled) == [(BEN, "2025-10-01", "quarter", 70_000)]


def test_that_a_refused_quota_stays_to_be_mended_and_is_explained(tab, filled, qtbot: QtBot):
    before = stored(filled)
    go_to(quotas(tab), 0, 4)
    type_into(quotas(tab), "-5", qtbot)
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert tab.findChild(BannerArea).messages == ["“Q4 2026” cannot be below zero."]
    assert (QApplication.focusWidget().text(), stored(filled)) == ("-5", before)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert words(quotas(tab))[0][4] == "$90,000"


def test_that_months_show_what_each_quarter_is_worked_out_to(tab):
    tab.findChild(QPushButton, "period_month").click()
    assert words(quotas(tab))[0][10:13] == ["$30,000"] * 3
    assert quotas(tab).model().headerData(10, Qt.Orientation.Horizontal) == "Oct 2026"


def test_that_another_fiscal_year_is_chosen_in_the_head(tab, qtbot: QtBot):
    years = tab.findChild(QComboBox, "fiscal_year")
    assert [years.itemText(i) for i in range(years.count())] == ["2025", "2026", "2027"]
    years.setFocus()
    qtbot.keyClick(years, Qt.Key.Key_Up)
    years.activated.emit(years.currentIndex())
    assert words(quotas(tab))[1][4] == "$70,000"


def test_that_last_years_quotas_are_copied_to_those_without_one(tab, filled):
    tab.findChild(QPushButton, "copy_last_year").click()
    assert (BEN, "2026-10-01", "quarter", 70_000) in stored(filled)
    tab.findChild(QPushButton, "copy_last_year").click()
    assert "No quotas in 2025 to copy" in tab.findChild(BannerArea).messages[0]


def test_that_pace_names_other_currencies_apart_and_sums_the_team(tab):
    anna, _, team = words(pace(tab))
    assert anna[:4] == ["Anna Ott", "$45,000", "$90,000", "50%"]
    assert team[:4] == ["Team total", "$45,000", "$90,000", "50%"]
    labels = [label.text() for label in tab.findChildren(QLabel)]
    assert any("€700 in 1 deal" in text for text in labels)


def test_that_a_figure_opens_the_deals_behind_it(tab, qtbot: QtBot):
    go_to(pace(tab), 0, 1)
    qtbot.keyClick(pace(tab), ENTER)
    rows = tab.findChild(RecordTable, "table_behind_opportunity")
    assert [row[0] for row in words(rows)] == ["Crane"]


def test_that_the_chart_follows_the_line_that_is_chosen(tab):
    chart = tab.findChild(object, "pace_chart_card")
    assert chart.title == "Team against pace"
    go_to(pace(tab), 1, 0)
    assert chart.title == "Ben Roe against pace"


def test_that_the_chart_has_a_table_twin(tab, qtbot: QtBot):
    view = tab.findChild(ChartView)
    qtbot.keyClick(view, Qt.Key.Key_F7)
    assert view.as_table
    assert tab.perform("chart_table")
    assert not view.as_table
    assert "20 Oct" in view.accessibleDescription()


def test_that_one_person_has_a_plan_without_a_team_sum(tab):
    tab.show_person(ANNA)
    assert [row[0] for row in words(quotas(tab))] == ["Anna Ott"]
    assert [row[0] for row in words(pace(tab))] == ["Anna Ott"]
    assert tab.findChild(object, "pace_chart_card").title == "Anna Ott against pace"


def test_that_the_word_about_a_wrong_quota_goes_away_with_a_right_one(tab, qtbot: QtBot):
    go_to(quotas(tab), 0, 4)
    type_into(quotas(tab), "abc", qtbot)
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert len(tab.findChild(BannerArea).messages) == 1
    go_to(quotas(tab), 0, 4)
    type_into(quotas(tab), "95k", qtbot)
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert tab.findChild(BannerArea).messages == []


def test_that_a_pasted_table_with_names_is_imported(tab, context, qtbot: QtBot):
    text = "Salesperson\tQ1 2026\tQ2 2026\nBen Roe\t10,000\t20,000\n"
    QGuiApplication.clipboard().setText(text)
    go_to(quotas(tab), 0, 1)
    with qtbot.waitSignal(context.wishes.made) as asked:
        quotas(tab).paste()
    assert asked.args == [ImportTable(text, "quotas", "2026")]


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        (
            "100\t222\n200\t333",
            ["2 cells were written.\n2 pasted cells had no column to go to and were left out."],
        ),
        (
            "100\t222\t\n200\t\t",
            ["2 cells were written.\n1 pasted cell had no column to go to and was left out."],
        ),
        (
            "100\t100\t5\n200\t200",
            ["2 cells were written.\n1 pasted cell had no column to go to and was left out."],
        ),
        ("90000\t90,000\t\n200\t$200\t", []),
    ],
    ids=["two", "one and empty ones", "beyond the sum", "the sums themselves"],
)
def test_that_pasted_cells_right_of_the_last_quarter_are_told(tab, pasted: str, told: list[str]):
    go_to(quotas(tab), 0, 4)
    model = quotas(tab).model()
    assert model.columnCount() == 6, "a name, four quarters, their sum"
    said: list[str] = []
    quotas(tab).edit_refused.connect(said.append)
    QGuiApplication.clipboard().setText(pasted)
    quotas(tab).paste()
    assert words(quotas(tab))[1][4] == "$200"
    assert said == told
