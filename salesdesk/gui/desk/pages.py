"""Lists the pages of the Desk."""

from typing import Final

from salesdesk.gui.page import Page
from salesdesk.gui.pages import OTHERS, PageParts, PageSpec


def _today(parts: PageParts) -> Page:
    from salesdesk.gui.desk.desk_tab import DeskTab

    tab = DeskTab(parts.services.monday, parts.context, parts.make_panel)
    tab.refreshed.connect(parts.desk_shown)
    return tab


PAGES: Final = (PageSpec("today", _("Today"), _("What needs me?"), OTHERS, _today),)
