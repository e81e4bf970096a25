"""Everything the Metrics tab can show on one page, for tests of what stands on its pages."""

from salesdesk.env.clock import Clock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.metrics.layouts import LAYOUTS
from salesdesk.gui.metrics.metrics_page import MetricsLayout, MetricsPage
from salesdesk.gui.pages import PageParts
from salesdesk.services.bundle import Services
from salesdesk.store.desk_file import DeskFile

METRICS = tuple(metric for layout in LAYOUTS.values() for metric in layout.metrics)


def whole_page(desk: DeskFile, context: GuiContext, clock: Clock) -> MetricsPage:
    """Gives a page with the results, the numbers of the week and every card."""
    kinds = frozenset[str]().union(*(layout.kinds for layout in LAYOUTS.values()))
    layout = MetricsLayout("Metrics", kinds, METRICS, results=True, week=True)
    return MetricsPage(parts_of(desk, context, clock), layout)


def parts_of(desk: DeskFile, context: GuiContext, clock: Clock) -> PageParts:
    """Gives what pages are built with."""
    return PageParts(Services(desk, clock), context, lambda: None, lambda: None)  # type: ignore[arg-type,return-value]
