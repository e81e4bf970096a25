"""Frames one chart with its twin as a table: its menu, its explanation, the way to the rows behind a mark."""

from typing import ClassVar, Final

from PySide6.QtWidgets import QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import Measures, keep
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_view import ChartView, Draw

HEIGHT: Final = 250


class ChartCard(Card):
    """A card around a chart; a subclass shows its data and opens what is behind a mark."""

    measures: ClassVar[Measures] = Measures(height=HEIGHT)

    def __init__(self, context: GuiContext, title: str, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, title, parent=parent)
        self._context = context
        self.chart = ChartView(context.theme, context.prompts, title, draw)
        self.charts = (self.chart,)
        self.add_to_header(self.chart.menu_button)
        self.body.addWidget(self.chart, 1)
        self.chart.explanation_requested.connect(self.toggle_explanation)
        self.chart.rows_requested.connect(self._open_behind)
        keep(context.theme, self.chart, **self.measures)

    def _open_behind(self, key: str) -> None:
        """Opens the rows behind a mark; each chart has its own."""
