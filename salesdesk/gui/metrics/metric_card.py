"""Frames one metric: its chart or table, a quiet note, the explanation, and the way to the rows."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.metrics.metric import SPAN, Metric, Question, Shown, asked
from salesdesk.gui.page_state import Shared
from salesdesk.gui.widgets.block import UNREAD, BlockPlace, ReadBlock
from salesdesk.gui.widgets.block_maker import Spanning
from salesdesk.gui.widgets.chart_card import HEIGHT, ChartCard
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.labels import PlainLabel
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
        super().__init__(place.context, metric.title, metric.draw, place.ground)
        self.declared, self._place = metric, place
        self.reads = frozenset[Shared[Any]](filter(None, (SPAN, metric.choice)))
        self._shown: Shown | None = None
        self._note = PlainLabel()
        self._chooser: ChoiceField | None = None
        self._build_card()

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
        chooser = self._chooser
        if chooser is None:
            return
        known = [(chooser.itemData(at), chooser.itemText(at)) for at in range(chooser.count())]
        if known != choices:
            chosen = chooser.value()
            chooser.clear()
            for value, label in choices:
                chooser.addItem(label, value)
            longest = max((len(label) for _, label in choices), default=0)
            chooser.setMinimumContentsLength(min(longest, WIDEST_CHOICE))
            chooser.setCurrentIndex(max(0, chooser.findData(chosen)))
        chooser.setVisible(bool(choices))

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
        key = self.declared.key
        configure(self, name=f"metric_{key}")
        if self.declared.choice is not None:
            self._chooser = self._made_chooser(self.declared.choice)
        configure(self._note, "small", name=f"metric_note_{key}", wraps=True).hide()
        kept = self.chart.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.chart.setSizePolicy(kept)
        fill(self.body, self._note)

    def _made_chooser(self, choice: Shared[int | None]) -> ChoiceField:
        """Makes the list of what can be chosen, for the head of the card."""
        title, state = self.declared.title.lower(), self._place.state
        chooser = ChoiceField([], self._context.theme, required=True)
        words = _("Which one of {title}", title=title)
        configure(chooser, name=f"metric_choice_{self.declared.key}", says=words, looks=True).hide()
        chooser.value_edited.connect(lambda: state.choose(choice, chooser.value()))
        self._header.insertWidget(self._header.indexOf(self.chart.menu_button), chooser)
        return keep(self._context.theme, chooser, least_width=NARROWEST_CHOICE)

    def _open_behind(self, key: str) -> None:
        if self._shown is not None and key in self._shown.behind:
            explained_by = self._shown.explained_by or self.declared.explained_by
            self._place.show_rows(
                self._place.services.metrics.rows_behind(self._shown.behind[key], explained_by)
            )


def _read(metrics: MetricsService, metric: Metric, question: Question) -> tuple[Shown, Choices]:
    return metric.load(metrics, question), metric.choices(metrics, question)
