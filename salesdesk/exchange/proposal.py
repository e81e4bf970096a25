"""Proposes how a file could be imported: what its rows are, and which column holds which field."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from salesdesk.env.errors import UserError
from salesdesk.env.formulas import from_tab_separated
from salesdesk.exchange.activity_tables import tells_activities
from salesdesk.exchange.amount_signs import SIGNS, TAKEN_OFF
from salesdesk.exchange.calendars import is_calendar
from salesdesk.exchange.chosen_columns import remembered_mapping
from salesdesk.exchange.column_units import UNITS
from salesdesk.exchange.currencies import CURRENCY
from salesdesk.exchange.decimal_marks import DECIMAL
from salesdesk.exchange.find_table import find_table
from salesdesk.exchange.import_file import Source, laid_out, read_source, remembered_order
from salesdesk.exchange.layouts import laid_out_table, measured_on
from salesdesk.exchange.mapping import (
    ColumnMapping,
    check_mapping,
    target_named,
)
from salesdesk.exchange.nameless import proposed_columns
from salesdesk.exchange.parse_dates import DateOrderUnclearError, parse_date
from salesdesk.exchange.parse_values import find_reading
from salesdesk.exchange.read_file import sheet_names, sniff
from salesdesk.exchange.table import Row, Table
from salesdesk.exchange.targets import known_names
from salesdesk.exchange.task_lists import is_task_list
from salesdesk.frozen import frozen
from salesdesk.model.fields import DATE_TYPES
from salesdesk.services.importing.records import DEFAULT_CURRENCY
from salesdesk.services.importing.service import ImportService, SavedMapping, fitting_mapping
from salesdesk.services.importing.values import RECORD_OF

_TELLING_ROWS = 200


@frozen
class Proposal:
    """A file that was read, with a mapping to begin with.

    `saved` are the mappings remembered for this kind, `sheets` the sheets of a workbook; `unclear` says that
    somebody has to tell in which order the dates are written. `refusal` says why the rows cannot be of this kind.
    """

    source: Source
    mapping: ColumnMapping
    saved: tuple[SavedMapping, ...] = ()
    sheets: tuple[str, ...] = ()
    unclear: bool = False
    refusal: UserError | None = None


def propose(
    service: ImportService, path: Path, kind: str | None = None, sheet: str | None = None, year: str = ""
) -> Proposal:
    """Reads a file and proposes a mapping; without a kind it is told from the columns.

    `year` is that of a grid into which it was pasted.
    Raises UserError in one sentence where the file cannot be read as a table.
    """
    service.refuse_own(path)
    source = read_source(path, kind or next(iter(RECORD_OF)), sheet)
    if kind is None:
        kind = guess_kind(source.table, service, source.names)
        if kind != source.kind:
            source = read_source(path, kind, sheet)
    source = replace(source, pasted_into=year)
    # Parts of no year are asked about later; which column holds them does not wait for the answer.
    dated, refusal = _laid_out(service, source, str(service.today().year))
    source, _refusal = _laid_out(service, source)
    saved = tuple(service.mappings(kind))
    fitting = fitting_mapping(saved, source.table.headers) if source.table.named else None
    mapping = (
        remembered_mapping(source.table, kind, fitting) if fitting else proposed_columns(dated.table, kind)
    )
    unclear = _unclear_dates(source, mapping, fitting)
    return Proposal(source, mapping, saved, _sheet_names(path) if source.sheet else (), unclear, refusal)


def _laid_out(
    service: ImportService, source: Source, year: str | None = None
) -> tuple[Source, UserError | None]:
    """Gives a file as its kind is laid out; as it is where it cannot be, with what says why."""
    try:
        return laid_out(service, source, year), None
    except UserError as error:
        return source, error


def names_columns(text: str, kind: str) -> bool:
    """Tells whether copied cells are a table with the names of its columns, as far as this kind of file knows them."""
    rows: list[Row] = [list(row) for row in from_tab_separated(text)]
    found = find_table(rows, known_names(kind)) if len(rows) > 1 else None
    return found is not None and found.known > 0 and bool(found.rows)


def guess_kind(table: Table, service: ImportService, names: Sequence[str]) -> str:
    """Tells what the rows of a table are: as remembered for these columns, else what most columns speak for."""
    for kind in RECORD_OF if table.named else ():
        if fitting_mapping(service.mappings(kind), table.headers):
            return kind
    sample = replace(table, rows=table.rows[:_TELLING_ROWS])
    year = str(service.today().year)  # parts of no year are asked about later; here any year will do

    def _speaking(kind: str) -> tuple[bool, int]:
        try:
            table = laid_out_table(service, kind, sample, names, year)
        except UserError:  # what cannot be imported as one kind may well be another
            table = sample
        return _likelihood(table, kind)

    if is_calendar(sample) or is_task_list(sample) or tells_activities(sample, measured_on(service)):
        return "numbers"
    return max(RECORD_OF, key=_speaking)


def telling_date(source: Source, columns: Mapping[int, str]) -> tuple[str, str]:
    """Gives the first date whose two readings differ, with its column: 4/4/2024 would be no question.

    Both are empty where there is none.
    """
    for index, name in columns.items():
        if target_named(source.kind, name).field.type in DATE_TYPES:
            for cell in source.table.column(index):
                if isinstance(cell, str) and _readings_differ(cell):
                    return source.table.headers[index], cell.strip()
    return "", ""


def _readings_differ(text: str) -> bool:
    try:
        return parse_date(text, "dmy") != parse_date(text, "mdy")
    except ValueError:
        return False


def _likelihood(table: Table, kind: str) -> tuple[bool, int]:
    mapping = proposed_columns(table, kind)
    try:
        check_mapping(mapping, table, kind, "")
    except UserError:
        return (False, len(mapping.columns))
    return (True, len(mapping.columns))


def _unclear_dates(source: Source, mapping: ColumnMapping, saved: SavedMapping | None) -> bool:
    try:
        find_reading(
            source.table, source.kind, mapping, file_name=source.file_name, delimiter=source.delimiter,
            date_order=None, remembered_order=remembered_order(saved), home_currency=DEFAULT_CURRENCY,
            own=source.columns, answers={DECIMAL: "point", UNITS: "ones", CURRENCY: DEFAULT_CURRENCY, SIGNS: TAKEN_OFF},
        )  # fmt: skip
    except DateOrderUnclearError:
        return True
    return False


def _sheet_names(path: Path) -> tuple[str, ...]:
    return sheet_names(sniff(path), path.name)
