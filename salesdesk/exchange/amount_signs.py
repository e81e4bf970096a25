"""Asks what amounts mean of which most are below zero: bookkeeping writes what is sold with a minus."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from salesdesk.exchange.parse_numbers import DecimalMark, parse_amount
from salesdesk.exchange.table import Cell, Table, says_nothing, text_of
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


def turned_columns(
    table: Table, amounts: Iterable[int], mark: DecimalMark, file_name: str, answers: Mapping[str, str]
) -> frozenset[int]:
    """Gives the columns of amounts in which what is below zero is sold.

    Raises OpenQuestionError where most amounts of a column are below zero, or marked as one side of a ledger, and
    nobody has said what they are.
    """
    suspects = {
        index: examples
        for index in amounts
        if (examples := _below(table.column(index), mark, marked=table.headers[index] in table.one_sided))
    }
    if not suspects:
        return frozenset()
    if SIGNS not in answers:
        index, examples = next(iter(suspects.items()))
        column = table.headers[index]
        if column in table.one_sided:
            sentence = _("Under “{column}” in “{file_name}” amounts are marked as one side of a ledger, and none as "
                         "the other: what are the marked ones?", column=column, file_name=file_name)  # fmt: skip
        else:
            sentence = _("Most amounts under “{column}” in “{file_name}” are below zero: what are they?",
                         column=column, file_name=file_name)  # fmt: skip
        raise OpenQuestionError(
            ImportQuestion(SIGNS, sentence, "--signs", SIGNS_ANSWERS, ("; ".join(examples[:_SHOWN]),))
        )
    return frozenset(suspects) if answers[SIGNS] == SOLD else frozenset()


def _below(cells: Sequence[Cell], mark: DecimalMark, *, marked: bool) -> list[str]:
    """Gives the amounts below zero of a column where they are most of it, or marked."""
    filled = [cell for cell in cells[:: max(1, len(cells) // _SAMPLE)] if not says_nothing(cell)]
    read = [(text_of(cell), _number(cell, mark)) for cell in filled]
    below = [text for text, number in read if number < 0]
    most = len(below) >= _LEAST and len(below) > sum(number > 0 for _text, number in read)
    return below if most or marked else []


def _number(cell: Cell, mark: DecimalMark) -> Decimal:
    try:
        return parse_amount(cell, mark).number
    except ValueError:
        return Decimal(0)
