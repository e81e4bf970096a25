"""Reads separated text into rows of cells, blank lines included, so that row numbers are the file's own."""

import csv
import io

from salesdesk.env.errors import UserError
from salesdesk.exchange.cells import Row
from salesdesk.exchange.sniff import Sniffed

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
            f"“{name}” holds a quotation mark that is never closed, so nothing was imported; export it again."
        ) from error
    if rows and len(rows[0]) <= 2 and "".join(map(str, rows[0])).lower().startswith("sep="):
        rows[0] = []
    return rows
