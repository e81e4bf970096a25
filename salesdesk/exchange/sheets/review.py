"""The review sheet of a one-on-one: what is agreed stands first and is never cut."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from salesdesk.env.locale import Formats
from salesdesk.exchange.sheets.blocks import ABOVE_HEADING, COLUMN_GAP, Columns, Gap, SheetBlock
from salesdesk.exchange.sheets.paper import PdfPage
from salesdesk.exchange.sheets.review_blocks import Foot, Head, Numbers, Room, Since, WonAndDeal
from salesdesk.exchange.sheets.review_lines import agreements, talk
from salesdesk.exchange.sheets.writing import SheetContent, write_sheet
from salesdesk.services.review_sheet import ReviewSheet

SPACE: Final = 9.0
LEFT: Final = 0.6
SINCE: Final = 0.67
"""What the lines since last time take: a ratio with its range stands on one line."""
HALF: Final = 0.5
"""How much of the width the left one of two columns takes: as a rule, and where the right one is the longer."""
ROOMS: Final = (Room(8), Room(6), Room(4), Room(3), Room(2))
PEN_LINES: Final = (9, 7, 5, 4, 3, 2)


def write_review_sheet(
    sheet: ReviewSheet, path: Path, *, pen: bool = False, paper: str = "a4", formats: Formats | None = None
) -> None:
    """Writes the sheet of a one-on-one as a PDF."""
    write_sheet(review_content(sheet, pen, formats or Formats(currency=sheet.currency)), path, paper)


def review_content(sheet: ReviewSheet, pen: bool, formats: Formats) -> SheetContent:
    """Gives what the sheet of a one-on-one says."""
    session = sheet.session
    title = _(
        "{kind} with {name}, {day}",
        kind=session.kind_label,
        name=session.person.name,
        day=formats.day(session.day),
    )
    edge = _(
        "Printed {printed_on}. Nothing private and nobody else is on this page.",
        printed_on=formats.plain_day(sheet.printed_on),
    )

    def layouts(page: PdfPage, width: float) -> Iterator[list[SheetBlock]]:
        """Gives the blocks, the fullest first."""
        for wanted in _rooms(pen):
            for layout in (_one_column, _said_beside, _talk_beside, partial(_talk_beside, left=HALF)):
                yield layout(page, sheet, formats, width, wanted)

    return SheetContent(title, session.person.name, edge, layouts, shared=True)


def _one_column(
    page: PdfPage, sheet: ReviewSheet, formats: Formats, width: float, room: Room
) -> list[SheetBlock]:
    """Gives the sheet in its order: what is agreed stands first."""
    since = Columns((Since(sheet, formats),), (WonAndDeal(sheet, formats, room),), SINCE)
    return [
        Head(sheet, formats), *agreements(sheet, formats, room), Gap(SPACE), since,
        Numbers(sheet, formats), *talk(sheet, page, width, room), Gap(SPACE), Foot(sheet, formats),
    ]  # fmt: skip


def _said_beside(
    page: PdfPage, sheet: ReviewSheet, formats: Formats, width: float, room: Room
) -> list[SheetBlock]:
    """Gives what was agreed and said at the left, and beside it what has happened since last time."""
    said = (*agreements(sheet, formats, room), *talk(sheet, page, width * LEFT, room))
    beside = (Gap(ABOVE_HEADING), Since(sheet, formats), Gap(SPACE), WonAndDeal(sheet, formats, room))
    return _in_columns(sheet, formats, Columns(said, beside, LEFT))


def _talk_beside(
    page: PdfPage, sheet: ReviewSheet, formats: Formats, width: float, room: Room, left: float = LEFT
) -> list[SheetBlock]:
    """Gives what was agreed and has happened at the left, and beside it what was said."""
    agreed = (*agreements(sheet, formats, room), Gap(SPACE), Since(sheet, formats))
    said = talk(sheet, page, width * (1 - left - COLUMN_GAP), room)
    beside = (*said, Gap(SPACE), WonAndDeal(sheet, formats, room))
    return _in_columns(sheet, formats, Columns(agreed, beside, left))


def _in_columns(sheet: ReviewSheet, formats: Formats, columns: Columns) -> list[SheetBlock]:
    numbers = Numbers(sheet, formats)
    return [Head(sheet, formats), columns, Gap(SPACE), numbers, Gap(SPACE), Foot(sheet, formats)]


def _rooms(pen: bool) -> list[Room]:
    if not pen:
        return list(ROOMS)
    return [Room(room.items, lines) for lines in PEN_LINES for room in ROOMS if room.items >= lines - 3]
