"""Computes the columns of the team's table for everybody at once."""

from datetime import date

from salesdesk.services.metrics.win_rates import WinRates
from salesdesk.services.metrics.windows import Window, looking_back
from salesdesk.services.plans.quota_book import read_team_book
from salesdesk.services.plans.standings import standings
from salesdesk.services.quarter import running_quarter
from salesdesk.services.stored_values import moment_of
from salesdesk.services.team.values import TeamFigures
from salesdesk.services.team_settings import TeamSettings
from salesdesk.store.desk_file import DeskFile

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
