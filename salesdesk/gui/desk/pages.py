"""Lists the pages of the Desk."""

from typing import TYPE_CHECKING, Final

from salesdesk.gui.pages import OTHERS, PageParts, PageSpec

if TYPE_CHECKING:
    from salesdesk.gui.page import Page


def _today(parts: PageParts) -> "Page":
    from salesdesk.gui.desk.desk_tab import DeskTab

    tab = DeskTab(parts.services.monday, parts.context, parts.make_panel)
    tab.refreshed.connect(parts.desk_shown)
    return tab


PAGES: Final = (PageSpec("today", "Today", "What needs me?", OTHERS, _today),)
