"""Reads the codes that programs write for what became of a deal, such as S, F and P, or 0, 1 and 2."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from salesdesk.env.paths import resources_dir
from salesdesk.exchange.table import Cell, Table, normalised, says_nothing, text_of
from salesdesk.frozen import frozen

_OUTCOMES = ("won", "lost", "open")


@frozen
class OutcomeCodes:
    """The names of columns that hold some codes, and the outcome each code means."""

    columns: frozenset[str]
    outcomes: Mapping[str, str]

    def read(self, header: str, cells: Sequence[Cell]) -> bool:
        """Tells whether a column is one of these and holds nothing but these codes."""
        if normalised(header) not in self.columns:
            return False
        words = {text_of(cell) for cell in cells if not says_nothing(cell)}
        return len(words) > 1 and words <= self.outcomes.keys()


@cache
def known_codes() -> tuple[OutcomeCodes, ...]:
    """Gives the codes of all programs we know."""
    text = (resources_dir() / "importing" / "codes" / "outcomes.toml").read_text(encoding="utf-8")
    return tuple(
        OutcomeCodes(
            frozenset(normalised(name) for name in words["columns"].split(",")),
            {code.strip(): outcome for outcome in _OUTCOMES for code in words[outcome].split(",")},
        )
        for words in tomllib.loads(text).values()
    )


def with_outcomes(table: Table) -> Table:
    """Gives a table of deals in which codes are the words they mean; what each was taken for is told."""
    found: dict[int, Mapping[str, str]] = {}
    for index, header in enumerate(table.headers):
        cells = table.column(index)
        codes = next((each for each in known_codes() if each.read(header, cells)), None)
        if codes:
            found[index] = codes.outcomes
    if not found:
        return table
    rows = table.by_column.with_columns({
        index: [outcomes.get(text_of(cell), cell) for cell in table.column(index)]
        for index, outcomes in found.items()
    })  # fmt: skip
    notes = (_note(table, index, outcomes) for index, outcomes in found.items())
    return replace(table, rows=rows, assumed=(*table.assumed, *notes))


def _note(table: Table, index: int, outcomes: Mapping[str, str]) -> str:
    words = {"won": _("won"), "lost": _("lost"), "open": _("open")}
    seen = dict.fromkeys(text_of(cell) for cell in table.column(index) if not says_nothing(cell))
    told = ", ".join(f"{code} = {words[outcomes[code]]}" for code in sorted(seen))
    return _("The codes under “{header}” are read as {told}.", header=table.headers[index], told=told)
