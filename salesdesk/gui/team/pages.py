"""Lists the pages of the Team tab, and says what stands on each."""

from typing import TYPE_CHECKING, Final

from salesdesk.gui.pages import PageParts, PageSpec, Whose
from salesdesk.model.kinds import TIMELINE_KINDS

if TYPE_CHECKING:
    from salesdesk.gui.page import Page

SHOWN_KINDS: Final = TIMELINE_KINDS | {
    "opportunity", "quota", "competency", "competency_number", "product", "import_batch", "own_rating",
}  # fmt: skip
"""What makes the pages stale."""


def _people(parts: PageParts) -> "Page":
    from salesdesk.gui.team.team_table import TeamHead, TeamTable
    from salesdesk.gui.widgets.blocks_page import BlocksPage, BlocksSpec

    return BlocksPage(
        parts, BlocksSpec("people", _("Team"), (TeamTable,), heading=TeamHead, kinds=SHOWN_KINDS)
    )


def _overview(parts: PageParts) -> "Page":
    from salesdesk.gui.team.board_card import BoardCard
    from salesdesk.gui.team.competencies_card import CompetenciesCard
    from salesdesk.gui.team.facts_form import FactsCard
    from salesdesk.gui.team.person_header import FoldLine, PersonHeader
    from salesdesk.gui.team.results_card import ResultsCard
    from salesdesk.gui.team.strengths_card import StrengthsCard
    from salesdesk.gui.team.timeline_list import TimelineCard
    from salesdesk.gui.widgets.block_maker import Spanning, broad
    from salesdesk.gui.widgets.blocks_page import BlocksPage, BlocksSpec

    spec = BlocksSpec(
        "overview", _("Team"), (ResultsCard, FoldLine, *broad(CompetenciesCard)),
        below=(*broad(BoardCard, StrengthsCard, TimelineCard), Spanning(FactsCard)),
        heading=PersonHeader, kinds=SHOWN_KINDS, column=330, from_top=True,
    )  # fmt: skip
    return BlocksPage(parts, spec)


PAGES: Final = (
    PageSpec("people", _("People"), _("Who are they?"), Whose.TEAM, _people),
    PageSpec("overview", _("Overview"), _("Who is this?"), Whose.PERSON | Whose.CANDIDATE, _overview),
)
