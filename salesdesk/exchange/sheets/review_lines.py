"""The lines of the review sheet that are never cut: what is agreed, and what was written. They go on overleaf."""

from collections.abc import Iterator
from typing import Final

from salesdesk.env.locale import Formats
from salesdesk.exchange.sheets.blocks import ABOVE_HEADING, INDENT, PenLine, SheetBlock, TextLine, wrapped
from salesdesk.exchange.sheets.paper import BODY, BOLD, HEADING, QUIET, SMALL, PdfPage, Style
from salesdesk.exchange.sheets.review_blocks import Room
from salesdesk.frozen import frozen
from salesdesk.model.coaching import AXES
from salesdesk.model.kinds import link_to
from salesdesk.services.review_sheet import ReviewSheet
from salesdesk.services.sessions.values import Agreed

DUE_WIDTH: Final = 92.0


@frozen
class Commitment:
    """One assignment, whole: what, its kind in words, and by when."""

    item: Agreed
    formats: Formats

    def height(self, page: PdfPage, width: float) -> float:
        """Gives the height of all its words."""
        room = width - INDENT - DUE_WIDTH
        detail = detail_words(self.item)
        return (
            page.measure(self.item.what, room)
            + (page.measure(detail, width - INDENT, SMALL) if detail else 0)
            + 3
        )

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints the box, the words, which lead to their record, and the day."""
        item, room = self.item, width - INDENT - DUE_WIDTH
        page.box(x, y + 2, 8, ticked=item.state == "done")
        used = page.words(x + INDENT, y, item.what, BODY, width=room, link=link_to("assignment", item.id))
        if detail_words(item):
            page.words(x + INDENT, y + used, detail_words(item), SMALL, width=width - INDENT)
        due = _("by {due_on}", due_on=self.formats.plain_day(item.due_on)) if item.due_on else ""
        page.words(x, y, _("done") if item.state == "done" else due, BODY, width=width, right=True)


def agreements(sheet: ReviewSheet, formats: Formats, room: Room) -> Iterator[SheetBlock]:
    """Gives what is agreed now, then what is open or was done since last time."""
    session, pen = sheet.session, min(3, room.pen_lines)
    if session.this_time or pen:
        yield TextLine(_("We agreed"), HEADING, ABOVE_HEADING)
        yield from (Commitment(item, formats) for item in session.this_time)
        yield from (PenLine(boxed=True) for _unused in range(pen))
    if session.agreed:
        yield TextLine(_("Agreed before"), HEADING, ABOVE_HEADING)
        yield from (Commitment(item, formats) for item in session.agreed)


def talk(sheet: ReviewSheet, page: PdfPage, width: float, room: Room) -> Iterator[SheetBlock]:
    """Gives the shared notes by step, the points, and lines for the pen."""
    held = sheet.session.state == "held"
    points = list(_points(sheet, held, room))
    if not sheet.talked_about and not points and not room.pen_lines:
        return
    yield TextLine(_("What we talked about") if held else _("To talk about"), HEADING, ABOVE_HEADING)
    for title, text in sheet.talked_about:
        yield TextLine(title, BOLD, 3)
        yield from wrapped(page, width, text)
    for words, style in points:
        yield from wrapped(page, width, words, style)
    yield from (PenLine() for _unused in range(room.pen_lines))


def detail_words(item: Agreed) -> str:
    """Says the kind of an assignment in words, what it builds and where it is done."""
    if item.kind == "sales":
        return _("Sales assignment")
    axis = f" · {AXES[item.axis].lower()}" if item.axis else ""
    basis = {"strength": _("builds on: {what}"), "gap": _("closes: {what}")}.get(item.basis, "")
    parts = (
        _("Development assignment{axis}", axis=axis),
        basis.format(what=item.basis_text) if item.basis_text else "",
        _("in {what}", what=item.done_in[:1].lower() + item.done_in[1:]) if item.done_in else "",
        _("proposed") if item.proposed else "",
    )
    return " · ".join(part for part in parts if part)


def _points(sheet: ReviewSheet, held: bool, room: Room) -> Iterator[tuple[str, Style]]:
    if sheet.discussed:
        yield _("Discussed: {listed}", listed=_listed(sheet.discussed, room.items)), BODY
    if sheet.waiting:
        words = _("Waits for next time: {listed}") if held else _("On the list: {listed}")
        yield words.format(listed=_listed(sheet.waiting, room.items)), QUIET


def _listed(words: tuple[str, ...], shown: int) -> str:
    rest = [_("… {count} more", count=len(words) - shown)] if len(words) > shown else []
    return " · ".join([*words[:shown], *rest])
