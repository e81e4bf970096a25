"""Makes the tables of a preview: the rows of each verdict with their columns, a line when it is looked at."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from salesdesk.env.locale import Formats
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.exchange.table import Cell, says_nothing, text_of
from salesdesk.frozen import frozen
from salesdesk.gui.models.record_list import MadeRows, rows_to_measure
from salesdesk.model import fields_of, kind_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import TableRow, words_of
from salesdesk.services.importing.import_plan import ImportPlan, RowsAt
from salesdesk.services.importing.row_numbers import RowNumber, place_of
from salesdesk.services.importing.values import NUMBER_SUFFIX, RECORD_OF, Pending, PlannedRow, Verdict

NOTHING = "–"
SHEET = Field(name="sheet", label=_("Sheet"), type=FieldType.TEXT)
ROW = Field(name="row", label=_("Row"), type=FieldType.INTEGER, help=_("The number of the row in the file."))
IN_FILE = "in_file"
"""The value that tells a row from all others of the file, and their order."""
WHY = Field(name="why", label=_("Why it cannot be imported"), type=FieldType.LONG_TEXT)
MOST_FIELDS = 1000
"""More than any kind of record has."""
WORDED = (FieldType.REFERENCE, FieldType.CHOICE)


@frozen
class VerdictTable:
    """The columns and lines of what one verdict says, and the lines whose words tell how wide the columns are."""

    columns: tuple[Field, ...]
    rows: MadeRows
    measured: Sequence[TableRow] = ()


VerdictTables = dict[Verdict, VerdictTable]


def verdict_tables(preview: ImportPreview, formats: Formats) -> VerdictTables:
    """Makes the table of every verdict."""
    plan, called = preview.plan, _called(preview.plan.kind)
    waits = replace(WHY, label=_("What it waits for"))
    head = (*_row_of(plan), called)
    tables = {
        Verdict.NEW: _new_table(preview, formats.currency),
        Verdict.CHANGED: _changed_table(preview, formats),
        Verdict.SAME: _plain_table(head, plan.of(Verdict.SAME)),
        Verdict.REJECTED: _plain_table((*head, WHY), plan.of(Verdict.REJECTED)),
        Verdict.WAITING: _plain_table((*head, waits), plan.of(Verdict.WAITING)),
        Verdict.UNWANTED: _plain_table(head, plan.of(Verdict.UNWANTED)),
    }
    return {
        verdict: replace(each, measured=rows_to_measure(each.columns, each.rows))
        for verdict, each in tables.items()
    }


def not_imported_table(preview: ImportPreview) -> VerdictTable:
    """Makes one table of all rows that are not on the desk once the others are."""
    columns = (
        *_row_of(preview.plan),
        _called(preview.plan.kind),
        replace(WHY, label=_("Why it is not on the desk")),
    )
    table = _plain_table(columns, preview.plan.not_imported)
    return replace(table, measured=rows_to_measure(table.columns, table.rows))


def _row_of(plan: ImportPlan) -> tuple[Field, ...]:
    """Gives the columns that say where a row stands: its number, and its sheet where several are read as one."""
    return (SHEET, ROW) if _joined(plan.rows.numbers(range(min(1, len(plan.rows))))) else (ROW,)


def _joined(numbers: Sequence[int]) -> bool:
    return bool(numbers) and isinstance(numbers[0], RowNumber)


def _place(row: PlannedRow) -> dict[str, Any]:
    return {IN_FILE: row.number, **place_of(row.number)}


def _called(kind: str) -> Field:
    return Field(name="title", label=kind_of(RECORD_OF[kind]).label, type=FieldType.TEXT)


def _plain_table(columns: tuple[Field, ...], rows: RowsAt) -> VerdictTable:
    def _line(place: int) -> TableRow:
        row = rows[place]
        return TableRow(row.number, {**_place(row), "title": row.title or NOTHING, "why": row.why})

    return VerdictTable(columns, _made(rows, _line))


def _made(rows: RowsAt, line: Callable[[int], TableRow]) -> MadeRows:
    """Gives a line for each of the rows, made when it is looked at; all of a large file take too much room."""
    named = rows.numbers()
    numbers = array("q", named)

    def _column(name: str) -> Sequence[Any]:
        if name in (SHEET.name, ROW.name):
            return [place_of(number)[name] for number in named] if _joined(named) else numbers
        return numbers if name == IN_FILE else rows.column(name)

    return MadeRows(numbers, line, _column)


def _changed_table(preview: ImportPreview, formats: Formats) -> VerdictTable:
    """Gives a line for each changed field of each row, before and after in words."""
    kind, rows = RECORD_OF[preview.plan.kind], preview.plan.of(Verdict.CHANGED)
    columns = (
        *_row_of(preview.plan), _called(preview.plan.kind),
        Field(name="field", label=_("What changes"), type=FieldType.TEXT),
        Field(name="before", label=_("On the desk"), type=FieldType.TEXT),
        Field(name="after", label=_("In the file"), type=FieldType.TEXT),
    )  # fmt: skip
    declared = {each.name: each for each in fields_of(kind)}
    counts = [len(rows.rows.changes[place]) for place in rows.places]
    ends = list(accumulate(counts))

    def _line(place: int) -> TableRow:
        at = bisect_right(ends, place)
        row, change = rows[at], rows[at].changes[place - ends[at]]
        before, after = change.currencies
        return TableRow(ids[place], {
            **_place(row), "title": row.title, "field": change.label,
            "before": _words(declared[change.field], change.before, formats, before),
            "after": _words(declared[change.field], change.after, formats, after),
        })  # fmt: skip

    # Of the record itself, so that no other line is taken for one that is there no more.
    parted = zip(rows.rows.record_ids(rows.places), counts, strict=True)
    ids = array("q", ((n or 0) * MOST_FIELDS + each for n, count in parted for each in range(count)))
    numbers = [n for n, count in zip(rows.numbers(), counts, strict=True) for _each in range(count)]

    def _column(name: str) -> Sequence[Any]:
        if name == IN_FILE:
            return numbers
        return [_line(place).values.get(name) for place in range(len(ids))]

    return VerdictTable(columns, MadeRows(ids, _line, _column))


def _words(declared: Field, value: Any, formats: Formats, currency: str | None) -> str:
    if value is None:
        return NOTHING
    if declared.type is FieldType.MONEY:
        return formats.money(value, currency)
    return str(value) if declared.type in WORDED else words_of(declared, value, formats)


def _new_table(preview: ImportPreview, home_currency: str) -> VerdictTable:
    """Gives a line for each new record with what will be written; references are the words of the file."""
    plan, file_rows = preview.plan, preview.source.table.by_column
    rows = plan.of(Verdict.NEW)
    columns = _written_fields(RECORD_OF[plan.kind], rows, home_currency)
    places = _places(preview, [each.name for each in columns if each.type is FieldType.REFERENCE])
    head = _row_of(plan)
    if not any(each.name == "name" for each in columns):
        head = (*head, _called(plan.kind))

    def _line(place: int) -> TableRow:
        row = rows[place]
        cells = file_rows[row.place].cells
        texts = {
            name: _created(plan, row.values.get(name)) or _first_word(cells, at)
            for name, at in places.items()
        }
        return TableRow(row.number, {**row.values, **_place(row), "title": row.title}, texts)

    return VerdictTable((*head, *columns), _made(rows, _line))


def _created(plan: ImportPlan, value: Any) -> str:
    """Gives the name under which a record will come with the file, however the row spells it."""
    return plan.creates[value.kind][value.index]["name"] if isinstance(value, Pending) else ""


def _written_fields(kind: str, rows: RowsAt, home_currency: str) -> tuple[Field, ...]:
    """Gives the fields that any row writes; amounts bear a sign only where all of them are in one currency."""
    written = rows.fields()
    found = [declared for declared in fields_of(kind) if declared.name in written]
    at_home = set(rows.column("currency")) <= {None, home_currency}
    return tuple(found if at_home else map(_plain, found))


def _plain(declared: Field) -> Field:
    """Lets amounts be written without the sign of a currency, which another field tells."""
    return replace(declared, type=FieldType.NUMBER) if declared.type is FieldType.MONEY else declared


def _places(preview: ImportPreview, references: Iterable[str]) -> dict[str, list[int]]:
    """Gives for each reference the columns that tell its name or its number, the name first."""
    places: dict[str, list[int]] = {}
    for name in references:
        found = (preview.mapping.column_of(each) for each in (name, name + NUMBER_SUFFIX))
        places[name] = [place for place in found if place is not None]
    return places


def _first_word(cells: tuple[Cell, ...], places: Iterable[int]) -> str:
    return next((text_of(cells[place]) for place in places if not says_nothing(cells[place])), "")
