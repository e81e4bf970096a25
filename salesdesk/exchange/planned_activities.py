"""Leaves activities out of a log that are planned, or were not held: only what was done counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from salesdesk.env.folding import folded
from salesdesk.exchange.count_columns import mostly
from salesdesk.exchange.readable_columns import filled_of
from salesdesk.exchange.table import Cell, Table, normalised, says_nothing, text_of
from salesdesk.services.importing.names import flag_of
from salesdesk.services.importing.words import words_for

_SHOWN: Final = 3


def without_planned(table: Table) -> Table:
    """Gives a log of activities without those whose status, or whose column “Done”, says that they are not done.

    A status that says neither counts as done, which is told.
    """
    planned, unknown = set[int](), dict[str, list[str]]()
    filled = [i for i in range(len(table.headers)) if filled_of(table, i)]
    finished = [i for i in filled if normalised(table.headers[i]) in _columns("finished")]
    status = [i for i in filled if normalised(table.headers[i]) in _columns("status")]
    for index in finished:
        planned |= {place for place, cell in enumerate(table.column(index)) if not _is_finished(cell)}
    for index in status or ([] if finished else [i for i in filled if _holds_a_status(table, i)]):
        words = [folded(text_of(cell)) for cell in table.column(index)]
        planned |= {place for place, word in enumerate(words) if word in _words("planned")}
        unknown[table.headers[index]] = list(_unknown(table.column(index)))
    notes = [*([note_on_planned(len(planned))] if planned else []), *_notes_on_unknown(unknown)]
    if not notes:
        return table
    rows = tuple(row for place, row in enumerate(table.rows) if place not in planned)
    return replace(table, rows=rows, notes=(*table.notes, *notes))


def note_on_planned(number: int) -> str:
    """Says how many activities are left out because they are not done."""
    return n_(
        "1 activity is left out, because it is planned or was not held; only what was done counts.",
        "{number:,} activities are left out, because they are planned or were not held; only what was done counts.",
        number,
    )  # fmt: skip


def _holds_a_status(table: Table, index: int) -> bool:
    """Tells by its words whether a column is a status, whatever it is called; one word alone may be anything."""
    words = [folded(text_of(cell)) for cell in filled_of(table, index)]
    known = _words("planned") | _words("done")
    return mostly(words, known.__contains__) and len(known.intersection(words)) > 1


def _is_finished(cell: Cell) -> bool:
    """Tells whether a cell under “Done” is a yes, a word for done or the day on which it was."""
    word = text_of(cell)
    return not says_nothing(cell) and flag_of(word) is not False and folded(word) not in _words("planned")


def _unknown(cells: Sequence[Cell]) -> Iterator[str]:
    known = _words("planned") | _words("done")
    counts = Counter(text_of(cell) for cell in cells if not says_nothing(cell))
    yield from (word for word, _count in counts.most_common() if folded(word) not in known)


def _notes_on_unknown(unknown: dict[str, list[str]]) -> Iterator[str]:
    for header, words in unknown.items():
        if words:
            shown = ", ".join(f"“{word}”" for word in words[:_SHOWN])
            yield _("Under “{header}” {words} says neither planned nor done; its activities count as done.",
                    header=header, words=shown)  # fmt: skip


@cache
def _columns(concept: str) -> frozenset[str]:
    return frozenset(map(normalised, words_for("activity", concept)))


@cache
def _words(concept: str) -> frozenset[str]:
    return frozenset(map(folded, words_for("activity", concept)))
