"""Lists the pages of the Team tab."""

from typing import Final

from salesdesk.gui.page import Page
from salesdesk.gui.pages import PageParts, PageSpec, Whose


def _people(parts: PageParts) -> Page:
    from salesdesk.gui.team.team_tab import TeamTab

    return TeamTab(parts.services.team, parts.services.records, parts.context)


PAGES: Final = (
    PageSpec("people", _("People"), _("Who are they?"), Whose.TEAM, _people),
    PageSpec("overview", _("Overview"), _("Who is this?"), Whose.PERSON | Whose.CANDIDATE, _people),
)
