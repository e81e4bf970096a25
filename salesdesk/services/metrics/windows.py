"""Names the spans of time a metric can look back over."""

from datetime import date, timedelta
from typing import Final

from salesdesk.frozen import frozen

WINDOWS: Final = {
    "90d": _("Last 90 days"),
    "26w": _("Last 26 weeks"),
    "12m": _("Last 12 months"),
    "all": _("All time"),
}
DEFAULT_WINDOW: Final = "26w"


@frozen
class Window:
    """A span of days, both ends included; without a start it reaches back to the first deal."""

    key: str
    label: str
    since: date | None
    until: date

    @property
    def start(self) -> str:
        """Gives the first day as ISO text, early enough for all where there is no start."""
        return self.since.isoformat() if self.since else "0001-01-01"

    @property
    def end(self) -> str:
        """Gives the last day as ISO text."""
        return self.until.isoformat()


def window_of(key: str, today: date) -> Window:
    """Gives the span a choice means on a day; an unknown choice raises KeyError."""
    starts = {
        "90d": today - timedelta(days=89),
        "26w": today - timedelta(weeks=26, days=-1),
        "12m": _year_before(today) + timedelta(days=1),
        "all": None,
    }
    return Window(key, WINDOWS[key], starts[key], today)


def looking_back(days: int, today: date) -> Window:
    """Gives the days that ratios look back over, the same on every page."""
    return Window(
        "ratio", n_("Last {number} day", "Last {number} days", days), today - timedelta(days=days - 1), today
    )


def span_of(first: date, last: date) -> Window:
    """Gives the span of two days, such as since the last talk."""
    return Window("days", _("These days"), first, last)


def _year_before(day: date) -> date:
    leap_day = day.month == 2 and day.day == 29
    return date(day.year - 1, 2, 28) if leap_day else day.replace(year=day.year - 1)
