"""Builds the page that a practice declares of itself."""

from typing import TYPE_CHECKING, assert_never

from salesdesk.gui.widgets.block import MakeBlock
from salesdesk.gui.widgets.block_maker import Beside, Spanning
from salesdesk.gui.widgets.blocks import by_person, entry, figures, listing
from salesdesk.gui.widgets.blocks_page import BlocksPage, BlocksSpec
from salesdesk.services.practices import PAGES
from salesdesk.services.practices.counting import person_bars, read_figures
from salesdesk.services.practices.usual import ByPersonBlock, EntryBlock, FiguresBlock, LedgerBlock, PageBlock
from salesdesk.services.team_settings import team_settings

if TYPE_CHECKING:
    from salesdesk.gui.pages import PageParts


def practice_page(parts: "PageParts", key: str) -> BlocksPage:
    """Builds a page by its key."""
    page = PAGES[key]
    blocks: list[MakeBlock | Beside | Spanning] = [_made(block) for block in page.top]
    main = [_made(block) for block in page.main]
    blocks += [Beside(main, [_made(block) for block in page.side])] if page.side else main
    return BlocksPage(parts, BlocksSpec(key, page.title, blocks, page.words))


def _made(block: PageBlock) -> MakeBlock:
    """Makes a block of what is declared."""
    match block:
        case FiguresBlock(keys):
            return figures(
                lambda services, person: read_figures(
                    services.desk, keys, person, team_settings(services.desk), services.clock.today()
                )
            )
        case ByPersonBlock(title, legend, explanation):
            return by_person(
                title,
                lambda services, person: person_bars(
                    services.desk, legend, person, team_settings(services.desk), services.clock.today()
                ),
                explanation,
            )
        case EntryBlock():
            return entry(block)
        case LedgerBlock(kind):
            return listing(kind)
        case _:
            assert_never(block)
