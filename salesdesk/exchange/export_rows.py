"""Writes the records of one kind as CSV or JSON, whose columns are the declared fields, or all of a desk.

Of one kind, what is private stays out unless it is asked for: the rows are read for the salesperson's eyes, which
leaves out private fields and whole private records alike, so that a forgotten file gives nothing away.
"""

import csv
import io
import json
import os
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from salesdesk.env.errors import UserError
from salesdesk.env.formulas import harmless
from salesdesk.env.whole_file import making, on_disk, place_beside, unwritten, whole_file
from salesdesk.exchange.find_table import ROW, WHY
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.exchange.table import text_of
from salesdesk.frozen import frozen
from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.fields import Audience, Field, FieldType
from salesdesk.services.field_words import TableRow
from salesdesk.services.records import RecordsService
from salesdesk.store.archive import SUFFIX, write_archive
from salesdesk.store.connection import Connection
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.plain_copy import export_plain
from salesdesk.store.trouble import told

SUFFIXES: Final = (".csv", ".json")
NOT_OFFERED: Final = frozenset({"import_mapping", "draft"})
REPORT_EVERY: Final = 500

Progress = Callable[[int, int], object]


@frozen
class Exported:
    """What was written: how many records of which kind, where to."""

    kind: str
    rows: int
    path: Path

    @property
    def words(self) -> str:
        """Says it in a few words: "1,204 deals"."""
        return f"{self.rows:,} {kind_of(self.kind).called(self.rows)}"


def audience_of(with_private: bool) -> Audience:
    """Gives the eyes for which the rows are read."""
    return Audience.MANAGER if with_private else Audience.SALESPERSON


def export_kinds(with_private: bool = False) -> list[tuple[str, str]]:
    """Lists the kinds that can be exported with their plural, by plural; some are private as a whole."""
    kinds = [
        kind
        for kind in models()
        if kind not in NOT_OFFERED
        and fields_of(kind, audience_of(with_private))
        and (with_private or not kind_of(kind).private)
    ]
    return sorted(((kind, kind_of(kind).plural) for kind in kinds), key=lambda pair: pair[1])


def export_rows(
    records: RecordsService,
    kind: str,
    path: Path,
    *,
    with_private: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Writes all records of a kind into a file, CSV or JSON by its suffix; half a file is never left behind."""
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(
            _("“{name}” ends in neither .csv nor .json, so nothing was written; name it so.", name=path.name)
        )
    audience = audience_of(with_private)
    fields = records.fields(kind, audience)
    if not fields:
        raise UserError(
            _("{plural} are private as a whole, so nothing was written.", plural=kind_of(kind).plural)
        )
    rows = records.rows(kind, audience)
    write = _write_csv if path.suffix.lower() == ".csv" else _write_json
    write_whole(path, lambda file: write(file, fields, _reported(rows, progress)))
    return Exported(kind, len(rows), path)


def cell_text(field: Field, row: TableRow) -> str:
    """Gives a value as a spreadsheet of any country reads it: ISO dates, a point, words for choices."""
    value = row.values[field.name]
    if field.type is FieldType.REFERENCE:
        return harmless(row.texts.get(field.name, ""))
    if value is None:
        return ""
    match field.type:
        case FieldType.BOOLEAN:
            return _("Yes") if value else _("No")
        case FieldType.CHOICE:
            return field.choice_label(value)
        case FieldType.PERCENT:
            return f"{round(Decimal(str(value)) * 100, 6).normalize():f}%"
        case FieldType.MONEY:
            return f"{value:f}"
        case _:
            return harmless(_plain_text(value))


def json_values(fields: tuple[Field, ...], row: TableRow) -> Mapping[str, Any]:
    """Gives a record for programs: names and values as declared; a reference brings its title as well."""
    values: dict[str, Any] = {"id": row.id}
    for field in fields:
        values[field.name] = _json_value(row.values[field.name])
        if field.type is FieldType.REFERENCE:
            values[field.name.removesuffix("_id")] = row.texts.get(field.name) or None
    return values


def _write_csv(file: TextIO, fields: tuple[Field, ...], rows: Iterator[TableRow]) -> None:
    # The mark at the start tells Excel that this is UTF-8.
    file.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(file)
    writer.writerow([field.label for field in fields])
    for row in rows:
        writer.writerow([cell_text(field, row) for field in fields])


def _write_json(file: TextIO, fields: tuple[Field, ...], rows: Iterator[TableRow]) -> None:
    file.write("[")
    for number, row in enumerate(rows):
        file.write(",\n " if number else "\n ")
        json.dump(json_values(fields, row), file, ensure_ascii=False)
    file.write("\n]\n")


def _reported(rows: list[TableRow], progress: Progress | None) -> Iterator[TableRow]:
    for number, row in enumerate(rows):
        if progress is not None and number % REPORT_EVERY == 0:
            progress(number, len(rows))
        yield row


def _plain_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", timespec="minutes" if not value.second else "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def export_desk(desk: DeskFile, path: Path) -> None:
    """Writes all of an open desk; raises UserError where the folder cannot be written to."""
    with told(desk.path), desk.passing() as connection:
        write_desk(connection, path, desk.now())


def write_desk(connection: Connection, path: Path, at: datetime) -> None:
    """Writes all of a desk: CSV and JSON into a zip, and for any other ending plain SQLite."""
    if path.suffix.lower() == SUFFIX:
        write_archive(connection, path, at)
    else:
        export_plain(connection, path)


def write_rejected_rows(preview: ImportPreview, path: Path) -> int:
    """Writes the rows that are left out with all columns of the file, their row number and the reason; gives how many.

    The cells stay as they were, but for an apostrophe before what a spreadsheet would take for a formula, so that
    the mended file can be imported. Raises UserError where the folder
    cannot be written to.
    """
    with whole_file(path) as file:
        return _write_rejected(preview, file)


@contextmanager
def rejected_rows_beside(path: Path) -> Generator[Callable[[ImportPreview], int]]:
    """Gives what writes these rows beside their file, which they take the place of when the work within has ended well.

    Where it fails, the older file is as it was. Raises UserError before it where that cannot be written over.
    """
    beside = place_beside(path)

    def _write(preview: ImportPreview) -> int:
        try:
            with beside.open("wb") as file:
                count = _write_rejected(preview, file)
            on_disk(beside)
        except OSError as error:
            raise unwritten(path, error) from error
        return count

    try:
        if path.is_dir() or (path.exists() and os.access(path, os.W_OK)):
            path.open("r+b").close()  # refused where a spreadsheet has it open
    except OSError as error:
        raise unwritten(path, error) from error
    with making(path):
        try:
            yield _write
        except BaseException:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
        _take_the_place(beside, path)


def _take_the_place(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
    except OSError as error:
        words = _(
            "All else is done, but “{name}” could not be written over; the rows that are left out are in “{beside}”.",
            name=path.name, beside=beside.name,
        )  # fmt: skip
        raise UserError(words) from error


def _write_rejected(preview: ImportPreview, file: BinaryIO) -> int:
    rows = preview.source.table.by_column
    count = 0
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*map(harmless, preview.source.table.headers), ROW, WHY])
    for row in preview.plan.left_out:
        # Of a figure all rows that make it up, or it would be less once they are mended and read again.
        for place in (row.place, *row.added):
            written = (harmless(text_of(cell)) for cell in rows[place].cells)
            writer.writerow([*written, rows[place].number, harmless(row.why)])
            count += 1
    # The mark at the start, which this codec writes, tells Excel that the file is UTF-8.
    file.write(text.getvalue().encode("utf-8-sig"))
    return count


def write_whole(path: Path, write: Callable[[TextIO], None]) -> None:
    """Writes beside the file and puts it in place when it is complete; raises UserError where it cannot be."""
    with whole_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        write(text)
        text.detach()
