"""Lists the pages of the Desk, and says what stands on each."""

from typing import Final

from salesdesk.gui.page import Page
from salesdesk.gui.pages import OTHERS, PageParts, PageSpec


def _today(parts: PageParts) -> Page:
    from salesdesk.gui.desk.day import SHOWN_KINDS, DayLine, EmptyDesk, WeekOrPanel
    from salesdesk.gui.desk.figures import Figures
    from salesdesk.gui.desk.first_week_card import FirstWeekCard
    from salesdesk.gui.desk.needs_card import NeedsCard
    from salesdesk.gui.widgets.block_maker import Spanning
    from salesdesk.gui.widgets.blocks_page import BlocksPage, BlocksSpec

    blocks = (Figures, Spanning(FirstWeekCard), Spanning(NeedsCard), Spanning(WeekOrPanel), EmptyDesk)
    spec = BlocksSpec("today", _("Desk"), blocks, heading=DayLine, kinds=SHOWN_KINDS, column=380, most=2)
    return BlocksPage(parts, spec)


PAGES: Final = (PageSpec("today", _("Today"), _("What needs me?"), OTHERS, _today),)
