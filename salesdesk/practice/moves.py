"""What moved between two snapshots of the deals: new, gone, won, lost, amount, closing day, stage, owner."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NamedTuple


class DealThen(NamedTuple):
    """How one deal stood on a day; `stage` and `owner` are numbers of records."""

    outcome: str = "open"
    amount: Decimal | None = None
    currency: str | None = None
    expected_on: date | None = None
    stage: int | None = None
    owner: int | None = None


class Way(StrEnum):
    """In which way a deal moved."""

    NEW = "new"
    GONE = "gone"
    WON = "won"
    LOST = "lost"
    REOPENED = "reopened"
    AMOUNT_UP = "amount up"
    AMOUNT_DOWN = "amount down"
    CURRENCY = "currency"
    PULLED = "pulled in"
    PUSHED = "pushed out"
    FORWARD = "stage forward"
    BACK = "stage back"
    OWNER = "owner"


class DealMove(NamedTuple):
    """One thing that moved in one deal: the field and its value before and after; a deal may move in several ways.

    A deal that came or went moved as a whole: its field is empty, and one of the sides is its standing.
    """

    deal: int
    way: Way
    field: str
    before: Any
    after: Any


def moves_between(
    before: Mapping[int, DealThen], after: Mapping[int, DealThen], order: Mapping[int, int]
) -> list[DealMove]:
    """Gives what moved, deal by deal in the order of their numbers; `order` is the place of each stage.

    A deal without an amount counts as one of nothing. One without an expected day may close at any time, so a day
    given to it is pulled in and a day taken away is pushed out. Amounts in two currencies are not compared.
    """
    return [
        move
        for deal in sorted(before.keys() | after.keys())
        for move in _moves_of(deal, before.get(deal), after.get(deal), order)
    ]


def _moves_of(
    deal: int, before: DealThen | None, after: DealThen | None, order: Mapping[int, int]
) -> Iterator[DealMove]:
    if before is None or after is None:
        yield DealMove(deal, Way.NEW if before is None else Way.GONE, "", before, after)
        if after is not None and after.outcome != "open":
            yield DealMove(deal, _CLOSED[after.outcome], "outcome", "open", after.outcome)
        return
    for field, way in (
        ("outcome", _CLOSED[after.outcome]),
        ("currency", Way.CURRENCY),
        ("amount", _amount_way(before, after)),
        ("expected_on", Way.PUSHED if _day(after) > _day(before) else Way.PULLED),
        ("stage", Way.FORWARD if _place(after, order) > _place(before, order) else Way.BACK),
        ("owner", Way.OWNER),
    ):
        old, new = getattr(before, field), getattr(after, field)
        if way is not None and old != new:
            yield DealMove(deal, way, field, old, new)


_CLOSED: Final = {"won": Way.WON, "lost": Way.LOST, "open": Way.REOPENED}


def _amount_way(before: DealThen, after: DealThen) -> Way | None:
    """Tells which way the amount went, if it did; what is in another currency is neither more nor less."""
    old, new = before.amount or 0, after.amount or 0
    if old == new:
        return None
    if before.currency != after.currency:
        return Way.CURRENCY
    return Way.AMOUNT_UP if new > old else Way.AMOUNT_DOWN


def _day(standing: DealThen) -> date:
    return standing.expected_on or date.max


def _place(standing: DealThen, order: Mapping[int, int]) -> tuple[int, int]:
    """Gives the place of a stage among the others; no stage is before the first, and no two share a place."""
    return (order.get(standing.stage, -1), standing.stage) if standing.stage is not None else (-2, 0)
