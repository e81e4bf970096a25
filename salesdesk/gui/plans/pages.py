"""Lists the pages of the Plans tab, and says what stands on each."""

from typing import Final

from salesdesk.gui.page import Page
from salesdesk.gui.pages import OTHERS, PageParts, PageSpec


def _quotas(parts: PageParts) -> Page:
    from salesdesk.gui.plans.pace_card import PaceCard, PaceChart
    from salesdesk.gui.plans.period_bar import PeriodBar
    from salesdesk.gui.plans.quota_card import QuotaCard
    from salesdesk.gui.widgets.block_maker import Spanning
    from salesdesk.gui.widgets.blocks_page import BlocksPage, BlocksSpec

    blocks = (Spanning(QuotaCard, (1, 2, 2)), Spanning(PaceChart, (1, 2, 1)), PaceCard)
    kinds = frozenset({"quota", "opportunity", "product"})
    return BlocksPage(
        parts, BlocksSpec("quotas", _("Plans"), blocks, heading=PeriodBar, kinds=kinds, column=345)
    )


PAGES: Final = (PageSpec("quotas", _("Quotas and plans"), _("Do they own their numbers?"), OTHERS, _quotas),)
