"""Writes any sheet as a PDF, of one page wherever nothing is lost; a file is replaced once the new one is whole."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QMarginsF
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter

from salesdesk.env.whole_file import whole_file
from salesdesk.exchange.sheets.blocks import SheetBlock, is_private
from salesdesk.exchange.sheets.paper import DOTS_AN_INCH, SMALL, UNITS, PdfPage, load_font
from salesdesk.frozen import frozen

PAPERS: Final = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
MARGIN: Final = 44.0
FIRST_PAGE: Final = 0.6
"""The foot stays on the first of several pages where it leaves at least so much of it to the rest."""


@frozen
class SheetContent:
    """What a sheet says: its title, whose it is, what stands at the edge, and its blocks, the fullest layout first.

    A sheet that is `shared` takes no block that is private.
    """

    title: str
    whose: str
    edge: str
    layouts: Callable[[PdfPage, float], Iterable[list[SheetBlock]]]
    shared: bool


def write_sheet(content: SheetContent, path: Path, paper: str = "a4") -> None:
    """Writes a sheet; needs no window, and raises UserError where the folder cannot be written to."""
    written = sheet_bytes(content, paper)
    with whole_file(path) as file:
        file.write(written)


def sheet_bytes(content: SheetContent, paper: str = "a4") -> bytes:
    """Gives a sheet as the bytes of a PDF: Qt tells nothing of a disk that is full, so it writes into memory."""
    application = _application()
    load_font()
    memory = QBuffer()
    memory.open(QBuffer.OpenModeFlag.WriteOnly)
    _write(content, memory, PAPERS[paper])
    del application
    return bytes(memory.data().data())


def _application() -> QGuiApplication | None:
    """Gives Qt what fonts need; where no program runs, one without a screen is made and returned to be kept."""
    if QGuiApplication.instance() is not None:
        return None
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["salesdesk"])


def _write(content: SheetContent, device: QBuffer, size: QPageSize.PageSizeId) -> None:
    writer = QPdfWriter(device)
    writer.setResolution(DOTS_AN_INCH)
    writer.setPageSize(QPageSize(size))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(content.title)
    writer.setCreator("SalesDesk")
    painter = QPainter()
    if not painter.begin(writer):
        raise RuntimeError("Qt cannot write a PDF")
    page = PdfPage(painter, writer.width() / UNITS, writer.height() / UNITS)
    try:
        pages = _pages(page, content)
        for number, blocks in enumerate(pages, start=1):
            if number > 1:
                writer.newPage()
            _paint(page, blocks)
            _sign(page, content, number, len(pages))
    finally:
        painter.end()


def _paint(page: PdfPage, blocks: Sequence[SheetBlock]) -> None:
    """Paints the blocks from the top down, the foot at the foot of its page."""
    width, top = page.width - 2 * MARGIN, MARGIN
    for block in blocks:
        height = block.height(page, width)
        if getattr(block, "at_foot", False):
            top = page.height - MARGIN - height
        block.paint(page, MARGIN, top, width)
        top += height


def _sign(page: PdfPage, content: SheetContent, number: int, count: int) -> None:
    """Says at the edge when it was printed, and of several pages which this is."""
    of = (
        _("{name}, page {number} of {count}. ", name=content.whose, number=number, count=count)
        if count > 1
        else ""
    )
    edge, width = page.height - MARGIN + 10, page.width - 2 * MARGIN
    page.words(MARGIN, edge, of + content.edge, SMALL, width=width, right=True)


def _pages(page: PdfPage, content: SheetContent) -> list[list[SheetBlock]]:
    """Gives the fullest layout that fits on one page; else the first of all, on as many as it takes."""
    width, room = page.width - 2 * MARGIN, page.height - 2 * MARGIN
    first: list[SheetBlock] = []
    for blocks in content.layouts(page, width):
        if content.shared and any(map(is_private, blocks)):
            raise ValueError(f"a private block stands on the shared sheet {content.title!r}")
        if sum(block.height(page, width) for block in blocks) <= room:
            return [blocks]
        first = first or blocks
    return _broken(first, page, width, room)


def _broken(blocks: Sequence[SheetBlock], page: PdfPage, width: float, room: float) -> list[list[SheetBlock]]:
    """Breaks the blocks into pages; the foot stays on the first, a heading never alone at the end of one."""
    *body, foot = blocks
    first = room - foot.height(page, width)
    signed = getattr(foot, "at_foot", False) and first >= room * FIRST_PAGE
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
