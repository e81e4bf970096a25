"""Asks what amounts mean of which most are below zero: bookkeeping writes what is sold with a minus."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from salesdesk.exchange.parse_numbers import DecimalMark, parse_amount
from salesdesk.exchange.table import Cell, Table, by_value, different, says_nothing, text_of
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError

SIGNS: Final = "signs"
"""The key of the question whether amounts below zero are sales."""
SOLD, TAKEN_OFF = "sales", "credits"
SIGNS_ANSWERS: Final = {
    SOLD: _("sales, as bookkeeping writes them; those above zero are taken off"),
    TAKEN_OFF: _("credit notes and returns, which are taken off"),
}
_SAMPLE: Final = 300
_LEAST: Final = 2
_SHOWN: Final = 2
_MARKED: Final = re.compile(
    r"\s*([^\W\d_]*[^\w(-]{0,3}\d[\d.,' \u00a0\u202f]*)\s*\(?(cr|dr)\.?\)?\s*", re.IGNORECASE
)
_LARGE: Final = re.compile(r"\d[.,' \u00a0\u202f]?\d{2,3}[.,' \u00a0\u202f]\d{3}|\d{5}")
"""Ten thousand and more."""


def with_signs(table: Table) -> Table:
    """Gives a table in which amounts marked as credits, as in “1,200.00 Cr”, are below zero, and debits above.

    Cr may stand for crores too: it is a credit where debits stand beside it, or amounts too large to be so many crores.
    """
    columns = {
        index: list(by_value(_signed, cells))
        for index in range(len(table.headers))
        if _is_ledger(cells := table.column(index))
    }
    return replace(table, rows=table.by_column.with_columns(columns)) if columns else table


def _is_ledger(cells: Sequence[Cell]) -> bool:
    sample = cells[:: max(1, len(cells) // _SAMPLE)]
    if not any(isinstance(cell, str) and _MARKED.fullmatch(cell) for cell in sample):
        return False
    marked = [
        found for cell in different(cells) if isinstance(cell, str) and (found := _MARKED.fullmatch(cell))
    ]
    marks = {found[2].casefold() for found in marked}
    return "cr" in marks and ("dr" in marks or any(_LARGE.search(found[1]) for found in marked))


def _signed(cell: Cell) -> Cell:
    found = _MARKED.fullmatch(cell) if isinstance(cell, str) else None
    if found is None:
        return cell
    return f"-{found[1].strip()}" if found[2].casefold() == "cr" else found[1].strip()


def turned_columns(
    table: Table, amounts: Iterable[int], mark: DecimalMark, file_name: str, answers: Mapping[str, str]
) -> frozenset[int]:
    """Gives the columns of amounts in which what is below zero is sold.

    Raises OpenQuestionError where most amounts of a column are below zero and nobody has said what they are.
    """
    suspects = {
        index: examples for index in amounts if (examples := _mostly_below(table.column(index), mark))
    }
    if not suspects:
        return frozenset()
    if SIGNS not in answers:
        index, examples = next(iter(suspects.items()))
        sentence = _("Most amounts under “{column}” in “{file_name}” are below zero: what are they?",
                     column=table.headers[index], file_name=file_name)  # fmt: skip
        raise OpenQuestionError(
            ImportQuestion(SIGNS, sentence, "--signs", SIGNS_ANSWERS, ("; ".join(examples[:_SHOWN]),))
        )
    return frozenset(suspects) if answers[SIGNS] == SOLD else frozenset()


def _mostly_below(cells: Sequence[Cell], mark: DecimalMark) -> list[str]:
    """Gives the amounts below zero of a column where they are most of it."""
    filled = [cell for cell in cells[:: max(1, len(cells) // _SAMPLE)] if not says_nothing(cell)]
    read = [(text_of(cell), _number(cell, mark)) for cell in filled]
    below = [text for text, number in read if number < 0]
    return below if len(below) >= _LEAST and len(below) > sum(number > 0 for _text, number in read) else []


def _number(cell: Cell, mark: DecimalMark) -> Decimal:
    try:
        return parse_amount(cell, mark).number
    except ValueError:
        return Decimal(0)
