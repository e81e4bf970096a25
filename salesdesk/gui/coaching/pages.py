"""Lists the pages of the Coaching log."""

from typing import Final

from salesdesk.gui.page import Page
from salesdesk.gui.pages import OTHERS, PageParts, PageSpec, Whose, has_any, of_practice


def _log(parts: PageParts) -> Page:
    from salesdesk.gui.coaching.coaching_tab import CoachingTab

    return CoachingTab(parts.services.coaching, parts.services.records, parts.context, parts.host)


PAGES: Final = (
    PageSpec("log", _("Log"), _("What was said and agreed?"), OTHERS, _log),
    PageSpec("my_log", _("My log"), _("Do I keep my word?"), Whose.ME, _log),
    PageSpec(
        "problems",
        _("Problems"),
        _("Whose is it?"),
        Whose.TEAM | Whose.ME,
        of_practice("problems"),
        has_any("problem"),
        _("Comes with the first problem somebody brings to you."),
    ),
)
