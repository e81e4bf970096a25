"""The Team tab: the whole team as a table, and the page of one person."""

from salesdesk.services.team.service import TeamService
from salesdesk.services.team.values import (
    DevelopmentBoard,
    Lane,
    LaneItem,
    PersonPage,
    Results,
    TeamFigures,
    Timeline,
    TimelineLine,
)

__all__ = [
    "DevelopmentBoard", "Lane", "LaneItem", "PersonPage", "Results", "TeamFigures", "TeamService", "Timeline",
    "TimelineLine",
]  # fmt: skip
