"""Keeps texts from becoming formulas in a spreadsheet, and takes back what keeps them so.

A spreadsheet runs a cell that begins with =, +, -, @, a tab or a return, wherever it came from.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_SIGNS: Final = r"[\d\s().,%]*"
_APART: Final = r"(?=.*\d\s+\(?\d)[\d\s().,/%-]*"
"""Digits with a space between them are no sum, whatever else parts them: a telephone number."""
_QUANTITY: Final = rf"\s?[€$£¥₹₽₺₩]?{_SIGNS}\d{_SIGNS}(?:[€$£¥₹₽₺₩]|[^\W\d_]{{1,3}}\.?)?"
# A spreadsheet looks behind spaces and takes the wide signs of East Asia too. A number with its unit and a telephone
# number are harmless, as they hold no word that could be called.
_FORMULA: Final = re.compile(
    rf"'*(?:[\t\r\n]|\s*[=@＝＠]|\s*[+\-＋－](?!(?:{_QUANTITY}|{_SIGNS}|{_APART})\s*$))"
)
_NUMBER: Final = re.compile(r"[+-]?[\d .,]*\d")
GUARD: Final = "'"


def harmless(text: str) -> str:
    """Gives a text so that no spreadsheet takes it for a formula: with an apostrophe before it where one would."""
    return f"{GUARD}{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Gives a text without the apostrophe that kept a formula or a number from being taken for one."""
    rest = text[1:]
    guards = text.startswith(GUARD) and (_FORMULA.match(rest) or _NUMBER.fullmatch(rest))
    return rest if guards else text


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """Gives rows of words as the clipboard holds them: a tab between cells, a line a row, no formula among them."""
    return "\n".join("\t".join(harmless(" ".join(cell.split())) for cell in row) for row in rows)


def from_tab_separated(text: str) -> list[list[str]]:
    """Gives the cells of rows that were copied in a spreadsheet or here."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [[unguarded(cell) for cell in line.split("\t")] for line in lines]
