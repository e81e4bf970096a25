"""Makes one column of amounts of two, one for debits and one for credits, as bookkeeping keeps them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from salesdesk.exchange.currency_columns import named_columns
from salesdesk.exchange.header_currencies import currency_in
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.readable_columns import filled_of, numeric
from salesdesk.exchange.table import Cell, FileRow, Table, normalised, says_nothing, text_of
from salesdesk.services.importing.words import words_for

_MINUS: Final = "-−"


def with_debits_and_credits(table: Table) -> Table:
    """Gives a table of deals whose debits are amounts above zero and whose credits are amounts below, which is told.

    Where most are below zero it is asked later whether these are the sales. A column of amounts beside them counts
    before them; a row with both is none that can be read.
    """
    table = _with_marked(table)
    debit, credit = _only(table, "debit"), _only(table, "credit")
    if debit is None or credit is None or named_columns(table, "amount"):
        return table
    sides = " – ".join(_bare(table.headers[index]) for index in (debit, credit))
    told = {currency_in(table.headers[index]) for index in (debit, credit)}
    currency = told.pop() if len(told) == 1 and not named_columns(table, "currency") else ""
    turned = all(_is_below(cell) for cell in _amounts(table, credit))
    kept = [index for index in range(len(table.headers)) if index not in (debit, credit)]

    def _told(row: FileRow) -> FileRow:
        one, other = (None if _is_nought(row.cells[i]) else row.cells[i] for i in (debit, credit))
        amount = one if other is None else other if turned else _below(other)
        both = one is not None and other is not None
        fault = _("It has both a debit and a credit ({sides}).", sides=sides) if both else row.fault
        added = (amount, currency) if currency else (amount,)
        return replace(row, cells=(*(row.cells[i] for i in kept), *added), fault=fault)

    labels = [f"{target_named('deals', 'amount').label} ({sides})"]
    labels += [target_named("deals", "currency").label] if currency else []
    note = _("“{debit}” and “{credit}” are read as one amount: above zero under “{debit}”, below under “{credit}”.",
             debit=table.headers[debit], credit=table.headers[credit])  # fmt: skip
    return replace(
        table, headers=(*(table.headers[i] for i in kept), *labels), rows=tuple(map(_told, table.rows)),
        assumed=(*table.assumed, note),
    )  # fmt: skip


def _with_marked(table: Table) -> Table:
    """Gives a table in which amounts are below zero where a column of marks, as “Soll/Haben” with S and H, says credit.

    Amounts of which any is below zero have their signs already.
    """
    amounts = named_columns(table, "amount")
    marked = ((i, sides) for i, header in enumerate(table.headers) if (sides := _sides_named(header)))
    for index, sides in marked:
        told = [sides.get(normalised(text_of(cell))) for cell in table.column(index)]
        if (
            len(amounts) != 1
            or set(told) != {"debit", "credit"}
            or any(map(_is_below, _amounts(table, amounts[0])))
        ):
            continue
        cells = table.column(amounts[0])
        signed = [
            _below(c) if t == "credit" and not _is_nought(c) else c for c, t in zip(cells, told, strict=True)
        ]
        note = _(
            "“{header}” says which amounts are credits; they are read as below zero.",
            header=table.headers[index],
        )
        rows = table.by_column.with_columns({amounts[0]: signed})
        return replace(table, rows=rows, assumed=(*table.assumed, note))
    return table


def _sides_named(header: str) -> dict[str, str]:
    """Gives the marks of either side by the name of a column that begins with both: their words and first letters.

    Books say “Debit/Credit”; cards, which are “Credit/Debit”, are none of them.
    """
    words = normalised(header).split()
    named = dict(zip(words, ("debit", "credit"), strict=False))
    if len(named) < 2 or not all(word in _words(side) for word, side in named.items()):
        return {}
    first = {word[0]: side for word, side in named.items()}
    known = {word: side for side in named.values() for word in _words(side)}
    return known | (first if len(first) == len(named) else {})


def _only(table: Table, side: str) -> int | None:
    """Gives the one column of numbers that is called as debits or credits are."""
    found = [i for i, header in enumerate(table.headers) if normalised(_bare(header)) in _words(side)]
    return found[0] if len(found) == 1 and numeric(table, found[0]) else None


def _bare(header: str) -> str:
    """Gives the name of a column without the currency behind it."""
    currency = currency_in(header)
    plain = header.partition("(")[0].strip() or header
    return plain[: -len(currency)].strip(" _,-") if currency and plain.upper().endswith(currency) else plain


@cache
def _words(side: str) -> frozenset[str]:
    return frozenset(map(normalised, words_for("ledger", side)))


def _amounts(table: Table, index: int) -> Iterator[Cell]:
    return (cell for cell in filled_of(table, index) if not _is_nought(cell))


def _is_nought(cell: Cell) -> bool:
    """Tells whether a cell is empty or nothing but noughts, as the other side of an entry is."""
    return says_nothing(cell) or not any(sign.isdigit() and sign != "0" for sign in text_of(cell))


def _is_below(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return cell < 0
    return any(sign in text_of(cell) for sign in f"{_MINUS}(")


def _below(cell: Cell) -> Cell:
    """Gives an amount with the other sign."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return -cell
    text = text_of(cell)
    return "".join(sign for sign in text if sign not in f"{_MINUS}()") if _is_below(cell) else f"-{text}"
