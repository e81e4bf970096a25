"""Tells how the running quarter stands, for the first screen: the same figures as on the Plans tab, by plain SQL."""

from datetime import date

from salesdesk.practice.attainment import Attainment, Coverage
from salesdesk.practice.periods import Period, quarter_of
from salesdesk.services.plans.pace import pace_table
from salesdesk.services.team_settings import TeamSettings
from salesdesk.store.desk_file import DeskFile


def running_quarter(settings: TeamSettings, today: date) -> Period:
    """Gives the quarter of the desk's fiscal year that holds today."""
    return quarter_of(today, settings["fiscal_year_start"])


def quarter_attainment(
    desk: DeskFile, settings: TeamSettings, today: date, person_id: int | None
) -> tuple[Period, Attainment, Coverage]:
    """Gives the running quarter, won against quota, and open pipeline against what remains."""
    period = running_quarter(settings, today)
    line = pace_table(desk, settings, period, today, person_id).team
    return period, line.attainment, line.coverage
