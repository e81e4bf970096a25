"""Says what stands on each page of the Metrics tab, and in which order."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from salesdesk.charts.balance import draw_balance
from salesdesk.charts.cycle import draw_cycle
from salesdesk.charts.pipeline import draw_pipeline
from salesdesk.charts.ratio_ranges import draw_ratio_ranges
from salesdesk.charts.ratio_trend import draw_ratio_trend
from salesdesk.charts.won_by_month import draw_won_by_month
from salesdesk.gui.layouts import configure
from salesdesk.gui.metrics import deal_metrics, ratio_metrics
from salesdesk.gui.metrics.metric import SPAN, Metric, asked
from salesdesk.gui.metrics.metric_card import cards
from salesdesk.gui.metrics.results import ResultFigures
from salesdesk.gui.metrics.week_card import WeekNumbersCard
from salesdesk.gui.page_state import Shared
from salesdesk.gui.pages import subject_of
from salesdesk.gui.widgets.block import BlockPlace, MakeBlock
from salesdesk.gui.widgets.block_maker import Spanning
from salesdesk.gui.widgets.blocks_page import BlocksSpec, TitleLine
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.services.metrics.windows import WINDOWS

DEALS: Final = frozenset({"opportunity", "quota", "salesperson", "stage", "product"})
RESULTS: Final = (
    Metric("won", _("Won by month against quota"), "won_by_month", draw_won_by_month, deal_metrics.won_against_quota),
    Metric("win_rate", _("Win rate"), "win_rate", draw_ratio_ranges, ratio_metrics.win_rate),
    Metric("trend", _("Win rate over time"), "trend", draw_ratio_trend, deal_metrics.win_rate_trend),
    Metric("cycle", _("Sales cycle"), "sales_cycle", draw_cycle, deal_metrics.sales_cycle),
    Metric("pipeline", _("Pipeline by stage and age"), "pipeline", draw_pipeline, deal_metrics.open_pipeline),
)  # fmt: skip
COMPETENCIES: Final = (
    Metric(
        "competencies", _("Competencies"), "shrunk_ratio", draw_ratio_ranges, ratio_metrics.competencies,
        ratio_metrics.competency_choices, Shared[int | None]("competency", lambda _state: None),
    ),
    Metric("stages", _("From stage to stage"), "stage_ratio", draw_ratio_ranges, ratio_metrics.stage_ratios),
)  # fmt: skip
EFFECT: Final = (
    Metric("balance", _("Balance of assignments"), "assignment_mix", draw_balance, ratio_metrics.balance),
    Metric("reviewed", _("Deals reviewed one on one"), "win_rate", draw_ratio_ranges, ratio_metrics.reviewed_deals),
)  # fmt: skip


class SpanLine(TitleLine):
    """The heading of a page of metrics; what is chosen holds on every page of the tab.

    It names the span where `of_all` is of it; else each card says what it is of.
    """

    reads = frozenset({SPAN})

    def __init__(self, title: str, place: BlockPlace, *, of_all: bool = True) -> None:
        super().__init__(title, "", place)
        self._place, self._of_all = place, of_all
        self._window = ChoiceField(list(WINDOWS.items()), place.context.theme, required=True)
        configure(self._window, name="metrics_window", says=_("Span of time"), looks=True)
        self._window.setMinimumContentsLength(max(map(len, WINDOWS.values())) - 2)
        self._window.value_edited.connect(lambda: place.state.choose(SPAN, str(self._window.value())))
        self.line.addWidget(self._window)

    def show_person(self, person_id: int | None) -> None:
        """Says whom the page is about, and over which time."""
        state = self._place.state
        self._window.show_value(state.get(SPAN))
        subject = subject_of(state.services.records, person_id)
        span = asked(state).window.label.lower()
        self.words.setText(f"{subject} · {span}" if self._of_all else subject)


def _page(
    key: str,
    title: str,
    blocks: Sequence[MakeBlock | Spanning],
    kinds: frozenset[str],
    *,
    of_all: bool = True,
) -> BlocksSpec:
    """Declares a page of the tab; with very many deals it is read beside the window, which stays alive."""
    return BlocksSpec(
        key, title, blocks, heading=partial(SpanLine, title, of_all=of_all), kinds=DEALS | kinds, column=430,
        beside=lambda services: services.metrics.is_large(),
    )  # fmt: skip


LAYOUTS: Final = {
    "results": _page("results", _("Results"), (ResultFigures, *cards(*RESULTS)), frozenset()),
    "competencies": _page(
        "competencies", _("Competencies"), (WeekNumbersCard, *cards(*COMPETENCIES)),
        frozenset({"competency", "competency_number"}),
    ),
    "effect": _page(
        "effect", _("Coaching effect"), cards(*EFFECT), frozenset({"assignment", "one_on_one"}), of_all=False
    ),
}  # fmt: skip
