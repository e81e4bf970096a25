"""Tells the time, so that tests and the sample team can stand still."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Anything that knows what time it is on the manager's wall."""

    def now(self) -> datetime:
        """Gives the local time, without a zone and without fractions of a second."""
        ...

    def today(self) -> date:
        """Gives the local date."""
        ...


class SystemClock:
    """The laptop's own clock."""

    def now(self) -> datetime:
        """Gives the local time, without a zone and without fractions of a second."""
        return datetime.now().replace(microsecond=0)

    def today(self) -> date:
        """Gives the local date."""
        return self.now().date()


@dataclass
class FixedClock:
    """A clock that stands still until it is set."""

    moment: datetime

    def now(self) -> datetime:
        """Gives the moment it was set to."""
        return self.moment

    def today(self) -> date:
        """Gives the date it was set to."""
        return self.moment.date()
