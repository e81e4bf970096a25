"""Adds up the lines of one deal, each of a product, that stand under its number; asks whether they are lines."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from salesdesk.services.importing.archived import is_put_away
from salesdesk.services.importing.names import number_key, spelling_key
from salesdesk.services.importing.records import DEFAULT_CURRENCY
from salesdesk.services.importing.values import NUMBER_SUFFIX, ImportQuestion, IncomingRow, OpenQuestionError
from salesdesk.services.importing.versions import sharing

LINES: Final = "lines"
"""The key of the question whether rows that share a number are lines of a deal, or versions of it."""
SUM, VERSIONS = "sum", "versions"
_PRODUCTS: Final = ("product_id", "product_id" + NUMBER_SUFFIX)
_TELLING: Final = (*_PRODUCTS, "amount")
_OF_A_LINE: Final = frozenset({*_TELLING, "amount.currency"})
_SHOWN: Final = 2


def with_lines_summed(
    rows: Sequence[IncomingRow], answer: str | None, home_currency: str = DEFAULT_CURRENCY
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives the rows in which a deal of several lines stands once, with the sum and the product of the largest one.

    Raises OpenQuestionError where some rows that share a number may be lines and nobody has said so; an amount that is
    the same on all lines of several deals is that of the deal itself. One without a currency is in the desk's own.
    """
    numbers = [row.values["external_id"] for row in rows if "external_id" in row.values]
    if len(set(numbers)) == len(numbers):
        return rows, ()
    home = home_currency.upper()
    deals = [places for places in sharing(rows) if _are_lines([rows[place] for place in places], home)]
    found, notes = rows, tuple[str, ...]()
    if answer == SUM:
        found = _without_broken(rows)
        notes = (*_note_on_currencies(rows, home), *_note_on_waiting(found))
        deals = [places for places in sharing(found) if _may_be_lines([found[p] for p in places], home)]
    if len(deals) != 1 and not any(_differ(rows, places) for places in deals):
        return found, notes
    if answer is None:
        raise OpenQuestionError(
            _question(rows, deals, next((d for d in deals if _differ(rows, d)), deals[0]))
        )
    if answer == VERSIONS:
        return rows, ()
    added, told = _summed(found, deals)
    return added, (*told, *notes)


def _summed(
    rows: Sequence[IncomingRow], deals: Sequence[Sequence[int]]
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives the rows in which the largest line of each deal has the sum of all; a blank amount is nought."""
    found = list(rows)
    for places in deals:
        largest = max(places, key=lambda place: _amount(rows[place]))
        lines = [rows[place] for place in places]
        money = {
            name: row.values[name] for row in lines for name in ("amount.currency",) if name in row.values
        }
        values = {**rows[largest].values, **money, "amount": sum(map(_amount, lines))}
        found[largest] = replace(rows[largest], values=values)
        why = _("It is a line of the deal of row {row}, which has the sum.", row=rows[largest].number)
        for place in places:
            if place != largest:
                values = {name: value for name, value in rows[place].values.items() if name != "external_id"}
                found[place] = replace(rows[place], values=values, errors=(why,))
    return found, (
        n_(
            "1 deal of several lines has their sum, and the product of the largest.",
            "{number:,} deals of several lines have their sum, and the product of the largest.",
            len(deals),
        ),
    )


def _without_broken(rows: Sequence[IncomingRow]) -> Sequence[IncomingRow]:
    """Gives the rows in which no line of a deal counts while another of it cannot be read: a part is no sum."""
    broken: dict[str, list[IncomingRow]] = {}
    for row in rows:
        if "external_id" in row.values and any(not is_put_away(why) for why in row.errors):
            broken.setdefault(number_key(row.values["external_id"]), []).append(row)
    found = list(rows)
    for place, row in enumerate(rows if broken else ()):
        others = broken.get(number_key(row.values["external_id"]), []) if "external_id" in row.values else []
        bad = next((each for each in others if not row.errors and _agrees(row, each)), None)
        if bad is not None:
            why = _(
                "Row {row}, another line of its deal, cannot be read, so none of it is taken.", row=bad.number
            )
            found[place] = replace(row, errors=(why,), waits=True)
    return found


def _note_on_waiting(found: Sequence[IncomingRow]) -> tuple[str, ...]:
    """Says how many rows are left out although nothing is wrong with them."""
    waiting = sum(row.waits for row in found)
    if not waiting:
        return ()
    return (
        n_(
            "1 row that is good waits for another line of its deal that cannot be read, as part of a deal is never "
            "added up; it is saved with the rejected ones.",
            "{number:,} rows that are good wait for another line of their deal that cannot be read, as part of a deal "
            "is never added up; they are saved with the rejected ones.",
            waiting,
        ),
    )


def _agrees(row: IncomingRow, broken: IncomingRow) -> bool:
    """Tells whether a row says the same of a deal as what can be read of another one, but for product and amount."""
    told = _of_the_deal(row)
    return all(told.get(name, value) == value for name, value in _of_the_deal(broken).items())


def _are_lines(rows: Sequence[IncomingRow], home: str) -> bool:
    """Tells whether rows are lines for all one can see: each has an amount, and a product that no other has."""
    products = [_product(row) for row in rows]
    apart = all(products) and len(set(products)) == len(products)
    return apart and all("amount" in row.values for row in rows) and _may_be_lines(rows, home)


def _may_be_lines(rows: Sequence[IncomingRow], home: str) -> bool:
    """Tells whether rows differ, and only under product and amount, of which none is in another currency."""
    told = [{name: row.values[name] for name in _TELLING if name in row.values} for row in rows]
    same = all(_of_the_deal(row) == _of_the_deal(rows[0]) for row in rows)
    return same and len(_currencies(rows, home)) == 1 and any(each != told[0] for each in told)


def _currencies(rows: Sequence[IncomingRow], home: str) -> set[str]:
    """Gives the currencies of the amounts that rows have."""
    amounts = [row.values for row in rows if "amount" in row.values]
    return {(each.get("amount.currency") or each.get("currency") or home).upper() for each in amounts}


def _note_on_currencies(rows: Sequence[IncomingRow], home: str) -> tuple[str, ...]:
    """Says how many deals have lines in several currencies, which no sum can be of."""
    mixed = 0
    for places in sharing(rows):
        lines = [rows[place] for place in places]
        same = all(_of_the_deal(row) == _of_the_deal(lines[0]) for row in lines)
        mixed += same and len(_currencies(lines, home)) > 1
    if not mixed:
        return ()
    return (
        n_(
            "1 deal has lines in several currencies, which are not added up: one of its rows counts.",
            "{number:,} deals have lines in several currencies, which are not added up: one row of each counts.",
            mixed,
        ),
    )


def _differ(rows: Sequence[IncomingRow], places: Sequence[int]) -> bool:
    return len({_amount(rows[place]) for place in places}) > 1


def _of_the_deal(row: IncomingRow) -> dict[str, Any]:
    return {name: value for name, value in row.values.items() if name not in _OF_A_LINE}


def _amount(row: IncomingRow) -> Decimal:
    return row.values.get("amount", Decimal(0))


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
