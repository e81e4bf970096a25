"""Lists the pages of the Plans tab."""

from typing import Final

from salesdesk.gui.page import Page
from salesdesk.gui.pages import OTHERS, PageParts, PageSpec


def _quotas(parts: PageParts) -> Page:
    from salesdesk.gui.plans.plans_tab import PlansTab

    return PlansTab(parts.services.plans, parts.services.records, parts.context)


PAGES: Final = (PageSpec("quotas", _("Quotas and plans"), _("Do they own their numbers?"), OTHERS, _quotas),)
