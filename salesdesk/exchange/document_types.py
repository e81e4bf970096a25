"""Reads a column of kinds of documents: orders and invoices are sales, quotes are open, credit notes are taken off."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, Literal

from salesdesk.env.folding import folded
from salesdesk.exchange.chances import with_chances
from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.column_profile import profile
from salesdesk.exchange.mapping import says_yes_or_no, target_named
from salesdesk.exchange.outcome_codes import with_outcomes
from salesdesk.exchange.table import Cell, Table, by_value, different, says_nothing, text_of
from salesdesk.services.importing.deal_rules import FLAGS
from salesdesk.services.importing.names import outcome_of, parted_by_nothing
from salesdesk.services.importing.words import words_for

Kind = Literal["sold", "offer", "credit", "lost", "open"]
_KINDS: Final[tuple[Literal["credit", "offer", "sold"], ...]] = ("credit", "offer", "sold")
_OUTCOMES: Final = {"sold": "won", "credit": "won", "offer": "open", "open": "open", "lost": "lost"}
_MOST: Final = 20
"""More different words than that are no kinds of documents."""
_LONGEST: Final = 200
"""Longer words are none either; each is compared with every name of a kind at every place."""


def with_outcomes_told(table: Table) -> Table:
    """Gives a table of deals in which codes, kinds of documents and chances are the outcomes they mean."""
    return with_chances(with_documents(with_outcomes(table)))


def with_documents(table: Table) -> Table:
    """Gives a table of deals in which a column of documents says what became of them; what is assumed is told.

    Another column that says won or lost counts before it. Credit notes are taken off whatever says they are sold.
    """
    found = next(
        ((i, kinds) for i in range(len(table.headers)) if (kinds := _documents(table.column(i)))), None
    )
    if found is None:
        return table
    index, kinds = found
    columns = {} if _told_elsewhere(table, index) else _outcomes(table, index, kinds)
    if "credit" in kinds.values():
        columns |= _taken_off(table, [kinds.get(text_of(cell)) == "credit" for cell in table.column(index)])
    if not columns:
        return table
    note = _note(table.headers[index], kinds, told=index in columns)
    return replace(table, rows=table.by_column.with_columns(columns), assumed=(*table.assumed, note))


def are_documents(cells: Sequence[Cell]) -> bool:
    """Tells whether a column holds nothing but known kinds of documents, of which what is sold is read."""
    return _documents(cells) is not None


def _documents(cells: Sequence[Cell]) -> Mapping[str, Kind] | None:
    """Gives the kind of each word of a column that tells what is sold from what is offered or taken back."""
    each = different(cells)
    words = {text_of(cell) for cell in each if not says_nothing(cell)} if len(each) <= _MOST else set[str]()
    if not 1 < len(words) <= _MOST or max(map(len, words)) > _LONGEST:
        return None
    kinds: dict[str, Kind] = {word: kind for word in words if (kind := _kind_of(word))}
    sorts = {*kinds.values()}
    return kinds if len(kinds) == len(words) and "sold" in sorts and sorts & {"offer", "credit"} else None


@cache
def _kind_of(word: str) -> Kind | None:
    """Gives what a kind of document is; None for other words, and for those that say themselves that they are won."""
    told = outcome_of(word)
    if told in ("lost", "open"):
        return "lost" if told == "lost" else "open"
    tokens = "".join(sign if sign.isalnum() else " " for sign in folded(word)).split()
    return next((kind for kind in _KINDS if _names(kind, tokens)), None)


def _names(kind: str, tokens: Sequence[str]) -> bool:
    """Tells whether words name a document of a kind; one that is sold must begin or end with its name."""
    places = range(len(tokens))
    for phrase in _phrases(kind):
        if len(phrase) == 1 and parted_by_nothing(phrase[0]) and any(phrase[0] in token for token in tokens):
            return True
        starts = [i for i in places if tuple(tokens[i : i + len(phrase)]) == phrase]
        if starts and (kind != "sold" or {0, len(tokens) - len(phrase)} & {*starts}):
            return True
    return False


@cache
def _phrases(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(folded(words).split()) for words in words_for("document", kind))


def _told_elsewhere(table: Table, index: int) -> bool:
    """Tells whether another column says of deals that they are won or lost, by its words or as a flag."""
    flags = [target_named("deals", name) for name in sorted(FLAGS)]
    for place, header in enumerate(table.headers):
        seen = profile(table.column(place)) if place != index else None
        if seen and seen.decided and len(seen.values) <= _MOST:
            return True
        named = (name_score(header, flag.name, flag.names, "deals") >= SURE for flag in flags)
        if seen and says_yes_or_no(seen) and any(named):
            return True
    return False


def _outcomes(table: Table, index: int, kinds: Mapping[str, Kind]) -> dict[int, Sequence[Cell]]:
    if not {"offer", "lost", "open"} & {*kinds.values()}:
        return {}  # all of it is sold, as its dates say
    told = {word: _OUTCOMES[kind] for word, kind in kinds.items()}
    return {index: [told.get(text_of(cell), cell) for cell in table.column(index)]}


def _taken_off(table: Table, credits: Sequence[bool]) -> dict[int, Sequence[Cell]]:
    """Gives the columns of amounts in which those of credit notes are below zero."""
    target = target_named("deals", "amount")
    found: dict[int, Sequence[Cell]] = {}
    for index, header in enumerate(table.headers):
        if name_score(header, target.name, target.names, "deals", money=True) >= SURE:
            cells = table.column(index)
            pairs = zip(cells, by_value(_below_zero, cells), credits, strict=True)
            found[index] = [below if credit else cell for cell, below, credit in pairs]
    return found


def _below_zero(cell: Cell) -> Cell:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return -abs(cell)
    text = text_of(cell)
    if says_nothing(cell) or any(sign in text for sign in "-−(") or not any(map(str.isdigit, text)):
        return cell
    return f"-{text}"


def _note(header: str, kinds: Mapping[str, Kind], *, told: bool) -> str:
    words = {
        "sold": _("won"),
        "offer": _("open"),
        "lost": _("lost"),
        "open": _("open"),
        "credit": _("taken off"),
    }
    shown: Collection[str] = sorted(kinds) if told else [w for w in sorted(kinds) if kinds[w] == "credit"]
    read = ", ".join(f"{word} = {words[kinds[word]]}" for word in shown)
    return _("“{header}” tells kinds of documents, which are read as {read}.", header=header, read=read)
