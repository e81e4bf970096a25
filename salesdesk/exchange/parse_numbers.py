"""Turns the numbers people and spreadsheets write into exact decimals, with the currency that stands by them."""

import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from salesdesk.exchange.currencies import UnknownCurrencyError, currency_of, is_code
from salesdesk.exchange.table import Cell, text_of
from salesdesk.frozen import frozen
from salesdesk.services.importing.words import words_for

DecimalMark = Literal[".", ","]

_SHOWN: Final = 60
FOUR_PLACES = Decimal("0.0001")
_NUMBER = re.compile(r"[-−+]?(\d[\d.,'’ \u00a0\u202f]*\d|\d)|(?<![^\W\d_])[-−+]?[.,]\d+")
_THOUSANDS_SPACES = re.compile(r"['’ \u00a0\u202f]")
_GROUPS = re.compile(r"[-+]?\d{1,3}([.,]\d{2,3})*[.,]\d{3}")
_SIMPLE = re.compile(r"-?\d+(\.\d{1,2}|\.\d{4,})?")
_NO_CENTS = re.compile(r"^[.,:/]\s?[-–—−=]+")  # “1.200,-”, “1,200/-” and “1 200:-”
_CONVERTED = re.compile(r"(?<=[\d\w])\s*\([^\d()]*\d[^()]*\)$")  # “EUR 90.00 (USD 100.00)”
_ACCOUNTING_ZERO = re.compile(r"([^\d\s\-–—−]{1,4})\s*[-–—−]+|[-–—−]+\s*([^\d\s\-–—−]{1,4})")


_LEAST_WON: Final = 100
"""Nothing costs so few won: “3 won” is a stage. An R behind a number is no rand, which stands before it."""


@frozen
class Amount:
    """A number as it stood in a cell: its currency where one stood by it, and whether it was a percentage."""

    number: Decimal
    currency: str | None = None
    percent: bool = False


class TooLargeError(ValueError):
    """Says that a cell holds a number or a day that is one, but lies beyond what can be stored."""


def parse_amount(
    cell: Cell, mark: DecimalMark = ".", home_currency: str = "USD", unit_of_column: int = 1
) -> Amount:
    """Reads a number such as “1.234,56 €”, “$1,054.00”, “(250)” or “45 %”; raises ValueError otherwise.

    `mark` decides only where a number could be read both ways, as 1.054 can. A dollar sign means the desk's
    own currency where that is a dollar. `unit_of_column` multiplies a number that names no thousands itself.
    """
    if isinstance(cell, bool) or cell is None:
        raise ValueError("not a number")
    if isinstance(cell, int | float):
        return Amount(_rounded(Decimal(repr(cell)) * unit_of_column))
    if not isinstance(cell, str):
        raise ValueError("not a number")
    text = cell.strip().removeprefix("@").lstrip()  # “@ 12,000”, as one says at how much
    if mark == "." and _SIMPLE.fullmatch(text):
        return Amount(_rounded(Decimal(text) * unit_of_column))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).strip()
    found = _NUMBER.search(text)
    if not found:
        return _zero(text, home_currency)
    if found.start() > 0 and (converted := _CONVERTED.search(text, found.end())):
        text = text[: converted.start()]
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    if no_cents := _NO_CENTS.match(after):
        sign, after = no_cents[0][0], after[no_cents.end() :].strip()
        mark = sign if sign in (".", ",") else mark
    times, after = _scale(before, after)
    negative, unit = _sign_and_unit(before, after)
    number = _rounded(_decimal(found.group(), mark) * (unit_of_column if times == 1 else times))
    if unit == "%":
        return Amount(_signed(number, negative), percent=True)
    return Amount(_signed(number, negative), _currency_of(unit, number, home_currency))


_NAMED_SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "lakh": 10**5, "crore": 10**7}
_SCALES: Final = {
    "万": 10**4, "萬": 10**4, "千": 10**3, "億": 10**8, "亿": 10**8, "百万": 10**6, "百萬": 10**6, "十億": 10**9,
    "十亿": 10**9, "千万": 10**7,
}  # fmt: skip
_SCALE: Final = re.compile(r"(百万|百萬|十億|十亿|千万|[万萬千億亿]|[^\W\d_]+\.?(?=$|[\s€$£¥₹₽₺]))\s*")


def _scale(before: str, after: str) -> tuple[int, str]:
    """Gives what a word behind a number multiplies it by, as “k” and “Mio.”, and the rest.

    One letter but a k, which may stand for anything, counts beside a currency only.
    """
    if (glued := _GLUED.match(after)) and _names_currency(glued[2]):
        return _LETTERS[glued[1].casefold()], glued[2]
    found = _SCALE.match(after)
    word = found[1].casefold().rstrip(".") if found else ""
    rest = after[found.end() :].strip() if found else ""
    times = word_scales().get(word) or _beside_money(word, before or rest)
    letter = found and found[1].isascii() and len(found[1]) == 1 and found[1] not in "kK"
    if not found or times == 1 or (letter and not (before.strip("-−( ") or rest)):
        return 1, after
    return times, rest


MIL: Final = {
    "CZK": 10**6,
    **dict.fromkeys(
        ("BRL", "MXN", "ARS", "CLP", "COP", "PEN", "UYU", "BOB", "PYG", "CRC", "GTQ", "DOP"), 10**3
    ),
}
"""What “mil” stands for beside a currency: a thousand in Spanish and Portuguese, a million in Czech."""


def _beside_money(word: str, unit: str) -> int:
    """Gives what a word of two meanings multiplies by, as the currency beside it tells; 1 where it does not."""
    if word == "cr":
        return 10**7 if _is_indian(unit) else 1
    try:
        return MIL.get(currency_of(unit.strip("-−( ")) or "", 1) if word == "mil" and unit else 1
    except UnknownCurrencyError:
        return 1


_LETTERS: Final = {"t": 10**3, "k": 10**3, "m": 10**6}
_GLUED: Final = re.compile(r"([tkm])\s?([A-Z]{3}|[€£₽₺₹])$", re.IGNORECASE)
"""A letter for thousands or millions and its currency as one word: “TEUR”, “k€”, “M USD”."""


def _is_indian(unit: str) -> bool:
    """Tells whether the money beside “Cr” is such that this stands for crores."""
    try:
        return currency_of(unit.strip("-−( "), "INR") == "INR"
    except UnknownCurrencyError:
        return False


@cache
def _names_currency(unit: str) -> bool:
    try:
        return currency_of(unit.upper()) is not None
    except UnknownCurrencyError:
        return False


@cache
def word_scales() -> dict[str, int]:
    """Gives what words multiply by, as “k” and “Mio”; one of two meanings, by its language, says nothing."""
    by_size = {
        times: {w.casefold() for w in words_for("number", name)} for name, times in _NAMED_SCALES.items()
    }
    either = by_size[10**3] & by_size[10**6]
    return {word: times for times, words in by_size.items() for word in words - either} | _SCALES


def number_in(text: str) -> str | None:
    """Gives the digits and signs of the first number in a text, without its currency."""
    found = _NUMBER.search(text)
    return found.group() if found else None


def looks_like_number(cell: Cell) -> bool:
    """Tells whether a cell can be read as a number."""
    try:
        parse_amount(cell)
    except ValueError:
        return False
    return True


def number_or_fault(cell: Cell, header: str) -> tuple[Cell, str]:
    """Gives a cell that holds a number of nought or more; else nothing, and the fault that says so under its column."""
    try:
        if "%" in text_of(cell):
            raise ValueError("a share")
        if parse_amount(cell).number >= 0:
            return cell, ""
    except ValueError:
        return None, _(
            "“{text}” under “{header}” is not a number.", text=text_of(cell)[:_SHOWN], header=header
        )
    return None, _("“{text}” under “{header}” is below zero.", text=text_of(cell)[:_SHOWN], header=header)


def sure_mark(number: str) -> DecimalMark | None:
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
    used = sure_mark(plain) or mark
    thousands = "," if used == "." else "."
    whole, _, decimals = plain.partition(used)
    if thousands in decimals or used in decimals or (thousands in whole and not _GROUPS.fullmatch(whole)):
        raise ValueError("not a number")
    plain = plain.replace(thousands, "")
    return _rounded(Decimal(plain.replace(used, ".")))


def _rounded(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError("not a number")
    if abs(number) >= 10**14:
        raise TooLargeError("not a number that can be stored")
    return number.quantize(FOUR_PLACES)


def _signed(number: Decimal, negative: bool) -> Decimal:
    return -abs(number) if negative else number


def _sign_and_unit(before: str, after: str) -> tuple[bool, str]:
    """Parts what stands around a number into its sign and its unit; raises ValueError for any other words."""
    negative = False
    if before.count("(") == after.count(")") == 1 and "(" in (before[:1], before[-1:]):
        negative, before, after = True, before.replace("(", "").strip(), after.replace(")", "").strip()
    if before[:1] in ("-", "−"):
        negative, before = True, before[1:].strip()
    elif before[-1:] in ("-", "−"):
        negative, before = True, before[:-1].strip()
    if after[:1] in ("-", "−") or after[-1:] in ("-", "−"):
        negative, after = True, after.strip("-−").strip()
    if before and after and not _same_unit(before, after):
        raise ValueError("not a number")
    if after in ("R", "r") and not before:
        raise ValueError("not a number")
    # A code says it, where the sign before it is one of several currencies, as in “$1,000.00 MXN”.
    return negative, after if before and after and is_code(after.upper()) else before or after


def _same_unit(before: str, after: str) -> bool:
    """Tells whether a number has the same currency on both sides, as “$100 USD”."""
    codes = {currency_of(before), currency_of(after)} - {None}  # of a sign of several nothing else is known
    return len(codes) == 1 or (
        "$" in (before, after) and currency_of(before, currency_of(after) or "") in codes
    )


def _zero(text: str, home_currency: str) -> Amount:
    """Reads the nought of spreadsheets' accounting formats: a currency with a dash and no digit."""
    found = _ACCOUNTING_ZERO.fullmatch(text)
    if not found:
        raise ValueError("not a number")
    return Amount(_rounded(Decimal(0)), _currency(found[1] or found[2], home_currency))


def _currency_of(unit: str, number: Decimal, home_currency: str) -> str | None:
    if abs(number) < _LEAST_WON and unit.casefold() == "won":
        raise ValueError("no amount")
    return _currency(unit, home_currency)


def _currency(unit: str, home_currency: str) -> str | None:
    return currency_of(unit, home_currency) if unit else None
