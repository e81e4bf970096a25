"""Makes a column of the headings that stand above groups of rows, as “Owner: Mia Orr (3)”."""

import re
from collections.abc import Sequence
from dataclasses import replace

from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.mapping import map_columns, target_named, targets_for
from salesdesk.exchange.table import Cell, NoData, Table, normalised
from salesdesk.frozen import frozen
from salesdesk.services.importing.deal_rules import FLAGS
from salesdesk.services.importing.names import outcome_of, parted_by_nothing
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError

HEADINGS = "headings"
"""The key of the question whether headings without a label name the salespeople of the rows below them."""
OWNER, NOBODY = "owner", "none"
_LABELLED = re.compile(r"\s*([^:：=]{2,40}?)\s*[:：=]\s*(\S.*)")
_COUNT = re.compile(r"\s*[(\[]\s*\d[^()\[\]]*[)\]]\s*$")
_NAME = re.compile(r"[^\W\d_]+(?:[ .,'’-]+[^\W\d_]+){1,3}\.?")


@frozen
class _Heading:
    """A row of one cell above a group: the number of the row, what it labels, and the value."""

    row: int
    label: str
    value: str


def with_headings(table: Table, kind: str) -> Table:
    """Gives the table with a column more for each known label that headings of groups bear."""
    known = {normalised(header) for header in table.headers}
    labels: dict[str, list[_Heading]] = {}
    for heading in _headings(table):
        if heading.label and normalised(heading.label) not in known and _is_known(heading.label, kind):
            labels.setdefault(heading.label, []).append(heading)
    for label, headings in labels.items():
        first = [_Heading(0, label, value) for name, value in map(_parted, table.above) if name == label]
        table = _with_column(table, label, (*first[-1:], *headings))
    return _with_stages_above(table) if kind == "deals" else table


def _with_stages_above(table: Table) -> Table:
    """Gives the table with the stages that headings name where no column tells any and some say won or lost."""
    headings = [heading for heading in _headings(table) if not heading.label]
    if not table.rows or not any(outcome_of(heading.value) in ("won", "lost") for heading in headings):
        return table
    # The first group may stand below its heading and the names of the columns.
    if headings[0].row > table.rows[0].number:
        headings = [*(_Heading(0, *_parted(text)) for text in table.above[-1:]), *headings]
    told = {"stage_id", "outcome", *FLAGS} & set(map_columns(table, "deals").columns.values())
    if told or len({heading.value for heading in headings}) < 2:
        return table
    return _with_column(table, target_named("deals", "stage_id").label, headings)


def with_bare_headings(table: Table, owners_mapped: bool, answer: str | None, owner_label: str) -> Table:
    """Gives a table of deals with the salespeople that bare headings name, where somebody says that they do.

    Raises OpenQuestionError where no column names the owners, every deal stands under a heading that can be the
    name of somebody, and nobody has said what they are.
    """
    headings = [heading for heading in _headings(table) if not heading.label]
    if owners_mapped or answer == NOBODY or not _may_be_people(table, headings):
        return table
    if answer is None:
        names = tuple(dict.fromkeys(heading.value for heading in headings))
        raise OpenQuestionError(
            ImportQuestion(
                HEADINGS,
                _("Lines such as “{first}” and “{second}” stand above the deals: do they name the salespeople?",
                  first=names[0], second=names[1]),
                "--headings",
                {OWNER: _("they are the salespeople of the deals below"), NOBODY: _("they are no names of people")},
            )
        )  # fmt: skip
    return _with_column(table, owner_label, headings)


def _headings(table: Table) -> list[_Heading]:
    rows = (row for row in table.skipped if row.why is NoData.HEADING)
    return [_Heading(row.number, *_parted(row.text)) for row in rows]


def _parted(text: str) -> tuple[str, str]:
    """Parts a heading into its label, which may be empty, and what it says without the count of its rows."""
    labelled = _LABELLED.fullmatch(text)
    label, value = (labelled[1], labelled[2]) if labelled else ("", text)
    return label, _COUNT.sub("", value).strip()


def _is_known(label: str, kind: str) -> bool:
    return any(name_score(label, t.name, t.names, kind) >= SURE for t in targets_for(kind))


def _may_be_people(table: Table, headings: Sequence[_Heading]) -> bool:
    """Tells whether all rows stand under headings, at least two, that look like names of people."""
    if len({heading.value for heading in headings}) < 2 or not table.rows:
        return False
    names = [heading.value for heading in headings if heading.row < table.rows[-1].number]
    return (
        headings[0].row < table.rows[0].number
        and all((_NAME.fullmatch(name) and name[0].isupper()) or parted_by_nothing(name) for name in names)
        and not any(map(outcome_of, names))
    )


def _with_column(table: Table, label: str, headings: Sequence[_Heading]) -> Table:
    """Gives each row the value of the last heading above it."""
    cells: list[Cell] = []
    current, place = None, 0
    for row in table.rows:
        while place < len(headings) and headings[place].row < row.number:
            current, place = headings[place].value, place + 1
        cells.append(current)
    given = sum(cell is not None for cell in cells)
    note = n_(
        "“{label}” is taken from the headings above the rows, such as “{example}”, for 1 row.",
        "“{label}” is taken from the headings above the rows, such as “{example}”, for {number:,} rows.",
        given, label=label, example=headings[0].value,
    )  # fmt: skip
    rows = table.by_column.with_columns({len(table.headers): cells})
    return replace(table, headers=(*table.headers, label), rows=rows, assumed=(*table.assumed, note))
