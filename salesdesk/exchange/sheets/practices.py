"""The sheet of the manager's own practice: every declared figure with how it is computed, and what is open."""

from collections.abc import Iterator
from typing import Final

from salesdesk.exchange.sheets import SheetWish
from salesdesk.exchange.sheets.blocks import ABOVE_HEADING, SheetBlock, TextLine, figure, table
from salesdesk.exchange.sheets.paper import HEADING, QUIET, TITLE, PdfPage
from salesdesk.exchange.sheets.writing import SheetContent
from salesdesk.model.fields import Audience
from salesdesk.services.people import active_people
from salesdesk.services.practices import FIGURES
from salesdesk.services.practices.counting import read_figures
from salesdesk.services.records import RecordsService
from salesdesk.services.team_settings import team_settings

SHOWN: Final = ("what", "salesperson_id", "kind", "due_on")
"""The fields of an open assignment that are printed."""


def practices_content(wish: SheetWish) -> SheetContent:
    """Gives what the sheet says of the team, or of one person."""
    today, limits = wish.clock.today(), team_settings(wish.desk)
    whose = dict(active_people(wish.desk)).get(wish.person_id or 0) or limits["team_name"]
    figures = read_figures(wish.desk, FIGURES, wish.person_id, limits, today)
    records = RecordsService(wish.desk)
    declared = {field.name: field for field in records.fields("assignment", Audience.MANAGER)}
    fields = [declared[name] for name in SHOWN]
    of_whom = {"salesperson_id": wish.person_id} if wish.person_id else {}
    rows = records.rows("assignment", where={"state": "open", **of_whom}, order_by=("due_on",))

    def layouts(page: PdfPage, width: float) -> Iterator[list[SheetBlock]]:
        """Gives the blocks, the fullest first."""
        blocks: list[SheetBlock] = [TextLine(whose, TITLE)]
        for told in figures:
            blocks += figure(page, width, told)
        blocks += [TextLine(_("Open assignments"), HEADING, ABOVE_HEADING)]
        blocks += (
            table(fields, rows, wish.formats, linked=True) if rows else [TextLine(_("None is open."), QUIET)]
        )
        yield blocks

    edge = _("Printed {printed_on}. For the manager alone.", printed_on=wish.formats.plain_day(today))
    return SheetContent(_("My own practice, {whose}", whose=whose), whose, edge, layouts, shared=False)
