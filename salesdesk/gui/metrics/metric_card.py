"""Frames one metric: its chart or table, a quiet note, the explanation, and the way to the rows."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.metrics.metric import Metric, Shown
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_view import ChartView
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.practice.explain import explain

LINE: Final = 30
FOOT: Final = 56
HEIGHT: Final = 250
LEAST: Final = 150
WIDEST_CHOICE: Final = 24
NARROWEST_CHOICE: Final = 110


class MetricCard(Card):
    """One metric on the page."""

    behind_requested = Signal(object, str)
    choice_made = Signal()

    def __init__(self, context: GuiContext, metric: Metric) -> None:
        super().__init__(context.theme, metric.title)
        self._context, self._metric = context, metric
        self._shown: Shown | None = None
        self._chart = ChartView(context.theme, context.prompts, metric.title, metric.draw)
        self._note = QLabel()
        self._chooser = ChoiceField([], context.theme, required=True)
        self._build_card()
        self._connect_card()

    @property
    def metric(self) -> Metric:
        """Gives the metric shown."""
        return self._metric

    @property
    def chart(self) -> ChartView:
        """Gives the chart."""
        return self._chart

    def show_choices(self, choices: list[tuple[int, str]]) -> None:
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

    def choice(self) -> int | None:
        """Gives what is chosen in the head of the card, or None."""
        return self._chooser.value() if self._chooser.count() else None

    def wait(self) -> None:
        """Shows nothing for the while in which somebody else's figures are read."""
        self._shown = None
        self.set_title(self._metric.title, "")
        self._chart.hide()
        self._note.hide()

    def show_metric(self, shown: Shown) -> None:
        """Shows what was read; a chart that would look the same is not drawn again."""
        if shown == self._shown:
            return
        self._shown = shown
        self.set_title(self._metric.title, shown.side)
        self._note.setText(shown.note)
        self._note.setVisible(bool(shown.note))
        explanation = explain(shown.explained_by or self._metric.explained_by)
        self.explain(f"{explanation.title}: {explanation.text}")
        height = max(LEAST, shown.lines * LINE + FOOT) if shown.lines else HEIGHT
        keep(self._context.theme, self._chart, height=height)
        self._chart.show()
        self._chart.show_data(shown.data)

    def _build_card(self) -> None:
        key, title = self._metric.key, self._metric.title.lower()
        configure(self, name=f"metric_{key}")
        configure(
            self._chooser, name=f"metric_choice_{key}", says=_("Which one of {title}", title=title)
        ).hide()
        configure(self._note, "small", name=f"metric_note_{key}", wraps=True).hide()
        self.add_to_header(self._chooser)
        self.add_to_header(self._chart.menu_button)
        kept = self._chart.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._chart.setSizePolicy(kept)
        fill(self.body, (self._chart, 1), self._note)

    def _connect_card(self) -> None:
        self._chart.rows_requested.connect(self._on_chart_rows_requested)
        self._chart.explanation_requested.connect(self.toggle_explanation)
        self._chooser.value_edited.connect(self.choice_made)
        keep(self._context.theme, self._chooser, least_width=NARROWEST_CHOICE)

    def _on_chart_rows_requested(self, key: str) -> None:
        if self._shown is not None and key in self._shown.behind:
            self.behind_requested.emit(
                self._shown.behind[key], self._shown.explained_by or self._metric.explained_by
            )
