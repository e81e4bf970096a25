"""Reads the choices that belong to the desk, by plain SQL because the first screen needs them."""

from typing import TypedDict, cast

from salesdesk.store.desk_file import DeskFile


class TeamSettings(TypedDict):
    """The settings by field name, as `model.team.TeamSettings` declares them; a test holds the two together."""

    team_name: str
    manager_name: str | None
    currency: str
    fiscal_year_start: int
    session_minutes: int
    review_days: int
    formal_review_days: int
    development_share_floor: float
    development_gap_days: int
    development_minutes: int
    development_weeks: int
    open_development_limit: int
    open_sales_limit: int
    coverage_target: int
    prior_weight: int
    ratio_days: int


def team_settings(desk: DeskFile) -> TeamSettings:
    """Gives the one row of team settings."""
    return cast(TeamSettings, dict(desk.rows("SELECT * FROM team_settings ORDER BY id LIMIT 1")[0]))
