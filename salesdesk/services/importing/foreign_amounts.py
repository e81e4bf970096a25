"""Keeps quotas and list prices in another currency, which have none of their own, from counting in that of the desk."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import Doubt, IncomingRow

_BESIDE: Final = ".currency"
"""Behind the name of an amount, under which the currency stands that was written beside it."""
_IN_THAT_OF_THE_DESK: Final = {"quotas": "amount", "products": "list_price"}
"""The amounts, by the word of the import command, that have no currency of their own."""


def with_foreign_rejected(
    kind: str, rows: Sequence[IncomingRow], known: KnownDesk
) -> tuple[Sequence[IncomingRow], tuple[Doubt, ...]]:
    """Gives the rows in which no amount counts that is in a foreign currency among others.

    Amounts that are all in one other currency than that of the desk are doubted; a desk that is not there yet will
    count in it. Rows of other kinds are as they were.
    """
    field = _IN_THAT_OF_THE_DESK.get(kind)
    if field is None:
        return rows, ()
    home, beside = known.currency.upper(), field + _BESIDE
    rows = [_with_currency_beside(row, beside) for row in rows]
    counted = [row.values for row in rows if not row.errors]
    # What has no currency of its own is in that of the desk, also where one of many has another.
    named = {each.get(beside, home).upper() for each in counted if beside in each or each.get(field)}
    if len(named) > 1:
        return [_foreign_rejected(row, beside, home) for row in rows], ()
    if not named or named == {home} or not known.records:
        return rows, ()
    return rows, (_doubt(kind, named.pop(), home),)


def currencies_named(rows: Sequence[IncomingRow]) -> frozenset[str]:
    """Gives the currencies that stand in the rows which are taken, beside their amounts or in a column."""
    return frozenset(
        value.upper()
        for row in rows
        if not row.errors
        for name, value in row.values.items()
        if name == "currency" or name.endswith(_BESIDE)
    )


def _with_currency_beside(row: IncomingRow, beside: str) -> IncomingRow:
    """Gives a row whose amount has the currency of the column beside it, where it names none itself."""
    if "currency" not in row.values:
        return row
    values: dict[str, Any] = {beside: row.values["currency"], **row.values}
    del values["currency"]
    return replace(row, values=values)


def _foreign_rejected(row: IncomingRow, beside: str, home: str) -> IncomingRow:
    currency = row.values.get(beside, home).upper()
    if row.errors or currency == home:
        return row
    why = {
        "amount.currency": _(
            "It is in {currency}, and quotas count in {home}, the currency of the desk.",
            currency=currency, home=home,
        ),
        "list_price.currency": _(
            "It is in {currency}, and list prices count in {home}, the currency of the desk.",
            currency=currency, home=home,
        ),
    }[beside]  # fmt: skip
    return replace(row, errors=(why,))


def _doubt(kind: str, found: str, home: str) -> Doubt:
    words = {
        "quotas": _(
            "All quotas are in {found}, but this desk counts in {home}, as which they would count: choose its currency "
            "in the settings first.", found=found, home=home,
        ),
        "products": _(
            "All list prices are in {found}, but this desk counts in {home}, as which they would count: choose its "
            "currency in the settings first.", found=found, home=home,
        ),
    }[kind]  # fmt: skip
    return Doubt(words, "--other-currency")
