"""The Metrics tab driven as a person would."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.metrics.deal_metrics import cycle_bins
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.model.coaching import Assignment
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.deals import Opportunity, Stage
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile
from tests.gui.metrics.whole import METRICS, metric_card, whole_page

LEFT = Qt.MouseButton.LeftButton
TODAY = date(2026, 11, 11)


@pytest.fixture
def filled(desk: DeskFile) -> DeskFile:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(id=1, name="Anna Ott"), Salesperson(id=2, name="Ben Roe")])
        work.session.add(Stage(id=1, name="Meeting", position=1))
        work.session.add(
            Competency(id=1, name="Talk to meeting", of_what="talks", into_what="meetings", goal=0.6)
        )
        work.session.flush()
        closed = TODAY - timedelta(days=20)
        work.session.add_all(
            [
                *(
                    Opportunity(
                        name=f"Deal {n}", salesperson_id=1, outcome="won" if n < 6 else "lost", amount=Decimal(1000),
                        started_on=closed - timedelta(days=30), closed_on=closed,
                    )
                    for n in range(9)
                ),
                Opportunity(name="Open one", salesperson_id=1, stage_id=1, amount=Decimal(500), started_on=closed),
                Quota(salesperson_id=1, starts_on=date(2026, 10, 1), amount=Decimal(9000)),
                CompetencyNumber(salesperson_id=1, competency_id=1, week_start=closed, trials=10, successes=6),
                Assignment(salesperson_id=1, what="Ask first", kind="development", assigned_on=closed),
            ]
        )  # fmt: skip
    return desk


@pytest.fixture
def tab(filled: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot) -> BlocksPage:
    made = whole_page(filled, context, clock)
    qtbot.addWidget(made)
    context.bus.changed.connect(made.mark_stale)
    made.resize(1250, 800)
    made.show()
    all_shown(made, qtbot)
    return made


def all_shown(tab: BlocksPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not tab.waiting, timeout=20_000)


def rows_of(tab: BlocksPage, key: str) -> list[list[str]]:
    chart = metric_card(tab, key).chart
    chart.show_as_table(True)
    model = chart.findChild(QTableView).model()
    return [
        [str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())
    ]


def figure(tab: BlocksPage, key: str) -> QPushButton:
    return tab.findChild(QWidget, f"result_{key}").findChild(QPushButton, "figure")


def test_that_the_results_come_first(tab: BlocksPage) -> None:
    assert figure(tab, "won").text() == "$6k"
    assert figure(tab, "win_rate").text() == "67%"
    assert figure(tab, "cycle").text() == "30 days"
    assert figure(tab, "pipeline").text() == "$500"


def test_that_every_figure_opens_the_rows_behind_it_and_explains_itself(
    tab: BlocksPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(figure(tab, "won"), LEFT)
    panel = tab.findChild(SidePanel)
    assert panel.isVisible()
    assert panel.findChild(RecordTable).model().rowCount() == 6
    assert any("month they closed in" in label.text() for label in panel.findChildren(QLabel))
    qtbot.mouseClick(panel.findChild(QToolButton, "side_panel_close"), LEFT)
    assert not panel.isVisible()


def test_that_a_row_of_every_chart_leads_to_its_records(tab: BlocksPage) -> None:
    panel = tab.panel
    expected = {
        "won": 6,
        "win_rate": 9,
        "competencies": 1,
        "cycle": 6,
        "pipeline": 1,
        "trend": 9,
        "balance": 1,
    }
    for key, count in expected.items():
        card = metric_card(tab, key)
        keys = list(filter(None, card.shown.data.keys()))
        found = []
        for each in keys:
            card.chart.rows_requested.emit(each)
            found.append(panel.findChildren(RecordTable)[-1].model().rowCount())
        assert count in found, key


def test_that_a_person_without_trials_says_so_and_never_zero_percent(tab: BlocksPage) -> None:
    ben = next(row for row in rows_of(tab, "win_rate") if row[0] == "Ben Roe")
    assert "0%" not in ben
    assert "no decided deals yet" in ben
    assert "Sorted" not in tab.findChild(QLabel, "metric_note_win_rate").text(), "one ratio is no order"


def test_that_one_person_is_shown_with_own_figures(tab: BlocksPage, qtbot: QtBot) -> None:
    tab.show_person(2)
    all_shown(tab, qtbot)
    assert figure(tab, "win_rate").text() == "–"
    assert [row[0] for row in rows_of(tab, "win_rate")] == ["Ben Roe", "Whole team"]
    tab.show_person(1)
    all_shown(tab, qtbot)
    assert rows_of(tab, "competencies")[0][0].startswith("Talk to meeting")


def test_that_an_empty_span_says_where_the_deals_are_and_leads_there(
    tab: BlocksPage, qtbot: QtBot, clock: FixedClock
) -> None:
    clock.moment = clock.moment.replace(year=2028)
    tab.invalidate()
    all_shown(tab, qtbot)
    banners = tab.findChild(BannerArea)
    assert "the newest decision is of 22 Oct 2026" in banners.messages[0]
    qtbot.mouseClick(tab.findChild(QPushButton, "banner_action"), LEFT)
    all_shown(tab, qtbot)
    assert figure(tab, "win_rate").text() == "67%"
    assert tab.findChild(QComboBox, "metrics_window").currentText() == "All time"


def test_that_a_change_reaches_the_figures(
    tab: BlocksPage, context: GuiContext, filled: DeskFile, qtbot: QtBot
) -> None:
    records = RecordsService(filled)
    context.bus.publish(records.edit("opportunity", 1, "amount", Decimal(5000)))
    all_shown(tab, qtbot)
    assert figure(tab, "won").text() == "$10k"


def test_that_all_charts_turn_to_tables_that_can_be_copied(tab: BlocksPage) -> None:
    assert tab.perform("chart_table")
    assert all(metric_card(tab, metric.key).chart.as_table for metric in METRICS)
    metric_card(tab, "won").chart.copy_table()
    assert "Quota" in QGuiApplication.clipboard().text()
    assert tab.perform("chart_table")
    assert not any(metric_card(tab, metric.key).chart.as_table for metric in METRICS)


def test_that_a_picture_of_a_chart_is_saved(tab: BlocksPage, context: GuiContext, tmp_path: Path) -> None:
    picture = tmp_path / "won.svg"
    context.prompts.preset(picture)
    metric_card(tab, "won").chart.save_picture()
    assert "<svg" in picture.read_text("utf-8")


def test_that_a_card_says_how_it_is_computed(tab: BlocksPage, qtbot: QtBot) -> None:
    card = metric_card(tab, "stages")
    qtbot.mouseClick(card.findChild(QToolButton, "card_help"), LEFT)
    how = card.findChild(QLabel, "card_how")
    assert how.isVisible()
    assert "reached a stage" in how.text()
    qtbot.mouseClick(card.findChild(QToolButton, "card_help"), LEFT)
    assert not how.isVisible()


def test_that_an_empty_desk_draws_sentences_and_no_figures(
    desk: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot
) -> None:
    tab = whole_page(desk, context, clock)
    qtbot.addWidget(tab)
    tab.show()
    all_shown(tab, qtbot)
    assert figure(tab, "win_rate").text() == "–"
    assert figure(tab, "cycle").text() == "–"


def test_that_the_bins_hold_every_deal_once_and_outliers_are_counted_apart() -> None:
    bins, longer = cycle_bins([0.0, 4.0, 5.0, 59.0, 400.0], 60.0)
    assert sum(each.deals for each in bins) == 4
    assert longer == 1
    assert cycle_bins([], None) == ((), 0)


def test_that_nothing_of_the_person_before_stands_under_the_next_name(qtbot: QtBot, tab: BlocksPage) -> None:
    qtbot.waitUntil(metric_card(tab, "balance").chart.isVisible)
    tab.show_person(2)
    shown = [metric.key for metric in METRICS if metric_card(tab, metric.key).chart.isVisible()]
    assert len(shown) <= 1, "the first may be drawn already; the others wait without what stood there"
    assert metric_card(tab, "balance").chart.isHidden()
    qtbot.waitUntil(lambda: all(metric_card(tab, metric.key).chart.isVisible() for metric in METRICS))


def test_that_the_headings_of_the_win_rate_by_month_are_those_of_its_values(
    qtbot: QtBot, tab: BlocksPage
) -> None:
    tab.perform("chart_table")
    qtbot.waitUntil(lambda: metric_card(tab, "trend").findChild(QTableView).model().rowCount() > 0)
    model = metric_card(tab, "trend").findChild(QTableView).model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    rows = [
        [str(model.index(row, c).data()) for c in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    told = next(dict(zip(heads, row, strict=True)) for row in rows if " of " in row[1])
    assert told["Won of decided"] == "6 of 9"
    assert told["Win rate"] == "67%"
    assert " to " in told["Range"]
