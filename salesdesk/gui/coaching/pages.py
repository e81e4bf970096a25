"""Lists the pages of the Coaching log."""

from typing import Final

from salesdesk.gui.page import Page
from salesdesk.gui.pages import OTHERS, PageParts, PageSpec, Whose, of_ledger


def _log(parts: PageParts) -> Page:
    from salesdesk.gui.coaching.balance_card import BalanceCard, BegunCard
    from salesdesk.gui.coaching.compose_block import FormBlock
    from salesdesk.gui.coaching.log_view import LogHeading, LogView
    from salesdesk.gui.coaching.points_card import PointsCard
    from salesdesk.gui.widgets.aside_page import AsidePage, AsideSpec

    spec = AsideSpec(
        "log",
        _("Coaching log"),
        heading=LogHeading,
        blocks=(LogView,),
        aside=(BegunCard, BalanceCard, PointsCard),
        form=FormBlock,
        mine=True,
    )
    return AsidePage(parts, spec)


PAGES: Final = (
    PageSpec("log", _("Log"), _("What was said and agreed?"), OTHERS, _log),
    PageSpec("my_log", _("My log"), _("Do I keep my word?"), Whose.ME, _log),
    of_ledger("problem", _("Whose is it?"), _("Comes with the first problem somebody brings to you.")),
)
