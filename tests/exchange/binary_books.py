"""Writes the least of an XLS and of an XLSB that programs read, with formats of cells of their own."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence

Cell = str | float
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_SECTOR = 512


def old_workbook(rows: Sequence[Sequence[Cell]], formats: Sequence[str], *, from_1904: bool = False) -> bytes:
    """Gives an XLS with the sheet “Deals”; the last cell of each row has the format of its place, the first none."""
    bound = struct.pack("<BB", len("Deals"), 0) + b"Deals"
    return _old(rows, formats, 0x600, _counted, bound, from_1904=from_1904)


def older_workbook(
    rows: Sequence[Sequence[Cell]], formats: Sequence[str], *, from_1904: bool = False
) -> bytes:
    """Gives the same as Excel 5 and 95 write it, in the letters of Western Windows."""
    return _old(rows, formats, 0x500, _western, b"\x05Deals", from_1904=from_1904)


def _old(
    rows: Sequence[Sequence[Cell]], formats: Sequence[str], version: int, text: Callable[[str, str], bytes],
    bound: bytes, *, from_1904: bool,
) -> bytes:  # fmt: skip
    sheet = _record(0x809, struct.pack("<HHHHII", version, 0x10, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            style = row if column == len(cells) - 1 else 0
            if isinstance(cell, str):
                sheet += _record(0x204, struct.pack("<HHH", row, column, 0) + text("<H", cell))
            elif version == 0x500 and row % 2:
                short = struct.pack("<HHHi", row, column, style, round(cell * 100) << 2 | 3)
                sheet += _record(0x27E, short)
            else:
                sheet += _record(0x203, struct.pack("<HHHd", row, column, style, cell))
    sheet += _record(0x0A, b"")
    before = _record(0x809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 0))
    before += _record(0x42, struct.pack("<H", 1252)) if version < 0x600 else b""
    before += _record(0x22, struct.pack("<H", from_1904))
    for number, code in enumerate(formats):
        size = "<H" if version == 0x600 else "<B"
        before += _record(0x41E, struct.pack("<H", 164 + number) + text(size, code))
    for number in (0, *(164 + each for each in range(len(formats)))):
        before += _record(0xE0, struct.pack("<HH", 0, number) + bytes(16))
    begin = len(before) + len(bound) + 6 + 4 + 4
    stream = before + _record(0x85, struct.pack("<IH", begin, 0) + bound) + _record(0x0A, b"") + sheet
    return _container(stream.ljust(4096, b"\0"), "Workbook" if version == 0x600 else "Book")


def _counted(size: str, text: str) -> bytes:
    return struct.pack(size + "B", len(text), 1) + text.encode("utf-16-le")


def _western(size: str, text: str) -> bytes:
    return struct.pack(size, len(text)) + text.encode("cp1252")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _container(stream: bytes, name: str) -> bytes:
    """Gives a container with one stream: a sector of the table, one of the directory, then those of the stream."""
    sectors = -(-len(stream) // _SECTOR)
    table = [0xFFFFFFFD, _END, *range(3, sectors + 2), _END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    entries = _entry("Root Entry", 5, _END, 0, 1) + _entry(name, 2, 2, len(stream), _FREE)
    return (
        head
        + struct.pack(f"<{_SECTOR // 4}I", *table, *[_FREE] * (_SECTOR // 4 - len(table)))
        + entries.ljust(_SECTOR, b"\0")
        + stream.ljust(sectors * _SECTOR, b"\0")
    )


def _entry(name: str, kind: int, begin: int, size: int, child: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", begin, size)


def new_workbook(rows: Sequence[Sequence[Cell]], formats: Sequence[str], *, from_1904: bool = False) -> bytes:
    """Gives an XLSB with the sheet “Deals”; the last cell of each row has the format of its place, the first none."""
    last = (len(rows) - 1, len(rows[0]) - 1)
    sheet = _part(129) + _part(148, struct.pack("<IIII", 0, last[0], 0, last[1])) + _part(145)
    for row, cells in enumerate(rows):
        sheet += _part(0, struct.pack("<I", row) + bytes(13))
        for column, cell in enumerate(cells):
            place = struct.pack("<II", column, row if column == len(cells) - 1 else 0)
            sheet += (
                _part(6, place + _wide(cell))
                if isinstance(cell, str)
                else _part(5, place + struct.pack("<d", cell))
            )
    sheet += _part(146) + _part(130)
    styles = _part(278) + _part(615, struct.pack("<I", len(formats)))
    for number, code in enumerate(formats):
        styles += _part(44, struct.pack("<H", 164 + number) + _wide(code))
    styles += _part(616) + _part(617, struct.pack("<I", len(formats) + 1))
    for number in (0, *(164 + each for each in range(len(formats)))):
        styles += _part(47, struct.pack("<HH", 0, number) + bytes(12))
    styles += _part(618) + _part(279)
    book = _part(131) + _part(153, struct.pack("<II", from_1904, 0) + _wide(""))
    book += (
        _part(143)
        + _part(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Deals"))
        + _part(144)
        + _part(132)
    )
    target = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(found := io.BytesIO(), "w") as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        pack.writestr("xl/workbook.bin", book)
        pack.writestr("xl/styles.bin", styles)
        pack.writestr("xl/worksheets/sheet1.bin", sheet)
        pack.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{target}"><Relationship Id="rId1" Type="{target}/worksheet" '
            'Target="worksheets/sheet1.bin"/></Relationships>',
        )
    return found.getvalue()


def _part(kind: int, body: bytes = b"") -> bytes:
    return _compact(kind) + _compact(len(body)) + body


def _compact(number: int) -> bytes:
    found = b""
    while number > 0x7F:
        found += bytes([(number & 0x7F) | 0x80])
        number >>= 7
    return found + bytes([number])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
