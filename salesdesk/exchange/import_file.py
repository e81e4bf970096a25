"""Drives an import from the file to the desk: sniff, read, map, parse, compare, apply.

The wizard and the command line are two views of the `ImportPreview` made here.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.env.paths import name_to_show
from salesdesk.env.short_words import brief
from salesdesk.exchange.chosen_columns import (
    doubting_doubles,
    refuse_wrong_kind,
    remembered_mapping,
    settled_columns,
)
from salesdesk.exchange.currency_columns import with_currency_codes, with_one_amount
from salesdesk.exchange.debit_credit import with_debits_and_credits
from salesdesk.exchange.document_types import with_outcomes_told
from salesdesk.exchange.evidence import (
    LeftOut,
    assumed,
    columns_left_out,
    left_out_words,
)
from salesdesk.exchange.file_tables import SheetTable, sheet_table, text_table
from salesdesk.exchange.full_names import with_full_names
from salesdesk.exchange.group_headings import HEADINGS, with_bare_headings
from salesdesk.exchange.layouts import laid_out_table, sure_layout
from salesdesk.exchange.ledger_marks import with_signs
from salesdesk.exchange.mapping import (
    ColumnMapping,
    check_mapping,
    target_named,
)
from salesdesk.exchange.mend_columns import mend_columns
from salesdesk.exchange.named_outcomes import with_outcomes_named
from salesdesk.exchange.nameless import (
    COLUMNS,
    note_on_names,
    proposed_columns,
    told_columns,
)
from salesdesk.exchange.parse_dates import DATE_ORDERS, DateOrder
from salesdesk.exchange.parse_values import find_reading, parse_rows
from salesdesk.exchange.quota_questions import YEAR, doubting_year
from salesdesk.exchange.read_file import Form, sniff
from salesdesk.exchange.settled_rows import settled_rows, told_outcomes
from salesdesk.exchange.sheets_of_people import with_sheets_of_people
from salesdesk.exchange.table import Table
from salesdesk.exchange.task_lists import ROWS, ask_task_list
from salesdesk.frozen import frozen
from salesdesk.services.changes import Changes
from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.outcome_words import told_before
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.service import ImportService, SavedMapping, fitting_mapping
from salesdesk.services.importing.team import with_team
from salesdesk.services.importing.values import (
    Cancelled,
    IncomingRow,
    NameAnswers,
    OpenQuestionError,
    Progress,
    Verdict,
    never_cancelled,
    no_progress,
)

_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")


@frozen
class Source:
    """A file that was read: how it is written, and the table in it; `columns` are the names it has for these.

    Of a workbook it has how many rows its sheets have; where one sheet was named, the others were not looked at.
    `pasted_into` is the year of the grid it was pasted into.
    """

    file_name: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    table: Table
    columns: tuple[str, ...] = ()
    sheet_rows: Mapping[str, int] = field(default_factory=dict[str, int])
    pasted_into: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Gives the names of the sheet, if there is one, of the year it was pasted into, if it was, and of the file."""
        return self.sheet or "", *filter(None, (self.pasted_into,)), self.file_name


@frozen
class ImportChoices:
    """What somebody decided about an import; what is left empty is found out.

    `mapping_name` uses, or remembers, the mapping of that name; `columns` maps column indexes to targets by hand;
    `leave_out_far` rejects rows with dates far off instead of asking about them;
    `answers` holds by its key what was answered to each `ImportQuestion`, `names` which names are the same;
    `left_out` are the numbers of rows somebody does not want.
    """

    mapping_name: str | None = None
    date_order: DateOrder | None = None
    columns: Mapping[int, str] | None = None
    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    names: NameAnswers = field(default_factory=dict[tuple[str, str], bool])
    leave_out_far: bool = False
    left_out: frozenset[int] = frozenset()


@frozen
class ImportPreview:
    """All that is known about an import: the file, its columns, and what it would do or has done."""

    source: Source
    mapping: ColumnMapping
    date_order: DateOrder | None
    plan: ImportPlan
    choices: ImportChoices = field(default_factory=ImportChoices)
    applied: bool = False
    assumed: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def told_left_out(self) -> tuple[str, ...]:
        """Says what of the file goes nowhere although it could have been meant to."""
        return (*self.source.table.left_out, *left_out_words(self.left_out))

    @property
    def notes(self) -> tuple[str, ...]:
        """Gives the sentences that somebody should read before importing."""
        name, remembered = self.choices.mapping_name, self.mapping.remembered
        told = (*self.source.table.notes, *self.assumed, *self.told_left_out)
        found = tuple(dict.fromkeys((*told, *self.plan.notes)))
        if not (name or remembered):
            return found
        words = _("The columns are remembered under “{name}” once this is imported.", name=brief(name or ""))
        if remembered:
            words = _(
                "The columns were read as remembered under “{remembered}”.", remembered=brief(remembered)
            )
        return words, *found

    def with_team(self, members: Collection[int]) -> "ImportPreview":
        """Gives the preview in which only these of the new people, by their keys, are in the team."""
        return replace(self, plan=with_team(self.plan, members))


def read_source(path: Path, kind: str, sheet: str | None = None) -> Source:
    """Reads a file and finds the table in it; raises UserError in one sentence where that cannot be."""
    sniffed = sniff(path)
    if sniffed.form is not Form.TEXT:
        found = sheet_table(sniffed, path.name, kind, sheet)
    elif sheet:
        raise UserError(
            _(
                "“{name}” has no sheets, so nothing was imported; leave out the name of the sheet.",
                name=path.name,
            )
        )
    else:
        found = SheetTable(table=text_table(sniffed, path.name, kind))
    if (table := found.table) is None:
        raise UserError(
            _(
                "No row of column names was found in “{name}”, so nothing was imported; "
                "export it with its column names.",
                name=path.name,
            )
        )
    if not table.rows:
        raise UserError(
            _(
                "“{name}” has column names but no rows, so nothing was imported; export it again.",
                name=path.name,
            )
        )
    columns = table.headers
    table = with_full_names(table, kind)
    if kind == "deals":
        table = with_debits_and_credits(with_signs(with_currency_codes(table)))
        table = with_one_amount(with_outcomes_told(table))
    return Source(
        name_to_show(path), kind, sniffed.encoding, sniffed.delimiter, found.sheet, table, columns, found.rows
    )


def laid_out(service: ImportService, source: Source, year: str | None = None) -> Source:
    """Gives a file of quotas or weekly numbers one row a person and period, however it is laid out; others as they are.

    `year` is that of quarters and months that name none; else a title, the sheet or the file tells it, if any does.
    """
    return replace(source, table=laid_out_table(service, source.kind, source.table, source.names, year))


def preview_import(
    service: ImportService, source: Source, choices: ImportChoices | None = None, *,
    progress: Progress = no_progress, cancelled: Cancelled = never_cancelled,
) -> ImportPreview:  # fmt: skip
    """Compares a file with the desk and writes nothing.

    Raises UserError where the columns are not enough, DateOrderUnclearError where the dates can be read
    in two ways and nobody said which, and OpenQuestionError for whatever else has to be asked and was not
    answered with the columns when they were remembered.
    """
    choices = choices or ImportChoices()
    table = sure_layout(service, source.kind, source.table, source.names, choices.answers.get(YEAR))
    source = replace(source, table=table)
    saved = _saved_mapping(service, source, choices)
    choices = replace(choices, answers=told_before(saved.answers if saved else {}) | dict(choices.answers))
    while True:
        try:
            return _preview(service, source, choices, saved, progress, cancelled)
        except OpenQuestionError as open_one:
            choices = _answered_as_before(choices, saved, open_one)


def _answered_as_before(
    choices: ImportChoices, saved: SavedMapping | None, open_one: OpenQuestionError
) -> ImportChoices:
    """Gives the choices with the answer that is remembered; asks where there is none that fits."""
    question = open_one.question
    answer = saved.answers.get(question.key) if saved else None
    if answer not in question.answers or question.key in choices.answers:
        raise open_one
    return replace(choices, answers={**choices.answers, question.key: answer})


def _preview(
    service: ImportService, source: Source, choices: ImportChoices, saved: SavedMapping | None,
    progress: Progress, cancelled: Cancelled,
) -> ImportPreview:  # fmt: skip
    if source.kind == "deals" and saved is None:
        ask_task_list(source.table, source.file_name, choices.answers.get(ROWS))
    found, columns = saved is None and choices.columns is None, _mapping(source, choices, saved)
    known = service.known(source.kind)
    mapping, proposed, told = settled_columns(
        source.table, source.kind, columns, choices.answers, known, found=found
    )
    source, mapping = _with_people_above(source, mapping, choices, known)
    source, mapping = _with_outcomes_named(source, mapping, choices)
    check_mapping(mapping, source.table, source.kind, source.file_name, source.columns)
    source = replace(source, table=mend_columns(source.table, mapping, source.kind))
    known = replace(known, told=told_outcomes(source.table, source.kind, mapping, choices.answers))
    reading = find_reading(
        source.table, source.kind, mapping, file_name=source.file_name, delimiter=source.delimiter,
        date_order=choices.date_order, remembered_order=remembered_order(saved), home_currency=known.currency,
        answers=choices.answers, own=source.columns,
    )  # fmt: skip
    rows = parse_rows(source.table, source.kind, mapping, reading)
    rows, settled = settled_rows(
        source.kind, rows, source.table, mapping, proposed, source.file_name, choices.answers, known
    )
    rows = _without(rows, dict.fromkeys(choices.left_out, LEFT_OUT), unwanted=True)

    def _plan(of: list[IncomingRow]) -> ImportPlan:
        mapped = frozenset(mapping.columns.values())
        return service.plan(
            source.kind, mapped, of, known, names=choices.names, progress=progress, cancelled=cancelled
        )

    plan = _plan(rows)
    far = plan.far_by_row
    if choices.leave_out_far and far and len(far) < _written(plan):
        plan = _plan(_without(rows, far))
    refuse_wrong_kind(source.file_name, plan)
    plan = doubting_doubles(plan, source.table, mapping, proposed, known)
    plan = doubting_year(plan, source.pasted_into, service.fiscal_start())
    return ImportPreview(
        source, mapping, reading.date_order, plan, choices,
        assumed=(
            *note_on_names(source.table, source.file_name, choices.answers.get(COLUMNS)),
            *source.table.assumed, *told,
            *assumed(source.table, source.kind, mapping, proposed, known.told, sales=plan.totals.won > 0),
            *reading.assumed, *settled, *plan.assumed,
        ),
        left_out=columns_left_out(source.table, source.kind, mapping, proposed),
    )  # fmt: skip


def _with_people_above(
    source: Source, mapping: ColumnMapping, choices: ImportChoices, known: KnownDesk
) -> tuple[Source, ColumnMapping]:
    """Takes headings above groups of rows, or sheets, for the salespeople where nothing else names them; asks first."""
    if source.kind not in ("deals", "quotas"):
        return source, mapping
    owner = target_named(source.kind, "salesperson_id")
    owned = any(name.startswith(owner.name) for name in mapping.columns.values())
    answer = choices.answers.get(HEADINGS)
    table = with_bare_headings(source.table, source.kind, owned, answer, owner.label)
    if table is source.table and not owned:
        table = with_sheets_of_people(table, answer, owner.label, known)
    if table is source.table:
        return source, mapping
    columns = {**mapping.columns, len(source.table.headers): owner.name}
    return replace(source, table=table), replace(mapping, columns=columns)


def _with_outcomes_named(
    source: Source, mapping: ColumnMapping, choices: ImportChoices
) -> tuple[Source, ColumnMapping]:
    """Takes what a title or a sheet says for what became of the deals where no column tells that; asks first."""
    if source.kind != "deals":
        return source, mapping
    table, mapping = with_outcomes_named(
        source.table, source.sheet, source.file_name, mapping, choices.answers
    )
    return replace(source, table=table), mapping


def _written(plan: ImportPlan) -> int:
    return plan.count(Verdict.NEW) + plan.count(Verdict.CHANGED)


LEFT_OUT: Final = _("You left it out.")
"""Why a row is not imported that could be, but is not wanted."""


def _without(
    rows: Sequence[IncomingRow], why: Mapping[int, str], *, unwanted: bool = False
) -> list[IncomingRow]:
    """Marks rows, by their numbers, as ones that are not imported; what is wrong with one already stays its reason."""
    if not why:
        return list(rows)
    return [
        replace(row, errors=(why[row.number],), unwanted=unwanted)
        if row.number in why and not row.errors
        else row
        for row in rows
    ]


def apply_import(
    service: ImportService, preview: ImportPreview, *,
    progress: Progress = no_progress, cancelled: Cancelled = never_cancelled,
) -> tuple[ImportPreview, Changes]:  # fmt: skip
    """Writes what the preview shows as one step of undo; a name given for the mapping remembers it."""
    changes = service.apply(
        preview.plan, preview.source.file_name, as_of=day_in_name(preview.source.file_name),
        mapping=_to_remember(preview), progress=progress, cancelled=cancelled,
    )  # fmt: skip
    return replace(preview, applied=True), changes


def day_in_name(file_name: str) -> date | None:
    """Gives the day an export is of where its name says so, as in “export_2024-09-30.csv”."""
    for found in _DAY_IN_NAME.finditer(file_name):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


def _saved_mapping(service: ImportService, source: Source, choices: ImportChoices) -> SavedMapping | None:
    """Finds the remembered mapping that was named, else one made for the very same columns."""
    if choices.columns is not None:
        return None
    mappings = service.mappings(source.kind)
    if choices.mapping_name:
        return next((saved for saved in mappings if saved.name == choices.mapping_name), None)
    return fitting_mapping(mappings, source.table.headers) if source.table.named else None


def _mapping(source: Source, choices: ImportChoices, saved: SavedMapping | None) -> ColumnMapping:
    if choices.columns is not None:
        return ColumnMapping(dict(sorted(choices.columns.items())))
    if saved is None and not source.table.named:
        return told_columns(source.table, source.kind, source.file_name, choices.answers.get(COLUMNS))
    if saved is None:
        return proposed_columns(source.table, source.kind)
    return remembered_mapping(source.table, source.kind, saved)


def remembered_order(saved: SavedMapping | None) -> DateOrder | None:
    """Gives the order of dates that is remembered with a mapping."""
    return next((order for order in DATE_ORDERS if saved and order == saved.date_order), None)


def _to_remember(preview: ImportPreview) -> SavedMapping | None:
    name = preview.choices.mapping_name
    if not name:
        return None
    headers = preview.source.table.headers
    order = preview.date_order if preview.date_order != "ymd" else None
    columns = preview.mapping.by_header(headers)
    return SavedMapping(name, preview.source.kind, headers, columns, order, preview.choices.answers)
