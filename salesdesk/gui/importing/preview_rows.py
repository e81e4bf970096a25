"""Makes tables out of an import's preview: the new rows, each changed field, the same rows, the rejected ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesdesk.env.locale import Formats
from salesdesk.exchange.cells import Cell, says_nothing, text_of
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.gui.models.plain_row import PlainRow
from salesdesk.model import fields_of, kind_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import words_of
from salesdesk.services.importing.values import KINDS, NUMBER_SUFFIX, PlannedRow, Verdict

NOTHING = "–"
ROW = Field(name="row", label="Row", type=FieldType.INTEGER, help="The number of the row in the file.")
WORDED = (FieldType.REFERENCE, FieldType.CHOICE)


@dataclass(frozen=True)
class VerdictTable:
    """The columns and lines of what one verdict says."""

    columns: tuple[Field, ...]
    rows: tuple[PlainRow, ...]


VerdictTables = Mapping[Verdict, VerdictTable]


def verdict_tables(preview: ImportPreview, formats: Formats) -> VerdictTables:
    """Makes the table of every verdict."""
    plan, called = preview.plan, _called(preview.plan.kind)
    why = Field(name="why", label="Why it cannot be imported", type=FieldType.LONG_TEXT)
    return {
        Verdict.NEW: _new_table(preview, formats.currency),
        Verdict.CHANGED: _changed_table(preview, formats),
        Verdict.SAME: _plain_table((ROW, called), plan.of(Verdict.SAME)),
        Verdict.REJECTED: _plain_table((ROW, called, why), plan.of(Verdict.REJECTED)),
    }


def _called(kind: str) -> Field:
    return Field(name="title", label=kind_of(KINDS[kind]).label, type=FieldType.TEXT)


def _plain_table(columns: tuple[Field, ...], rows: Iterable[PlannedRow]) -> VerdictTable:
    lines = (
        PlainRow(row.number, {"row": row.number, "title": row.title or NOTHING, "why": row.why})
        for row in rows
    )
    return VerdictTable(columns, tuple(lines))


def _changed_table(preview: ImportPreview, formats: Formats) -> VerdictTable:
    """Gives a line for each changed field of each row, before and after in words."""
    kind = KINDS[preview.plan.kind]
    columns = (
        ROW, _called(preview.plan.kind), Field(name="field", label="What changes", type=FieldType.TEXT),
        Field(name="before", label="On the desk", type=FieldType.TEXT),
        Field(name="after", label="In the file", type=FieldType.TEXT),
    )  # fmt: skip
    declared = {each.name: _plain(each) for each in fields_of(kind)}
    changes = ((row, change) for row in preview.plan.of(Verdict.CHANGED) for change in row.changes)
    lines = (
        PlainRow(number, {
            "row": row.number, "title": row.title, "field": change.label,
            "before": _words(declared[change.field], change.before, formats),
            "after": _words(declared[change.field], change.after, formats),
        })
        for number, (row, change) in enumerate(changes, start=1)
    )  # fmt: skip
    return VerdictTable(columns, tuple(lines))


def _words(declared: Field, value: Any, formats: Formats) -> str:
    if value is None:
        return NOTHING
    return str(value) if declared.type in WORDED else words_of(declared, value, formats)


def _new_table(preview: ImportPreview, home_currency: str) -> VerdictTable:
    """Gives a line for each new record with what will be written; references are the words of the file."""
    plan = preview.plan
    rows = plan.of(Verdict.NEW)
    columns = _written_fields(KINDS[plan.kind], rows, home_currency)
    references = [each.name for each in columns if each.type is FieldType.REFERENCE]
    cells = {row.number: row.cells for row in preview.source.table.rows}
    places = _places(preview, references)
    head = (ROW,) if any(each.name == "name" for each in columns) else (ROW, _called(plan.kind))
    lines = (
        PlainRow(
            row.number, {**row.values, "row": row.number, "title": row.title},
            {name: _first_word(cells[row.number], at) for name, at in places.items()},
        )
        for row in rows
    )  # fmt: skip
    return VerdictTable((*head, *columns), tuple(lines))


def _written_fields(kind: str, rows: Sequence[PlannedRow], home_currency: str) -> tuple[Field, ...]:
    """Gives the fields that any row writes; amounts bear a sign only where all of them are in one currency."""
    written = set[str]().union(*(row.values.keys() for row in rows))
    found = [declared for declared in fields_of(kind) if declared.name in written]
    at_home = all(row.values.get("currency", home_currency) == home_currency for row in rows)
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
