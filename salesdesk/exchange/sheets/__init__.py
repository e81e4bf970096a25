"""Declares every printed sheet once, in `SHEETS`: the command of the window, and what `salesdesk report` writes.

Only what a start needs is imported here: the menus are made from it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from salesdesk.env.errors import UserError
from salesdesk.frozen import frozen

if TYPE_CHECKING:
    from salesdesk.env.clock import Clock
    from salesdesk.env.locale import Formats
    from salesdesk.exchange.sheets.writing import SheetContent
    from salesdesk.store.desk_file import DeskFile


@frozen(kw_only=True)
class SheetWish:
    """Of which desk and person a sheet is wanted, perhaps of one meeting, and whether with room for the pen."""

    desk: "DeskFile"
    clock: "Clock"
    formats: "Formats"
    person_id: int | None = None
    one_on_one_id: int | None = None
    pen: bool = False


@frozen(kw_only=True)
class PrintedSheet:
    """One sheet: its name, what it is, its command, and what it says; one that is `shared` has nothing private."""

    name: str
    title: str
    command: str
    label: str
    keys: str = ""
    shared: bool
    content: Callable[[SheetWish], "SheetContent"]


def _review(wish: SheetWish) -> "SheetContent":
    from salesdesk.exchange.sheets.review import review_content
    from salesdesk.services.review_sheet import ReviewSheetService

    if wish.person_id is None and wish.one_on_one_id is None:
        raise UserError(_("The review sheet is about one person; say whose it is."))
    sheets = ReviewSheetService(wish.desk, wish.clock)
    number = wish.one_on_one_id or sheets.session_of(wish.person_id or 0, upcoming=wish.pen)
    return review_content(sheets.sheet(number), wish.pen, wish.formats)


def _practices(wish: SheetWish) -> "SheetContent":
    from salesdesk.exchange.sheets.practices import practices_content

    return practices_content(wish)


SHEETS = {
    sheet.name: sheet
    for sheet in (
        PrintedSheet(
            name="review", title=_("the review sheet of a one-on-one"), shared=True, content=_review,
            command="print_sheet", label=_("Print review sheet…"), keys="Ctrl+P",
        ),
        PrintedSheet(
            name="practices", title=_("what is counted of your own practice, and what is open"), shared=False,
            content=_practices, command="print_practices", label=_("Print my own practice…"),
        ),
    )
}  # fmt: skip
