"""Joins the names of columns that stand in two rows: groups above them, or names that are parted by their width."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from salesdesk.exchange.column_names import affixes
from salesdesk.exchange.column_units import unit_of
from salesdesk.exchange.header_currencies import currency_in
from salesdesk.exchange.month_runs import is_period_in_digits, months_of_a_run, numbers_of_months
from salesdesk.exchange.period_words import parse_part
from salesdesk.exchange.readable_columns import told_by
from salesdesk.exchange.table import Cell, Row, filled_cells, is_empty, normalised, text_of

_SIGNS = frozenset({"%", "#", "№"})
_LONGEST_UNIT = 20
_CODE = re.compile(r"[A-Z]{3}|[€$£¥₽₺円元]|zł|Kč|kr")
"""A currency, as it stands below the name of a column of amounts."""
_FORMAT = re.compile(r"(?:[ymdhstjag]{1,4}[-/. :]?){2,6}", re.IGNORECASE)
"""How a date is written, as yyyy-mm-dd or TT.MM.JJJJ."""
_TYPES = frozenset({
    "text", "string", "number", "date", "datetime", "integer", "int", "decimal", "currency", "boolean", "float",
    "picklist", "id", "lookup", "zahl", "datum", "texte", "nombre", "texto", "fecha", "número", "testo", "numero",
})  # fmt: skip
_DAY = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[T ]00:00(?::00)?)?")
ASIDE = re.compile(r"^\s*[(\[]\s*|\s*[)\]]\s*$")
"""The brackets around a unit that stands below a name."""


def is_word(cell: Cell) -> bool:
    """Tells whether a cell holds words, or a sign that stands for some."""
    return isinstance(cell, str) and (any(sign.isalpha() for sign in cell) or cell.strip() in _SIGNS)


def periods_among(cells: Sequence[Cell]) -> list[Cell]:
    """Gives the cells that head columns of periods though they are digits: years, months of years, runs of months."""
    run = {**months_of_a_run(cells), **numbers_of_months(cells)}
    return [cell for i, cell in enumerate(cells) if i in run or is_period_in_digits(cell)]


def is_day(cell: Cell) -> bool:
    """Tells whether a cell can head the column of the period that a day begins or ends."""
    return isinstance(cell, date) or bool(_DAY.fullmatch(text_of(cell)))


def is_of_money(words: str) -> bool:
    """Tells whether words below a name are a currency, or thousands and the like of one."""
    return bool(_CODE.fullmatch(words)) or (len(words) <= _LONGEST_UNIT and unit_of(words) is not None)


def is_unit(words: str) -> bool:
    """Tells whether words below a name say how its column is written: its currency, its format or its type."""
    plain = normalised(words)
    return bool(is_of_money(words) or _FORMAT.fullmatch(words)) or plain in _TYPES or words in _SIGNS


def names_in_two(upper: Row, lower: Row, known_names: Collection[str]) -> list[Cell] | None:
    """Gives the names of columns that two rows hold together; None where they are not both rows of names."""
    if _heads(upper, lower) or _goes_on(upper, lower, known_names):
        return list(_joined(upper, lower, known_names))
    return None


def _goes_on(upper: Row, lower: Row, known_names: Collection[str]) -> bool:
    """Tells whether the names of a row go on in the one below: “Close” and “Date”, “Owner” and “Name”.

    Whatever stands below is known, alone or as the end of a name, or a unit; some of it says nothing alone.
    """
    found = [_told_in_two(cell, words, known_names) for cell, words in _in_two(upper, lower)]
    return filled_cells(upper) > 1 and all(found) and any(each == "together" for each in found)


def _in_two(upper: Row, lower: Row) -> Iterator[tuple[str, str]]:
    """Gives what stands above and below of each column that has a name below; above, else the group it is in."""
    for column, group in enumerate(_groups(upper, lower)):
        if own := text_of(_at(lower, column)):
            yield text_of(_at(upper, column)) or group, own


def _told_in_two(above: str, below: str, known_names: Collection[str]) -> str:
    """Tells how a column is called by two rows: by the lower alone, by both together, or not at all."""
    plain = normalised(below)
    if plain in known_names and plain not in _general():
        return "alone"
    known = _in_one(above, below, known_names) or (plain in _general() and normalised(above) in known_names)
    if above and (known or is_of_money(ASIDE.sub("", below)) or currency_in(f"{above} {below}")):
        return "together"
    return "unit" if above and is_unit(ASIDE.sub("", below)) else ""


def _in_one(above: str, below: str, known_names: Collection[str]) -> str:
    """Gives the known name that two words make, as “Close Date” and “Abschlussdatum”; empty where they make none."""
    ways = (f"{above} {below}", f"{above.rstrip(' -')}{below.casefold()}")
    return next((words for words in ways if above and normalised(words) in known_names), "")


def _general() -> frozenset[str]:
    return affixes("name") | affixes("number")


def _heads(upper: Row, lower: Row) -> bool:
    """Tells whether a row names groups of the columns that the row below it names.

    Both hold names only; the upper one leaves cells empty, or repeats its names, over the columns of a group,
    and stands beside columns that need no group, or heads two groups and more.
    """
    labels = [cell for cell in (*upper, *lower) if not is_empty(cell)]
    periods = periods_among([cell for cell in lower if not is_empty(cell)])
    if not all(
        is_word(cell) or is_period_in_digits(cell) or is_day(cell) or cell in periods for cell in labels
    ) or not any(map(is_word, lower)):
        return False
    wide = sum(width > 1 for width in _spans(upper, lower))
    beside = is_empty(_at(upper, 0)) != is_empty(_at(lower, 0))
    return filled_cells(upper) > 1 and wide >= 1 and (beside or wide > 1)


def _spans(upper: Row, lower: Row) -> Iterator[int]:
    """Gives over how many named columns each group stretches."""
    groups = [group for group in _groups(upper, lower) if group]
    for place, group in enumerate(groups):
        if not place or group != groups[place - 1]:
            yield sum(other == group for other in groups[place:])


def _groups(upper: Row, lower: Row) -> Iterator[str]:
    """Gives the group that each column below belongs to; empty where it has no name of its own, or no group."""
    group = ""
    for column in range(max(len(upper), len(lower))):
        group = text_of(_at(upper, column)) or group
        yield group if not is_empty(_at(lower, column)) else ""
        if is_empty(_at(lower, column)):
            group = ""


def _joined(upper: Row, lower: Row, known_names: Collection[str]) -> Iterator[Cell]:
    """Gives the names of the columns, behind that of the group where they alone do not say enough: “Q1”, “Name”.

    A part of a year says enough below another one, as “Q2” does below “1. Halbjahr”.
    """
    names = [normalised(text_of(cell)) for cell in lower]
    for column, group in enumerate(_groups(upper, lower)):
        own, above = text_of(_at(lower, column)), text_of(_at(upper, column))
        parts = told_by(parse_part, group) and told_by(parse_part, own)
        needed = (
            (any(map(str.isdigit, group)) and not parts)
            or names.count(normalised(own)) > 1
            or _told_in_two(above or group, own, known_names) == "together"
        )
        unit = ASIDE.sub("", own)
        if not own or (above and not needed and is_unit(own) and normalised(own) not in known_names):
            yield _at(upper, column)
        elif above and is_of_money(unit):
            yield f"{above} ({unit})"
        else:
            whole = _in_one(above or group, own, known_names) or f"{above or group} {own}".strip()
            yield whole if needed or normalised(own) in _general() else own


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None
