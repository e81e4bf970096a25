"""The one-on-one as a state without Qt: the window, a restart and the command line resume the same thing."""

from salesdesk.services.sessions.service import SessionService
from salesdesk.services.sessions.values import (
    RATINGS,
    Agreed,
    CompetencyState,
    Deal,
    DealGate,
    ManagerSide,
    NextMeeting,
    Point,
    SessionPerson,
    SessionState,
    Win,
)

__all__ = [
    "RATINGS",
    "Agreed",
    "CompetencyState",
    "Deal",
    "DealGate",
    "ManagerSide",
    "NextMeeting",
    "Point",
    "SessionPerson",
    "SessionService",
    "SessionState",
    "Win",
]
