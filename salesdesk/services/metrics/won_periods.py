"""Lays the amounts won beside the quota, month by month."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from salesdesk.model.columns import MONEY_SCALE
from salesdesk.practice.periods import Period, periods_between
from salesdesk.services.metrics.deals_sql import edge_of_decisions, won_amounts, won_by_day
from salesdesk.services.metrics.values import FigureRows, WonFigures, WonPeriod
from salesdesk.services.metrics.windows import Window
from salesdesk.services.plans.quota_book import read_team_book
from salesdesk.services.plans.standings import days_of
from salesdesk.store.desk_file import DeskFile, Row

MOST_MONTHS = 36


def won_figures(desk: DeskFile, person_id: int | None, window: Window, currency: str) -> WonFigures:
    """Gives what was won in each month of the window, months whole, and the quota of its very days."""
    months = months_of(desk, person_id, window)
    shown = months[-MOST_MONTHS:]
    if not shown:
        return WonFigures(currency, ())
    known = read_team_book(desk)
    book, team = known.quotas, known.team
    people = team if person_id is None else [person_id]
    days = [days_of(book, month, team, person_id) for month in shown]
    until = min(days[-1].end, window.until)
    amounts = _amounts(
        won_by_day(desk, person_id, days[0].start.isoformat(), until.isoformat()), days, currency
    )
    quotas = [book.total(people, month) for month in shown]
    found = [
        _won_period(month, amounts, quota, person_id, currency, until)
        for month, quota in zip(days, quotas, strict=True)
    ]
    notes = _note(found, window, left_out=len(months) - len(shown))
    return WonFigures(currency, tuple(found), notes, _quota_of_days(days, quotas, window))


def _quota_of_days(
    months: Sequence[Period], quotas: Iterable[Decimal | None], window: Window
) -> Decimal | None:
    """Gives the quota of the days of a window, each month by the share of its days; None for all time."""
    if window.since is None:
        return None
    parts = [
        quota * max(0, (min(month.end, window.until) - max(month.start, window.since)).days + 1) / month.days
        for month, quota in zip(months, quotas, strict=True)
        if quota is not None
    ]
    return sum(parts, Decimal(0)) if parts else None


def won_by_currency(
    desk: DeskFile, person_id: int | None, window: Window, home: str
) -> dict[str, tuple[int, Decimal]]:
    """Gives how many deals were won in a window and for how much, by currency; without one it is the desk's."""
    found: dict[str, tuple[int, Decimal]] = {}
    for row in won_amounts(desk, person_id, window):
        code = row["currency"] or home
        deals, amount = found.get(code, (0, Decimal(0)))
        found[code] = deals + row["n"], amount + Decimal(int(row["won"])) / MONEY_SCALE
    return found


def months_of(desk: DeskFile, person_id: int | None, window: Window) -> list[Period]:
    """Lists the months of a window; all time reaches from the first to the newest decision."""
    first, newest = edge_of_decisions(desk, person_id, window.until)
    if window.since is not None:
        return periods_between(window.since, window.until, "month")
    return periods_between(first, newest, "month") if first and newest else []


def _amounts(
    rows: Iterable[Row], months: Sequence[Period], home: str
) -> dict[tuple[date, str], tuple[int, Decimal]]:
    """Gives (deals, amount) by the first day of the month, as it is measured, and by currency."""
    found: dict[tuple[date, str], tuple[int, Decimal]] = {}
    starts = [month.start for month in months]
    for row in rows:
        month = starts[bisect_right(starts, date.fromisoformat(row["day"])) - 1]
        key = month, row["currency"] or home
        deals, amount = found.get(key, (0, Decimal(0)))
        found[key] = (deals + row["n"], amount + Decimal(int(row["won"])) / MONEY_SCALE)
    return found


def _won_period(
    period: Period, amounts: dict[tuple[date, str], tuple[int, Decimal]], quota: Decimal | None,
    person_id: int | None, home: str, until: date,
) -> WonPeriod:  # fmt: skip
    deals, won = amounts.get((period.start, home), (0, Decimal(0)))
    others = tuple(
        (code, amount) for (start, code), (_unused, amount) in sorted(amounts.items())
        if start == period.start and code != home
    )  # fmt: skip
    last = min(period.end, until)
    behind = FigureRows(
        _("Won in {label}", label=period.label),
        person_id=person_id,
        outcomes=("won",),
        since=period.start,
        until=last,
    )
    return WonPeriod(period.label, period.start, period.end, won, deals, quota, behind, others)


def _note(periods: list[WonPeriod], window: Window, left_out: int) -> str:
    codes = sorted({code for period in periods for code, _unused in period.others})
    first, last = periods[0], periods[-1]
    whole = [
        _("{label} is shown whole", label=first.label)
        if window.since is not None and first.start < window.since
        else "",
        _("{label} is not over", label=last.label) if last.end > window.until else "",
    ]
    months = "; ".join(filter(None, whole))
    sentences = [
        _("Only the newest {most_months} months are shown.", most_months=MOST_MONTHS) if left_out else "",
        f"{months}." if months else "",
        _("Deals won in {codes} stand apart in the table; they are not added.", codes=_(" and ").join(codes))
        if codes
        else "",
    ]
    return " ".join(filter(None, sentences))
