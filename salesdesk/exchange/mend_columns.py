"""Mends what reports and spreadsheets do to whole columns: groups named only once, numbers that were rounded."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from salesdesk.exchange.column_names import SURE, certainty, name_score
from salesdesk.exchange.column_profile import profile
from salesdesk.exchange.column_units import parted_unit
from salesdesk.exchange.header_currencies import currency_in
from salesdesk.exchange.mapping import ColumnMapping, fits, target_named
from salesdesk.exchange.parse_dates import later_serial
from salesdesk.exchange.table import (
    Cell,
    NoData,
    Table,
    by_value,
    different,
    normalised,
    says_nothing,
    text_of,
)
from salesdesk.model.fields import DATE_TYPES, FieldType
from salesdesk.services.importing.words import words_for

_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+?\d{1,3}$", re.IGNORECASE)
_ROUNDED = re.compile(r"^\d{15}0+$")


def mend_columns(table: Table, mapping: ColumnMapping, kind: str) -> Table:
    """Gives the table with groups filled down and rounded record numbers left out; its notes tell of both.

    An actual amount that is empty, as it is while a deal is open, is the expected one, which is told as assumed.
    """
    columns: dict[int, list[Cell]] = {}
    notes: list[str] = []
    assumed: list[str] = []
    groups = _group_columns(table, mapping, kind)
    for index, name in sorted(mapping.columns.items()):
        target, cells = target_named(kind, name), table.column(index)
        if index in groups:
            columns[index], filled = _filled_down(table, cells, ended=index == groups[-1])
            notes.append(_note_on_groups(table.headers[index], filled))
        if name == "amount" and (other := _amounts_beside(table, mapping, kind, index)) is not None:
            columns[index], filled = _filled_from(cells, table.column(other))
            assumed.append(_note_on_amounts(table.headers[index], table.headers[other], filled))
        if (name == "external_id" or target.by_number) and (ruined := _ruined(cells)):
            columns[index] = [None if text_of(cell) in ruined else cell for cell in cells]
            notes.append(_note_on_numbers(table.headers[index], ruined))
        if table.from_1904 and target.field.type in DATE_TYPES:
            columns[index] = list(by_value(later_serial, cells))
    if not columns:
        return replace(table, notes=(*table.notes, *notes)) if notes else table
    return replace(
        table,
        rows=table.by_column.with_columns(columns),
        notes=(*table.notes, *notes),
        assumed=(*table.assumed, *assumed),
    )


def _group_columns(table: Table, mapping: ColumnMapping, kind: str) -> list[int]:
    """Gives the columns that name each group once: that of the groups, then those of the groups within them."""
    found: list[int] = []
    for index, name in sorted(mapping.columns.items()):
        if target_named(kind, name).field.type is FieldType.REFERENCE:
            cells = table.column(index)
            within = bool(found) and found[-1] == index - 1 and _names_parts(table.column(index - 1), cells)
            if within or _names_groups(table, index, cells) or _is_marked(table.headers[index], cells):
                found.append(index)
    return found


def _is_marked(header: str, cells: Sequence[Cell]) -> bool:
    """Tells whether a report says of a column, by its arrow, that the rows are grouped by it."""
    marked = header.rstrip().endswith(("↑", "↓")) and not says_nothing(cells[0])
    return marked and any(map(says_nothing, cells)) and _stand_alone(cells)


def _names_parts(groups: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Tells whether a column names a part wherever a group begins, and leaves rows between empty."""
    rows = list(zip(groups, cells, strict=True))
    begun = all(not says_nothing(cell) for group, cell in rows if not says_nothing(group))
    again = any(
        says_nothing(rows[i][0]) and cell == rows[i - 1][1] for i, (_group, cell) in enumerate(rows) if cell
    )
    return begun and not again and any(map(says_nothing, cells))


def _stand_alone(cells: Sequence[Cell]) -> bool:
    """Tells whether no name stands below itself, as it does in a list whose rows all have one."""
    return all(before != after for before, after in pairwise(by_value(text_of, cells)) if before and after)


def _amounts_beside(table: Table, mapping: ColumnMapping, kind: str, index: int) -> int | None:
    """Gives the column of expected amounts beside one of actual ones, which are empty until a deal is won."""
    target = target_named(kind, "amount")
    if kind != "deals":
        return None
    for other, header in enumerate(table.headers):
        known = other not in mapping.columns and name_score(header, target.name, target.names, kind) >= SURE
        if (
            known
            and _stands_in(header, table.headers[index])
            and parted_unit(header)[1] is None
            and fits(target, profile(table.column(other)))
            and any(map(says_nothing, table.column(index)))
        ):
            return other
    return None


def _stands_in(other: str, header: str) -> bool:
    """Tells by the names of two columns whether one has the expected amounts where the other has the actual ones."""
    if normalised(header) in _actual_amounts():
        return True
    said = certainty(header), certainty(other)
    return said == ("actual", "expected") and currency_in(header) == currency_in(other)


@cache
def _actual_amounts() -> frozenset[str]:
    return frozenset(normalised(word) for word in words_for("opportunity", "actual_amount"))


def _filled_from(cells: Sequence[Cell], others: Sequence[Cell]) -> tuple[list[Cell], int]:
    """Gives a column whose empty cells hold what another one does, and how many did."""
    pairs = list(zip(cells, others, strict=True))
    filled = sum(says_nothing(cell) and not says_nothing(other) for cell, other in pairs)
    return [other if says_nothing(cell) else cell for cell, other in pairs], filled


def _note_on_amounts(header: str, other: str, filled: int) -> str:
    return n_(
        "“{header}” is empty for 1 deal, which has what stands under “{other}”.",
        "“{header}” is empty for {number:,} deals, which have what stands under “{other}”.",
        filled, header=header, other=other,
    )  # fmt: skip


def _names_groups(table: Table, index: int, cells: Sequence[Cell]) -> bool:
    """Tells whether a column names each group once, in its first row, as a pivot table does.

    Either a subtotal names one of its groups again, or it is the first column or its names stand nowhere but where
    totals part the rows, at least half of it is empty, and no name comes twice, as names do in a list in which some
    are missing. Where every part begins with a name, and no other row has one, that is enough.
    """
    spelt = by_value(lambda cell: "" if says_nothing(cell) else text_of(cell).casefold(), cells)
    names = [name for name in spelt if name]
    if not names or says_nothing(cells[0]) or len(names) == len(cells):
        return False
    totals = {row.text.casefold() for row in table.skipped if row.why is NoData.TOTAL}
    if _stand_alone(cells) and any(
        name in total and name != total for name in set(names) for total in totals
    ):
        return True
    begin, named = _beginnings(table), {place for place, cell in enumerate(cells) if not says_nothing(cell)}
    if len(begin) > 1 and named == begin:
        return True
    parted = index == 0 or (len(begin) > 1 and named <= begin)
    return parted and 2 <= len(names) <= len(cells) / 2 and len(set(names)) == len(names)


def _beginnings(table: Table) -> set[int]:
    """Gives the places of the rows that come first, or first below a total."""
    numbers = [row.number for row in table.rows]
    below = {bisect_right(numbers, row.number) for row in table.skipped if row.why is NoData.TOTAL}
    return {0, *below} - {len(numbers)}


def _filled_down(table: Table, cells: Sequence[Cell], *, ended: bool) -> tuple[list[Cell], int]:
    """Gives the column with each name in all rows of its group, and how many were empty.

    A total ends a group that has no others within it.
    """
    ends = [row.number for row in table.skipped if ended and row.why is NoData.TOTAL]
    given: list[Cell] = []
    current: Cell = None
    filled, at = 0, 0
    for row, cell in zip(table.rows, cells, strict=True):
        while at < len(ends) and ends[at] < row.number:
            current, at = None, at + 1
        if not says_nothing(cell):
            current = cell
        elif current is not None:
            filled += 1
        given.append(current)
    return given, filled


def _ruined(cells: Sequence[Cell]) -> frozenset[str]:
    """Gives the record numbers that a spreadsheet has rounded, so that different records share one."""
    texts = {text_of(cell) for cell in different(cells)}
    rounded = {text for text in texts if _ROUNDED.match(text)}
    whole = any(len(text) > 15 and text.isdecimal() and text not in rounded for text in texts)
    return frozenset(
        {text for text in texts if _SCIENTIFIC.match(text)}
        | (set() if whole or len(rounded) < 2 else rounded)
    )


def _note_on_groups(header: str, filled: int) -> str:
    return n_(
        "“{header}” names each group once: 1 row below was given the name of its group.",
        "“{header}” names each group once: {number:,} rows below were given the name of their group.",
        filled,
        header=header,
    )


def _note_on_numbers(header: str, ruined: frozenset[str]) -> str:
    return _(
        "A spreadsheet has rounded numbers under “{header}” to such as {example}, so these are left out, and the "
        "rows are told apart by their names; export the file again and do not open it in a spreadsheet first.",
        header=header,
        example=min(ruined),
    )
