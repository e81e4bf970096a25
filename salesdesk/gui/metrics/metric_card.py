"""Frames one metric: its chart or table, a quiet note, the explanation, and the way to the rows."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QLabel

from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.metrics.metric import SPAN, Metric, Question, Shown, asked
from salesdesk.gui.page_state import Shared
from salesdesk.gui.widgets.block import UNREAD, BlockPlace, ReadBlock
from salesdesk.gui.widgets.block_maker import Spanning
from salesdesk.gui.widgets.chart_card import HEIGHT, ChartCard
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.practice.explain import explain
from salesdesk.services.metrics.service import MetricsService

LINE: Final = 30
FOOT: Final = 56
LEAST: Final = 150
WIDEST_CHOICE: Final = 24
NARROWEST_CHOICE: Final = 110
Choices = list[tuple[int, str]]


def cards(*metrics: Metric) -> list[Spanning]:
    """Declares a card for each metric, in columns."""
    return [Spanning(partial(MetricCard, metric)) for metric in metrics]


class MetricCard(ChartCard, ReadBlock):
    """One metric on the page."""

    follows = True

    def __init__(self, metric: Metric, place: BlockPlace) -> None:
        super().__init__(place.context, metric.title, metric.draw)
        self.declared, self._place = metric, place
        self.reads = frozenset[Shared[Any]](filter(None, (SPAN, metric.choice)))
        self._shown: Shown | None = None
        self._note = QLabel()
        self._chooser = ChoiceField([], place.context.theme, required=True)
        self._build_card()
        self._chooser.value_edited.connect(self._on_chooser_value_edited)

    @property
    def shown(self) -> Shown | None:
        """Gives what is shown, None while it is read."""
        return self._shown

    def reader(self, person_id: int | None) -> Callable[[], tuple[Shown, Choices]]:
        """Gives what reads the metric."""
        state, choice = self._place.state, self.declared.choice
        question = asked(state, state.get(choice) if choice is not None else None)
        return partial(_read, self._place.services.metrics, self.declared, question)

    def show_found(self, found: tuple[Shown, Choices]) -> None:
        """Shows what was read; a chart that would look the same is not drawn again."""
        shown, choices = found
        self._show_choices(choices)
        if shown != self._shown:
            self._shown = shown
            self._show(shown)

    def wait(self) -> None:
        """Shows nothing for the while in which somebody else's figures are read."""
        self._shown = None
        self.set_title(self.declared.title, "")
        self.chart.hide()
        self._note.hide()

    def fail(self) -> None:
        """Says in the place of the chart that the metric could not be read."""
        self.wait()
        self._note.setText(UNREAD)
        self._note.show()

    def _show_choices(self, choices: Choices) -> None:
        """Offers what can be chosen in the head of the card, keeping the choice that stands."""
        known = [
            (self._chooser.itemData(at), self._chooser.itemText(at)) for at in range(self._chooser.count())
        ]
        if known != choices:
            chosen = self._chooser.value()
            self._chooser.clear()
            for value, label in choices:
                self._chooser.addItem(label, value)
            longest = max((len(label) for _, label in choices), default=0)
            self._chooser.setMinimumContentsLength(min(longest, WIDEST_CHOICE))
            self._chooser.setCurrentIndex(max(0, self._chooser.findData(chosen)))
        self._chooser.setVisible(bool(choices))

    def _show(self, shown: Shown) -> None:
        self.set_title(self.declared.title, shown.side)
        self._note.setText(shown.note)
        self._note.setVisible(bool(shown.note))
        explanation = explain(shown.explained_by or self.declared.explained_by)
        self.explain(f"{explanation.title}: {explanation.text}")
        height = max(LEAST, shown.lines * LINE + FOOT) if shown.lines else HEIGHT
        keep(self._context.theme, self.chart, height=height)
        self.chart.show()
        self.chart.show_data(shown.data)

    def _build_card(self) -> None:
        key, title = self.declared.key, self.declared.title.lower()
        configure(self, name=f"metric_{key}")
        configure(
            self._chooser,
            name=f"metric_choice_{key}",
            says=_("Which one of {title}", title=title),
            looks=True,
        ).hide()
        configure(self._note, "small", name=f"metric_note_{key}", wraps=True).hide()
        self._header.insertWidget(self._header.indexOf(self.chart.menu_button), self._chooser)
        kept = self.chart.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.chart.setSizePolicy(kept)
        fill(self.body, self._note)
        keep(self._context.theme, self._chooser, least_width=NARROWEST_CHOICE)

    def _on_chooser_value_edited(self) -> None:
        if self.declared.choice is not None:
            self._place.state.choose(self.declared.choice, self._chooser.value())

    def _open_behind(self, key: str) -> None:
        if self._shown is not None and key in self._shown.behind:
            explained_by = self._shown.explained_by or self.declared.explained_by
            self._place.show_rows(
                self._place.services.metrics.rows_behind(self._shown.behind[key], explained_by)
            )


def _read(metrics: MetricsService, metric: Metric, question: Question) -> tuple[Shown, Choices]:
    return metric.load(metrics, question), metric.choices(metrics, question)
