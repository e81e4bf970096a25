"""Makes a column of the headings that stand above groups of rows, as “Owner: Mia Orr (3)”."""

import re
from collections.abc import Sequence
from dataclasses import replace

from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.mapping import map_columns, target_named, targets_for
from salesdesk.exchange.quota_measures import column_of_measures
from salesdesk.exchange.table import Cell, NoData, Table, nameless_header, normalised
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
_NAMES = re.compile(r"[^\W\d_]+(?:[ .,'’-]+[^\W\d_]+){0,3}\.?")
"""A name as it may stand above quotas, of which none is anything else: a given name alone too."""


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
    if kind == "quotas":
        return _with_people_above_measures(table)
    return _with_stages_above(table) if kind == "deals" else table


def _with_people_above_measures(table: Table) -> Table:
    """Gives the table with the people that stand as headings in the column of the measures below each of them.

    They do where that column is called one of salespeople, which no measure is.
    """
    found, owner = column_of_measures(table), target_named("quotas", "salesperson_id")
    headings = _bare_headings(table)
    if found is None or not _may_be_people(table, headings, _NAMES):
        return table
    header = table.headers[found[0]]
    if name_score(header, owner.name, owner.names, "quotas") < SURE:
        return table
    headers = (*table.headers[: found[0]], nameless_header(found[0]), *table.headers[found[0] + 1 :])
    return _with_column(replace(table, headers=headers), header, headings)


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


def with_bare_headings(
    table: Table, kind: str, owners_mapped: bool, answer: str | None, owner_label: str
) -> Table:
    """Gives a table of deals or quotas with the salespeople that bare headings name, where somebody says they do.

    Raises OpenQuestionError where no column names the owners, every row stands under a heading that can be the
    name of somebody, and nobody has said what they are.
    """
    headings, names = _bare_headings(table), _NAMES if kind == "quotas" else _NAME
    if owners_mapped or answer == NOBODY or not _may_be_people(table, headings, names):
        return table
    if answer is None:
        raise OpenQuestionError(_question(kind, list(dict.fromkeys(heading.value for heading in headings))))
    return _with_column(table, owner_label, headings)


def _question(kind: str, names: Sequence[str]) -> ImportQuestion:
    first, second = names[:2]
    no_names = _("they are no names of people")
    if kind == "quotas":
        asked = _("Lines such as “{first}” and “{second}” stand above the quotas: do they name the salespeople?",
                  first=first, second=second)  # fmt: skip
        answers = {OWNER: _("they are the salespeople of the quotas below"), NOBODY: no_names}
    else:
        asked = _("Lines such as “{first}” and “{second}” stand above the deals: do they name the salespeople?",
                  first=first, second=second)  # fmt: skip
        answers = {OWNER: _("they are the salespeople of the deals below"), NOBODY: no_names}
    return ImportQuestion(HEADINGS, asked, "--headings", answers)


def _bare_headings(table: Table) -> list[_Heading]:
    """Gives the headings without a label, with the first one where it stands above the names of the columns.

    It does where each of the others has these names below it, or beside it, again.
    """
    found = [heading for heading in _headings(table) if not heading.label]
    if not found or not table.rows or not table.above or found[0].row < table.rows[0].number:
        return found
    again = {row.number - 1 for row in table.skipped if row.why is NoData.HEADER}
    again |= {row.number for row in table.skipped if row.why is NoData.NAMED_HEADER}
    if any(heading.row not in again for heading in found):
        return found
    return [_Heading(0, *_parted(table.above[-1])), *found]


def _headings(table: Table) -> list[_Heading]:
    rows = (row for row in table.skipped if row.why in (NoData.HEADING, NoData.NAMED_HEADER))
    return [_Heading(row.number, *_parted(row.text)) for row in rows]


def _parted(text: str) -> tuple[str, str]:
    """Parts a heading into its label, which may be empty, and what it says without the count of its rows."""
    labelled = _LABELLED.fullmatch(text)
    label, value = (labelled[1], labelled[2]) if labelled else ("", text)
    return label, _COUNT.sub("", value).strip()


def _is_known(label: str, kind: str) -> bool:
    return any(name_score(label, t.name, t.names, kind) >= SURE for t in targets_for(kind))


def _may_be_people(table: Table, headings: Sequence[_Heading], form: re.Pattern[str]) -> bool:
    """Tells whether all rows stand under headings, at least two, that look like names of people."""
    if len({heading.value for heading in headings}) < 2 or not table.rows:
        return False
    names = [heading.value for heading in headings if heading.row < table.rows[-1].number]
    return (
        headings[0].row < table.rows[0].number
        and all((form.fullmatch(name) and name[0].isupper()) or parted_by_nothing(name) for name in names)
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
    given = len({row.number for row, cell in zip(table.rows, cells, strict=True) if cell is not None})
    note = n_(
        "“{label}” is taken from the headings above the rows, such as “{example}”, for 1 row.",
        "“{label}” is taken from the headings above the rows, such as “{example}”, for {number:,} rows.",
        given, label=label, example=headings[0].value,
    )  # fmt: skip
    rows = table.by_column.with_columns({len(table.headers): cells})
    return replace(table, headers=(*table.headers, label), rows=rows, assumed=(*table.assumed, note))
