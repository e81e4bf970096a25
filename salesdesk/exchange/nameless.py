"""Reads a file that does not name its columns: guesses by the values what each holds, and asks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import mode
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.column_profile import ColumnProfile, profile
from salesdesk.exchange.find_table import find_table
from salesdesk.exchange.mapping import ColumnMapping, map_columns, target_named, targets_for
from salesdesk.exchange.table import FileRows, Row, Table, filled_cells, nameless_header, normalised, text_of
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError

COLUMNS: Final = "columns"
"""The key of the question which column of a file without names is what."""
_OPTION: Final = "--columns"
_NOTHING: Final = "none"
_SHOWN: Final = 2
_MOST: Final = 0.6
_FEWEST_ROWS: Final = 2


def nameless_table(
    rows: list[Row], delimiter: str | None = None, faults: Mapping[int, str] | None = None, notes: Sequence[str] = ()
) -> Table | None:  # fmt: skip
    """Gives the table in rows of which none names the columns, which are numbered; None where they are no table."""
    widths = [len(row) for row in rows if filled_cells(row)]
    width = mode(widths) if widths else 0
    if width < _FEWEST_ROWS or widths.count(width) < max(_FEWEST_ROWS, _MOST * len(widths)):
        return None
    names: Row = [*map(nameless_header, range(width))]
    known = {normalised(text_of(name)) for name in names}
    below = {number + 1: fault for number, fault in (faults or {}).items()}
    table = find_table([names, *rows], known, delimiter=delimiter, faults=below, notes=notes)
    if table is None or not any(_measures(each) for each in _profiles(table)):
        return None
    found = FileRows.of(table.rows)
    numbers = [number - 1 for number in found.numbers]
    skipped = tuple(replace(row, number=row.number - 1) for row in table.skipped)
    return replace(
        table,
        header_row=0,
        rows=FileRows(numbers, found.columns, found.faults),
        skipped=skipped,
        known=0,
        named=False,
    )


def heads_nothing(table: Table) -> bool:
    """Tells whether what was taken for names of columns is a row of data: a value comes again in its own column."""
    if table.known == 0 and not table.rows:
        return True
    return table.known <= 1 and any(
        any(map(str.isalpha, header)) and header in {*map(text_of, table.column(index)), *table.above}
        for index, header in enumerate(table.headers)
    )


def proposed_columns(table: Table, kind: str) -> ColumnMapping:
    """Gives which column holds which field: by the names, or where there are none by the values."""
    return (
        map_columns(table, kind)
        if table.named
        else ColumnMapping(dict(sorted(_guessed(table, kind).items())))
    )


def told_columns(table: Table, kind: str, file_name: str, answer: str | None) -> ColumnMapping:
    """Gives the columns somebody named, in their order; raises OpenQuestionError where nobody did."""
    if answer is None:
        raise OpenQuestionError(_question(table, kind, file_name))
    words = [word.strip() for word in answer.split(",")]
    if len(words) > len(table.headers):
        raise UserError(
            _("{told} names were given for {number} columns, so nothing was imported; leave the others out.",
              told=len(words), number=len(table.headers))
        )  # fmt: skip
    found: dict[int, str] = {}
    for index, word in enumerate(words):
        if word in ("", "-", _NOTHING):
            continue
        target = _target_called(word, kind)
        if target in found.values():
            raise UserError(
                _("“{word}” is named for two columns, so nothing was imported; name it once.", word=word)
            )
        found[index] = target
    return ColumnMapping(found)


def note_on_names(table: Table, file_name: str, answer: str | None) -> tuple[str, ...]:
    """Says that what somebody told of the columns is not read where the file names them itself."""
    if answer is None or not table.named:
        return ()
    words = _("“{file_name}” names its columns itself in row {row}, so what was given with {option} is not read; leave "
              "it out, or take the columns by hand in the window.",
              file_name=file_name, row=table.header_row, option=_OPTION)  # fmt: skip
    return (words,)


def _question(table: Table, kind: str, file_name: str) -> ImportQuestion:
    guessed = _guessed(table, kind)
    labels = (
        target_named(kind, guessed[i]).label if i in guessed else _NOTHING for i in range(len(table.headers))
    )
    proposal = ", ".join(labels)
    examples = (
        _("Row {number}: {told}", number=row.number, told=" | ".join(map(text_of, row.cells)))
        for row in table.rows[:_SHOWN]
    )
    sentence = _(
        "“{file_name}” does not name its columns. Are they these, or which is what?", file_name=file_name
    )
    return ImportQuestion(COLUMNS, sentence, _OPTION, {proposal: proposal}, tuple(examples))


def _target_called(word: str, kind: str) -> str:
    scores = {
        target.name: 101 if normalised(target.label) == normalised(word)
        else name_score(word, target.name, target.names, kind)
        for target in targets_for(kind)
    }  # fmt: skip
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < SURE:
        known = ", ".join(target.label for target in targets_for(kind))
        raise UserError(_("“{word}” is no field; the fields are: {known}.", word=word, known=known))
    return best


def _guessed(table: Table, kind: str) -> dict[int, str]:
    """Gives what the columns most likely are; one of which nothing is known is left out."""
    seen = dict(enumerate(_profiles(table)))
    found: dict[int, str] = {}

    def _take(name: str, likely: Sequence[int]) -> None:
        if name in _GUESSED[kind] and (free := [i for i in likely if i not in found]):
            found[free[0]] = name

    _take("stage_id", sorted((i for i in seen if seen[i].decided), key=lambda i: -seen[i].outcomes))
    days = [i for i in seen if seen[i].dates >= _MOST]
    for name in ("closed_on", "starts_on"):
        _take(name, days[::-1])
    _take("started_on", days)
    numbers = [i for i in seen if seen[i].numbers >= _MOST and i not in days]
    _take("amount", sorted(numbers, key=lambda i: (-_is_money(seen[i]), -i)))
    _take("list_price", numbers)
    _take("external_id", [i for i in seen if seen[i].distinct == 1 and any(map(_has_digit, seen[i].values))])
    words = [i for i in seen if i not in found and not _measures(seen[i])]
    people = sorted((i for i in words if seen[i].names >= _MOST), key=lambda i: seen[i].distinct)
    _take("salesperson_id", people)
    if kind != "deals":
        _take("name", [*people, *words])
    elif len([i for i in words if i not in found]) > 1:
        _take("account_id", sorted(words, key=lambda i: seen[i].distinct))
    _take("name", words)
    return found


_GUESSED: Final[Mapping[str, frozenset[str]]] = {
    "deals": frozenset({
        "stage_id", "closed_on", "started_on", "amount", "external_id", "salesperson_id", "account_id", "name",
    }),
    "products": frozenset({"name", "list_price"}), "accounts": frozenset({"name"}), "people": frozenset({"name"}),
    "quotas": frozenset({"salesperson_id", "starts_on", "amount"}), "numbers": frozenset({"salesperson_id"}),
}  # fmt: skip
"""The fields of each kind that values alone can tell."""


def _profiles(table: Table) -> list[ColumnProfile]:
    return [profile(table.column(index)) for index in range(len(table.headers))]


def _measures(seen: ColumnProfile) -> bool:
    return seen.numbers >= _MOST or seen.dates >= _MOST


def _is_money(seen: ColumnProfile) -> bool:
    """Tells whether numbers bear decimals or a currency, as those of records do not."""
    return any(not value.isdigit() for value in seen.values)


def _has_digit(value: str) -> bool:
    return any(map(str.isdigit, value))
