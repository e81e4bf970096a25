"""Writes the rows that cannot be imported into a CSV file, to be mended in a spreadsheet and imported again."""

import csv
import io
from pathlib import Path

from salesdesk.exchange.cells import text_of
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.exchange.whole_file import write_whole
from salesdesk.services.importing.values import Verdict

ROW, WHY = "Row in the file", "Why it was left out"


def write_rejected_rows(preview: ImportPreview, path: Path) -> int:
    """Writes the rejected rows with all columns of the file, their row number and the reason; gives how many.

    The cells stay as they were, so that the mended file can be imported. Raises UserError where the folder
    cannot be written to.
    """
    cells = {row.number: row.cells for row in preview.source.table.rows}
    rejected = preview.plan.of(Verdict.REJECTED)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*preview.source.table.headers, ROW, WHY])
    for row in rejected:
        writer.writerow([*map(text_of, cells.get(row.number, ())), row.number, row.why])
    # The mark at the start, which this codec writes, tells Excel that the file is UTF-8.
    write_whole(path, lambda file: print(text.getvalue(), end="", file=file), "utf-8-sig")
    return len(rejected)
