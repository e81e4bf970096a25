"""Tells whether a column of numbers is that of the deals, by what rows of one number have in common; else asks."""

from collections.abc import Iterable, Sequence
from typing import Final

from salesdesk.exchange.column_names import SURE, affixes, is_number_sign, known_as, name_score
from salesdesk.exchange.mapping import ColumnMapping
from salesdesk.exchange.table import Cell, Table, normalised, says_nothing, text_of
from salesdesk.frozen import frozen
from salesdesk.services.importing.names import number_key, spelling_key
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError

REPEATED: Final = "repeated_number"
"""The key of the question whether rows that share a number are of one deal."""
ONE_DEAL, SEVERAL = "one", "several"
_NUMBER: Final = "external_id"
_NAMING: Final = ("name", "account_id")
_OTHERWISE: Final = ("salesperson_id", "closed_on", "started_on", "expected_on")
"""What tells deals apart where nothing names them."""
_SHOWN: Final = 2


@frozen
class _Alike:
    """How many numbers stand on one row only, and on several that are alike or that are not; with two of these.

    `strange` says that the rows of some number have nothing in common.
    """

    alone: int
    alike: int
    unlike: int
    example: tuple[int, ...]
    strange: bool


def with_numbers_of_deals(
    table: Table, mapping: ColumnMapping, proposed: ColumnMapping, answer: str | None
) -> ColumnMapping:
    """Gives the mapping of deals, without a column of numbers that are not theirs but of what they belong to.

    A deal has as many rows as it has products, contacts or weeks. A column that is named as the number of a deal, was
    remembered or was chosen in place of the one `proposed` is believed. Under a bare “ID” may stand the number of an
    owner or of a type: most numbers are then on several rows that are not alike. One on all of them is no deal’s;
    else raises OpenQuestionError where nobody has said what it means.
    """
    index = mapping.column_of(_NUMBER)
    if index is None or (answer is None and (mapping.remembered or index != proposed.column_of(_NUMBER))):
        return mapping
    if answer == ONE_DEAL or (answer is None and _is_named_for_deals(table.headers[index])):
        return mapping
    if answer is None:
        seen = _alike(table, mapping, index)
        if seen.unlike <= max(seen.alone, seen.alike) and not seen.strange:
            return mapping
        if seen.alone + seen.alike or seen.unlike > 1 or len(table.rows) <= _SHOWN:
            raise OpenQuestionError(_question(table, mapping, index, seen))
    return ColumnMapping({i: n for i, n in mapping.columns.items() if i != index}, mapping.remembered)


def _is_named_for_deals(header: str) -> bool:
    """Tells whether a name says of what the number is: “Deal ID”, and neither “ID” nor “№”."""
    bare = affixes("number") | {normalised(word) for word in affixes("number")}
    if is_number_sign(header) or normalised(header) in bare:
        return False
    known = known_as("opportunity", _NUMBER)
    names = {name: place for name, place in known.items() if name not in bare}
    return name_score(header, _NUMBER, names, "deals") >= SURE


def _alike(table: Table, mapping: ColumnMapping, index: int) -> _Alike:
    columns = _telling(table, mapping)
    rows: dict[str, list[int]] = {}
    for place, cell in enumerate(table.column(index)):
        if not says_nothing(cell):
            rows.setdefault(number_key(text_of(cell)), []).append(place)
    several = [places for places in rows.values() if len(places) > 1]
    unlike = [places for places in several if any(len(_said(column, places)) > 1 for column in columns)]
    strange = [places for places in unlike if _share_nothing(table, mapping, places)]
    example = next(iter((*strange, *unlike)), list[int]())
    return _Alike(
        len(rows) - len(several), len(several) - len(unlike), len(unlike), tuple(example), bool(strange)
    )


def _share_nothing(table: Table, mapping: ColumnMapping, places: Sequence[int]) -> bool:
    """Tells whether a row and the next of the same number differ in all that tells deals apart, two things at least."""
    found = (mapping.column_of(name) for name in (*_NAMING, *_OTHERWISE))
    columns = [table.column(place) for place in found if place is not None]
    first = [(column[places[0]], column[places[1]]) for column in columns]
    told = [pair for pair in first if not any(map(says_nothing, pair))]
    return len(told) > 1 and all(spelling_key(text_of(a)) != spelling_key(text_of(b)) for a, b in told)


def _telling(table: Table, mapping: ColumnMapping) -> list[Sequence[Cell]]:
    """Gives the columns that name deals, else those that tell them apart; one thing everywhere tells nothing."""
    for names in (_NAMING, _OTHERWISE):
        places = (mapping.column_of(name) for name in names)
        columns = [table.column(place) for place in places if place is not None]
        if told := [column for column in columns if len(_said(column, range(len(column)))) > 1]:
            return told
    return []


def _said(column: Sequence[Cell], places: Iterable[int]) -> set[str]:
    cells = {column[place] for place in places}
    return {spelling_key(text_of(cell)) for cell in cells if not says_nothing(cell)}


def _question(table: Table, mapping: ColumnMapping, index: int, seen: _Alike) -> ImportQuestion:
    sentence = n_(
        "1 number under “{header}” stands on several rows that are not alike. Are rows with the same number one deal?",
        "{number:,} numbers under “{header}” stand on several rows each that are not alike. Are rows with the same "
        "number one deal?",
        seen.unlike, header=table.headers[index],
    )  # fmt: skip
    read = [place for place, name in mapping.columns.items() if name in (_NUMBER, *_NAMING, *_OTHERWISE)]
    examples = (
        _("Row {number}: {told}", number=table.rows[place].number, told=_told(table, read, place))
        for place in _two_unlike(table, read, seen.example)
    )
    answers = {
        ONE_DEAL: _("one deal, on several rows"), SEVERAL: _("several deals; leave out the numbers"),
    }  # fmt: skip
    return ImportQuestion(REPEATED, sentence, "--repeated-number", answers, tuple(examples))


def _two_unlike(table: Table, read: Sequence[int], places: Sequence[int]) -> Sequence[int]:
    """Gives the first of some rows, and the first that says something else."""
    first = _told(table, read, places[0])
    return [places[0], *(place for place in places if _told(table, read, place) != first)][:_SHOWN]


def _told(table: Table, read: Sequence[int], place: int) -> str:
    cells = table.rows[place].cells
    return ", ".join(f"{table.headers[i]}: {text_of(cells[i])}" for i in read)
