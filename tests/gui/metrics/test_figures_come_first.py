"""With very many deals the figures above the cards are seen at once; what the charts need is read after them."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.metrics.layouts import LAYOUTS, RESULTS
from salesdesk.gui.metrics.metric import Question, Shown
from salesdesk.gui.metrics.metric_card import MetricCard, cards
from salesdesk.gui.metrics.results import ResultFigures
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.figure_cards import FigureCards
from salesdesk.model.deals import Opportunity
from salesdesk.model.team import Salesperson
from salesdesk.services.metrics.service import MetricsService
from salesdesk.store.desk_file import DeskFile
from tests.gui.metrics.whole import choose_span, metric_card
from tests.gui.page_parts import parts_of


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Says when what the first chart needs may be read, on a desk that counts as large."""
    opened = threading.Event()
    monkeypatch.setattr(MetricsService, "is_large", lambda _self: True)
    yield opened
    opened.set()


@pytest.fixture
def tab(
    desk: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot, gate: threading.Event
) -> Iterator[BlocksPage]:
    with desk.change("Fill", undoable=False) as work:
        work.session.add(Salesperson(id=1, name="Anna Ott"))
        work.session.flush()
        for days, amount in ((20, 1000), (900, 5000)):
            closed = date(2026, 11, 11) - timedelta(days=days)
            work.session.add(
                Opportunity(
                    name=f"Deal {days}", salesperson_id=1, outcome="won", amount=Decimal(amount),
                    started_on=closed - timedelta(days=30), closed_on=closed,
                )
            )  # fmt: skip
    first, *rest = RESULTS

    def held(metrics: MetricsService, question: Question) -> Shown:
        assert gate.wait(20)
        return first.load(metrics, question)

    blocks = (ResultFigures, *cards(replace(first, load=held), *rest))
    layout = replace(LAYOUTS["results"], blocks=blocks)
    made = BlocksPage(parts_of(desk, context, clock), layout)
    qtbot.addWidget(made)
    made.show()
    yield made
    gate.set()
    qtbot.waitUntil(lambda: not context.background.jobs)


class Painted(QObject):
    """Notes at each painting of the figures what is won, and how many charts are shown by then."""

    def __init__(self, tab: BlocksPage) -> None:
        super().__init__(tab)
        self._tab, self.said, self.charts = tab, list[str](), list[int]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes a painting."""
        if event.type() is QEvent.Type.Paint:
            self.said.append(won(self._tab))
            self.charts.append(sum(card.shown is not None for card in self._tab.findChildren(MetricCard)))
        return False


def won(tab: BlocksPage) -> str:
    card = tab.findChild(QWidget, "result_won")
    return card.findChild(QPushButton, "figure").text() if card is not None else ""


def test_that_the_figures_are_seen_before_the_charts_are_read(
    tab: BlocksPage, qtbot: QtBot, gate: threading.Event
) -> None:
    qtbot.waitUntil(lambda: won(tab) == "$1k")
    assert metric_card(tab, "won").shown is None
    gate.set()
    qtbot.waitUntil(lambda: metric_card(tab, "won").shown is not None)


def test_that_figures_of_a_time_no_longer_asked_for_are_not_shown(
    tab: BlocksPage, qtbot: QtBot, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: won(tab) == "$1k")
    seen: list[str] = []
    figures = tab.findChild(ResultFigures)
    assert figures is not None
    show = figures.show_found
    monkeypatch.setattr(figures, "show_found", lambda found: (show(found), seen.append(won(tab))))
    choose_span(tab, "all")
    choose_span(tab, "12m")
    choose_span(tab, "all")
    qtbot.waitUntil(lambda: won(tab) == "$6k")
    gate.set()
    qtbot.waitUntil(lambda: metric_card(tab, "won").shown is not None)
    assert set(seen) == {"$6k"}


def test_that_the_figures_are_painted_before_a_chart_is_shown(
    tab: BlocksPage, qtbot: QtBot, gate: threading.Event
) -> None:
    gate.set()
    figures, seen = tab.findChild(ResultFigures), Painted(tab)
    assert figures is not None
    figures.installEventFilter(seen)
    qtbot.waitUntil(lambda: "$1k" in seen.said, timeout=20_000)
    assert seen.charts[seen.said.index("$1k")] == 0
    qtbot.waitUntil(lambda: not tab.waiting, timeout=20_000)
    assert all(card.shown is not None for card in tab.findChildren(MetricCard))


def test_that_what_was_read_is_laid_out_once(
    tab: BlocksPage, qtbot: QtBot, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange, show = ColumnsLayout._arrange, FigureCards.show_figures
    showing, arranged = list[FigureCards](), list[ColumnsLayout]()

    def noting_arrange(self: ColumnsLayout, whole: int) -> Any:
        arranged.extend([self] if showing else [])
        return arrange(self, whole)

    def noting_show(self: FigureCards, found: Any) -> None:
        showing.append(self)
        show(self, found)
        showing.remove(self)

    monkeypatch.setattr(ColumnsLayout, "_arrange", noting_arrange)
    monkeypatch.setattr(FigureCards, "show_figures", noting_show)
    qtbot.waitUntil(lambda: won(tab) == "$1k")
    assert tab._columns not in arranged
    assert len(arranged) <= 1
    gate.set()


def test_that_a_card_without_a_choice_has_no_box_of_choices(tab: BlocksPage) -> None:
    card = metric_card(tab, "won")
    assert not card.findChildren(QComboBox)


def test_that_the_cards_of_the_figures_stand_there_before_they_are_read(tab: BlocksPage) -> None:
    results = tab.findChild(ResultFigures)
    assert results is not None
    assert [label.text() for label in results.findChildren(QPushButton, "figure")] == ["…"] * 4
