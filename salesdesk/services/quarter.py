"""Tells how the running quarter stands, for the first screen: the same figures as on the Plans tab, by plain SQL."""

from datetime import date

from salesdesk.practice.attainment import Attainment, Coverage
from salesdesk.practice.periods import Period, next_period, previous_period, quarter_of
from salesdesk.services.plans.pace import pace_table
from salesdesk.services.plans.quota_book import TeamBook, read_team_book
from salesdesk.services.plans.values import PaceTable
from salesdesk.services.team_settings import TeamSettings
from salesdesk.store.desk_file import DeskFile


def running_quarter(
    desk: DeskFile, settings: TeamSettings, today: date, known: TeamBook | None = None
) -> Period:
    """Gives the quarter of the desk's fiscal year that holds today, by the days its quotas are measured over."""
    fiscal_start = settings["fiscal_year_start"]
    period = quarter_of(today, fiscal_start)
    known = known or read_team_book(desk)
    days = known.quotas.common_days(known.team, period)
    if today < days.start:
        return previous_period(period, fiscal_start)
    return next_period(period, fiscal_start) if today > days.end else period


def quarter_attainment(
    desk: DeskFile, settings: TeamSettings, today: date, person_id: int | None
) -> tuple[Period, Attainment, Coverage]:
    """Gives the running quarter, won against quota, and open pipeline against what remains."""
    pace = quarter_pace(desk, settings, today, person_id)
    return pace.period, pace.team.attainment, pace.team.coverage


def quarter_pace(
    desk: DeskFile, settings: TeamSettings, today: date, person_id: int | None, *, back_then: bool = False
) -> PaceTable:
    """Gives the running quarter as on the Plans tab, of everybody or one person; `back_then` as on a day gone by."""
    known = read_team_book(desk)
    period = running_quarter(desk, settings, today, known)
    return pace_table(desk, settings, period, today, person_id, known, back_then=back_then)
