"""Turns the numbers people and spreadsheets write into exact decimals, with the currency that stands by them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from salesdesk.exchange.table import Cell

DecimalMark = Literal[".", ","]

FOUR_PLACES = Decimal("0.0001")
_SYMBOLS = {
    "€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW",
    "R$": "BRL", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "ZŁ": "PLN", "KČ": "CZK", "FT": "HUF", "FR": "CHF",
    "SFR": "CHF", "EURO": "EUR",
}  # fmt: skip
_DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"})
_NUMBER = re.compile(r"[-−+]?(\d[\d.,'’ \u00a0\u202f]*\d|\d)|[-−+]?[.,]\d+")
_THOUSANDS_SPACES = re.compile(r"['’ \u00a0\u202f]")
_GROUPS = re.compile(r"[-+]?\d{1,3}([.,]\d{2,3})*[.,]\d{3}")
_SIMPLE = re.compile(r"-?\d+(\.\d{1,2}|\.\d{4,})?")


@dataclass(frozen=True)
class Amount:
    """A number as it stood in a cell: its currency where one stood by it, and whether it was a percentage."""

    number: Decimal
    currency: str | None = None
    percent: bool = False


def parse_amount(cell: Cell, mark: DecimalMark = ".", home_currency: str = "USD") -> Amount:
    """Reads a number such as “1.234,56 €”, “$1,054.00”, “(250)” or “45 %”; raises ValueError otherwise.

    `mark` decides only where a number could be read both ways, as 1.054 can. A dollar sign means the desk's
    own currency where that is a dollar.
    """
    if isinstance(cell, bool) or cell is None:
        raise ValueError("not a number")
    if isinstance(cell, int | float):
        return Amount(_rounded(Decimal(repr(cell))))
    if not isinstance(cell, str):
        raise ValueError("not a number")
    text = cell.strip()
    if mark == "." and _SIMPLE.fullmatch(text):
        return Amount(_rounded(Decimal(text)))
    found = _NUMBER.search(text)
    if not found:
        raise ValueError("not a number")
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    negative, unit = _sign_and_unit(before, after)
    number = _decimal(found.group(), mark)
    if unit == "%":
        return Amount(_signed(number, negative), percent=True)
    return Amount(_signed(number, negative), _currency(unit, home_currency))


def decimal_mark(texts: Iterable[str], fallback: DecimalMark = ".") -> DecimalMark:
    """Tells which sign parts the decimals in a column, by the numbers that can only be read one way."""
    votes = {".": 0, ",": 0}
    for text in texts:
        found = _NUMBER.search(text)
        vote = _sure_mark(found.group()) if found else None
        if vote:
            votes[vote] += 1
    if votes["."] == votes[","]:
        return fallback
    return "." if votes["."] > votes[","] else ","


def looks_like_number(cell: Cell) -> bool:
    """Tells whether a cell can be read as a number."""
    try:
        parse_amount(cell)
    except ValueError:
        return False
    return True


def _sure_mark(number: str) -> DecimalMark | None:
    """Gives the decimal mark where a number leaves no doubt: two kinds of sign, or not three digits after one."""
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return "." if number.rindex(".") > number.rindex(",") else ","
    if points + commas != 1:
        return None if points == commas else ("," if points else ".")
    sign: DecimalMark = "." if points else ","
    whole, decimals = number.split(sign)
    if len(decimals) == 3 and 1 <= len(whole.lstrip("-−+")) <= 3 and whole.lstrip("-−+") != "0":
        return None
    return sign


def _decimal(number: str, mark: DecimalMark) -> Decimal:
    plain = _THOUSANDS_SPACES.sub("", number).replace("−", "-")
    used = _sure_mark(plain) or mark
    thousands = "," if used == "." else "."
    whole, _, decimals = plain.partition(used)
    if thousands in decimals or used in decimals or (thousands in whole and not _GROUPS.fullmatch(whole)):
        raise ValueError("not a number")
    plain = plain.replace(thousands, "")
    return _rounded(Decimal(plain.replace(used, ".")))


def _rounded(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number) >= 10**14:
        raise ValueError("not a number that can be stored")
    return number.quantize(FOUR_PLACES)


def _signed(number: Decimal, negative: bool) -> Decimal:
    return -abs(number) if negative else number


def _sign_and_unit(before: str, after: str) -> tuple[bool, str]:
    """Parts what stands around a number into its sign and its unit; raises ValueError for any other words."""
    negative = False
    if before.startswith("(") and after.endswith(")"):
        negative, before, after = True, before[1:].strip(), after[:-1].strip()
    if before[:1] in ("-", "−"):
        negative, before = True, before[1:].strip()
    elif before[-1:] in ("-", "−"):
        negative, before = True, before[:-1].strip()
    if after[:1] in ("-", "−") or after[-1:] in ("-", "−"):
        negative, after = True, after.strip("-−").strip()
    if before and after and _currency_of(before.upper()) != _currency_of(after.upper()):
        raise ValueError("not a number")
    return negative, before or after


def _currency(unit: str, home_currency: str) -> str | None:
    if not unit:
        return None
    if unit == "$" and home_currency in _DOLLARS:
        return home_currency
    code = _currency_of(unit.rstrip(".").upper())
    if code is None:
        raise ValueError("not a number")
    return code


@cache
def _currency_of(unit: str) -> str | None:
    if unit in _SYMBOLS:
        return _SYMBOLS[unit]
    from babel.numbers import is_currency

    return unit if len(unit) == 3 and unit.isalpha() and is_currency(unit) else None
