"""Tells from the name of a column in which currency its amounts are, as “amount_usd” and “Umsatz in Franken” do."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from salesdesk.exchange.column_units import parted_unit
from salesdesk.exchange.currencies import (
    UnknownCurrencyError,
    currency_of,
    is_sign,
    names_currency,
    perhaps_in,
)
from salesdesk.exchange.table import normalised
from salesdesk.services.importing.names import outcome_of
from salesdesk.services.importing.words import words_for

LAST_WORD: Final = re.compile(r"(,\s*|[\s_])([^\s,_()]+)\s*$")
_BEHIND_COMMA: Final = re.compile(r"(,\s*)([^,()]{3,40}?)\s*$")
ASIDE: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_WORDS_TOO: Final = frozenset({"ALL", "TOP", "TRY", "CUP", "MOP", "PEN", "WON", "REAL"})
"""Codes and names of currencies that are words in titles, as “(ALL)”."""
_SIGNS: Final = ("€", "£", "US$", "R$", "₽", "₺", "zł", "Kč")
"""Signs that tell a currency within a name; a dollar and a yen are of several."""


def currency_in(header: str) -> str:
    """Gives the currency a column's name tells, as in “amount_usd” and “Umsatz (€)”; empty where it tells none."""
    from babel.numbers import is_currency

    words = normalised(header).upper().split()
    if len(words) > 1 and is_currency(words[-1]):
        return words[-1]
    if behind := currency_behind(header):
        return behind
    sign = next((sign for sign in _SIGNS if sign in header), "")
    aside = currency_words(header)
    try:
        return currency_of(sign or aside) or ""
    except UnknownCurrencyError:
        unit = parted_unit(header)[1]
        return unit.currency if unit and unit.currency != "kr" else ""


def currency_words(header: str) -> str:
    """Gives what may name a currency behind a name, or several: “Amount (kr)”, “Umsatz in Franken”, “Amount Rs”."""
    return parted_currency(header)[1]


def currency_perhaps(header: str) -> str:
    """Gives the currency that what stands in brackets behind a name may mean, or something else: “Amount (Real)”."""
    aside = ASIDE.search(header)
    return perhaps_in(aside[1]) if aside else ""


def parted_currency(header: str) -> tuple[str, str]:
    """Parts a name from what stands in brackets behind it, a currency behind “in” or a comma, and the sign of one."""
    text = unicodedata.normalize("NFKC", header)
    if aside := ASIDE.search(text):
        inside = _behind_in().fullmatch(f" {aside[1]}")
        if inside and names_currency(inside[2]):
            return text[: aside.start()], inside[2]
        return text[: aside.start()], "" if perhaps_in(aside[1]) or outcome_of(aside[1]) else aside[1]
    told = _behind_in().search(text) or _BEHIND_COMMA.search(text)
    if told and names_currency(told[2]):
        return text[: told.start()], told[2]
    last = LAST_WORD.search(text)
    return (text[: last.start()], last[2]) if last and is_sign(last[2]) else (header, "")


def currency_titled(above: Iterable[str]) -> tuple[str, str]:
    """Gives the one currency that titles above a table name, with the title: “Pipeline, all amounts in CHF”.

    Both are empty where none does, or several do. It stands in brackets, behind “in” or after “Currency:”.
    """
    found: dict[str, str] = {}
    for title in above:
        label, colon, value = title.partition(":")
        words = value.strip() if colon and _names_currencies(label) else parted_currency(title)[1].strip()
        if not words or (words.isascii() and words.islower()) or words.upper() in _WORDS_TOO:
            continue
        try:
            code = currency_of(words)
        except UnknownCurrencyError:
            continue
        if code:
            found.setdefault(code, title)
    return next(iter(found.items())) if len(found) == 1 else ("", "")


def _names_currencies(label: str) -> bool:
    return normalised(label) in map(normalised, words_for("opportunity", "currency"))


@cache
def _behind_in() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, words_for("number", "in")), key=len, reverse=True))
    return re.compile(rf"[\s_]({words})[\s_]+([^\s_]+(?:\s[^\s_]+)?)\s*$", re.IGNORECASE)


def currency_behind(header: str) -> str:
    """Gives the currency that the last words name behind a comma, or by other letters than ours: “Сумма, руб.”."""
    last = LAST_WORD.search(header)
    if last is None or (last[2].isascii() and not last[1].startswith(",")):
        return ""
    for words in (" ".join(header.split()[-2:]), last[2]):
        try:
            return currency_of(words) or ""
        except UnknownCurrencyError:
            continue
    return ""
