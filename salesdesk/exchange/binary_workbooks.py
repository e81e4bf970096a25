"""Reads what binary workbooks, XLS and XLSB, say beside their values: the formats of cells, and where days begin."""

import codecs
import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from salesdesk.exchange.compound_file import BrokenContainerError, stream_of
from salesdesk.frozen import frozen

XLSB_BOOK: Final = "xl/workbook.bin"
_TARGETS, _STYLES = "xl/_rels/workbook.bin.rels", "xl/styles.bin"
_FORMAT, _XF, _SHEET, _DAYS = 0x41E, 0xE0, 0x85, 0x22
_SHORT_NUMBER: Final = 0x27E
_NUMBERS: Final = (0x203, _SHORT_NUMBER, 0x06)
_MANY_NUMBERS: Final = 0xBD
_CELLS: Final = frozenset(
    {*_NUMBERS, _MANY_NUMBERS, 0x201, 0xBE, 0x204, 0xD6, 0xFD, 0x205, 0x06, 0x406, 0x206}
)
_TEXTS, _SPAN = 0xFC, 0x200
_OLD_ROWS, _OLD_COLUMNS = 65_536, 256
_BIFF5, _BIFF8 = 0x500, 0x600
_LETTERS, _OF_MACINTOSH, _WESTERN = 0x42, 0x8000, "cp1252"
_B_ROW, _B_FORMAT, _B_XF, _B_BOOK, _B_SHEET, _B_XFS, _B_XFS_END = 0, 44, 47, 153, 156, 617, 618
_B_NUMBERS: Final = (2, 5, 9)
_B_CELLS: Final = range(1, 12)


@frozen
class BinaryBook:
    """The formats of a binary workbook by the styles of cells, and whether its days count from 1904.

    `cells` gives of a sheet row, column and style of each number. One `of_excel_5` has texts of single bytes.
    """

    formats: Mapping[int, str]
    from_1904: bool
    data: bytes
    sheets: Mapping[str, int | str]
    of_excel_5: bool = False

    def cells(self, sheet: str) -> Iterator[tuple[int, int, int]]:
        """Gives row, column and style of each cell of a sheet that holds a number."""
        place = self.sheets.get(sheet)
        if isinstance(place, int):
            return ((row, column, style) for row, column, style, _number in _old_cells(self.data, place))
        return _new_cells(self.data, place) if place else iter(())

    def numbers(self, sheet: str) -> Iterator[tuple[int, int, int, float]]:
        """Gives row, column, style and number of each cell of a sheet of an XLS that holds one."""
        place = self.sheets.get(sheet)
        return _old_cells(self.data, place) if isinstance(place, int) else iter(())


def old_book(data: bytes) -> BinaryBook | None:
    """Reads an XLS as Excel 5 and later write it; None for older ones. Raises struct.error where it is cut off."""
    stream = stream_of(data, "Workbook", "Book")
    version = struct.unpack_from("<H", stream, 4)[0] if stream else 0
    if version not in (_BIFF5, _BIFF8):
        return None
    formats, styles, sheets = dict[int, str](), list[int](), dict[str, int | str]()
    from_1904, wide, letters = False, version == _BIFF8, _WESTERN
    for kind, at, size in _old_records(stream, 0):
        if kind == _FORMAT:
            number = struct.unpack_from("<H", stream, at)[0]
            formats[number] = _old_text(stream, at + 2, "H" if wide else "B", letters, flagged=wide)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", stream, at + 2)[0])
        elif kind == _SHEET:
            sheets[_old_text(stream, at + 6, "B", letters, flagged=wide)] = struct.unpack_from(
                "<I", stream, at
            )[0]
        elif kind == _DAYS and size > 1:
            from_1904 = struct.unpack_from("<H", stream, at)[0] == 1
        elif kind == _LETTERS and size > 1:
            letters = _letters(struct.unpack_from("<H", stream, at)[0])
    return BinaryBook(_by_style(styles, formats), from_1904, stream, sheets, of_excel_5=not wide)


def _letters(number: int) -> str:
    """Gives the encoding of the texts of a workbook of Excel 5, which say no encoding of their own."""
    name = "mac_roman" if number == _OF_MACINTOSH else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return _WESTERN


def check_old(data: bytes) -> None:
    """Raises BrokenContainerError where an XLS claims more than one can have, for all of which room would be made."""
    stream = stream_of(data, "Workbook", "Book")
    begins = [0]
    try:
        for kind, at, _size in _old_records(stream, 0):
            if kind == _SHEET:
                begins += struct.unpack_from("<I", stream, at)
            elif kind == _TEXTS and max(struct.unpack_from("<II", stream, at)) > len(stream):
                raise BrokenContainerError
        for begin in begins:
            for kind, at, size in _old_records(stream, begin):
                if kind in _CELLS and struct.unpack_from("<H", stream, at + 2)[0] >= _OLD_COLUMNS:
                    raise BrokenContainerError
                if kind == _SPAN:
                    _check_span(stream, at, size)
    except struct.error as error:
        raise BrokenContainerError from error


def _check_span(stream: bytes, at: int, size: int) -> None:
    rows, columns = ("<4xI", "<10xH") if size == 14 else ("<2xH", "<6xH")
    if (
        struct.unpack_from(rows, stream, at)[0] > _OLD_ROWS
        or struct.unpack_from(columns, stream, at)[0] > _OLD_COLUMNS
    ):
        raise BrokenContainerError


def new_book(data: bytes, pack: zipfile.ZipFile) -> BinaryBook:
    """Reads an XLSB. Raises struct.error or KeyError where parts of it are missing."""
    formats, styles, inside = dict[int, str](), list[int](), False
    for kind, body in _new_records(pack.read(_STYLES)):
        if kind == _B_FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = _wide_text(body, 2)[0]
        inside = (inside or kind == _B_XFS) and kind != _B_XFS_END
        if inside and kind == _B_XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    targets = pack.read(_TARGETS).decode("utf-8", "replace")
    from_1904, sheets = False, dict[str, int | str]()
    for kind, body in _new_records(pack.read(XLSB_BOOK)):
        if kind == _B_BOOK:
            from_1904 = bool(body[0] & 1)
        elif kind == _B_SHEET:
            relation, at = _wide_text(body, 8)
            sheets[_wide_text(body, at)[0]] = _part(targets, relation)
    return BinaryBook(_by_style(styles, formats), from_1904, data, sheets)


def cells_spanned(part: bytes) -> int:
    """Counts the cells from the first of a sheet of an XLSB to its last row and column, all of which are laid out.

    Raises struct.error or IndexError where it is cut off.
    """
    low = right = 0
    for kind, body in _new_records(part):
        if kind == _B_ROW:
            low = max(low, struct.unpack_from("<I", body)[0] + 1)
        elif kind in _B_CELLS:
            right = max(right, struct.unpack_from("<I", body)[0] + 1)
    return low * right


def _by_style(styles: list[int], formats: Mapping[int, str]) -> dict[int, str]:
    return {style: formats[number] for style, number in enumerate(styles) if number in formats}


def _part(targets: str, relation: str) -> str:
    for found in re.finditer(r"<Relationship\s[^>]*>", targets):
        if f'Id="{relation}"' in found[0] and (target := re.search(r'Target="([^"]*)"', found[0])):
            return target[1].removeprefix("/") if target[1].startswith("/") else f"xl/{target[1]}"
    return ""


def _old_text(data: bytes, at: int, length: str, letters: str, *, flagged: bool) -> str:
    """Gives a text behind its length; one that is flagged says itself whether a letter has two bytes."""
    count = struct.unpack_from(f"<{length}", data, at)[0]
    at += struct.calcsize(length)
    if not flagged:
        return data[at : at + count].decode(letters, "replace")
    if struct.unpack_from("B", data, at)[0] & 1:
        return data[at + 1 : at + 1 + 2 * count].decode("utf-16-le", "replace")
    return data[at + 1 : at + 1 + count].decode("latin-1")


def _wide_text(body: bytes, at: int) -> tuple[str, int]:
    """Gives a text and the place behind it."""
    length = struct.unpack_from("<I", body, at)[0]
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _old_records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Gives kind, place and size of each record of a part of an XLS, up to its end."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0x0A:
            return
        yield kind, at + 4, size
        at += 4 + size


def _old_cells(stream: bytes, begin: int) -> Iterator[tuple[int, int, int, float]]:
    for kind, at, size in _old_records(stream, begin):
        if kind in _NUMBERS:
            row, column, style = struct.unpack_from("<HHH", stream, at)
            whole = kind != _SHORT_NUMBER
            yield (
                row,
                column,
                style,
                (struct.unpack_from("<d", stream, at + 6)[0] if whole else _short_number(stream, at + 6)),
            )
        elif kind == _MANY_NUMBERS:
            row, first = struct.unpack_from("<HH", stream, at)
            for place in range((size - 6) // 6):
                style = struct.unpack_from("<H", stream, at + 4 + 6 * place)[0]
                yield row, first + place, style, _short_number(stream, at + 6 + 6 * place)


def _short_number(stream: bytes, at: int) -> float:
    """Gives a number that is kept in four bytes, of which two bits say how."""
    (bits,) = struct.unpack_from("<I", stream, at)
    number = (
        float(struct.unpack_from("<i", stream, at)[0] >> 2)
        if bits & 2
        else struct.unpack("<d", struct.pack("<Q", (bits & 0xFFFFFFFC) << 32))[0]
    )
    return number / 100 if bits & 1 else number


def _new_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Gives kind and body of each record of a part of an XLSB."""
    at = 0
    while at < len(part):
        kind, at = _compact(part, at, 2)
        size, at = _compact(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _compact(part: bytes, at: int, most: int) -> tuple[int, int]:
    """Gives a number of seven bits a byte, of which the last has no eighth, and the place behind it."""
    number = 0
    for place in range(most):
        number |= (part[at] & 0x7F) << (7 * place)
        at += 1
        if not part[at - 1] & 0x80:
            break
    return number, at


def _new_cells(data: bytes, part: str) -> Iterator[tuple[int, int, int]]:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        row = 0
        for kind, body in _new_records(pack.read(part)):
            if kind == _B_ROW:
                row = struct.unpack_from("<I", body)[0]
            elif kind in _B_NUMBERS:
                column, style = struct.unpack_from("<II", body)
                yield row, column, style & 0xFFFFFF
