"""Everything the Metrics tab can show on one page, for tests of what stands on its pages."""

from dataclasses import replace

from salesdesk.env.clock import Clock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.metrics.layouts import COMPETENCIES, EFFECT, LAYOUTS, RESULTS
from salesdesk.gui.metrics.metric import SPAN
from salesdesk.gui.metrics.metric_card import MetricCard, cards
from salesdesk.gui.metrics.results import ResultFigures
from salesdesk.gui.metrics.week_card import WeekNumbersCard
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of

METRICS = (*RESULTS, *COMPETENCIES, *EFFECT)


def whole_page(desk: DeskFile, context: GuiContext, clock: Clock) -> BlocksPage:
    """Gives a page with the results, the numbers of the week and every card."""
    kinds = frozenset[str]().union(*(layout.kinds for layout in LAYOUTS.values()))
    blocks = (ResultFigures, WeekNumbersCard, *cards(*METRICS))
    return BlocksPage(parts_of(desk, context, clock), replace(LAYOUTS["results"], blocks=blocks, kinds=kinds))


def metric_card(page: BlocksPage, key: str) -> MetricCard:
    """Gives the card of a metric."""
    return next(each for each in page.findChildren(MetricCard) if each.declared.key == key)


def choose_span(page: BlocksPage, span: str) -> None:
    """Looks back over another span of time."""
    page.place.state.choose(SPAN, span)
