"""The blocks any sheet is made of: words, lines of a table, air, columns, lines for the pen; each tells its height."""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from salesdesk.env.locale import Formats
from salesdesk.exchange.sheets.paper import BODY, BOLD, HEADING, SMALL, PdfPage, Style
from salesdesk.frozen import frozen
from salesdesk.model.fields import Audience, Field
from salesdesk.model.kinds import link_to
from salesdesk.services.field_words import TableRow, words_of
from salesdesk.services.practices.counting import FigureValue

PEN_STEP: Final = 20.0
INDENT: Final = 16.0
ABOVE_HEADING: Final = 8.0
COLUMN_GAP: Final = 0.06


class SheetBlock(Protocol):
    """A part of the sheet."""

    def height(self, page: PdfPage, width: float) -> float:
        """Gives the height it takes."""
        ...

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints it."""
        ...


@frozen
class Gap:
    """Some air."""

    points: float

    def height(self, page: PdfPage, width: float) -> float:  # noqa: ARG002 - every block is asked alike
        """Gives the air."""
        return self.points

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints nothing."""


@frozen
class Columns:
    """Two columns of blocks beside one another; `share` is how much of the width the left one takes."""

    left: tuple[SheetBlock, ...]
    right: tuple[SheetBlock, ...]
    share: float

    def height(self, page: PdfPage, width: float) -> float:
        """Gives the height of the taller column."""
        return max(sum(block.height(page, room) for block in blocks) for blocks, room in self._sides(width))

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints both from the top down, the right one at the right edge."""
        for blocks, room in self._sides(width):
            left, top = (x if blocks is self.left else x + width - room), y
            for block in blocks:
                block.paint(page, left, top, room)
                top += block.height(page, room)

    def _sides(self, width: float) -> tuple[tuple[tuple[SheetBlock, ...], float], ...]:
        gutter = width * COLUMN_GAP
        return (self.left, width * self.share), (self.right, width * (1 - self.share) - gutter)


@frozen
class TextLine:
    """One line of words, with the room above it; a heading stays with what follows."""

    words: str
    style: Style = BODY
    above: float = 0.0
    private: bool = False

    @property
    def stays_with_next(self) -> bool:
        """Tells whether a page must not end here."""
        return self.style in (HEADING, BOLD)

    def height(self, page: PdfPage, width: float) -> float:  # noqa: ARG002 - every block is asked alike
        """Gives the height of the line."""
        return self.above + self.style.leading + (3 if self.style is HEADING else 0)

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:  # noqa: ARG002
        """Paints the words."""
        page.words(x, y + self.above, self.words, self.style)


@frozen
class PenLine:
    """A line to write on, with a box to tick where a commitment goes."""

    boxed: bool = False

    def height(self, page: PdfPage, width: float) -> float:  # noqa: ARG002
        """Gives the room a hand needs."""
        return PEN_STEP

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints the line."""
        if self.boxed:
            page.box(x, y + 8, 8)
        left = INDENT if self.boxed else 0
        page.rule(x + left, y + PEN_STEP - 3, width - left)


@frozen
class CellLine:
    """One line of a table: words side by side, the first with twice the room of the others."""

    cells: tuple[str, ...]
    style: Style = BODY
    private: bool = False
    link: str = ""

    @property
    def stays_with_next(self) -> bool:
        """Tells whether a page must not end here, as after the heads of columns."""
        return self.style is SMALL

    def height(self, page: PdfPage, width: float) -> float:
        """Gives the height of the tallest cell."""
        return max(page.measure(words, room - 6, self.style) for words, _, room in self._placed(width)) + 2

    def paint(self, page: PdfPage, x: float, y: float, width: float) -> None:
        """Paints the cells, with a rule beneath heads."""
        for words, left, room in self._placed(width):
            page.words(x + left, y, words, self.style, width=room - 6, link=self.link if not left else "")
        if self.stays_with_next:
            page.rule(x, y + self.height(page, width) - 1, width)

    def _placed(self, width: float) -> list[tuple[str, float, float]]:
        share = width / (len(self.cells) + 1)
        return [
            (words, share * (at + (at > 0)), share * (2 - (at > 0))) for at, words in enumerate(self.cells)
        ]


def table(
    fields: Sequence[Field], rows: Sequence[TableRow], formats: Formats, *, linked: bool = False
) -> Iterator[SheetBlock]:
    """Gives a table of declared fields: their labels, then a line a record, private where one of the fields is.

    Where `linked`, each line leads to its record.
    """
    private = not all(field.visible_to(Audience.SALESPERSON) for field in fields)
    yield CellLine(tuple(field.label for field in fields), SMALL, private)
    for row in rows:
        cells = (words_of(f, row.values.get(f.name), formats, row.texts.get(f.name) or "") for f in fields)
        yield CellLine(tuple(cells), private=private, link=link_to(row.kind, row.id) if linked else "")


def wrapped(
    page: PdfPage, width: float, words: str, style: Style = BODY, *, private: bool = False
) -> Iterator[SheetBlock]:
    """Gives words line by line, so that a page may end between any two."""
    yield from (TextLine(line, style, private=private) for line in page.lines(words, width, style))


def figure(page: PdfPage, width: float, told: FigureValue) -> Iterator[SheetBlock]:
    """Gives a figure of the manager's own practice: what it is, what it says, and how it is computed."""
    yield TextLine(told.title, BOLD, ABOVE_HEADING, private=True)
    said = " · ".join(filter(None, (told.text, told.spread, told.note)))
    yield from wrapped(page, width, said, private=True)
    yield from wrapped(page, width, told.explanation, SMALL, private=True)


def is_private(block: SheetBlock) -> bool:
    """Tells whether a block, or one within it, is the manager's alone."""
    if isinstance(block, Columns):
        return any(map(is_private, (*block.left, *block.right)))
    return bool(getattr(block, "private", False))
