"""The Plans tab: quotas by period, and what was won against an even pace."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, scrolled
from salesdesk.gui.measures import keep
from salesdesk.gui.page import SETTINGS
from salesdesk.gui.plans.pace_card import PaceCard, PaceChartCard
from salesdesk.gui.plans.period_bar import PeriodBar
from salesdesk.gui.plans.quota_card import QuotaCard
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.panel_page import PanelPage
from salesdesk.practice.periods import Period
from salesdesk.services.plans.service import PlansService
from salesdesk.services.records import RecordsService

CARD_WIDTH = 345


class PlansTab(PanelPage):
    """Shows everybody's quotas, or those of the chosen person."""

    title = _("Plans")
    kinds = SETTINGS | {"quota", "salesperson", "opportunity", "product"}

    def __init__(self, plans: PlansService, records: RecordsService, context: GuiContext) -> None:
        super().__init__(context, records)
        self._plans = plans
        self._period: Period | None = None
        self._drawn: int | None = None
        self._banner, self._bar = BannerArea(context.theme), PeriodBar(context)
        self._quotas, self._pace = QuotaCard(context), PaceCard(context)
        self._chart = PaceChartCard(context)
        self._build_ui()
        self._connect()

    def show_person(self, person_id: int | None) -> None:
        """Turns to a person, or to the whole team; what stood beside belongs to the one before."""
        if person_id != self.person_id:
            self._drawn = person_id
        super().show_person(person_id)

    def refresh(self) -> None:
        """Reads quotas and wins anew."""
        whole = self.person_id is None
        self._bar.offer(self._plans.years(), self._plans.year_today())
        periods = self._plans.periods(self._bar.year, self._bar.kind)
        if self._period not in periods:
            self._period = self._plans.nearest(periods)
        grid = self._plans.grid(self._bar.year, self._bar.kind, self.person_id)
        self._quotas.show_grid(grid, with_team=whole)
        self._pace.offer(periods, self._period)
        self._pace.show_table(self._plans.pace(self._period, self.person_id), with_team=whole)
        self._draw()
        self._panel.refresh()

    def commands(self) -> dict[str, Callable[[], object]]:
        """Gives the commands of the window that this page can do."""
        return {"chart_table": self._chart.turn, "write_quotas": self._quotas.begin_writing}

    def _build_ui(self) -> None:
        configure(self, name="plans_tab").setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        cards, left = QWidget(), QVBoxLayout()
        self.lay_out(left, left)
        fill(left, self._banner, (scrolled(cards), 1))
        self._columns = keep(self._context.theme, ColumnsLayout(cards), column=CARD_WIDTH, spacing=14)
        self._columns.add_wide(self._bar)
        self._columns.add_spanning(self._quotas, (1, 2, 2))
        self._columns.add_spanning(self._chart, (1, 2, 1))
        self._columns.add_wide(self._pace)

    def _connect(self) -> None:
        self.guard(self._quotas.table, self._quotas.table.edit_settled)
        self._bar.changed.connect(self.invalidate)
        self._bar.copy_requested.connect(self._on_bar_copy_requested)
        self._quotas.entries_made.connect(self._on_quotas_entries_made)
        self._quotas.refused.connect(self._refuse)
        self._pace.period_chosen.connect(self._on_pace_period_chosen)
        self._pace.person_selected.connect(self._on_pace_person_selected)
        self._pace.figure_opened.connect(self._open_rows)
        self._chart.figure_opened.connect(self._on_chart_figure_opened)

    def _on_quotas_entries_made(self, entries: Sequence[tuple[int, str, Decimal | None]]) -> None:
        periods = {p.start.isoformat(): p for p in self._plans.periods(self._bar.year, self._bar.kind)}
        try:
            made = [(person, periods[day], amount) for person, day, amount in entries]
            self._context.bus.publish(self._plans.set_quotas(made))
            self._banner.clear()
        except UserError as problem:
            self._refuse(str(problem))
            # The grid shows what was wished for; it goes back to what is stored.
            QTimer.singleShot(0, self, self.invalidate)

    def _on_bar_copy_requested(self) -> None:
        try:
            self._context.bus.publish(self._plans.copy_last_year(self._bar.year, self.person_id))
        except UserError as problem:
            self._refuse(str(problem))

    def _on_pace_period_chosen(self, period: Period) -> None:
        self._period = period
        self.invalidate()

    def _on_pace_person_selected(self, person_id: int | None) -> None:
        if self.person_id is None and person_id != self._drawn:
            self._drawn = person_id
            self._draw()

    def _on_chart_figure_opened(self, figure: str) -> None:
        self._open_rows(self._drawn, figure)

    def _open_rows(self, person_id: int | None, figure: str) -> None:
        if self._period is not None:
            self._panel.show_rows(self._plans.rows_behind(figure, self._period, person_id))

    def _draw(self) -> None:
        if self._period is not None:
            self._chart.show_curve(self._plans.won_curve(self._period, self._drawn))

    def _refuse(self, sentence: str) -> None:
        self._banner.show_message(sentence, tone="soon")
