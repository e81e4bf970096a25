"""Computes the results of one person: the figures that stand before any competency."""

from datetime import date
from decimal import Decimal
from typing import Any

from salesdesk.model.scale import MONEY_SCALE
from salesdesk.practice.attainment import attainment, coverage
from salesdesk.practice.cycle import cycle
from salesdesk.practice.explain import explain
from salesdesk.practice.periods import Period
from salesdesk.services.deal_sql import AT_HOME
from salesdesk.services.metrics.win_rates import WinRates
from salesdesk.services.plans.deal_sums import open_now, won_in
from salesdesk.services.plans.quota_book import read_quotas
from salesdesk.services.quarter import running_quarter
from salesdesk.services.rows_behind import RowsBehind
from salesdesk.services.stored_values import day_of
from salesdesk.services.team.figures import ratio_window
from salesdesk.services.team.values import Results
from salesdesk.services.team_settings import TeamSettings
from salesdesk.store.desk_file import DeskFile, Row

_WON = "outcome = 'won' AND closed_on BETWEEN :since AND :until"
_FIGURES = {
    "won": ("Won in {period}", f"outcome = 'won' AND closed_on BETWEEN :start AND :end AND {AT_HOME}", "attainment"),
    "win_rate": (
        "Decided deals, last {days} days",
        "outcome IN ('won', 'lost') AND closed_on BETWEEN :since AND :until", "shrunk_ratio",
    ),
    "average_sale": ("Won, last {days} days", f"{_WON} AND amount IS NOT NULL AND {AT_HOME}", "average_sale"),
    "cycle": ("Won, last {days} days", f"{_WON} AND started_on IS NOT NULL", "sales_cycle"),
    "open": ("Open deals", f"outcome = 'open' AND {AT_HOME}", "coverage"),
}  # fmt: skip


def person_results(desk: DeskFile, settings: TeamSettings, person_id: int, today: date) -> Results:
    """Gives the results of a person: this quarter against quota, and the ratios of the last days."""
    period, window = running_quarter(settings, today), ratio_window(settings, today)
    quota = read_quotas(desk).quota(person_id, period)
    won = won_in(desk, settings["currency"], period.start, period.end, person_id)
    held = open_now(desk, settings["currency"], person_id).of(person_id)
    lately = _lately(desk, settings, person_id, today)
    amounts = [row["amount"] for row in lately if row["amount"] is not None and row["own"]]
    return Results(
        period=period, ratio_days=settings["ratio_days"],
        attainment=attainment(won.of(person_id).amount, quota, period.start, period.end, today),
        won_deals=won.of(person_id).deals,
        win_rate=WinRates(desk).own(person_id, window, settings["prior_weight"]),
        average_sale=Decimal(sum(amounts)) / len(amounts) / MONEY_SCALE if amounts else None,
        average_of=len(amounts),
        cycle=cycle((day_of(row["started_on"]), day_of(row["closed_on"])) for row in lately),
        coverage=coverage(held.amount, quota, won.of(person_id).amount, settings["coverage_target"]),
        open_deals=held.deals,
        apart=tuple((code, each.deals, each.amount) for code, each in sorted(won.apart.items())),
    )  # fmt: skip


def result_rows(
    desk: DeskFile, settings: TeamSettings, person_id: int, figure: str, today: date
) -> RowsBehind:
    """Gives the deals behind a result, newest first; raises KeyError for an unknown figure."""
    title, where, key = _FIGURES[figure]
    period = running_quarter(settings, today)
    rows = desk.rows(
        f"SELECT id FROM opportunity o WHERE salesperson_id = :person AND +deleted_at IS NULL AND {where} "
        "ORDER BY coalesce(closed_on, expected_on, started_on) DESC, id DESC",
        _values(settings, person_id, today, period),
    )
    words = title.format(period=period.label, days=settings["ratio_days"])
    return RowsBehind(words, "opportunity", tuple(row["id"] for row in rows), explain(key))


def _lately(desk: DeskFile, settings: TeamSettings, person_id: int, today: date) -> list[Row]:
    return desk.rows(
        f"SELECT amount, started_on, closed_on, {AT_HOME} AS own FROM opportunity o "
        f"WHERE salesperson_id = :person AND +deleted_at IS NULL AND {_WON}",
        _values(settings, person_id, today, running_quarter(settings, today)),
    )


def _values(settings: TeamSettings, person_id: int, today: date, period: Period) -> dict[str, Any]:
    window = ratio_window(settings, today)
    return {
        "person": person_id, "currency": settings["currency"], "since": window.start, "until": window.end,
        "start": period.start.isoformat(), "end": period.end.isoformat(),
    }  # fmt: skip
