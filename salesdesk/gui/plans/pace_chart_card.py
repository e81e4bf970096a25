"""Draws what was won in a period against an even pace to the quota."""

from decimal import Decimal

from PySide6.QtCore import Signal

from salesdesk.charts.pace import Pace, draw_pace
from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_view import ChartView
from salesdesk.practice.explain import explain
from salesdesk.services.plans.values import WonCurve

HEIGHT = 280


class PaceChartCard(Card):
    """A chart with its twin as a table; a day opens what was won on it."""

    figure_opened = Signal(str)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, _("Won against pace"))
        self._context = context
        self.view = ChartView(context.theme, context.prompts, _("Won against pace"), draw_pace)
        self._fill()

    def show_curve(self, curve: WonCurve) -> None:
        """Shows one person or the team."""
        self.set_title(_("{name} against pace", name=curve.name), curve.period.label)
        quota: Decimal | None = curve.quota
        self.view.show_data(
            Pace(
                curve.period.start, curve.period.end, curve.today, curve.won, quota,
                self._context.formats.currency, self._context.formats, (curve.paced.start, curve.paced.end),
            )
        )  # fmt: skip

    def turn(self) -> None:
        """Turns the chart into its table and back."""
        self.view.show_as_table(not self.view.as_table)

    def _fill(self) -> None:
        self.setObjectName("pace_chart_card")
        self.explain(explain("attainment").text)
        self.add_to_header(self.view.menu_button)
        self.body.addWidget(self.view, 1)
        self.view.explanation_requested.connect(self.toggle_explanation)
        self.view.rows_requested.connect(self._on_view_rows_requested)
        keep(self._context.theme, self.view, least_height=HEIGHT)

    def _on_view_rows_requested(self, key: str) -> None:
        self.figure_opened.emit("won" if key == "period" else key)
