"""Lays the amounts won beside the quota, month by month, or quarter by quarter over a long span."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from salesdesk.model.columns import MONEY_SCALE
from salesdesk.practice.periods import Period, PeriodKind, period_of, periods_between
from salesdesk.services.metrics.deals_sql import edge_of_decisions, won_by_month
from salesdesk.services.metrics.quotas import quota_by_period
from salesdesk.services.metrics.values import Behind, WonFigures, WonPeriod
from salesdesk.services.metrics.windows import Window
from salesdesk.store.desk_file import DeskFile, Row

MOST_MONTHS = 24


def won_figures(
    desk: DeskFile, person_id: int | None, window: Window, currency: str, fiscal_start: int
) -> WonFigures:
    """Gives what was won in each period of the window; its first and last period are shown whole."""
    periods = periods_of(desk, person_id, window, fiscal_start)
    if not periods:
        return WonFigures(currency, "month", ())
    rows = won_by_month(desk, person_id, periods[0].start.isoformat(), periods[-1].end.isoformat())
    amounts = _amounts(rows, periods, currency, fiscal_start)
    quotas = quota_by_period(desk, person_id, periods)
    found = [_won_period(p, amounts, quotas.get(p.start), person_id, currency) for p in periods]
    return WonFigures(currency, periods[0].kind, tuple(found), _note(found))


def periods_of(desk: DeskFile, person_id: int | None, window: Window, fiscal_start: int) -> list[Period]:
    """Lists the months of a window, or its quarters where there are more than 24 months."""
    first, _ = edge_of_decisions(desk, person_id)
    start = window.since or first
    if start is None:
        return []
    months = periods_between(start, window.until, "month")
    kind: PeriodKind = "month" if len(months) <= MOST_MONTHS else "quarter"
    return periods_between(start, window.until, kind, fiscal_start)


def _amounts(
    rows: Iterable[Row], periods: list[Period], home: str, fiscal_start: int
) -> dict[tuple[date, str], tuple[int, Decimal]]:
    """Adds (deals, amount) up by first day of the period and currency."""
    kind, found = periods[0].kind, dict[tuple[date, str], tuple[int, Decimal]]()
    for row in rows:
        start = period_of(date.fromisoformat(f"{row['month']}-01"), kind, fiscal_start).start
        key = (start, row["currency"] or home)
        deals, amount = found.get(key, (0, Decimal(0)))
        found[key] = (deals + row["n"], amount + Decimal(int(row["won"])) / MONEY_SCALE)
    return found


def _won_period(
    period: Period, amounts: dict[tuple[date, str], tuple[int, Decimal]], quota: Decimal | None,
    person_id: int | None, home: str,
) -> WonPeriod:  # fmt: skip
    deals, won = amounts.get((period.start, home), (0, Decimal(0)))
    others = tuple(
        (code, amount) for (start, code), (_, amount) in sorted(amounts.items())
        if start == period.start and code != home
    )  # fmt: skip
    behind = Behind(
        f"Won in {period.label}", person_id=person_id, outcomes=("won",), since=period.start, until=period.end
    )
    return WonPeriod(period.label, period.start, period.end, won, deals, quota, behind, others)


def _note(periods: list[WonPeriod]) -> str:
    codes = sorted({code for period in periods for code, _ in period.others})
    return (
        f"Deals won in {' and '.join(codes)} stand apart in the table; they are not added." if codes else ""
    )
