"""The plain values the Coaching log shows."""

from datetime import date, datetime
from typing import Final, NamedTuple

from salesdesk.frozen import frozen
from salesdesk.model.kinds import KINDS

LOG_KINDS: Final = tuple(kind.name for kind in KINDS.values() if kind.log)


@frozen
class LogFilter:
    """Narrows the log down; what is empty lets everything through.

    `sorts` are kinds of meeting or of assignment, `states` states of a meeting or of an assignment.
    """

    person_id: int | None = None
    kinds: frozenset[str] = frozenset(LOG_KINDS)
    sorts: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    visibility: str = ""
    words: str = ""


class LogEntry(NamedTuple):
    """One line of the log: a session, a note or an assignment, with the session it was written in."""

    kind: str
    record_id: int
    person_id: int | None
    person: str
    at: datetime
    sort: str
    what: str
    state: str
    private: bool
    due_on: date | None = None
    late: bool = False
    meeting_id: int | None = None

    @property
    def id(self) -> int:
        """Gives a number that no other line has, of whatever kind."""
        return self.record_id * len(LOG_KINDS) + LOG_KINDS.index(self.kind)


@frozen
class Log:
    """The newest lines that passed the filter, and how many passed in all; None where there are more than these."""

    entries: tuple[LogEntry, ...]
    total: int | None


@frozen
class OpenPoint:
    """Something still to be talked about with one person."""

    id: int
    person_id: int
    person: str
    text: str
    raised_by: str
    times_carried: int
    private: bool
    since: date
