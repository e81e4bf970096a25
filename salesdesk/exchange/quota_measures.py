"""Keeps of a table with a row a measure, as “Quota”, “Actual” and “Attainment”, the rows that are quotas."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, TypeVar

from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.readable_columns import filled_of
from salesdesk.exchange.table import Cell, FileRow, NoData, SkippedRow, Table, is_empty, normalised, text_of
from salesdesk.services.importing.words import words_for

T = TypeVar("T")
_MOST_MEASURES: Final = 8
_SHOWN: Final = 4


def quotas_alone(table: Table) -> Table:
    """Leaves out the rows that measure something else than a quota, and says so; other tables as they are.

    What is named once above the measures, as the person, goes to the quota among them.
    """
    found = column_of_measures(table)
    if found is None or len({text_of(cell) for cell in filled_of(table, found[0])}) == 1:
        return table
    return _kept(table, *found)


def column_of_measures(table: Table) -> tuple[int, str] | None:
    """Gives the column that says of each row what it measures, and its word for the quota; None where none does."""
    for index in range(len(table.headers) if table.named else 0):
        words = {text_of(cell) for cell in filled_of(table, index)}
        quotas = {word for word in words if _is_quota(word)}
        if len(quotas) == 1 and (words == quotas or _are_measures(table, index, words - quotas)):
            return index, quotas.pop()
    return None


def _is_quota(word: str) -> bool:
    target = target_named("quotas", "amount")
    return name_score(word, target.name, target.names, "quotas", money=True) >= SURE


def _are_measures(table: Table, index: int, others: Collection[str]) -> bool:
    """Tells whether words beside the one for a quota are other measures, not other quotas as “Stretch target”."""
    counts = Counter(text_of(cell) for cell in filled_of(table, index))
    repeated = len(counts) < len(filled_of(table, index)) or len(others) == 1
    return 1 <= len(others) <= _MOST_MEASURES and repeated and not any(map(_is_another_quota, others))


def _is_another_quota(word: str) -> bool:
    """Tells whether a word for a quota is a part of a name that does not say how much of it somebody has reached."""
    parts = set(normalised(word).split())
    reached = {part for each in words_for("quota", "reached") for part in normalised(each).split()}
    return "%" not in word and not parts.isdisjoint(_quotas()) and parts.isdisjoint(reached)


@cache
def _quotas() -> frozenset[str]:
    return frozenset(name for name in target_named("quotas", "amount").names if " " not in name)


def _kept(table: Table, index: int, quota: str) -> Table:
    rows: list[FileRow] = []
    others = Counter[str]()
    skipped = list(table.skipped)
    for row in _filled_down(table, index):
        word = text_of(row.cells[index])
        if word == quota:
            rows.append(replace(row, cells=_but(row.cells, index)))
        else:
            others[word or _("(empty)")] += 1
            skipped.append(SkippedRow(row.number, NoData.MEASURE, word))
    named = "”, “".join([*others][:_SHOWN])
    note = n_(
        "{number:,} row under “{header}” is no quota and is left out: “{named}”.",
        "{number:,} rows under “{header}” are no quotas and are left out: “{named}”.",
        others.total(), header=table.headers[index], named=named,
    )  # fmt: skip
    return replace(
        table, headers=_but(table.headers, index), rows=tuple(rows), notes=(*table.notes, note),
        skipped=tuple(sorted(skipped, key=lambda row: row.number)),
    )  # fmt: skip


def _filled_down(table: Table, index: int) -> Iterator[FileRow]:
    """Gives the rows with what stands once above the measures of one person and period in each of them."""
    above: tuple[Cell, ...] = ()
    seen: set[str] = set()
    for row in table.rows:
        word = text_of(row.cells[index])
        if word in seen:
            seen, above = set[str](), ()
        seen.add(word)
        before = row.cells[:index]
        if above:
            before = tuple(a if is_empty(c) else c for a, c in zip(above, before, strict=True))
        above = before
        yield replace(row, cells=(*before, *row.cells[index:]))


def _but(values: Sequence[T], index: int) -> tuple[T, ...]:
    return (*values[:index], *values[index + 1 :])
