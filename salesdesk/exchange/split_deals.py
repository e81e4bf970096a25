"""Counts a deal that several people share once: rows with “Split %”, and cells such as “Ada Lind / Bo Ek”."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from salesdesk.exchange.column_names import affixes, name_score
from salesdesk.exchange.decimal_marks import decimal_mark, mark_evidence
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.parse_numbers import parse_amount
from salesdesk.exchange.readable_columns import numeric, told_by
from salesdesk.exchange.table import Cell, FileRow, Table, different, normalised, says_nothing, text_of
from salesdesk.services.importing.words import words_for

_DIGITS: Final = re.compile(r"\d(?:[\d.,’' \u00a0\u202f]*\d)?")
_WHOLE: Final = 100
_NEAR: Final = 1
_FULL_NAME: Final = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*)+")
_Groups = Mapping[tuple[Cell, ...], list[FileRow]]


def with_one_owner(table: Table) -> Table:
    """Gives the table of deals with one salesperson a deal, and says where there were several."""
    return _first_of_several(_shared_once(table))


def _first_of_several(table: Table) -> Table:
    """Takes the first of several people in one cell, which are full names or stand alone in other rows.

    The “@” of somebody who is mentioned is no part of the name.
    """
    owner = _column_of(table, "salesperson_id")
    if owner is None:
        return table
    each = {text_of(cell) for cell in different(table.column(owner)) if not says_nothing(cell)}
    known = set(map(_unmentioned, each))
    several = {name: parts for name in each if (parts := _people_in(name, known))}
    alone = {name: (_unmentioned(name),) for name in each if name.startswith("@")}
    if not several and not alone:
        return table
    counts = sum(text_of(cell) in several for cell in table.column(owner))
    cells = [(alone | several).get(text_of(cell), (cell,))[0] for cell in table.column(owner)]
    table = replace(table, rows=table.by_column.with_columns({owner: cells}))
    if not several:
        return table
    name, parts = next(iter(sorted(several.items())))
    note = n_(
        "“{name}” under “{header}” are several people; the deal goes to the first, {first}.",
        "{number:,} deals have several people under “{header}”, as “{name}”; each goes to the first, here {first}.",
        counts, name=name, first=parts[0], header=table.headers[owner],
    )  # fmt: skip
    return replace(table, assumed=(*table.assumed, note))


def _people_in(name: str, known: set[str]) -> tuple[str, ...]:
    """Gives the people in a cell where it has several; “Bo Ek, Ada Lind” has two where Bo Ek stands elsewhere too."""
    parts = tuple(_unmentioned(part) for part in _between().split(name) if part)
    if len(parts) > 1:
        return parts if all(part in known or _FULL_NAME.fullmatch(part) for part in parts) else ()
    listed = [part for part in name.split(",") if part.strip()]
    parts = tuple(map(_unmentioned, listed))
    mentioned = all(part.lstrip().startswith("@") for part in listed)
    full = all(map(_FULL_NAME.fullmatch, parts))
    return parts if len(parts) > 1 and (mentioned or (full and parts[0] in known)) else ()


def _unmentioned(name: str) -> str:
    return name.strip().removeprefix("@").lstrip()


@cache
def _between() -> re.Pattern[str]:
    """Gives what stands between the names of two people."""
    words = "|".join(rf"\s+{re.escape(word)}\s+" for word in words_for("person", "and"))
    return re.compile(rf"\s*[/;&+|、]\s*|{words}")


def _shared_once(table: Table) -> Table:
    """Leaves one row of each deal whose shares, a row a person, add up to all of it."""
    keys = [i for name in ("external_id",) if (i := _column_of(table, name)) is not None] or [
        i for name in ("name", "account_id", "closed_on") if (i := _column_of(table, name)) is not None
    ]
    groups: dict[tuple[Cell, ...], list[FileRow]] = defaultdict(list)
    likely = [i for i, header in enumerate(table.headers) if _may_share(header)]
    for row in table.rows if keys and likely else ():
        groups[tuple(row.cells[i] for i in keys)].append(row)
    share = next((i for i in likely if _shares(i, groups)), None)
    if share is None:
        return table
    rows = {row.number: row for row in table.rows}
    split = [group for group in groups.values() if len(group) > 1]
    parts = _parts_of(table, share, split)
    for group in split:
        rows |= {row.number: row for row in _joined(group, share, parts)}
    note = n_(
        "1 deal is shared under “{header}”; it counts once and whole, for whoever has the largest share.",
        "{number:,} deals are shared under “{header}”; each counts once and whole, for whoever has the largest share.",
        len(split), header=table.headers[share],
    )  # fmt: skip
    return replace(table, rows=tuple(rows.values()), assumed=(*table.assumed, note))


def _may_share(header: str) -> bool:
    """Tells whether the name of a column may be that of shares, and is not that of a probability."""
    probability = target_named("deals", "probability")
    named = "%" in header or not {*normalised(header).split()}.isdisjoint(affixes("share"))
    return named and not name_score(header, probability.name, probability.names, "deals")


def _shares(index: int, groups: _Groups) -> bool:
    """Tells whether a column's percentages add up to all of it for each deal, of which some have several rows."""
    if all(len(group) == 1 for group in groups.values()):
        return False
    sums = [sum(_percent(row.cells[index]) for row in group) for group in groups.values()]
    whole = _WHOLE if max(sums) > _NEAR + 1 else 1
    return all(abs(each - whole) <= _NEAR * whole / _WHOLE for each in sums)


def _percent(cell: Cell) -> float:
    return told_by(lambda text: float(parse_amount(text_of(text).rstrip(" %")).number), cell) or 0


def _parts_of(table: Table, share: int, groups: Sequence[Sequence[FileRow]]) -> list[int]:
    """Gives the columns of amounts that are those of the shares: they follow them, or both columns are named alike."""
    named = {*normalised(table.headers[share]).split()}
    return [
        i for i, header in enumerate(table.headers)
        if i != share and numeric(table, i)
        and (named & {*normalised(header).split()} or all(_follow(group, i, share) for group in groups))
    ]  # fmt: skip


def _follow(group: Sequence[FileRow], amount: int, share: int) -> bool:
    """Tells whether the amounts of a deal stand to each other as its shares do, which are not the same."""
    amounts, shares = ([_percent(row.cells[i]) for row in group] for i in (amount, share))
    total = sum(amounts)
    return len({*shares}) > 1 and total > 0 and all(
        abs(part / total - each / sum(shares)) < _NEAR / _WHOLE for part, each in zip(amounts, shares, strict=True)
    )  # fmt: skip


def _joined(group: Sequence[FileRow], share: int, parts: Sequence[int]) -> list[FileRow]:
    """Gives the rows of a deal of which only that of the largest share is taken, with the sums of what is parted."""
    kept = max(group, key=lambda row: _percent(row.cells[share]))
    why = _("The deal is shared with others; it counts in row {number}.", number=kept.number)
    others = [replace(row, fault=row.fault or why) for row in group if row is not kept]
    cells = list(kept.cells)
    for i in parts:
        cells[i] = _sum([row.cells[i] for row in group], text_of(kept.cells[i]))
    return [replace(kept, cells=tuple(cells)), *others]


def _sum(cells: Sequence[Cell], written: str) -> Cell:
    """Gives the sum of some amounts as one of them is written, so that its currency and its signs are kept."""
    mark = decimal_mark(mark_evidence(map(text_of, cells)))[0]
    total = sum(parse_amount(cell, mark).number for cell in cells if not says_nothing(cell))
    return _DIGITS.sub(f"{total:.2f}".replace(".", mark), written, count=1)


def _column_of(table: Table, name: str) -> int | None:
    """Gives the column whose name is the likeliest for a field of deals."""
    target = target_named("deals", name)
    scores = [
        name_score(header, name, target.names, "deals", money=name == "amount") for header in table.headers
    ]
    return scores.index(max(scores)) if max(scores, default=0) else None
