"""When a chart is drawn: only seen, only when data, size or theme changed, one in a turn, and never before the page."""

import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.charts.palette import Palette
from salesdesk.gui.context import GuiContext
from salesdesk.gui.loading import CANVAS
from salesdesk.gui.screens import draw_charts
from salesdesk.gui.turns import turns_of
from salesdesk.gui.widgets.chart_picture import REST
from salesdesk.gui.widgets.chart_view import ChartView

DATA = Balance((AssignmentCount("7", "Mara Ellwood", 3, 1), AssignmentCount("8", "Tomas Beck", 0, 2)))
OTHER = Balance((AssignmentCount("7", "Mara Ellwood", 3, 2),))
HEIGHT, CHARTS = 300, 6


class Pencil:
    """Draws the balance and notes each time."""

    def __init__(self) -> None:
        self.drawn: list[Balance] = []

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws and notes."""
        self.drawn.append(data)
        draw_balance(axes, data, palette)


class Page(QScrollArea):
    """Charts one below the other, of which two are in sight."""

    def __init__(self, context: GuiContext, pencil: Pencil) -> None:
        super().__init__()
        content = QWidget()
        layout = QVBoxLayout(content)
        self.charts = [ChartView(context.theme, None, f"Chart {at}", pencil.draw) for at in range(CHARTS)]
        for chart in self.charts:
            chart.setFixedHeight(HEIGHT)
            chart.show_data(DATA)
            layout.addWidget(chart)
        self.setWidgetResizable(True)
        self.setWidget(content)
        self.resize(500, 2 * HEIGHT)


@pytest.fixture
def pencil() -> Pencil:
    return Pencil()


@pytest.fixture
def page(qtbot: QtBot, context: GuiContext, pencil: Pencil) -> Page:
    made = Page(context, pencil)
    qtbot.addWidget(made)
    return made


def rest(widget: QWidget) -> None:
    """Lets a window paint and draw all it has to; a chart of another size is drawn when that has come to rest."""
    turns(30)
    end = time.monotonic() + 5 * REST / 1000
    while turns_of(widget).waiting and time.monotonic() < end:
        turns(1)
    turns(30)


def turns(number: int) -> None:
    """Lets so many turns of the window pass."""
    for _ in range(number):
        QApplication.processEvents()


def draws(pencil: Pencil, act: Callable[[], object], widget: QWidget) -> int:
    """Counts the drawings that an act brings about."""
    before = len(pencil.drawn)
    act()
    rest(widget)
    return len(pencil.drawn) - before


def test_that_only_charts_in_sight_are_drawn_and_others_when_scrolled_to(page: Page, pencil: Pencil) -> None:
    assert draws(pencil, page.show, page) == 2
    bar = page.verticalScrollBar()
    assert draws(pencil, lambda: bar.setValue(bar.maximum()), page) in (2, 3)
    assert draws(pencil, lambda: bar.setValue(0), page) == 0, "what was drawn is kept"


def test_that_nothing_is_drawn_again_unless_data_size_or_theme_changed(
    page: Page, pencil: Pencil, context: GuiContext
) -> None:
    page.show()
    rest(page)
    first = page.charts[0]
    assert draws(pencil, lambda: first.show_data(Balance(DATA.people)), page) == 0, "the same data"
    assert draws(pencil, lambda: (page.hide(), page.show()), page) == 0, "left and back"
    assert draws(pencil, lambda: context.theme.set_scheme("light"), page) == 0, "the same colours"
    assert draws(pencil, lambda: first.show_data(OTHER), page) == 1
    assert draws(pencil, lambda: context.theme.set_scheme("dark"), page) == 2
    assert draws(pencil, lambda: page.resize(620, 2 * HEIGHT), page) == 2
    assert draws(pencil, lambda: page.resize(500, 2 * HEIGHT), page) == 0, "the size of before is kept"


def test_that_a_chart_keeps_its_picture_while_its_size_changes_and_is_drawn_once_at_rest(
    page: Page, pencil: Pencil
) -> None:
    page.show()
    rest(page)

    def open_a_panel() -> None:
        for width in (460, 420, 380, 340):
            page.resize(width, 2 * HEIGHT)
            turns(10)
            picture = page.charts[0].grab().toImage()
            colours = {picture.pixel(x, y) for x in range(0, width - 60, 3) for y in range(30, HEIGHT, 3)}
            assert len(colours) > 1, "the picture it had, in the room it has"

    assert draws(pencil, open_a_panel, page) == 2
    assert draws(pencil, lambda: page.resize(500, 2 * HEIGHT), page) == 0, "closed again"


def test_that_the_page_is_painted_before_its_charts_are_drawn(page: Page, pencil: Pencil) -> None:
    seen: list[int] = []

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Notes how many charts were drawn when the page was painted."""
            if event.type() is QEvent.Type.Paint:
                seen.append(len(pencil.drawn))
            return False

    eye = Eye()
    page.widget().installEventFilter(eye)
    page.show()
    rest(page)
    assert seen[0] == 0
    assert len(pencil.drawn) == 2


def test_that_one_turn_draws_one_chart(page: Page, pencil: Pencil, qtbot: QtBot) -> None:
    page.show()
    for chart in page.charts[:2]:
        chart.grab()
    turns = turns_of(page)
    assert turns.waiting == 2
    turns._on_soon_timeout()
    assert (turns.waiting, len(pencil.drawn)) == (1, 1)


def test_that_leaving_a_page_drops_what_it_still_had_to_draw(
    context: GuiContext, pencil: Pencil, qtbot: QtBot
) -> None:
    tabs, page = QTabWidget(), Page(context, pencil)
    qtbot.addWidget(tabs)
    tabs.addTab(page, "Metrics")
    tabs.addTab(QWidget(), "Desk")
    tabs.resize(520, 2 * HEIGHT)
    tabs.show()
    for chart in page.charts[:2]:
        chart.grab()
    assert turns_of(tabs).waiting == 2
    assert draws(pencil, lambda: tabs.setCurrentIndex(1), tabs) == 0
    assert draws(pencil, lambda: tabs.setCurrentIndex(0), tabs) == 2


def test_that_nothing_of_other_data_stands_there_while_a_chart_waits(page: Page, pencil: Pencil) -> None:
    page.show()
    rest(page)
    chart = page.charts[0]
    before = chart.grab().toImage()
    chart.show_data(OTHER)
    waiting = chart.grab().toImage()
    assert waiting != before
    colours = {waiting.pixel(x, y) for x in range(0, 400, 3) for y in range(30, HEIGHT, 3)}
    assert len(colours) == 1, "the bare ground"


def test_that_a_chart_that_cannot_be_drawn_is_named_once_and_not_tried_for_ever(
    page: Page, qtbot: QtBot
) -> None:
    tries: list[int] = []

    def fail(axes: Any, data: Any, palette: Palette) -> None:
        tries.append(1)
        raise ValueError("no such picture")

    page.charts[0].show_data(OTHER, fail)
    page.charts[-1].show_data(OTHER, fail)
    with qtbot.captureExceptions() as met:
        page.show()
        rest(page)
    assert (len(met), len(tries)) == (1, 1), "the seen one, once"
    failures: list[str] = []
    draw_charts(page, failures)
    assert failures == [
        "Chart: Chart 0: ValueError: no such picture",
        "Chart: Chart 5: ValueError: no such picture",
    ]
    page.charts[0].hide()  # as on a page that is not the one in front
    draw_charts(page, failures)
    assert len(failures) == 3


def test_that_a_chart_waits_while_what_draws_it_is_still_being_loaded(
    page: Page, pencil: Pencil, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as loading:
        loading.delitem(sys.modules, CANVAS, raising=False)
        loading.setattr("salesdesk.gui.loading._coming", {CANVAS: page})
        page.show()
        rest(page)
        assert (pencil.drawn, turns_of(page).waiting) == ([], 2)
    qtbot.waitUntil(lambda: len(pencil.drawn) == 2)
