"""Lists the pages of the Metrics tab."""

from typing import TYPE_CHECKING, Final

from salesdesk.gui.pages import OTHERS, PageParts, PageSpec

if TYPE_CHECKING:
    from salesdesk.gui.page import Page


def _results(parts: PageParts) -> "Page":
    from salesdesk.gui.metrics.metrics_tab import MetricsTab

    services = parts.services
    return MetricsTab(services.metrics, services.numbers, services.records, parts.context)


PAGES: Final = (PageSpec("results", "Results", "Where are we?", OTHERS, _results),)
