"""A page of the Metrics tab: results or numbers of the week on top, cards of charts beneath."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from salesdesk.gui.layouts import configure, fill, scrolled
from salesdesk.gui.measures import keep
from salesdesk.gui.metrics.metric import Metric, Question, Shown
from salesdesk.gui.metrics.metric_card import MetricCard
from salesdesk.gui.metrics.results import FIGURES, Result, awaited_figures, load_results
from salesdesk.gui.metrics.week_card import WeekNumbersCard
from salesdesk.gui.page import SETTINGS
from salesdesk.gui.pages import subject_of
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.figure_cards import FigureCards
from salesdesk.gui.widgets.panel_page import PanelPage
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.values import FigureRows, Summary
from salesdesk.services.metrics.windows import DEFAULT_WINDOW, WINDOWS

if TYPE_CHECKING:
    from salesdesk.gui.pages import PageParts
    from salesdesk.services.changes import Changes

COLUMN_WIDTH: Final = 430


@dataclass(frozen=True)
class MetricsLayout:
    """What stands on a page of metrics: its heading, what makes it stale, what is on top, and its cards in order."""

    title: str
    kinds: frozenset[str]
    metrics: tuple[Metric, ...]
    results: bool = False
    week: bool = False


@dataclass(frozen=True)
class Answer:
    """Everything one refresh reads, in plain values."""

    results: list[Result]
    summary: Summary | None
    shown: dict[str, Shown]
    choices: dict[str, list[tuple[int, str]]]


class MetricsPage(PanelPage):
    """Metrics of the whole team or of one person over a span of time, which all pages of the tab share."""

    _read_of: int | None = None

    def __init__(self, parts: "PageParts", layout: MetricsLayout) -> None:
        super().__init__(parts.context, lambda: parts.services.records)
        self._metrics, self._records = parts.services.metrics, parts.services.records
        self._declared = layout
        self._heading = SpanHeading(parts, layout.title)
        self._banners = BannerArea(parts.context.theme)
        self._results = FigureCards(parts.context.theme, "result") if layout.results else None
        self._week = WeekNumbersCard(parts.services.numbers, parts.context) if layout.week else None
        self._cards = {metric.key: MetricCard(parts.context, metric) for metric in layout.metrics}
        self._asked, self._waiting, self._behind = 0, dict[str, Shown](), dict[str, FigureRows]()
        self._build_ui()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Takes over the span of time that was chosen on another page of the tab."""
        if self._heading.catch_up():
            self.invalidate()
        super().showEvent(event)

    def mark_stale(self, changes: "Changes") -> None:
        """Notes a change of any kind that the page was declared to show."""
        self.mark_touched(changes, SETTINGS | self._declared.kinds)

    def card(self, key: str) -> MetricCard:
        """Gives the card of a metric."""
        return self._cards[key]

    def choose_window(self, key: str) -> None:
        """Looks back over another span of time."""
        self._heading.choose(key)

    def show_charts_as_tables(self, wanted: bool) -> None:
        """Turns every chart to its table, or back."""
        for card in self._cards.values():
            card.chart.show_as_table(wanted)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands of the window that this page can do."""
        found: dict[str, Callable[[], object]] = {"chart_table": self._turn_charts}
        if self._week is not None:
            found["week_numbers"] = partial(self._enter_numbers, self._week)
        return found

    def refresh(self) -> None:
        """Reads everything anew; with very many deals beside the window, which stays alive."""
        if self.person_id != self._read_of:
            # Nothing of the one before stands there while these figures are read.
            self._read_of = self.person_id
            for part in (*filter(None, [self._results]), *self._cards.values()):
                part.wait()
        if self._week is not None:
            self._week.show_person(self.person_id)
        question = self._question()
        choices = {key: card.choice() for key, card in self._cards.items()}
        self._asked += 1
        if self._metrics.is_large():
            asked = self._asked
            self._context.background.run(
                "metrics",
                lambda job: answer(self._metrics, self._declared, question, choices, job.hand_over),
                done=lambda found: self._on_answered(asked, self._show, found),
                part=lambda results: self._on_answered(asked, self._show_results, results),
            )
        else:
            self._show(answer(self._metrics, self._declared, question, choices))
        self.panel.refresh()

    def _build_ui(self) -> None:
        grid, content, main = QWidget(), QWidget(), QVBoxLayout()
        inside = keep(self._context.theme, QVBoxLayout(content), spacing=14)
        self._scroll = scrolled(content)
        self._main = inside
        self.put_beside(main)
        fill(main, (self._scroll, 1))
        parts = filter(None, [self._heading, self._banners, self._results, self._week, grid])
        fill(inside, *parts, (None, 1), bare=True)
        self._columns = keep(
            self._context.theme, ColumnsLayout(grid, most=3), spacing=14, column=COLUMN_WIDTH
        )
        for card in self._cards.values():
            self._columns.addWidget(card)

    def _connect(self) -> None:
        self._heading.span_chosen.connect(self.refresh)
        if self._results is not None:
            self._results.rows_requested.connect(self._on_results_rows_requested)
            self._results.show_figures(awaited_figures())
        if self._week is not None:
            self.guard(self._week, self._week.edit_settled)
        for card in self._cards.values():
            card.behind_requested.connect(self._on_behind_requested)
            card.choice_made.connect(self.refresh)

    def _question(self) -> Question:
        return Question(self.person_id, self._metrics.window(self._heading.span()), self._context.formats)

    def _show_results(self, results: list[Result]) -> None:
        """Shows the figures above the cards, and whom and which time they are about."""
        question = self._question()
        person = subject_of(self._records, question.person_id)
        self._heading.show_subject(f"{person} · {question.window.label.lower()}")
        if self._results is not None:
            self._behind = {each.key: each.behind for each in results}
            self._results.show_figures([each.words for each in results])

    def _show(self, found: Answer) -> None:
        self._show_results(found.results)
        for key, card in self._cards.items():
            card.show_choices(found.choices[key])
        self._waiting = dict(found.shown)
        self._show_next_card()
        if found.summary is not None:
            self._offer_all_time(self._question(), found.summary)

    def _show_next_card(self) -> None:
        """Shows one card and comes back for the next, so that a click in between is answered at once."""
        if self._waiting:
            key = next(iter(self._waiting))
            self._cards[key].show_metric(self._waiting.pop(key))
            QTimer.singleShot(0, self, self._show_next_card)

    def _offer_all_time(self, question: Question, summary: Summary) -> None:
        """Says where the deals are when the span of time holds none."""
        self._banners.clear()
        if summary.won or summary.lost or summary.newest_decision is None:
            return
        newest = self._context.formats.plain_day(summary.newest_decision)
        words = _(
            "No deal was decided in the {label}; the newest decision is of {newest}.",
            label=question.window.label.lower(),
            newest=newest,
        )
        self._banners.show_message(words, action=_("Show all time"), then=lambda: self.choose_window("all"))

    def _enter_numbers(self, week: WeekNumbersCard) -> None:
        self.catch_up()
        week.begin()
        # The card has its new height only once it is laid out.
        QTimer.singleShot(0, self, lambda: bring_into_view(week, self._scroll, self._context.theme.px(14)))

    def _turn_charts(self) -> None:
        as_tables = all(card.chart.as_table for card in self._cards.values())
        self.show_charts_as_tables(not as_tables)

    def _on_answered(self, asked: int, show: Callable[[Any], None], found: object) -> None:
        # The page may have been asked something else meanwhile, or be gone with its desk.
        if Shiboken.isValid(self) and asked == self._asked:
            show(found)

    def _on_results_rows_requested(self, key: str) -> None:
        self._on_behind_requested(self._behind[key], FIGURES[key][1])

    def _on_behind_requested(self, behind: FigureRows, explained_by: str) -> None:
        self.panel.show_rows(self._metrics.rows_behind(behind, explained_by))


def answer(
    metrics: MetricsService, layout: MetricsLayout, question: Question, choices: dict[str, int | None],
    hand_over: Callable[[list[Result]], None] | None = None,
) -> Answer:  # fmt: skip
    """Reads everything the page shows; touches no widget, so that it may run beside the window.

    The figures above the cards are handed over as soon as they are read.
    """
    results, summary = load_results(metrics, question) if layout.results else ([], None)
    if hand_over is not None and layout.results:
        hand_over(results)
    shown = {m.key: m.load(metrics, replace(question, choice=choices.get(m.key))) for m in layout.metrics}
    return Answer(results, summary, shown, {m.key: m.choices(metrics, question) for m in layout.metrics})


def bring_into_view(week: WeekNumbersCard, scroll: QScrollArea, gap: int) -> None:
    """Scrolls the whole card into view, or the grid alone where there is no room for more."""
    room, bar = scroll.viewport().height(), scroll.verticalScrollBar()
    if week.geometry().bottom() > bar.value() + room:
        table = week.table.mapTo(week, QPoint(0, 0)).y() if week.height() > room else 0
        bar.setValue(week.y() + table - gap)


SPAN: Final = _("metrics span")
"""The span of time is noted under this name for the other pages of the tab."""


class SpanHeading(QWidget):
    """The heading of a page, with the choice of the span of time at its right."""

    span_chosen = Signal()

    def __init__(self, parts: "PageParts", title: str) -> None:
        super().__init__()
        self._left_at = parts.left_at
        self._title, self._subject = QLabel(title), QLabel()
        self._window = ChoiceField(list(WINDOWS.items()), parts.context.theme, required=True)
        self._build_ui()
        self._window.value_edited.connect(lambda: self.choose(str(self._window.value())))

    def span(self) -> str:
        """Gives the span of time that is chosen."""
        return self._left_at.get(SPAN, DEFAULT_WINDOW)

    def choose(self, span: str) -> None:
        """Looks back over another span of time, here and on the other pages of the tab."""
        self._left_at[SPAN] = span
        self._window.show_value(span)
        self.span_chosen.emit()

    def catch_up(self) -> bool:
        """Takes over what was chosen on another page, and tells whether that was anything new."""
        changed = self._window.value() != self.span()
        self._window.show_value(self.span())
        return changed

    def show_subject(self, words: str) -> None:
        """Says whom the page is about, and over which time."""
        self._subject.setText(words)

    def _build_ui(self) -> None:
        configure(self._title, "title", bold=True)
        configure(self._subject, "muted", wraps=True)
        configure(self, "page")
        configure(self._window, name="metrics_window", says=_("Span of time"))
        self._window.setMinimumContentsLength(max(map(len, WINDOWS.values())) - 2)
        self._window.show_value(self.span())
        fill(QHBoxLayout(self), self._title, (self._subject, 1), self._window, bare=True)
