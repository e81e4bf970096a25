"""Asks whether deals are what a title, their sheet or the name of their file says: “Lost opportunities in Q1”."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import Final

from salesdesk.env.folding import folded
from salesdesk.exchange.evidence import NO_COLUMN, OUTCOME_COLUMN
from salesdesk.exchange.mapping import ColumnMapping, target_named
from salesdesk.exchange.table import Cell, FileRow, Table, says_nothing, text_of
from salesdesk.services.importing.deal_rules import SPEAKING
from salesdesk.services.importing.names import is_unclear, outcome_of
from salesdesk.services.importing.row_numbers import RowNumber
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError
from salesdesk.services.importing.words import ranked_words

TITLE: Final = "title"
"""The key of the question whether deals are what their title says."""
AS_SAID, AS_SALES = "said", "sales"
_WORD: Final = re.compile(r"[^\W\d_]+")
_BEFORE: Final = 3
"""How many words before one for a win, or a loss, may take it back."""
_SHOWN: Final = 2
_Told = Mapping[str, str]
"""What each text says of deals that does."""


def with_outcomes_named(
    table: Table, sheet: str | None, file_name: str, mapping: ColumnMapping, answers: Mapping[str, str]
) -> tuple[Table, ColumnMapping]:
    """Gives deals with the outcome that stands above them, or names their sheet or file, where no column tells any.

    Raises OpenQuestionError where that makes a difference and nobody has said whether it holds.
    """
    fields = frozenset(mapping.columns.values())
    if fields & (SPEAKING | {"probability"}) or answers.get(OUTCOME_COLUMN) == NO_COLUMN:
        return table, mapping
    texts = _texts(table, sheet, file_name)
    told = {text: outcome for text in dict.fromkeys(texts) if (outcome := _outcome_named(text))}
    nothing_new = {"won"} if "closed_on" in fields else {"open"}
    if not told or {*told.values()} <= nothing_new or answers.get(TITLE) == AS_SALES:
        return table, mapping
    if answers.get(TITLE) != AS_SAID:
        raise OpenQuestionError(_question(table.rows, texts, told, file_name))
    closed = next((index for index, name in mapping.columns.items() if name == "closed_on"), None)
    cells: list[Cell] = [
        told.get(text) or ("open" if closed is None or says_nothing(row.cells[closed]) else "won")
        for row, text in zip(table.rows, texts, strict=True)
    ]
    target, place = target_named("deals", "outcome"), len(table.headers)
    table = replace(
        table, headers=(*table.headers, target.label), rows=table.by_column.with_columns({place: cells}),
        assumed=(*table.assumed, *_notes(told)),
    )  # fmt: skip
    return table, replace(mapping, columns={**mapping.columns, place: target.name})


def _texts(table: Table, sheet: str | None, file_name: str) -> Sequence[str]:
    """Gives for each row the text that may say what became of it: of its own sheet where several are read as one."""
    stem = PurePath(file_name).stem
    own = [row.number.sheet if isinstance(row.number, RowNumber) else "" for row in table.rows]
    if any(own):
        return own if any(map(_outcome_named, {*own})) else [stem] * len(own)
    above = {outcome: text for text in reversed(table.above) if (outcome := _outcome_named(text))}
    if len(above) > 1:
        return [""] * len(own)
    found = next((text for text in (*above.values(), sheet or "") if _outcome_named(text)), stem)
    return [found] * len(own)


def _outcome_named(text: str) -> str | None:
    """Gives the outcome that a text names; none where it names both, as “Won and lost deals”.

    As it is only asked about, a word among others is enough: “Closed Won Opportunities FY24 for the board”.
    """
    words = _WORD.findall(text)
    each = [outcome_of(word) for word in words]
    if {"won", "lost"} <= {*each}:
        return None
    if told := outcome_of(text):
        return told
    place = next((i for i, outcome in enumerate(each) if outcome in ("won", "lost")), None)
    if place is not None:
        # “Deals that we have not won this year” are lost, by the words before.
        spans = (words[max(0, place - before) : place + 1] for before in range(_BEFORE, -1, -1))
        return next(filter(None, (outcome_of(" ".join(span)) for span in spans)), None)
    return "won" if is_unclear(text) else _opened(words)


def _opened(words: Sequence[str]) -> str | None:
    """Tells whether one of the usual words for open ones stands among others, as “en cours” does."""
    plain = folded(" ".join(words)).split()
    spans = {tuple(plain[i : i + n]) for i in range(len(plain)) for n in (1, 2)}
    return "open" if spans & _usually_open() else None


@cache
def _usually_open() -> frozenset[tuple[str, ...]]:
    """Gives the first words of each language for what is open, and those of two words; “new” may be anything."""
    ranked = ranked_words("outcome", "open")
    return frozenset(
        tuple(folded(word).split()) for word, place in ranked.items() if place == 0 or " " in word
    )


def _question(rows: Sequence[FileRow], texts: Sequence[str], told: _Told, file_name: str) -> ImportQuestion:
    sentence = _(
        "No column of “{file_name}” says what became of the deals, but their title may: {named}. Does it?",
        file_name=file_name, named=", ".join(_pairs(told)),
    )  # fmt: skip
    shown = [row for row, text in zip(rows, texts, strict=True) if text in told][:_SHOWN]
    examples = tuple(
        _("Row {number}: {told}", number=row.number, told=", ".join(filter(None, map(text_of, row.cells))))
        for row in shown
    )
    answers = {AS_SAID: _("they are what it says"), AS_SALES: _("each one with a close date is won")}
    return ImportQuestion(TITLE, sentence, "--title", answers, examples)


def _pairs(told: _Told) -> list[str]:
    """Says of each text what it tells, as “Lost deals” (lost)."""
    words = {"won": _("won"), "lost": _("lost"), "open": _("open")}
    return [_("“{text}” ({outcome})", text=text, outcome=words[outcome]) for text, outcome in told.items()]


def _notes(told: _Told) -> tuple[str, ...]:
    return (_("What became of the deals is taken from their title: {named}.", named=", ".join(_pairs(told))),)
