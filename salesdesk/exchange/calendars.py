"""Reads the appointments of a calendar for a log of activities: what was held, by whom and on which day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.activities import Measured, counted_words, counts_of
from salesdesk.exchange.mapping import map_columns, target_named
from salesdesk.exchange.readable_columns import are_days, filled_of
from salesdesk.exchange.table import Cell, Table, normalised, text_of
from salesdesk.services.importing.words import words_for

_FEWEST_SIGNS: Final = 2
_DEAL: Final = frozenset({"amount", "stage_id", "outcome", "account_id", "probability"})
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_TO_WRITE: Final = _("Give it a column with the salesperson and one with the activity, as “Meeting”.")


def is_calendar(table: Table) -> bool:
    """Tells whether the columns of a table are those of a calendar, and none is only a deal’s."""
    signs = sum(normalised(header) in _columns("sign") for header in table.headers)
    if signs < _FEWEST_SIGNS or not _called(table, "day"):
        return False
    read = {name.partition(".")[0] for name in map_columns(table, "deals").columns.values()}
    return not read & _DEAL


def refuse_calendar(table: Table) -> None:
    """Raises UserError where a table of deals is a calendar: an appointment is no sale."""
    if is_calendar(table):
        raise UserError(
            _("This is a calendar: its rows are appointments and none is a deal, so nothing was imported as deals. "
              "As weekly numbers its appointments can be counted.")
        )  # fmt: skip


def appointments(table: Table, measured: Sequence[Measured]) -> Table:
    """Gives a calendar as a log of activities, any other table as it is.

    The activity is the category, else the first word of the subject. Raises UserError where neither is one that the
    desk counts, or nobody is said to have had the appointments.
    """
    if not is_calendar(table):
        return table
    day = next((i for i in _called(table, "day") if are_days(table, i)), None)
    people = _columns_read(table, "salesperson_id") or _called(table, "organiser")
    if day is None or not people:
        raise UserError(
            _("This is a calendar that does not say whose appointments it has, so nothing was imported as numbers. "
              "{to_write}", to_write=_TO_WRITE)
        )  # fmt: skip
    place, told = _activities(table, measured)
    names = {day: "week_start", people[0]: "salesperson_id", place: "competency_id"}
    headers = tuple(
        target_named("numbers", names[i]).label if i in names else header
        for i, header in enumerate(table.headers)
    )
    note = _("A calendar: each appointment counts on the day under “{day}”, as the activity under “{activity}”, for "
             "who stands under “{person}”.", day=table.headers[day], activity=table.headers[place],
             person=table.headers[people[0]])  # fmt: skip
    rows = table.by_column.with_columns({place: told})
    return replace(table, headers=headers, rows=rows, assumed=(*table.assumed, note))


def _activities(table: Table, measured: Sequence[Measured]) -> tuple[int, list[Cell]]:
    """Gives the column that tells activities the desk counts, and what it tells of each appointment."""
    categories = [(i, table.column(i)) for i in _called(table, "category")]
    subjects = [(i, list(map(_first_word, table.column(i)))) for i in _called(table, "subject")]
    for index, cells in (*categories, *subjects):
        if _any_counted(cells, measured):
            return index, list(cells)
    raise UserError(
        _("This is a calendar of whose appointments neither the category nor the first word of the subject is an "
          "activity that is counted, so nothing was imported as numbers. {counted} {to_write}",
          counted=counted_words(measured), to_write=_TO_WRITE)
    )  # fmt: skip


def _first_word(cell: Cell) -> Cell:
    found = _FIRST_WORD.search(text_of(cell))
    return found[0] if found else cell


def _any_counted(cells: Iterable[Cell], measured: Sequence[Measured]) -> bool:
    return any(counts_of(text, measured) for text in set(map(text_of, cells)))


def _columns_read(table: Table, name: str) -> list[int]:
    found = map_columns(table, "numbers").columns
    return [index for index, read in found.items() if read == name]


def _called(table: Table, concept: str) -> list[int]:
    """Gives the columns that are called so in a calendar and say anything."""
    columns = _columns(concept)
    return [
        i for i, header in enumerate(table.headers) if normalised(header) in columns and filled_of(table, i)
    ]


@cache
def _columns(concept: str) -> frozenset[str]:
    return frozenset(map(normalised, words_for("calendar", concept)))
