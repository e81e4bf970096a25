"""Writes all that is held about one person: a PDF to be read, or a zip of that with every record as CSV and JSON."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from salesdesk.env.locale import Formats
from salesdesk.env.whole_file import whole_file
from salesdesk.exchange.export_rows import cell_text, json_values
from salesdesk.exchange.sheets.blocks import ABOVE_HEADING, SheetBlock, TextLine, table, wrapped
from salesdesk.exchange.sheets.paper import BOLD, HEADING, QUIET, TITLE, PdfPage
from salesdesk.exchange.sheets.writing import SheetContent, sheet_bytes
from salesdesk.model import kind_of
from salesdesk.services.held import Held, HeldKind, HeldRecord, is_told_in_lines, told_values
from salesdesk.store.triggers import only_tells

SUFFIXES: Final = (".zip", ".pdf")
PRIVATE: Final = _("private")
IN_ZIP: Final = _(
    "Lines of a log, which say how the records came to stand as they do; they are in the zip beside this sheet."
)
NOT_SEALED: Final = _("The desk has a passphrase; this file has none, so whoever has it can read it.")
_README: Final = _(
    "All that the desk holds about {name}, as of {at}.\n\n"
    "{pdf}: the same to be read and printed; what the program keeps from the salesperson is marked “private”.\n"
    "csv/KIND.csv: every record of a kind for spreadsheets, with who may see it and since when it is in the Trash.\n"
    "json/KIND.json: the same for programs, each with the names of its fields that the salesperson may see.\n",
    name="{name}", at="{at}", pdf="{pdf}",
)  # fmt: skip


def write_held(held: Held, path: Path, formats: Formats) -> None:
    """Writes a PDF, or a zip for any other ending; raises UserError where the folder cannot be written to."""
    pdf = sheet_bytes(held_content(held, formats))
    with whole_file(path) as file:
        if path.suffix.lower() == ".pdf":
            file.write(pdf)
            return
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            name = _("All held.pdf")
            archive.writestr(name, pdf)
            archive.writestr(
                "README.txt", _README.format(name=held.name, at=formats.moment(held.at), pdf=name)
            )
            for each in held.kinds:
                archive.writestr(f"csv/{each.kind}.csv", _csv(each))
                archive.writestr(f"json/{each.kind}.json", _json(each))


def held_content(held: Held, formats: Formats) -> SheetContent:
    """Gives the sheet: the person, then every kind with every record, its private parts marked."""

    def layouts(page: PdfPage, width: float) -> Iterator[list[SheetBlock]]:
        """Gives the blocks of the only layout."""
        blocks: list[SheetBlock] = [TextLine(held.name, TITLE)]
        for words in _opening(held, formats):
            blocks += wrapped(page, width, words, QUIET)
        for each in held.kinds:
            heading = f"{kind_of(each.kind).plural}: {len(each.records):,}"
            blocks.append(TextLine(heading, HEADING, ABOVE_HEADING))
            if only_tells(each.kind):
                blocks += wrapped(page, width, IN_ZIP, QUIET)
                continue
            blocks += (
                _lines(each, formats) if is_told_in_lines(each) else _paragraphs(page, width, each, formats)
            )
        yield blocks

    edge = _("As of {at}. With private notes of the manager.", at=formats.plain_day(held.at.date()))
    return SheetContent(_("All held about {name}", name=held.name), held.name, edge, layouts, shared=False)


def _opening(held: Held, formats: Formats) -> Iterator[str]:
    yield _(
        "All that this desk holds about {name}: {count} records, as of {at}. What the program keeps from them is "
        "marked “private”; all else they may see on the shared screen and in prints.",
        name=held.name, count=f"{held.count:,}", at=formats.moment(held.at),
    )  # fmt: skip
    if held.named_in:
        places = ", ".join(
            f"{number:,} {kind_of(kind).called(number)}" for kind, number in held.named_in.items()
        )
        yield _(
            "They are named in words about others too, which are not printed here: {places}.", places=places
        )
    if held.private_desk:
        yield NOT_SEALED


def _lines(held: HeldKind, formats: Formats) -> Iterator[SheetBlock]:
    rows = [each.row for each in held.records]
    filled = [f for f in held.fields if any(row.values[f.name] is not None for row in rows)]
    yield from table([f for f in filled if f.refers_to != "salesperson"], rows, formats)


def _paragraphs(page: PdfPage, width: float, held: HeldKind, formats: Formats) -> Iterator[SheetBlock]:
    for record in held.records:
        yield TextLine(_marked(record, formats), BOLD, 3)
        told = (
            f"{label}{'' if shared or not record.shared else f' ({PRIVATE})'}{'' if label.endswith('?') else ':'} "
            f"{' '.join(words.split())}"
            for label, words, shared in told_values(held, record, formats)
        )
        yield from wrapped(page, width, " · ".join(told))


def _marked(record: HeldRecord, formats: Formats) -> str:
    marks = [] if record.shared else [PRIVATE]
    if record.deleted is not None:
        marks.append(_("in the Trash since {day}", day=formats.plain_day(record.deleted.date())))
    said = ", ".join(marks)
    return f"{record.title} ({said})" if marks else record.title


def _csv(held: HeldKind) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*(field.label for field in held.fields), _("Seen by them"), _("In the Trash since")])
    for each in held.records:
        seen = ", ".join(field.label for field in held.fields if field.name in each.shared)
        cells = [cell_text(field, each.row) for field in held.fields]
        writer.writerow([*cells, seen, each.deleted.isoformat(" ") if each.deleted else ""])
    return text.getvalue().encode("utf-8-sig")


def _json(held: HeldKind) -> str:
    found = [
        {
            **json_values(held.fields, each.row),
            "seen_by_them": [field.name for field in held.fields if field.name in each.shared],
            "deleted_at": each.deleted.isoformat() if each.deleted else None,
        }
        for each in held.records
    ]
    return json.dumps(found, ensure_ascii=False, indent=1)
