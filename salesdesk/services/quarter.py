"""Adds up the running quarter: what was won, what was planned and what is open; plain SQL for the first screen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from salesdesk.model.scale import MONEY_SCALE
from salesdesk.practice.attainment import Attainment, Coverage, attainment, coverage
from salesdesk.practice.periods import Period, quarter_of
from salesdesk.store.desk_file import DeskFile

_MINE = "(:person IS NULL OR salesperson_id = :person) AND {t}deleted_at IS NULL"
_OWN_CURRENCY = "({t}currency IS NULL OR {t}currency = :currency)"


def running_quarter(settings: Mapping[str, Any], today: date) -> Period:
    """Gives the quarter of the desk's fiscal year that holds today."""
    return quarter_of(today, int(settings["fiscal_year_start"]))


def quarter_attainment(
    desk: DeskFile, settings: Mapping[str, Any], today: date, person_id: int | None
) -> tuple[Period, Attainment, Coverage]:
    """Gives the running quarter, won against quota, and open pipeline against what remains."""
    period = running_quarter(settings, today)
    values = {
        "person": person_id, "currency": settings["currency"],
        "start": period.start.isoformat(), "end": period.end.isoformat(),
    }  # fmt: skip
    won = _sum(desk, _WON, values)
    quota = _sum(desk, _QUOTA, values)
    stands = attainment(won, quota or None, period.start, period.end, today)
    return period, stands, coverage(_sum(desk, _OPEN, values), quota or None, won, settings["coverage_target"])


def _sum(desk: DeskFile, sql: str, values: Mapping[str, Any]) -> float:
    return (desk.rows(sql, values)[0][0] or 0) / MONEY_SCALE


_WON = f"""
SELECT sum(amount) FROM opportunity WHERE outcome = 'won' AND closed_on BETWEEN :start AND :end
AND {_MINE.format(t="")} AND {_OWN_CURRENCY.format(t="")}
"""
_QUOTA = f"""
SELECT sum(amount) FROM quota WHERE {_MINE.format(t="")} AND
  ((period = 'quarter' AND starts_on BETWEEN :start AND :end)
   OR (period = 'month' AND starts_on BETWEEN :start AND :end))
"""
_OPEN = f"""
SELECT sum(coalesce(o.amount, p.list_price)) FROM opportunity o LEFT JOIN product p ON p.id = o.product_id
WHERE o.outcome = 'open' AND {_MINE.format(t="o.")} AND {_OWN_CURRENCY.format(t="o.")}
"""
