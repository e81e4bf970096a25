"""Adds up won and open deals by person in SQL, in the currency of the desk and apart from it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from salesdesk.frozen import frozen
from salesdesk.model.scale import MONEY_SCALE
from salesdesk.services.deal_sql import AT_HOME, CURRENCY, LIST_PRICE, STANDS_AT, on_day
from salesdesk.services.people import IN_TEAM
from salesdesk.store.desk_file import DeskFile, Row

NOBODY = 0
"""Stands for the salesperson of deals that belong to nobody."""

# The plus keeps SQLite from choosing the index on deleted_at, which nearly every row matches.
_OWNERS = "SELECT id FROM salesperson UNION ALL SELECT NULL"
_MINE = "(o.salesperson_id IS w.id)"
_WON = f"""
SELECT w.id AS person, w.id IN ({IN_TEAM}) AS in_team, {CURRENCY} AS currency, count(*) AS deals,
  coalesce(sum(o.amount), 0) AS amount, sum(o.amount IS NULL) AS without
FROM ({_OWNERS}) w JOIN opportunity o ON {_MINE}
WHERE o.outcome = 'won' AND o.closed_on BETWEEN :start AND :end AND +o.deleted_at IS NULL
GROUP BY 1, 3
"""
# Added up by what is stored before anything is made of it: of very many open deals this takes half the time.
_OPEN = f"""
SELECT d.person, d.person IN ({IN_TEAM}) AS in_team, {CURRENCY.replace("o.", "d.")} AS currency,
  sum(d.deals) AS deals, coalesce(sum(d.amount), 0) AS amount, sum(d.without) AS without
FROM (
  SELECT o.salesperson_id AS person, o.currency, count(*) AS deals, sum({STANDS_AT}) AS amount,
    sum({STANDS_AT} IS NULL) AS without
  FROM opportunity o {LIST_PRICE}
  WHERE o.outcome = 'open' AND +o.deleted_at IS NULL GROUP BY 1, 2
) d GROUP BY 1, 3
"""

# A deal that is closed by now was open until the day it closed on, which may be noted later, as by an import.
_OPEN_ON = f"""
SELECT d.person, d.person IN ({IN_TEAM}) AS in_team, d.currency, count(*) AS deals,
  coalesce(sum(d.amount), 0) AS amount, sum(d.amount IS NULL) AS without
FROM (
  SELECT {on_day("salesperson_id", "o.salesperson_id", "before_id")} AS person, {CURRENCY} AS currency,
    coalesce(CAST({on_day("amount", "o.amount")} AS INTEGER), p.list_price) AS amount
  FROM opportunity o {LIST_PRICE}
  WHERE +o.deleted_at IS NULL AND date(coalesce(o.started_on, o.created_at)) <= :day AND CASE
    WHEN o.outcome != 'open' AND o.closed_on IS NOT NULL THEN o.closed_on > :day
    ELSE {on_day("outcome", "o.outcome")} = 'open' END
) d GROUP BY 1, 3
"""


@dataclass
class DealSum:
    """Some deals of one person: how many and how much, and how many have no amount."""

    deals: int = 0
    amount: Decimal = Decimal(0)
    without_amount: int = 0


@frozen
class DealSums:
    """Sums by person in the desk's currency, and by currency what the team has in all others."""

    by_person: dict[int, DealSum] = field(default_factory=lambda: defaultdict[int, DealSum](DealSum))
    apart: dict[str, DealSum] = field(default_factory=lambda: defaultdict[str, DealSum](DealSum))

    def of(self, person_id: int) -> DealSum:
        """Gives the sum of one person."""
        return self.by_person.get(person_id, DealSum())


def added(sums: Iterable[DealSum]) -> DealSum:
    """Adds up the sums of some people."""
    found = list(sums)
    return DealSum(
        sum(each.deals for each in found),
        sum((each.amount for each in found), Decimal(0)),
        sum(each.without_amount for each in found),
    )


def won_in(desk: DeskFile, currency: str, first: date, last: date, person_id: int | None = None) -> DealSums:
    """Adds up the deals won between two days."""
    values = {"currency": currency, "start": first.isoformat(), "end": last.isoformat()}
    return _sums(desk.kept.rows(_WON, values), currency, person_id)


def open_on(desk: DeskFile, currency: str, day: date, person_id: int | None = None) -> DealSums:
    """Adds up the deals that were open at the end of a day, at the amount and with whom they stood then."""
    return _sums(
        desk.kept.rows(_OPEN_ON, {"currency": currency, "day": day.isoformat()}), currency, person_id
    )


def open_now(desk: DeskFile, currency: str, person_id: int | None = None) -> DealSums:
    """Adds up the deals open now; one without an amount stands at the list price of its product."""
    return _sums(desk.kept.rows(_OPEN, {"currency": currency}), currency, person_id)


def won_by_day(desk: DeskFile, currency: str, condition: str) -> dict[date, Decimal]:
    """Gives the amount won on each day that has any, of the deals `o` that meet a condition."""
    rows = desk.rows(
        "SELECT o.closed_on AS day, sum(o.amount) AS amount FROM opportunity o "
        f"WHERE +o.deleted_at IS NULL AND {AT_HOME} AND {condition} GROUP BY 1 ORDER BY 1",
        {"currency": currency},
    )
    return {date.fromisoformat(row["day"]): Decimal(row["amount"] or 0) / MONEY_SCALE for row in rows}


def _sums(rows: Iterable[Row], currency: str, person_id: int | None) -> DealSums:
    sums = DealSums()
    for row in rows:
        person = row["person"] or NOBODY
        if person_id is not None and person != person_id:
            continue
        own = row["currency"].upper() == currency.upper()
        if not own and person_id is None and not row["in_team"]:
            continue
        held = sums.by_person[person] if own else sums.apart[row["currency"]]
        held.deals += row["deals"]
        held.amount += Decimal(row["amount"]) / MONEY_SCALE
        held.without_amount += row["without"] or 0
    return sums
