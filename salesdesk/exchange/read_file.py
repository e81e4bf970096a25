"""Reads the bytes of a file and tells what it is: a workbook, or text with an encoding and a delimiter."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from salesdesk.env.errors import UserError
from salesdesk.exchange.encodings import find_encoding

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


def decoded(sniffed: Sniffed) -> str:
    """Gives the text of a file that is no workbook."""
    return sniffed.data.decode(sniffed.encoding or "utf-8", errors="replace").removeprefix("\ufeff")
