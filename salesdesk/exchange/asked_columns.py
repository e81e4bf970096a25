"""Asks which column holds the outcomes, the amounts or the owners of deals where none is known and one may well be."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.column_names import affixes, known_as
from salesdesk.exchange.column_profile import ColumnProfile, profile
from salesdesk.exchange.evidence import (
    NO_COLUMN,
    OUTCOME_COLUMN,
    column_called,
    examples_of,
    with_outcome_column,
)
from salesdesk.exchange.mapping import ColumnMapping
from salesdesk.exchange.table import NoData, Table, normalised
from salesdesk.frozen import frozen
from salesdesk.services.importing.names import parted_by_nothing, spelling_key, without_mark
from salesdesk.services.importing.values import NUMBER_SUFFIX, ImportQuestion, OpenQuestionError
from salesdesk.services.importing.words import words_for

AMOUNT_COLUMN: Final = "amount_column"
OWNER_COLUMN: Final = "owner_column"
ASKED: Final = frozenset({OUTCOME_COLUMN, AMOUNT_COLUMN, OWNER_COLUMN})
"""The keys of the questions that are answered with the name of a column."""
_MOST, _NEARLY_ALL = 0.6, 0.9
_MONEY = re.compile(r"[$€£¥₹₽₺]|[A-Z]{3}\b|[.,]\d\d(?!\d)|\d[.,' ]\d{3}\b")
_ADDRESS = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
_PERSON = re.compile(r"(?:[^\W\d_a-zà-ÿ][^\W\d_]*\.?[ '’-]*){2,4}")


@frozen
class _Asked:
    """A field that deals should have: the question for its column, and which columns may be it."""

    key: str
    target: str
    option: str
    words: str
    none: str
    may_be: Callable[[str, ColumnProfile], bool]

    def question(
        self, table: Table, mapping: ColumnMapping, people: Collection[str]
    ) -> ImportQuestion | None:
        """Gives the question; None where the field has its column, or where no other can be it.

        A column of `people`, by their spellings, who are on the desk may be that of the owners.
        """
        fields = {name.removesuffix(NUMBER_SUFFIX) for name in mapping.columns.values()}
        if self.target in fields or mapping.remembered or not table.named:
            return None
        free = [index for index in range(len(table.headers)) if index not in mapping.columns]
        seen = {index: profile(table.column(index)) for index in free}
        known = people if self.key == OWNER_COLUMN else ()
        suspects = [i for i in free if self.may_be(table.headers[i], seen[i]) or _names_any(seen[i], known)]
        names = [table.headers[index] for index in suspects]
        if not names:
            return None
        words = self.words.format(names=", ".join(f"“{name}”" for name in names))
        answers = {**{name: name for name in names}, NO_COLUMN: self.none}
        return ImportQuestion(self.key, words, self.option, answers, tuple(examples_of(table, suspects)))


def with_answers(
    table: Table, kind: str, mapping: ColumnMapping, answers: Mapping[str, str], people: Collection[str] = ()
) -> ColumnMapping:
    """Gives the mapping with the columns that were named; `people` are those on the desk, by their spellings.

    Raises OpenQuestionError where nobody has named one and a figure would be wrong without it.
    """
    if kind != "deals":
        return mapping
    _refuse_one_for_two(answers)
    mapping = with_outcome_column(table, mapping, answers.get(OUTCOME_COLUMN))
    for asked in _asked():
        if asked.key in answers:
            continue
        owned = asked.key == OWNER_COLUMN and any(row.why is NoData.HEADING for row in table.skipped)
        if not owned and (question := asked.question(table, mapping, people)):
            raise OpenQuestionError(question)
    return _with_named(table, mapping, answers)


def _refuse_one_for_two(answers: Mapping[str, str]) -> None:
    """Raises UserError where one column is named for two fields, one of which would be without."""
    named: dict[str, str] = {}
    for key in sorted(ASKED & answers.keys()):
        name = answers[key]
        other = named.setdefault(normalised(name), key) if name != NO_COLUMN else key
        if other != key:
            raise UserError(
                _("“{name}” is named both with {one} and with {other}, so nothing was imported; one column is read as "
                  "one field only.",
                  name=name, one=_option(other), other=_option(key))
            )  # fmt: skip


def _option(key: str) -> str:
    return "--" + key.replace("_", "-")


def answered(table: Table, mapping: ColumnMapping, answers: Mapping[str, str]) -> ColumnMapping:
    """Gives the mapping with the columns that were named, and asks for no other."""
    if OUTCOME_COLUMN in answers:
        mapping = with_outcome_column(table, mapping, answers[OUTCOME_COLUMN])
    return _with_named(table, mapping, answers)


def _with_named(table: Table, mapping: ColumnMapping, answers: Mapping[str, str]) -> ColumnMapping:
    """Gives the mapping with the columns that were named as those of amounts and owners."""
    columns = dict(mapping.columns)
    for asked in _asked():
        if (answer := answers.get(asked.key, NO_COLUMN)) == NO_COLUMN:
            continue
        index = column_called(table, answer)
        columns = {i: n for i, n in columns.items() if n != asked.target} | {index: asked.target}
    return ColumnMapping(dict(sorted(columns.items())), mapping.remembered)


@cache
def _asked() -> tuple[_Asked, ...]:
    return (
        _Asked(
            AMOUNT_COLUMN, "amount", "--amount-column",
            _("Which column holds the amounts? Perhaps {names}.", names="{names}"),
            _("None of them; the deals have no amounts"), _may_be_amount,
        ),
        _Asked(
            OWNER_COLUMN, "salesperson_id", "--owner-column",
            _("Which column names the salesperson of each deal? Perhaps {names}.", names="{names}"),
            _("None of them; the deals are nobody’s"), _may_be_owner,
        ),
    )  # fmt: skip


def _may_be_amount(header: str, seen: ColumnProfile) -> bool:
    """Tells whether a column holds numbers that are money, by a word in its name or by how they are written."""
    if seen.numbers < _MOST or seen.dates >= _MOST or "%" in header or any("%" in v for v in seen.values):
        return False
    words = set(normalised(header).split())
    if words & _words_of("amount") or (words.isdisjoint(affixes("number")) and _of_money(words)):
        return True
    money = sum(bool(_MONEY.search(value)) for value in seen.values)
    return money >= _MOST * len(seen.values)


def _of_money(words: Collection[str]) -> bool:
    """Tells whether one of some words is, or ends in, one for money: “Budget”, “Angebotspreis”."""
    endings = tuple(each for each in affixes("money") if len(each) > _SHORT)
    return any(word in affixes("money") or word.endswith(endings) for word in words)


def _names_any(seen: ColumnProfile, people: Collection[str]) -> bool:
    """Tells whether a column names, or gives the addresses of, people who are known."""
    known = sum(spelling_key(without_mark(value)) in people for value in seen.values) if people else 0
    return known > 0 and known >= _MOST * len(seen.values)


def _may_be_owner(header: str, seen: ColumnProfile) -> bool:
    """Tells whether a column names people again and again, by a word in its name or, in many rows, by their names.

    One called “Who” does so whatever stands in it, be it short names or each one once.
    """
    plain = normalised(header)
    if plain in affixes("who"):
        return max(seen.numbers, seen.dates, seen.flags) < _MOST and not seen.empty
    if seen.distinct >= 1 or len(seen.values) < 2:
        return False
    if all(map(_ADDRESS.fullmatch, seen.values)):
        others = affixes("contact") | known_as("opportunity", "account_id").keys()
        return others.isdisjoint(plain.split())
    if seen.names < _NEARLY_ALL:
        return False
    words = _words_of("salesperson_id")
    if any(word in plain for word in words) or not _short_words_of("salesperson_id").isdisjoint(
        plain.split()
    ):
        return True
    people = all(_PERSON.fullmatch(value) for value in seen.values)
    return people and len(seen.values) > 2 and seen.distinct <= 0.5


@cache
def _words_of(field: str) -> frozenset[str]:
    """Gives the single words for a field; those for any total, and those for the deal itself, tell nothing."""
    nothing = {normalised(word) for word in (*words_for("row", "total"), *words_for("affix", "deal"))}
    found = frozenset(word for word in known_as("opportunity", field) if " " not in word) - nothing
    return frozenset(word for word in found if len(word) > _SHORT or parted_by_nothing(word))


@cache
def _short_words_of(field: str) -> frozenset[str]:
    """Gives the words of three letters for a field, which tell something as a word of their own only: “Primary rep”."""
    return frozenset(word for word in known_as("opportunity", field) if len(word) == _SHORT)


_SHORT: Final = 3
