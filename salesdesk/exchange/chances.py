"""Takes the probability for what became of deals where their stages say nothing of it."""

from dataclasses import replace

from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.column_profile import profile
from salesdesk.exchange.mapping import says_yes_or_no, target_named
from salesdesk.exchange.parse_numbers import parse_amount
from salesdesk.exchange.table import Cell, Table, by_value, different, says_nothing, text_of
from salesdesk.services.importing.deal_rules import FLAGS
from salesdesk.services.importing.names import outcome_of

_MOST = 20
"""More different words than that say nothing of outcomes."""


def with_chances(table: Table) -> Table:
    """Gives a table of deals with a column of outcomes where 100 % and less are all that tells them apart.

    That is so where neither stages nor any other column says that a deal is won or lost. Where there are no stages
    and days on which deals closed, the rows themselves are read so.
    """
    stages, chances = _named(table, "stage_id"), _named(table, "probability")
    if len(chances) != 1 or any(_named(table, flag) for flag in FLAGS):
        return table
    if not stages and any(_named(table, name) for name in ("closed_on", "outcome")):
        return table
    words = {text_of(cell) for index in stages for cell in different(table.column(index))}
    if any(outcome_of(word) in ("won", "lost") for word in words):
        return table
    seen = [profile(table.column(index)) for index in range(len(table.headers))]
    if any(each.decided and len(each.values) <= _MOST for each in seen):
        return table
    if any(says_yes_or_no(each) for index, each in enumerate(seen) if index not in chances):
        return table
    cells = table.column(chances[0])
    whole = 100 if any(_number(cell) > 1 for cell in cells) else 1
    told: list[Cell] = list(by_value(lambda cell: _outcome(cell, whole), cells))
    if not {"won", "open"} <= {*told}:
        return table
    label = target_named("deals", "outcome").label
    note = _("No stage says whether a deal is won, so the probability does: 100 % is taken for won, 0 % for lost, "
             "else it is open.")  # fmt: skip
    rows = table.by_column.with_columns({len(table.headers): told})
    return replace(table, headers=(*table.headers, label), rows=rows, assumed=(*table.assumed, note))


def _named(table: Table, field: str) -> list[int]:
    target = target_named("deals", field)
    return [
        index for index, header in enumerate(table.headers)
        if name_score(header, target.name, target.names, "deals") >= SURE
        and profile(table.column(index)).filled
    ]  # fmt: skip


def _outcome(cell: Cell, whole: int) -> Cell:
    if says_nothing(cell):
        return "open"
    return {whole: "won", 0: "lost"}.get(
        int(number) if (number := _number(cell)) == int(number) else -1, "open"
    )


def _number(cell: Cell) -> float:
    try:
        return float(parse_amount(cell).number)
    except ValueError:
        return -1
