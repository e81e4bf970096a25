"""Writes the review sheet of a one-on-one: fine type, vector charts, room for the pen where wanted."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.exchange.page_pdf import DOTS_AN_INCH, SMALL, UNITS, PdfPage, load_font
from salesdesk.exchange.review_blocks_pdf import (
    COLUMN_GAP,
    Columns,
    Foot,
    Gap,
    Head,
    Numbers,
    Room,
    SheetBlock,
    Since,
    WonAndDeal,
)
from salesdesk.exchange.review_lines_pdf import ABOVE_HEADING, agreements, talk
from salesdesk.services.review_sheet import ReviewSheet

PAPERS: Final = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
MARGIN: Final = 44.0
SPACE: Final = 9.0
LEFT: Final = 0.6
SINCE: Final = 0.67
"""What the lines since last time take: a ratio with its range stands on one line."""
HALF: Final = 0.5
"""How much of the width the left one of two columns takes: as a rule, and where the right one is the longer."""
FIRST_PAGE: Final = 0.6
"""The foot stays on the first of several pages where it leaves at least so much of it to the rest."""
ROOMS: Final = (Room(8), Room(6), Room(4), Room(3), Room(2))
PEN_LINES: Final = (9, 7, 5, 4, 3, 2)


def write_review_sheet(
    sheet: ReviewSheet, path: Path, *, pen: bool = False, paper: str = "a4", formats: Formats | None = None
) -> None:
    """Writes the sheet as a PDF, of one page wherever nothing agreed or written is lost by it; needs no window.

    A file that is there is replaced only once the new one is whole. Raises UserError where the folder
    cannot be written to.
    """
    application = _application()
    load_font()
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.touch()
        _write(sheet, unfinished, pen, PAPERS[paper], formats or Formats(currency=sheet.currency))
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        sentence = _(
            "“{name}” could not be written, so there is no new sheet; choose another folder.", name=path.name
        )
        raise UserError(sentence) from error
    del application


def _application() -> QGuiApplication | None:
    """Gives Qt what fonts need; where no program runs, one without a screen is made and returned to be kept."""
    if QGuiApplication.instance() is not None:
        return None
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["salesdesk"])


def _write(sheet: ReviewSheet, path: Path, pen: bool, size: QPageSize.PageSizeId, formats: Formats) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(DOTS_AN_INCH)
    writer.setPageSize(QPageSize(size))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    session = sheet.session
    writer.setTitle(
        _(
            "{kind} with {name}, {day}",
            kind=session.kind_label,
            name=session.person.name,
            day=formats.day(session.day),
        )
    )
    writer.setCreator("SalesDesk")
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"cannot write {path}")
    page = PdfPage(painter, writer.width() / UNITS, writer.height() / UNITS)
    pages = _pages(page, sheet, pen, formats)
    for number, blocks in enumerate(pages, start=1):
        if number > 1:
            writer.newPage()
        _paint(page, blocks)
        _sign(page, sheet, formats, number, len(pages))
    painter.end()


def _paint(page: PdfPage, blocks: Sequence[SheetBlock]) -> None:
    """Paints the blocks from the top down, the foot at the foot of its page."""
    width, top = page.width - 2 * MARGIN, MARGIN
    for block in blocks:
        height = block.height(page, width)
        if isinstance(block, Foot):
            top = page.height - MARGIN - height
        block.paint(page, MARGIN, top, width)
        top += height


def _sign(page: PdfPage, sheet: ReviewSheet, formats: Formats, number: int, count: int) -> None:
    """Says at the edge when it was printed, and of several pages which this is."""
    of = (
        _("{name}, page {number} of {count}. ", name=sheet.session.person.name, number=number, count=count)
        if count > 1
        else ""
    )
    words = _(
        "{of}Printed {printed_on}. Nothing private and nobody else is on this page.",
        of=of,
        printed_on=formats.plain_day(sheet.printed_on),
    )
    page.words(MARGIN, page.height - MARGIN + 10, words, SMALL, width=page.width - 2 * MARGIN, right=True)


def _pages(page: PdfPage, sheet: ReviewSheet, pen: bool, formats: Formats) -> list[list[SheetBlock]]:
    """Gives the fullest sheet that fits on one page; else the fullest of all, on as many as it takes."""
    width, room = page.width - 2 * MARGIN, page.height - 2 * MARGIN
    for wanted in _rooms(pen):
        for layout in (_one_column, _said_beside, _talk_beside, partial(_talk_beside, left=HALF)):
            blocks = layout(page, sheet, formats, width, wanted)
            if sum(block.height(page, width) for block in blocks) <= room:
                return [blocks]
    return _broken(_one_column(page, sheet, formats, width, _rooms(pen)[0]), page, width, room)


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


def _broken(blocks: Sequence[SheetBlock], page: PdfPage, width: float, room: float) -> list[list[SheetBlock]]:
    """Breaks the blocks into pages; the foot stays on the first, a heading never alone at the end of one."""
    *body, foot = blocks
    first = room - foot.height(page, width)
    signed = first >= room * FIRST_PAGE
    pages: list[list[SheetBlock]] = [[]]
    used = room - first if signed else 0.0
    for place, block in enumerate(body if signed else blocks):
        height = block.height(page, width)
        needed = height
        if getattr(block, "stays_with_next", False) and place + 1 < len(blocks):
            needed += blocks[place + 1].height(page, width)
        if used + needed > room and pages[-1]:
            pages.append([])
            used = 0.0
        pages[-1].append(block)
        used += height
    if signed:
        pages[0].append(foot)
    return pages


def _rooms(pen: bool) -> list[Room]:
    if not pen:
        return list(ROOMS)
    return [Room(room.items, lines) for lines in PEN_LINES for room in ROOMS if room.items >= lines - 3]
