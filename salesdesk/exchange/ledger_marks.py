"""Reads the marks by which bookkeeping tells credits from debits beside amounts: “£2,000.00 CR”, “500,00 H”."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Final

from salesdesk.exchange.currency_columns import named_columns
from salesdesk.exchange.header_currencies import currency_in
from salesdesk.exchange.table import Cell, Table, by_value, different, normalised
from salesdesk.frozen import frozen
from salesdesk.services.importing.words import words_by_language

_SAMPLE: Final = 300
_AMOUNT: Final = r"[^\W\d_]*[^\w(-]{0,3}\d[\d.,' \u00a0\u202f]*(?:\s?(?:[$€£¥₽₺₹]|zł|Kč|[A-Z]{3}))?"
_BEHIND: Final = re.compile(rf"\s*({_AMOUNT}?)\s*[(\[]?([^\W\d_]{{1,12}})\.?[)\]]?\s*")
_BEFORE: Final = re.compile(rf"\s*[(\[]?([^\W\d_]{{1,12}})[.:]?[)\]]?\s+({_AMOUNT})\s*")
_LARGE: Final = re.compile(r"\d[.,' \u00a0\u202f]?\d{2,3}[.,' \u00a0\u202f]\d{3}|\d{5}")
"""Ten thousand and more."""
_FOREIGN: Final = re.compile(r"[$€£¥₽₺]|\d[.,' ]\d{3}\b")
_CRORES: Final = frozenset({"cr"})
_MULTIPLYING: Final = frozenset({"m", "b"})
"""Letters that are millions and billions as well as one side of a Czech, Polish or Turkish ledger."""
_THOUSANDS: Final = re.compile(r"\d[.,' \u00a0\u202f]\d{3}(?!\d)|\d{4}")


@frozen
class _Marked:
    """An amount without its mark, and the mark in small letters."""

    amount: str
    mark: str


def with_signs(table: Table) -> Table:
    """Gives a table in which amounts marked as credits are below zero, and debits above, where a column has both.

    Where only one mark stands in a column, what it marks is written below zero, and `one_sided` names the column, so
    that it is asked what that is. Cr may stand for crores too; one letter, and one side alone, count under a name of
    amounts only.
    """
    changed, notes, asked = dict[int, list[Cell]](), list[str](), set[str]()
    amounts = frozenset(named_columns(table, "amount"))
    for index, header in enumerate(table.headers):
        cells = table.column(index)
        marks = _marks_in(cells)
        below = _credits(marks)
        if not marks or (index not in amounts and (below is None or any(len(mark) == 1 for mark in marks))):
            continue
        if below is None and (_may_be_crores(cells, header, marks) or _may_multiply(cells, marks)):
            continue
        asked |= {header} if below is None else set()
        notes += [_note(header, below)] if below else []
        changed[index] = list(by_value(partial(_signed, below=below or marks), cells))
    if not changed:
        return table
    return replace(
        table, rows=table.by_column.with_columns(changed), assumed=(*table.assumed, *notes),
        one_sided=table.one_sided | asked,
    )  # fmt: skip


def _note(header: str, below: frozenset[str]) -> str:
    shown = ", ".join(f"“{mark.upper()}”" for mark in sorted(below))
    return _("Amounts under “{header}” that are marked {marks} are credits, read as below zero.",
             header=header, marks=shown)  # fmt: skip


def _marks_in(cells: Sequence[Cell]) -> frozenset[str]:
    """Gives the marks that stand beside amounts in a column; none where another word stands beside one."""
    sample = cells[:: max(1, len(cells) // _SAMPLE)]
    if not any(_parted(cell) for cell in sample):
        return frozenset()
    return frozenset(told.mark for cell in different(cells) if (told := _parted(cell)))


def _credits(marks: frozenset[str]) -> frozenset[str] | None:
    """Gives which marks are credits in a language that knows them all; None where none tells both sides."""
    for sides in _sides():
        if marks <= sides.keys() and len({sides[mark] for mark in marks}) > 1:
            return frozenset(mark for mark in marks if sides[mark] == "credit")
    return None


def _may_multiply(cells: Sequence[Cell], marks: frozenset[str]) -> bool:
    """Tells whether the only marks may be millions or billions: “$1.2M”, and no “2.000,00 M” of a Czech ledger."""
    return marks <= _MULTIPLYING and not any(map(_THOUSANDS.search, _marked_in(cells)))


def _may_be_crores(cells: Sequence[Cell], header: str, marks: frozenset[str]) -> bool:
    """Tells whether amounts beside Cr may be so many crores: small ones of India's money, or of none that is told."""
    marked = _marked_in(cells)
    if marks != _CRORES or any(map(_LARGE.search, marked)):
        return False
    return currency_in(header) == "INR" or not any(map(_FOREIGN.search, marked))


def _marked_in(cells: Sequence[Cell]) -> list[str]:
    """Gives the amounts beside which a mark stands."""
    return [told.amount for cell in different(cells) if (told := _parted(cell))]


def _signed(cell: Cell, below: frozenset[str]) -> Cell:
    told = _parted(cell)
    return cell if told is None else f"-{told.amount}" if told.mark in below else told.amount


def _parted(cell: Cell) -> _Marked | None:
    """Parts an amount from the mark behind or before it."""
    if not isinstance(cell, str) or not cell[-1:].strip():
        return None
    if (found := _BEHIND.fullmatch(cell)) and (mark := normalised(found[2])) in _known():
        return _Marked(found[1].strip(), mark)
    if (found := _BEFORE.fullmatch(cell)) and (mark := normalised(found[1])) in _known():
        return _Marked(found[2].strip(), mark)
    return None


@cache
def _known() -> frozenset[str]:
    return frozenset(mark for sides in _sides() for mark in sides)


@cache
def _sides() -> tuple[Mapping[str, str], ...]:
    """Gives for each language its words for either side and their first letters, where these differ."""
    debits, others = words_by_language("ledger", "debit"), words_by_language("ledger", "credit")
    found: list[Mapping[str, str]] = []
    for code in debits:
        words = {
            normalised(word): side
            for side, each in (("debit", debits[code]), ("credit", others[code]))
            for word in each
            if len(word.split()) == 1
        }
        first = {normalised(each[code][0])[0]: side for side, each in (("debit", debits), ("credit", others))}
        found.append(words | (first if len(first) == len({*first.values()}) else {}))
    return tuple(found)
