"""Asks whether the sheets that are read as one are called by the salespeople, a sheet each, where no column is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from salesdesk.exchange.group_headings import HEADINGS, NOBODY, OWNER
from salesdesk.exchange.person_column import is_period
from salesdesk.exchange.table import Cell, Table
from salesdesk.services.importing.likeness import called_by_one_name
from salesdesk.services.importing.names import outcome_of, parted_by_nothing, spelling_key
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.row_numbers import RowNumber
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError

_FULL_NAME: Final = re.compile(r"[^\W\d_]+(?:[ .,'’-]+[^\W\d_]+){1,3}\.?")
_FEWEST: Final = 2


def with_sheets_of_people(table: Table, answer: str | None, label: str, known: KnownDesk) -> Table:
    """Gives a table of several sheets with a column more that has the names of these, where they are the salespeople's.

    Raises OpenQuestionError where they look like names, or the desk knows some, and nobody has said what they are.
    """
    numbers = [row.number for row in table.rows]
    cells: list[Cell] = [n.sheet if isinstance(n, RowNumber) else None for n in numbers]
    names = [name for name in dict.fromkeys(cells) if isinstance(name, str)]
    if answer == NOBODY or len(names) < _FEWEST or None in cells or not _may_be_people(names, known):
        return table
    if answer is None:
        raise OpenQuestionError(_question(names))
    note = _("“{label}” is taken from the names of the sheets.", label=label)
    rows = table.by_column.with_columns({len(table.headers): cells})
    return replace(table, headers=(*table.headers, label), rows=rows, assumed=(*table.assumed, note))


def _may_be_people(names: Sequence[str], known: KnownDesk) -> bool:
    """Tells whether all names look like those of people, or one is that of somebody on the desk."""
    if any(outcome_of(name) or is_period(name) for name in names):
        return False
    people = [each["name"] for each in known.of("salesperson").values()]
    if any(spelling_key(name) == spelling_key(each) for name in names for each in people):
        return True
    if all(any(called_by_one_name(name, each) for each in people) for name in names):
        return True
    return all(_FULL_NAME.fullmatch(name) or parted_by_nothing(name) for name in names)


def _question(names: Sequence[str]) -> ImportQuestion:
    first, second = names[:2]
    asked = _("No column names the salespeople, but sheets are called “{first}” and “{second}”: are these they?",
              first=first, second=second)  # fmt: skip
    answers = {OWNER: _("the deals of a sheet are theirs"), NOBODY: _("they are no names of people")}
    return ImportQuestion(HEADINGS, asked, "--headings", answers)
