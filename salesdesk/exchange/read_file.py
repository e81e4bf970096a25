"""Reads the rows of a file, whatever its encoding, delimiter or kind: CSV or a workbook."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from salesdesk.env.errors import UserError
from salesdesk.exchange.table import Row

LARGEST_BYTES = 400_000_000
DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_KNOWN_STARTS = {
    b"%PDF": _("a PDF"),
    b"\x89PNG": _("a picture"),
    b"\xff\xd8\xff": _("a picture"),
    b"GIF8": _("a picture"),
    b"\x1f\x8b": _("a compressed file"),
    b"7z\xbc\xaf": _("a compressed file"),
    b"Rar!": _("a compressed file"),
    b"SQLite format 3": _("a database"),
    b"{\\rtf": _("a text document"),
}


@dataclass(frozen=True)
class Sniffed:
    """What was found out about a file before reading it: a workbook has neither encoding nor delimiter."""

    data: bytes
    workbook: bool
    encoding: str | None = None
    delimiter: str | None = None


def sniff(path: Path) -> Sniffed:
    """Reads the bytes of a file and tells how to take them; raises UserError where it is no table."""
    data = _bytes_of(path)
    if data.startswith(_WORKBOOK_STARTS):
        return Sniffed(data, workbook=True)
    _refuse_known(path, data)
    encoding = find_encoding(data)
    if encoding is None:
        raise UserError(_not_a_table(path, _("not a text file")))
    text = data[:2_000_000].decode(encoding, errors="ignore")
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html", "<table", "<?xml")):
        raise UserError(_not_a_table(path, _("a web page")))
    return Sniffed(data, workbook=False, encoding=encoding, delimiter=find_delimiter(text))


def find_delimiter(text: str) -> str:
    """Gives the sign that separates the columns: the one that cuts the lines most evenly."""
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    lines = [line for line in text.splitlines()[: _SAMPLE_LINES * 2] if line.strip()][:_SAMPLE_LINES]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Gives the share of lines cut into the commonest number of cells above one, and that number."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return (0.0, 0)
    total = sum(widths.values())
    widths.pop(0, None)
    widths.pop(1, None)
    if not widths:
        return (0.0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (round(count / total, 1), width)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UserError(
                _("“{name}” is a folder, so nothing was imported; choose a file in it.", name=path.name)
            )
        if size > LARGEST_BYTES:
            raise UserError(
                _(
                    "“{name}” is {size} MB, more than the {largest_bytes} MB that can "
                    "be imported at once, so nothing was changed; export a shorter period.",
                    name=path.name,
                    size=size // 1_000_000,
                    largest_bytes=LARGEST_BYTES // 1_000_000,
                )
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            _("There is no file “{name}”, so nothing was imported; check its name.", name=path.name)
        ) from error
    except OSError as error:
        raise UserError(
            _("“{name}” could not be read, so nothing was imported; is it open elsewhere?", name=path.name)
        ) from error
    if not data.strip():
        raise UserError(_("“{name}” is empty, so nothing was imported; export it again.", name=path.name))
    return data


def _refuse_known(path: Path, data: bytes) -> None:
    for start, what in _KNOWN_STARTS.items():
        if data.startswith(start):
            raise UserError(_not_a_table(path, what))


def _not_a_table(path: Path, what: str) -> str:
    return _(
        "“{name}” is {what}, not a table, so nothing was imported; export it as CSV or XLSX.",
        name=path.name,
        what=what,
    )


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = ("cp1252", "cp1250", "mac_roman", "cp850")
_SAMPLE_BYTES = 200_000
_TYPOGRAPHY = frozenset("’‘“”„‚–—…•·€£§°®™©«»‹›´`½²³% ")


def find_encoding(data: bytes) -> str | None:
    """Gives the name of the codec that reads the bytes, or None where they are not text.

    UTF-8 comes first because no other text happens to be valid UTF-8. What is left is cp1252 unless another
    code page gives clearly more sensible words: bytes 0x80 to 0x9f are printable there and nowhere in latin-1.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name if _decodes(data, name) else None
    if b"\x00" in data[:_SAMPLE_BYTES]:
        return _utf16_without_bom(data)
    if _decodes(data, "utf-8"):
        return "utf-8"
    sample = _telling_lines(data)
    return _other_script(sample) or _least_odd(data, sample)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_bom(data: bytes) -> str | None:
    """Tells by the side on which the zero bytes of plain letters stand."""
    sample = data[: _SAMPLE_BYTES // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    mostly_plain = max(even, odd) > len(sample) * 0.3 and min(even, odd) == 0
    return name if mostly_plain and _decodes(data, name) else None


def _telling_lines(data: bytes) -> bytes:
    """Gives the lines that hold more than ASCII; only they can tell one encoding from another."""
    lines = (line for line in data[: 20 * _SAMPLE_BYTES].splitlines() if not line.isascii())
    sample = b"\n".join(lines)[:_SAMPLE_BYTES]
    return sample or data[:_SAMPLE_BYTES]


def _other_script(sample: bytes) -> str | None:
    """Asks charset-normalizer whether this is Cyrillic, Greek, Japanese and the like."""
    best = from_bytes(sample).best()
    if best is None:
        return None
    beyond_ascii = [sign for sign in str(best) if ord(sign) > 0x7F and sign.isalpha()]
    foreign = sum(ord(sign) > 0x24F for sign in beyond_ascii)
    in_runs = foreign > 0.25 * len(str(best).replace(" ", ""))
    return best.encoding if in_runs and foreign > 0.9 * len(beyond_ascii) else None


def _least_odd(data: bytes, sample: bytes) -> str:
    possible = [name for name in _WESTERN if _decodes(data, name)]
    return min(possible, key=lambda name: _oddness(sample.decode(name, errors="replace")), default="latin-1")


def _oddness(text: str) -> int:
    """Counts what no writer types: signs inside a word, a capital after a small letter."""
    odd = 0
    for before, sign, after in zip(text, text[1:], text[2:], strict=False):
        if sign.isascii():
            continue
        if sign.isalpha():
            odd += sign.isupper() and before.isalpha() and (before.islower() or after.islower())
        elif sign not in _TYPOGRAPHY:
            odd += 1 + (before.isalpha() and after.isalpha())
        elif sign in "²³½´`" and before.isalpha() and after.isalpha():
            odd += 1
    return odd


_LONGEST_CELL = 1_000_000


def read_csv(sniffed: Sniffed, name: str) -> list[Row]:
    """Gives every record of the text as a list of cells; a line break inside quotes stays in its cell."""
    text = sniffed.data.decode(sniffed.encoding or "utf-8", errors="replace").removeprefix("\ufeff")
    if sniffed.delimiter is None:
        raise ValueError("separated text needs a delimiter")
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = [
            Row(record) for record in csv.reader(io.StringIO(text, newline=""), delimiter=sniffed.delimiter)
        ]
    except csv.Error as error:
        raise UserError(
            _(
                "“{name}” holds a quotation mark that is never closed, so nothing was imported; export it again.",
                name=name,
            )
        ) from error
    if rows and len(rows[0]) <= 2 and "".join(map(str, rows[0])).lower().startswith("sep="):
        rows[0] = []
    return rows


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows from the very first, so that row numbers are the file's own."""

    name: str
    rows: list[Row]


def read_sheets(data: bytes, name: str, wanted: str | None = None) -> Iterator[Sheet]:
    """Gives the sheets that people see, then the hidden ones; or only the one with the wanted name.

    Raises UserError where the file is no workbook, needs a password or lacks the wanted sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise UserError(
            _("“{name}” is locked by a password, so nothing was imported; save it without one.", name=name)
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UserError(
            _(
                "“{name}” is not a workbook that can be read, so nothing was imported; export it as CSV or XLSX.",
                name=name,
            )
        ) from error
    hidden = {m.name for m in workbook.sheets_metadata if m.visible is not SheetVisibleEnum.Visible}
    for sheet_name in _wanted_names(workbook.sheet_names, hidden, wanted, name):
        try:
            sheet = workbook.get_sheet_by_name(sheet_name)
        except CalamineError:
            continue
        rows: list[Row] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        fill_merged(rows, sheet.merged_cell_ranges or [])
        yield Sheet(sheet_name, rows)


def fill_merged(rows: list[Row], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Writes the value of a cell merged over several rows of one column into each of them.

    Cells merged across columns are titles and stay as they are: a repeated title would look like a header.
    """
    for (top, left), (bottom, right) in merged:
        if left != right or top == bottom or top >= len(rows):
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]


def _wanted_names(names: list[str], hidden: set[str], wanted: str | None, file_name: str) -> list[str]:
    if wanted is None:
        return sorted(names, key=lambda sheet: sheet in hidden)
    found = [sheet for sheet in names if sheet.casefold() == wanted.strip().casefold()]
    if not found:
        listed = ", ".join(f"“{sheet}”" for sheet in names)
        raise UserError(
            _(
                "“{file_name}” has no sheet “{wanted}”, so nothing was imported; it has {listed}.",
                file_name=file_name,
                wanted=wanted,
                listed=listed,
            )
        )
    return found
