"""Declares every printed sheet once, in `SHEETS`: what is printed, and what `salesdesk report` writes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.model.fields import Audience
from salesdesk.store.desk_file import DeskFile

if TYPE_CHECKING:
    from salesdesk.exchange.sheets.writing import SheetContent


@dataclass(frozen=True, kw_only=True)
class SheetWish:
    """Of which desk and person a sheet is wanted, and whether with room for the pen."""

    desk: DeskFile
    clock: Clock
    formats: Formats
    person_id: int | None = None
    pen: bool = False


@dataclass(frozen=True)
class PrintedSheet:
    """One sheet: its name, what it is, who reads it, and what it says; the salesperson's has nothing private."""

    name: str
    title: str
    audience: Audience
    content: Callable[[SheetWish], "SheetContent"]


def _review(wish: SheetWish) -> "SheetContent":
    from salesdesk.exchange.sheets.review import review_content
    from salesdesk.services.review_sheet import ReviewSheetService

    if wish.person_id is None:
        raise UserError(_("The review sheet is about one person; say whose it is."))
    sheets = ReviewSheetService(wish.desk, wish.clock)
    number = sheets.session_of(wish.person_id, upcoming=wish.pen)
    return review_content(sheets.sheet(number), wish.pen, wish.formats)


def _practices(wish: SheetWish) -> "SheetContent":
    from salesdesk.exchange.sheets.practices import practices_content

    return practices_content(wish)


SHEETS = {
    sheet.name: sheet
    for sheet in (
        PrintedSheet("review", _("the review sheet of a one-on-one"), Audience.SALESPERSON, _review),
        PrintedSheet(
            "practices",
            _("what is counted of your own practice, and what is open"),
            Audience.MANAGER,
            _practices,
        ),
    )
}
