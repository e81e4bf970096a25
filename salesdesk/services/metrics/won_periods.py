"""Lays the amounts won beside the quota, month by month."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from salesdesk.model.columns import MONEY_SCALE
from salesdesk.practice.periods import Period, periods_between
from salesdesk.services.metrics.deals_sql import edge_of_decisions, won_amounts, won_by_month
from salesdesk.services.metrics.values import Behind, WonFigures, WonPeriod
from salesdesk.services.metrics.windows import Window
from salesdesk.services.people import active_people
from salesdesk.services.plans.quota_book import read_quotas
from salesdesk.store.desk_file import DeskFile, Row

MOST_MONTHS = 36


def won_figures(desk: DeskFile, person_id: int | None, window: Window, currency: str) -> WonFigures:
    """Gives what was won in each month of the window; its first and last month are shown whole."""
    months = months_of(desk, person_id, window)
    shown = months[-MOST_MONTHS:]
    if not shown:
        return WonFigures(currency, ())
    rows = won_by_month(desk, person_id, shown[0].start.isoformat(), shown[-1].end.isoformat())
    amounts = _amounts(rows, currency)
    book = read_quotas(desk)
    people = [person_id] if person_id is not None else [number for number, _ in active_people(desk)]
    found = [_won_period(m, amounts, book.total(people, m), person_id, currency) for m in shown]
    return WonFigures(currency, tuple(found), _note(found, left_out=len(months) - len(shown)))


def won_by_currency(desk: DeskFile, person_id: int | None, window: Window, home: str) -> dict[str, Decimal]:
    """Gives the amounts won in a window by currency; a deal without one is in that of the desk."""
    found: dict[str, Decimal] = {}
    for row in won_amounts(desk, person_id, window):
        code = row["currency"] or home
        found[code] = found.get(code, Decimal(0)) + Decimal(int(row["won"])) / MONEY_SCALE
    return found


def months_of(desk: DeskFile, person_id: int | None, window: Window) -> list[Period]:
    """Lists the months of a window; all time reaches from the first to the newest decision."""
    first, newest = edge_of_decisions(desk, person_id)
    if window.since is not None:
        return periods_between(window.since, window.until, "month")
    return periods_between(first, newest, "month") if first and newest else []


def _amounts(rows: Iterable[Row], home: str) -> dict[tuple[date, str], tuple[int, Decimal]]:
    """Gives (deals, amount) by first day of the month and currency."""
    found: dict[tuple[date, str], tuple[int, Decimal]] = {}
    for row in rows:
        key = (date.fromisoformat(f"{row['month']}-01"), row["currency"] or home)
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


def _note(periods: list[WonPeriod], left_out: int) -> str:
    codes = sorted({code for period in periods for code, _ in period.others})
    sentences = [
        f"Only the newest {MOST_MONTHS} months are shown." if left_out else "",
        f"Deals won in {' and '.join(codes)} stand apart in the table; they are not added." if codes else "",
    ]
    return " ".join(filter(None, sentences))
