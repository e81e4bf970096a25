"""Lists the pages of the Plans tab."""

from typing import TYPE_CHECKING, Final

from salesdesk.gui.pages import OTHERS, PageParts, PageSpec

if TYPE_CHECKING:
    from salesdesk.gui.page import Page


def _quotas(parts: PageParts) -> "Page":
    from salesdesk.gui.plans.plans_tab import PlansTab

    return PlansTab(parts.services.plans, parts.services.records, parts.context)


PAGES: Final = (PageSpec("quotas", "Quotas and plans", "Do they own their numbers?", OTHERS, _quotas),)
