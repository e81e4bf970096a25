"""Lists the pages of the Coaching log."""

from typing import Final

from salesdesk.gui.page import Page
from salesdesk.gui.pages import OTHERS, PageParts, PageSpec, Whose, of_ledger


def _log(parts: PageParts) -> Page:
    from salesdesk.gui.coaching.coaching_tab import CoachingTab

    return CoachingTab(parts.services.coaching, parts.services.records, parts.context, parts.host)


PAGES: Final = (
    PageSpec("log", _("Log"), _("What was said and agreed?"), OTHERS, _log),
    PageSpec("my_log", _("My log"), _("Do I keep my word?"), Whose.ME, _log),
    of_ledger("problem", _("Whose is it?"), _("Comes with the first problem somebody brings to you.")),
)
