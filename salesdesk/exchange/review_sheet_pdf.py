"""Writes the review sheet of a one-on-one: one page, fine type, vector charts, room for the pen where wanted."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.exchange.page_pdf import DOTS_AN_INCH, SMALL, UNITS, Page, load_font
from salesdesk.exchange.review_blocks_pdf import Agreements, Block, Foot, Head, Numbers, Room, Since, Talk
from salesdesk.services.review_sheet import ReviewSheet

PAPERS: Final = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
MARGIN: Final = 44.0
SPACE: Final = 9.0
ROOMS: Final = (
    Room(14, 8, 0), Room(10, 8, 0), Room(7, 6, 0), Room(5, 5, 0), Room(4, 4, 0), Room(3, 3, 0), Room(2, 3, 0),
    Room(1, 2, 0), Room(1, 1, 0),
)  # fmt: skip
PEN_LINES: Final = (9, 7, 5, 4, 3)


def write_review_sheet(
    sheet: ReviewSheet, path: Path, *, pen: bool = False, paper: str = "a4", formats: Formats | None = None
) -> None:
    """Writes the sheet as a PDF of exactly one page; works without a window.

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
        sentence = f"“{path.name}” could not be written, so there is no new sheet; choose another folder."
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
    writer.setTitle(f"{session.kind_label} with {session.person.name}, {formats.day(session.day)}")
    writer.setCreator("SalesDesk")
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"cannot write {path}")
    page = Page(painter, writer.width() / UNITS, writer.height() / UNITS)
    _paint(page, sheet, pen, formats)
    painter.end()


def _paint(page: Page, sheet: ReviewSheet, pen: bool, formats: Formats) -> None:
    width = page.width - 2 * MARGIN
    foot = Foot(sheet, formats)
    bottom = page.height - MARGIN - foot.height(page, width)
    blocks = _fitting(page, sheet, pen, formats, width, bottom - MARGIN)
    top = MARGIN
    for block in blocks:
        height = block.height(page, width)
        block.paint(page, MARGIN, top, width)
        top += height + (SPACE if height else 0)
    foot.paint(page, MARGIN, bottom, width)
    printed = (
        f"Printed {formats.plain_day(sheet.printed_on)}. Nothing private and nobody else is on this page."
    )
    page.words(MARGIN, page.height - MARGIN + 10, printed, SMALL, width=width, right=True)


def _fitting(
    page: Page, sheet: ReviewSheet, pen: bool, formats: Formats, width: float, room: float
) -> Sequence[Block]:
    """Gives the fullest blocks that fit; the shortest ones where even they are tight."""
    blocks: Sequence[Block] = ()
    for wanted in _rooms(pen):
        blocks = (
            Head(sheet, formats), Since(sheet, formats, wanted), Numbers(sheet, formats), Talk(sheet, wanted),
            Agreements(sheet, formats, wanted),
        )  # fmt: skip
        if sum(block.height(page, width) + SPACE for block in blocks) <= room:
            break
    return blocks


def _rooms(pen: bool) -> list[Room]:
    if not pen:
        return list(ROOMS)
    return [
        Room(room.note_lines, room.items, lines)
        for lines in PEN_LINES
        for room in ROOMS
        if room.items >= lines - 3
    ] + [Room(room.note_lines, room.items, 2) for room in ROOMS]
