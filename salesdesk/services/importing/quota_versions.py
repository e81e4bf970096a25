"""Settles which quotas of a file count where several are of one person and time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from salesdesk.practice.periods import MONTHS_IN, Period, period_end
from salesdesk.services.importing.names import number_key, spelling_key
from salesdesk.services.importing.values import NUMBER_SUFFIX, IncomingRow

_PERSON = "salesperson_id"


def settled_quotas(rows: Sequence[IncomingRow]) -> Sequence[IncomingRow]:
    """Gives the rows in which no quota counts that another contradicts."""
    found = list(rows)
    for place, other in _contradicted(found):
        why = _("Row {row} has another quota for the same person and period: keep the rows of one measure, or their "
                "sum.", row=other)  # fmt: skip
        found[place] = replace(found[place], errors=(why,))
    for place, why in _overlapping(found):
        found[place] = replace(found[place], errors=(why,))
    return found


def _contradicted(rows: Sequence[IncomingRow]) -> Iterable[tuple[int, int]]:
    """Gives the place of each quota that differs from another of its person and period, and the row of that one."""
    together: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if not row.errors and "amount" in row.values:
            together[_whose(row)].append(place)
    for places in together.values():
        amounts = {rows[place].values["amount"]: place for place in places}
        for place in places if len(amounts) > 1 else ():
            others = (other for amount, other in amounts.items() if amount != rows[place].values["amount"])
            yield place, rows[next(others)].number


def _overlapping(rows: Sequence[IncomingRow]) -> Iterable[tuple[int, str]]:
    """Gives each quota with whose start a shorter one of the person starts too, and why it does not count.

    Quarters that stand beside their months are sums of them; of a year beside its January nobody can tell which is
    meant, as a desk has one quota for a start.
    """
    people: defaultdict[Any, list[tuple[Period, int]]] = defaultdict(list)
    for place, row in enumerate(rows):
        start, kind = row.values.get("starts_on"), row.values.get("period")
        if not row.errors and "amount" in row.values and isinstance(start, date) and kind in MONTHS_IN:
            people[_whose(row)[0]].append((Period(start, period_end(start, kind), kind, ""), place))
    for quotas in people.values():
        for whole, place in quotas:
            parts = {part: at for part, at in quotas if part.kind != whole.kind and _lies_in(part, whole)}
            same = next((at for part, at in parts.items() if part.start == whole.start), None)
            if same is None:
                continue
            if _make_up(parts, whole):
                yield place, _("It adds up quotas of shorter periods, such as row {row}, which count.",
                               row=rows[same].number)  # fmt: skip
                continue
            for at, other in ((place, same), (same, place)):
                yield at, _("Row {row} has a quota from the same day on for another length: keep one of them.",
                            row=rows[other].number)  # fmt: skip


def _lies_in(part: Period, whole: Period) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _make_up(parts: Iterable[Period], whole: Period) -> bool:
    """Tells whether periods of one kind fill a longer one."""
    kinds = [part.kind for part in parts]
    return any(kinds.count(kind) * MONTHS_IN[kind] == MONTHS_IN[whole.kind] for kind in MONTHS_IN)


def _whose(row: IncomingRow) -> tuple[Any, ...]:
    """Gives whose quota a row is, and of which period."""
    number, name = row.values.get(_PERSON + NUMBER_SUFFIX), row.values.get(_PERSON)
    person = number_key(number) if number else spelling_key(name or "")
    return person, row.values.get("starts_on"), row.values.get("period")
