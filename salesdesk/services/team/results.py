"""Computes the results of one person: the figures that stand before any competency."""

from datetime import date
from decimal import Decimal
from typing import Any

from salesdesk.model.scale import MONEY_SCALE
from salesdesk.practice.cycle import cycle
from salesdesk.practice.explain import explain
from salesdesk.services.deal_sql import AT_HOME
from salesdesk.services.metrics.win_rates import WinRates
from salesdesk.services.metrics.windows import Window, looking_back
from salesdesk.services.plans.quota_book import read_team_book
from salesdesk.services.plans.standings import standings
from salesdesk.services.quarter import quarter_pace, running_quarter
from salesdesk.services.rows_behind import RowsBehind
from salesdesk.services.stored_values import day_of, moment_of
from salesdesk.services.team.values import Results, TeamFigures
from salesdesk.services.team_settings import TeamSettings
from salesdesk.store.desk_file import DeskFile, Row

_MEETINGS = """
SELECT salesperson_id AS person, max(CASE WHEN state = 'held' THEN starts_at END) AS last,
  min(CASE WHEN state = 'planned' AND starts_at >= :today THEN starts_at END) AS next
FROM one_on_one WHERE deleted_at IS NULL GROUP BY 1
"""
_ASSIGNMENTS = """
SELECT salesperson_id AS person, sum(kind = 'development') AS development, sum(kind = 'sales') AS sales
FROM assignment WHERE state = 'open' AND deleted_at IS NULL GROUP BY 1
"""


def team_figures(desk: DeskFile, settings: TeamSettings, today: date) -> dict[int, TeamFigures]:
    """Gives the computed columns of every salesperson, candidates and people who left included."""
    known = read_team_book(desk)
    period = running_quarter(desk, settings, today, known)
    stands = standings(desk, settings["currency"], period, today, known=known)
    rates, window = WinRates(desk), ratio_window(settings, today)
    team = rates.ratio(window, settings["prior_weight"])
    meetings = {row["person"]: row for row in desk.rows(_MEETINGS, {"today": today.isoformat()})}
    assignments = {row["person"]: row for row in desk.rows(_ASSIGNMENTS)}
    found: dict[int, TeamFigures] = {}
    for (number,) in desk.rows("SELECT id FROM salesperson WHERE deleted_at IS NULL"):
        met, has = meetings.get(number), assignments.get(number)
        found[number] = TeamFigures(
            number,
            moment_of(met["last"]) if met else None,
            moment_of(met["next"]) if met else None,
            stands.attainment(number),
            team.of(number) if number in stands.team else rates.own(number, window, settings["prior_weight"]),
            has["development"] if has else 0,
            has["sales"] if has else 0,
        )
    return found


def ratio_window(settings: TeamSettings, today: date) -> Window:
    """Gives the days that ratios look back over."""
    return looking_back(settings["ratio_days"], today)


_WON = "outcome = 'won' AND closed_on BETWEEN :since AND :until"
_FIGURES = {
    "won": (_("Won in {period}"), f"outcome = 'won' AND closed_on BETWEEN :start AND :end AND {AT_HOME}", "attainment"),
    "win_rate": (
        _("Decided deals, last {days} days"),
        "outcome IN ('won', 'lost') AND closed_on BETWEEN :since AND :until", "shrunk_ratio",
    ),
    "average_sale": (_("Won, last {days} days"), f"{_WON} AND amount IS NOT NULL AND {AT_HOME}", "average_sale"),
    "cycle": (_("Won, last {days} days"), f"{_WON} AND closed_on >= started_on", "sales_cycle"),
    "open": (_("Open deals"), f"outcome = 'open' AND {AT_HOME}", "coverage"),
}  # fmt: skip


def person_results(desk: DeskFile, settings: TeamSettings, person_id: int, today: date) -> Results:
    """Gives the results of a person: this quarter against quota, and the ratios of the last days."""
    window = ratio_window(settings, today)
    lately = _lately(desk, settings, person_id, today)
    amounts = [row["amount"] for row in lately if row["amount"] is not None and row["own"]]
    return Results(
        pace=quarter_pace(desk, settings, today, person_id), ratio_days=settings["ratio_days"],
        win_rate=WinRates(desk).own(person_id, window, settings["prior_weight"]),
        average_sale=Decimal(sum(amounts)) / len(amounts) / MONEY_SCALE if amounts else None,
        average_of=len(amounts),
        cycle=cycle((day_of(row["started_on"]), day_of(row["closed_on"])) for row in lately),
    )  # fmt: skip


def result_rows(
    desk: DeskFile, settings: TeamSettings, person_id: int, figure: str, today: date
) -> RowsBehind:
    """Gives the deals behind a result, newest first; raises KeyError for an unknown figure."""
    title, where, key = _FIGURES[figure]
    known = read_team_book(desk)
    period = running_quarter(desk, settings, today, known)
    days = standings(desk, settings["currency"], period, today, person_id, known).common
    values = {"start": days.start.isoformat(), "end": min(days.end, today).isoformat()}
    rows = desk.rows(
        f"SELECT id FROM opportunity o WHERE salesperson_id = :person AND +deleted_at IS NULL AND {where} "
        "ORDER BY coalesce(closed_on, expected_on, started_on) DESC, id DESC",
        values | _values(settings, person_id, today),
    )
    words = title.format(period=period.label, days=settings["ratio_days"])
    return RowsBehind(words, "opportunity", tuple(row["id"] for row in rows), explain(key))


def _lately(desk: DeskFile, settings: TeamSettings, person_id: int, today: date) -> list[Row]:
    return desk.rows(
        f"SELECT amount, started_on, closed_on, {AT_HOME} AS own FROM opportunity o "
        f"WHERE salesperson_id = :person AND +deleted_at IS NULL AND {_WON}",
        _values(settings, person_id, today),
    )


def _values(settings: TeamSettings, person_id: int, today: date) -> dict[str, Any]:
    window = ratio_window(settings, today)
    return {
        "person": person_id, "currency": settings["currency"], "since": window.start, "until": window.end,
    }  # fmt: skip
