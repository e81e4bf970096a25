"""Reads the unit that amounts stand in: “Amount (k€)”, “in thousands”, “$000”, “тыс. руб.”, “百万円”."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache
from typing import Final

from salesdesk.exchange.currencies import UnknownCurrencyError, currency_of, shared_sign
from salesdesk.exchange.parse_numbers import MIL, word_scales
from salesdesk.frozen import frozen
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError
from salesdesk.services.importing.words import words_for

UNITS: Final = "units"
"""The key of the question in which unit amounts stand whose column names one that can be read in several ways."""
SCALES: Final = {"ones": 1, "thousands": 10**3, "millions": 10**6}
_WORDS: Final = {
    "ones": _("they are whole amounts"), "thousands": _("they are thousands"), "millions": _("they are millions"),
}  # fmt: skip
_LONGEST_NAME, _LONGEST_UNIT = 500, 50
"""Letters; in the place of a name or a unit may stand a cell, which may have a million."""
_ASIDE: Final = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*$")
_TOKEN: Final = re.compile(r"\d[\d.,]*|[^\W\d_]+[$€£¥₹₽₺₩₴]?|[$€£¥₹₽₺₩₴][^\W\d_]*")
_NOUGHTS: Final = re.compile(r"1?((?:000){1,3})")
_LETTERS: Final = {"t": 10**3, "k": 10**3, "m": 10**6, "b": 10**9}
"""What one letter stands for beside a currency; alone only a k is sure."""
_MAY_BE: Final = frozenset({"t", "m", "b", "cr", "mil"})
"""What is a unit beside some currencies only."""
_LONE: Final = 3
"""A lone letter in an aside of more words than these is no unit."""
_WRITTEN_SMALL: Final = frozenset(
    {"eur", "usd", "gbp", "chf", "pln", "czk", "rub", "jpy", "cny", "brl", "inr"}
)
_INDIAN: Final = 10**7


@frozen
class Unit:
    """What the numbers of a column are to be multiplied by, 0 where that is not sure, and their currency."""

    times: int
    currency: str = ""


@frozen
class ColumnUnits:
    """What the numbers of each column are multiplied by, and their currency, by its index, and what to tell of it."""

    times: Mapping[int, int] = field(default_factory=dict[int, int])
    currencies: Mapping[int, str] = field(default_factory=dict[int, str])
    assumed: tuple[str, ...] = ()


def unit_of(words: str) -> Unit | None:
    """Gives the unit that some words name which stand in brackets, or alone; None where they name none."""
    tokens = _tokens(words)
    scales: set[int] = set()
    currency, lone = "", ""
    for token in tokens:
        found, code = _glued(token)
        scales |= {found} - {1}
        currency = currency or code
        lone = token.casefold() if token.casefold() in _MAY_BE else lone
    if lone and scales <= {0}:
        scales = {_lone(lone, currency)} if currency or scales or len(tokens) < _LONE else set()
    if not scales:
        return None
    return Unit(scales.pop() if len(scales) == 1 else 0, currency)


def parted_unit(header: str) -> tuple[str, Unit | None]:
    """Gives the name of a column without the unit behind it, in brackets or not, and the unit, if there is one."""
    if len(header) > _LONGEST_NAME:
        return header, None
    text = unicodedata.normalize("NFKC", header).strip()
    if aside := _ASIDE.search(text):
        return text[: aside.start()].strip(), unit_of(aside[1])
    plain = text.replace("_", " ")
    starts = [found.start() for found in _TOKEN.finditer(plain)]
    best: tuple[str, Unit | None] = (header, None)
    for start in reversed(starts[1:]):
        if not all(map(_is_unit_word, _tokens(plain[start:]))):
            break
        if (unit := unit_of(plain[start:])) and not plain[:start].rstrip()[-1:].isdigit():
            best = plain[:start].rstrip(" ,;:/-–—'’"), unit
    return best if best[1] else _without_spaces(text)


def column_units(
    headers: Mapping[int, str], above: Iterable[str], file_name: str, answer: str | None
) -> ColumnUnits:
    """Gives what the amounts of each column stand for; a line above the table counts for columns that name no unit.

    Raises OpenQuestionError where a name can be read in several ways and nobody has said which is meant.
    """
    told = next(
        (each for each in above if (unit := parted_unit(each)[1]) and (unit.currency or " " in each)), ""
    )
    names = {index: name if parted_unit(name)[1] else told for index, name in headers.items()}
    units = {index: unit for index, name in names.items() if name and (unit := parted_unit(name)[1])}
    found = {index: unit.times for index, unit in units.items()}
    if answer in SCALES:
        found = dict.fromkeys(found, SCALES[answer])
    doubtful = next((names[index] for index, times in found.items() if not times), "")
    if doubtful:
        raise OpenQuestionError(_question(doubtful, file_name))
    told_of = {names[index]: times for index, times in found.items() if times != 1}
    sentences = (
        _("“{header}” names a unit, so each amount it is about is multiplied by {times:,}.", header=header, times=times)
        for header, times in told_of.items()
    )  # fmt: skip
    currencies = {index: unit.currency for index, unit in units.items() if unit.currency not in ("", "kr")}
    return ColumnUnits(found, currencies, tuple(sentences))


def _question(header: str, file_name: str) -> ImportQuestion:
    sentence = _(
        "In “{file_name}”, “{header}” may name thousands or millions: what are the amounts?",
        file_name=file_name, header=header,
    )  # fmt: skip
    return ImportQuestion(UNITS, sentence, "--units", _WORDS)


def _tokens(words: str) -> list[str]:
    plain = re.sub(r"['’`´](?=\d)", "", unicodedata.normalize("NFKC", words)).replace("_", " ")
    return _TOKEN.findall(plain)


def _glued(token: str) -> tuple[int, str]:
    """Gives what a word multiplies by and its currency, be they written as one: “k€”, “TEUR”, “万元”."""
    if len(token) > _LONGEST_UNIT:
        return 1, ""
    if token[0].isdigit():
        noughts = _NOUGHTS.fullmatch(re.sub(r"[.,]", "", token))
        return (10 ** len(noughts[1]), "") if noughts else (1, "")
    if code := _code(token):
        return 1, code
    small = token.casefold()
    if (times := _scales().get(small)) is not None:
        return times, _code(token[-1]) if len(token) > 1 and not token[-1].isalpha() else ""
    for place in range(len(token) - 1, 0, -1):
        for scale, money in ((small[:place], token[place:]), (small[place:], token[:place])):
            times = {**_scales(), **_LETTERS}.get(scale)
            if times is not None and (code := _code(money)):
                return times or _lone(scale, code), code
    return 1, ""


def _code(word: str) -> str:
    """Gives the currency of a word; three small letters are a code where they are no word, as “all” is."""
    if word.islower() and word.isascii() and len(word) == len("eur"):
        return word.upper() if word in _WRITTEN_SMALL else ""
    try:
        return currency_of(word) or ("kr" if shared_sign(word) else "")
    except UnknownCurrencyError:
        return ""


def _lone(letter: str, currency: str) -> int:
    """Gives what a letter, or a word of two meanings, is beside a currency; 0 where nothing tells."""
    if letter == "cr":
        return _INDIAN if currency == "INR" else 0
    if letter == "mil":
        return MIL.get(currency, 0)
    return _LETTERS.get(letter, 0) if currency else 0


@cache
def _scales() -> dict[str, int]:
    """Gives the words for scales; one that is either, by its language, as “mil” is, stands for 0."""
    thousands, millions = (
        {word.casefold() for word in words_for("number", concept)} for concept in ("thousand", "million")
    )
    sure = {word: times for word, times in word_scales().items() if len(word) > 1 or not word.isascii()}
    return dict.fromkeys(thousands & millions, 0) | sure | {"k": 10**3}


@cache
def _between() -> frozenset[str]:
    return frozenset(word.casefold() for word in words_for("number", "in"))


def _is_unit_word(token: str) -> bool:
    times, code = _glued(token)
    small = token.casefold()
    return times != 1 or bool(code) or small in _between() or small in _LETTERS


def _without_spaces(text: str) -> tuple[str, Unit | None]:
    """Parts a name whose words no space parts: “金额万元”."""
    for start in _starts_of_signs(text):
        if (unit := unit_of(text[start:])) and _is_unit_word(text[start:]):
            return text[:start], unit
    return text, None


def _starts_of_signs(text: str) -> Iterator[int]:
    for start in range(1, len(text)):
        if text[start] in "百千万萬億亿十" and text[start - 1] > "\u2e7f":
            yield start
