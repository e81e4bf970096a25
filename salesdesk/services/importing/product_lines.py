"""Adds up the lines of one deal, each of a product, that stand under its number; asks whether they are lines."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.values import NUMBER_SUFFIX, ImportQuestion, IncomingRow, OpenQuestionError
from salesdesk.services.importing.versions import sharing

LINES: Final = "lines"
"""The key of the question whether rows that share a number are lines of a deal, or versions of it."""
SUM, VERSIONS = "sum", "versions"
_PRODUCTS: Final = ("product_id", "product_id" + NUMBER_SUFFIX)
_OF_A_LINE: Final = frozenset({*_PRODUCTS, "amount", "amount.currency"})
_SHOWN: Final = 2


def with_lines_summed(
    rows: Sequence[IncomingRow], answer: str | None
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives the rows in which a deal of several lines stands once, with the sum and the product of the largest one.

    Raises OpenQuestionError where some rows that share a number may be lines and nobody has said so; an amount that is
    the same on all lines of several deals is that of the deal itself.
    """
    numbers = [row.values["external_id"] for row in rows if "external_id" in row.values]
    if len(set(numbers)) == len(numbers):
        return rows, ()
    lines = [places for places in sharing(rows) if _are_lines([rows[place] for place in places])]
    differing = [places for places in lines if len({rows[place].values["amount"] for place in places}) > 1]
    if not differing and len(lines) != 1:
        return rows, ()
    if lines and answer is None:
        raise OpenQuestionError(_question(rows, lines, (differing or lines)[0]))
    if not lines or answer == VERSIONS:
        return rows, ()
    found = list(rows)
    for places in differing or lines:
        largest = max(places, key=lambda place: rows[place].values["amount"])
        total = sum(rows[place].values["amount"] for place in places)
        found[largest] = replace(rows[largest], values={**rows[largest].values, "amount": total})
        why = _("It is a line of the deal of row {row}, which has the sum.", row=rows[largest].number)
        for place in places:
            if place != largest:
                values = {name: value for name, value in rows[place].values.items() if name != "external_id"}
                found[place] = replace(rows[place], values=values, errors=(why,))
    return found, (
        n_(
            "1 deal of several lines has their sum, and the product of the largest.",
            "{number:,} deals of several lines have their sum, and the product of the largest.",
            len(differing or lines),
        ),
    )


def _are_lines(rows: Sequence[IncomingRow]) -> bool:
    """Tells whether rows say the same but for an amount and a product, which is another on each."""
    products = [_product(row) for row in rows]
    others = [{name: value for name, value in row.values.items() if name not in _OF_A_LINE} for row in rows]
    amounts = all("amount" in row.values for row in rows)
    currencies = {row.values.get("amount.currency") for row in rows}
    apart = all(products) and len(set(products)) == len(products)
    return amounts and apart and len(currencies) == 1 and all(each == others[0] for each in others)


def _product(row: IncomingRow) -> Any:
    told = next((row.values[name] for name in _PRODUCTS if name in row.values), "")
    return spelling_key(str(told))


def _question(
    rows: Sequence[IncomingRow], lines: Sequence[Sequence[int]], shown: Sequence[int]
) -> ImportQuestion:
    sentence = n_(
        "1 deal stands on several rows, with another product on each: are they lines of it, to be added up?",
        "{number:,} deals stand on several rows, with another product on each: are they lines of them, to be added up?",
        len(lines),
    )  # fmt: skip
    examples = (
        _("Row {number}: {told}", number=rows[place].number, told=", ".join(_told(rows[place])))
        for place in shown[:_SHOWN]
    )
    answers = {
        SUM: _("lines of one deal; add up their amounts"),
        VERSIONS: _("versions of one deal; one row counts"),
    }
    return ImportQuestion(LINES, sentence, "--lines", answers, tuple(examples))


def _told(row: IncomingRow) -> list[str]:
    named = (row.values.get(name) for name in ("external_id", *_PRODUCTS))
    return [*(str(each) for each in named if each), f"{row.values['amount']:,.2f}"]
