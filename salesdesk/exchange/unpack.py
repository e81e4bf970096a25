"""Opens a packed file that holds one table, and refuses what would unpack to more than can be read."""

import gzip
import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from salesdesk.env.errors import UserError
from salesdesk.exchange.binary_workbooks import XLSB_BOOK, cells_spanned
from salesdesk.exchange.repeated_rows import repeats_too_often

LARGEST_BYTES = 400_000_000
LARGEST_UNPACKED = 1_500_000_000
MOST_CELLS = 20_000_000
"""Reading keeps room for every cell of a sheet up to the last one: about 600 MB for so many."""
MOST_OPEN_CELLS = 4_000_000
"""So many may all sheets of an OpenDocument have together: the library lays them out at once, with their formulas."""
MOST_ROWS = 1_100_000
LONGEST_CELL = 1_000_000
"""So many signs a cell may have: an Excel sheet has at most 32,767."""
LONGEST_RUN = 16_000_000
"""So many bytes may follow one another without the end of a line, or of a text in XML: more than a table has."""
_CHUNK = 1 << 20
_TABLES = frozenset({".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsb", ".xls", ".ods"})
_OPEN = "content.xml"
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OFFICE = ("[Content_Types].xml", "mimetype", _OPEN)
_PACKS = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "XZ",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")
"""What follows the first four bytes of a bzip2 file: a block, or the end of an empty one."""
_TAR, _TAR_AT = b"ustar", 257


def unpacked(data: bytes, name: str, *, within: bool = False) -> bytes:
    """Gives the one table that a zip or gzip file holds, or the bytes as they are where it is none.

    Raises UserError where there are several tables or none, where they are locked, or where they are too large.
    What is packed twice stays so: `within` says that this is the inner file already.
    """
    if data.startswith(b"\x1f\x8b"):
        return data if within else unpacked(_from_gzip(data, name), name, within=True)
    _refuse_packs(data, name)
    if not data.startswith(b"PK\x03\x04"):
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            if any(each in pack.namelist() for each in _OFFICE):
                _check_workbook(pack, name)
                return data
            return data if within else unpacked(_from_zip(pack, name), name, within=True)
    # What a damaged one makes of the library: places before its begin, methods that nobody knows, names that are none.
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        ValueError,
        LookupError,
        OSError,
        struct.error,
    ) as error:
        raise UserError(
            _(
                "“{name}” is not a workbook that can be read, so nothing was imported; export it as CSV or XLSX.",
                name=name,
            )
        ) from error


def _refuse_packs(data: bytes, name: str) -> None:
    """Raises UserError where the first bytes are those of a packed file that is not opened here."""
    form = next((form for start, form in _PACKS.items() if data.startswith(start)), "")
    if form == "bzip2" and data[4:10] not in _BZIP2_BLOCKS:
        form = ""
    if data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        form = "tar"
    if form:
        raise UserError(
            _(
                "“{name}” is a packed file ({form}), so nothing was imported; unpack it first and choose the "
                "table in it.",
                name=name,
                form=form,
            )
        )


def _from_gzip(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return read_within(file, name)
    except (zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise UserError(damaged(name)) from error


def read_within(file: IO[bytes] | gzip.GzipFile, name: str) -> bytes:
    """Gives all of a file, packed or not; what is too large is told before any of it is held in memory."""
    size, lines, run, text, ends = 0, 0, 0, b"", (b"\n", b"\r")
    while chunk := file.read(_CHUNK):
        if not text:
            _refuse_packs(chunk, name)
            text, ends = chunk, _ends(chunk)
        size, lines = size + len(chunk), lines + chunk.count(b"\n")
        run = _run_on(run, chunk, ends)
        if size > LARGEST_BYTES or (lines > MOST_ROWS and not text.startswith(_BINARY)):
            raise UserError(too_large(name))
        if run > LONGEST_RUN and not text.startswith(_BINARY):
            raise UserError(endless(name))
    file.seek(0)
    found = io.BytesIO()
    while chunk := file.read(_CHUNK):
        found.write(chunk)
    return found.getvalue()


def _ends(first: bytes) -> tuple[bytes, ...]:
    """Gives what ends a cell for sure: a tag where the text begins with one, else the end of the line."""
    return (
        (b"<",) if first[:100].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<") else (b"\n", b"\r")
    )


def _run_on(run: int, chunk: bytes, ends: tuple[bytes, ...]) -> int:
    """Gives how many bytes came since the last end, where so many came before this piece."""
    last = max(map(chunk.rfind, ends))
    return run + len(chunk) if last < 0 else len(chunk) - last - 1


def _from_zip(pack: zipfile.ZipFile, name: str) -> bytes:
    tables = [
        each
        for each in pack.infolist()
        if PurePosixPath(each.filename).suffix.lower() in _TABLES
        and not each.filename.startswith("__MACOSX/")
        and not PurePosixPath(each.filename).name.startswith(".")
    ]
    if len(tables) != 1:
        listed = ", ".join(f"“{each.filename}”" for each in tables[:5]) or _("no table")
        raise UserError(
            _(
                "“{name}” is a packed file with {listed}, so nothing was imported; unpack it and choose one file.",
                name=name,
                listed=listed,
            )
        )
    if tables[0].flag_bits & 1:
        raise UserError(locked(name))
    if tables[0].file_size > LARGEST_BYTES:
        raise UserError(too_large(name))
    with pack.open(tables[0]) as file:
        return read_within(file, name)


def _check_workbook(pack: zipfile.ZipFile, name: str) -> None:
    """Raises UserError where a workbook is locked, or its sheets would take more memory than there may be."""
    if sum(each.file_size for each in pack.infolist()) > LARGEST_UNPACKED:
        raise UserError(too_large(name))
    if XLSB_BOOK in pack.namelist() and pack.testzip():  # the library makes room for what damaged parts claim
        raise UserError(damaged(name))
    for each in pack.infolist():
        inside = each.filename.lower()
        if inside == "meta-inf/manifest.xml" and b"encryption-data" in pack.read(each)[:1_000_000]:
            raise UserError(locked(name))
        if each.filename == _OPEN:
            with pack.open(each) as content:
                if each.file_size > LARGEST_BYTES:
                    raise UserError(too_large(name))
                if repeats_too_often(content, MOST_ROWS, MOST_OPEN_CELLS):
                    raise UserError(_too_many_cells(name))
        if inside.endswith(".xml"):
            _check_texts(pack, each, name)
        checks = _SHEETS.get(inside[-4:]) if inside.startswith("xl/worksheets/") else None
        if checks is not None:
            checks(pack, each, name)


def _check_texts(pack: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Raises UserError where a text in a part of a workbook is longer than any cell can be."""
    if part.file_size <= LONGEST_RUN:
        return
    run = 0
    with pack.open(part) as file:
        while chunk := file.read(_CHUNK):
            run = _run_on(run, chunk, (b"<",))
            if run > LONGEST_RUN:
                raise UserError(endless(name))


_COLUMNS = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{2,9})\d{1,19}[\"'][^>]*(?<!/)>")
_ROWS = re.compile(rb"\sr\s*=\s*[\"'][A-Za-z]{0,9}(\d{5,19})[\"'][^>]*(?<!/)>")
_LONGEST_CELL = 200
"""So much of a piece of a sheet is looked at again with the next one, as a cell may be cut between them."""


def _check_sheet(pack: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Raises UserError where the last row and column of a sheet span more cells than can be held.

    A cell in the last corner of an otherwise empty sheet is all it takes, as reading lays out every cell between;
    so do very many that do not say where they stand.
    """
    if part.file_size > LARGEST_BYTES:
        raise UserError(too_large(name))
    right, low, unplaced, before = 26, 9999, 0, b""
    with pack.open(part) as file:
        while chunk := file.read(_CHUNK):
            text = before + chunk
            # Sets, since a piece names each of its few columns and rows thousands of times.
            right = max(right, *map(_column, set(_COLUMNS.findall(text))), 0)
            low = max(low, *map(int, set(_ROWS.findall(text))), 0)
            unplaced += chunk.count(b"<c>")
            if max(right * low, unplaced) > MOST_CELLS:
                raise UserError(too_large(name))
            before = chunk[-_LONGEST_CELL:]


def _check_new_sheet(pack: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Raises UserError where the cells of a sheet of an XLSB span more than can be held."""
    try:
        if part.file_size > LARGEST_BYTES or cells_spanned(pack.read(part)) > MOST_CELLS:
            raise UserError(too_large(name))
    except (struct.error, IndexError) as error:
        raise UserError(damaged(name)) from error


_SHEETS = {".xml": _check_sheet, ".bin": _check_new_sheet}


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def damaged(name: str) -> str:
    """Says that a file is not as it was written."""
    return _("“{name}” is damaged, so nothing was imported; export it again.", name=name)


def locked(name: str) -> str:
    """Says that a file needs a password."""
    return _("“{name}” is locked by a password, so nothing was imported; save it without one.", name=name)


def too_large(name: str) -> str:
    """Says that a file holds more than can be read at once."""
    if name.lower().endswith((".csv", ".tsv", ".txt")):
        return _(
            "“{name}” would take more memory than an import may, so nothing was imported; export a shorter period.",
            name=name,
        )
    return _(
        "“{name}” would take more memory than an import may, so nothing was imported; export a shorter period, "
        "or as CSV.",
        name=name,
    )


def _too_many_cells(name: str) -> str:
    """Says that the sheets of an OpenDocument make more cells than they may."""
    return _(
        "“{name}” would take more memory than an import may: all of its sheets together may have {most:,} cells, so "
        "nothing was imported; export a shorter period, or as CSV.",
        name=name,
        most=MOST_OPEN_CELLS,
    )


def endless(name: str) -> str:
    """Says that a file goes on without the end of a line or a cell for longer than any table does."""
    return _(
        "“{name}” has a line or a cell of more than {most} MB, which no table has, so nothing was imported; "
        "export it again.",
        name=name,
        most=LONGEST_RUN // 1_000_000,
    )


def cell_too_long(name: str, row: int, column: int, length: int) -> str:
    """Says which cell of a file is longer than a cell may be."""
    return _(
        "“{name}” has a cell of {length:,} signs in row {row:,}, column {column:,}, more than the {most:,} that a "
        "cell may have, so nothing was imported; shorten it there.",
        name=name,
        length=length,
        row=row,
        column=column,
        most=LONGEST_CELL,
    )
