"""Everything the Metrics tab can show on one page, for tests of what stands on its pages."""

from salesdesk.env.clock import Clock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.metrics.layouts import LAYOUTS
from salesdesk.gui.metrics.metrics_page import MetricsLayout, MetricsPage
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of

METRICS = tuple(metric for layout in LAYOUTS.values() for metric in layout.metrics)


def whole_page(desk: DeskFile, context: GuiContext, clock: Clock) -> MetricsPage:
    """Gives a page with the results, the numbers of the week and every card."""
    kinds = frozenset[str]().union(*(layout.kinds for layout in LAYOUTS.values()))
    layout = MetricsLayout("Metrics", kinds, METRICS, results=True, week=True)
    return MetricsPage(parts_of(desk, context, clock), layout)
