"""Gathers what needs the manager, for the roster's counts and the Desk; plain SQL, as both are first on screen."""

from datetime import date
from typing import Literal

from salesdesk.practice.nudges import Nudge, one_a_person
from salesdesk.services.practices.telling import told
from salesdesk.services.stored_values import day_of
from salesdesk.services.team_settings import TeamSettings, team_settings
from salesdesk.store.desk_file import DeskFile

_BEGUN = """
SELECT min(at) AS begun FROM (
  SELECT min(created_at) AS at FROM salesperson
  UNION ALL SELECT min(starts_at) FROM one_on_one WHERE state = 'held')
"""
QuietTime = Literal["", "weekend", "new"]
SATURDAY = 5
QUIET_DAYS = 14
"""A new desk is not nagged about what nobody could have done yet."""


def nudges(desk: DeskFile, today: date) -> list[Nudge]:
    """Gives what needs the manager today, one thing a person, late before soon, without what was postponed."""
    return nudges_from(desk, team_settings(desk), today, quiet_time(begun_on(desk), today))


def nudges_from(desk: DeskFile, limits: TeamSettings, today: date, quiet: QuietTime) -> list[Nudge]:
    """Gives the same where the settings are read already; quiet times know only a talk left open."""
    postponed = {r["nudge"] for r in desk.rows(
        "SELECT nudge FROM postponement WHERE until > ? AND deleted_at IS NULL", (today.isoformat(),)
    )}  # fmt: skip
    found = one_a_person(nudge for nudge in told(desk, today, limits) if nudge.key not in postponed)
    return [nudge for nudge in found if nudge.rank == 0] if quiet else found


def quiet_time(begun: date | None, today: date) -> QuietTime:
    """Tells why nothing is asked of the manager today: a weekend, or the first two weeks of a desk begun then."""
    if today.weekday() >= SATURDAY:
        return "weekend"
    return "new" if begun is not None and 0 <= (today - begun).days < QUIET_DAYS else ""


def begun_on(desk: DeskFile) -> date | None:
    """Gives the day from which the desk tells: its first person or first talk held, None where there is neither."""
    (row,) = desk.rows(_BEGUN)
    return day_of(row["begun"])
