"""Fills the seven lines that every session starts from, each with an arrow against the window before."""

from datetime import date, timedelta
from typing import Literal

from salesdesk.frozen import frozen
from salesdesk.practice.periods import DayRange
from salesdesk.practice.ratio import NO_TRIES, Estimate
from salesdesk.practice.rounding import percent_words

Arrow = Literal["up", "down", "same", "none"]
DAYS_WITHOUT_SESSION = 30
LARGEST_SHARE_OF_SESSION = 1 / 3
LABELS = {
    "new_opportunities": _("New opportunities"),
    "new_proposals": _("New proposals submitted"),
    "conversion_rates": _("Conversion rates"),
    "closing_ratios": _("Closing ratios"),
    "contacts": _("Contacts made"),
    "items_not_met": _("Still open"),
    "follow_ups": _("Follow-up items assigned"),
}


@frozen
class Count:
    """How many, and which, since the last session, and how many in the window before if known."""

    row_ids: tuple[int, ...] = ()
    before: int | None = None
    now: int | None = None

    @property
    def value(self) -> int:
        """Gives the count: as said, else the number of rows."""
        return len(self.row_ids) if self.now is None else self.now


@frozen
class NamedRatio:
    """A ratio with its name, such as a stage or "Won of decided", now and in the window before."""

    name: str
    now: Estimate
    before: Estimate | None = None
    row_ids: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """Says name, counts, plain share and likely range."""
        return f"{self.name} {self.now.words}"

    @property
    def arrow(self) -> Arrow:
        """Gives the direction against the window before."""
        return arrow(self.now.share, None if self.before is None else self.before.share)


@frozen
class Line:
    """One line of the checklist; `parts` holds the single ratios of lines 3 and 4."""

    key: str
    label: str
    value_text: str
    now: float | None
    before: float | None
    arrow: Arrow
    row_ids: tuple[int, ...] = ()
    parts: tuple[NamedRatio, ...] = ()


@frozen
class StillOpen:
    """An assignment of an earlier talk that is open: how many days past its day, none or less where it is not."""

    assignment_id: int
    what: str
    days_past: int
    times_carried: int


@frozen
class ChecklistFacts:
    """Everything the seven lines are made of."""

    new_opportunities: Count
    new_proposals: Count
    conversions: tuple[NamedRatio, ...]
    closing: tuple[NamedRatio, ...]
    contacts: Count
    still_open: tuple[StillOpen, ...]
    follow_ups: Count
    open_before: int | None = None


def checklist_windows(last_session: date | None, today: date) -> tuple[DayRange, DayRange]:
    """Gives the days after the last session and as many before them; 30 where there was no session."""
    since = today - timedelta(days=DAYS_WITHOUT_SESSION) if last_session is None else last_session
    days = max(1, (today - since).days)
    start = today - timedelta(days=days - 1)
    return DayRange(start, today), DayRange(start - timedelta(days=days), start - timedelta(days=1))


def weeks_before(window: DayRange) -> DayRange:
    """Gives as many whole weeks, by their Mondays, as a window holds, right before its first one."""
    first = window.start + timedelta(days=-window.start.weekday() % 7)
    weeks = max(0, ((window.end - first).days + 7) // 7)
    return DayRange(first - timedelta(weeks=weeks), first - timedelta(days=1))


def checklist(facts: ChecklistFacts) -> tuple[Line, ...]:
    """Fills the seven lines in their fixed order."""
    return (
        _count_line("new_opportunities", facts.new_opportunities),
        _count_line("new_proposals", facts.new_proposals),
        _ratio_line("conversion_rates", facts.conversions),
        _ratio_line("closing_ratios", facts.closing),
        _count_line("contacts", facts.contacts),
        _open_line(facts.still_open, facts.open_before),
        _count_line("follow_ups", facts.follow_ups),
    )


def arrow(now: float | None, before: float | None) -> Arrow:
    """Gives the direction from before to now; "none" where one of them is unknown."""
    if now is None or before is None:
        return "none"
    return "same" if now == before else "up" if now > before else "down"


def checklist_alert(checklist_seconds: float, session_seconds: float) -> str | None:
    """Says that the checklist took more than a third of the session; None when it did not."""
    if session_seconds <= 0 or checklist_seconds <= session_seconds * LARGEST_SHARE_OF_SESSION:
        return None
    share = percent_words(min(1.0, checklist_seconds / session_seconds))
    return _("The checklist took {share} of the session; this could have been read before.", share=share)


def _count_line(key: str, count: Count) -> Line:
    """Makes the line of a count."""
    text, value = str(count.value), count.value
    return Line(key, LABELS[key], text, value, count.before, arrow(value, count.before), count.row_ids)


def _ratio_line(key: str, ratios: tuple[NamedRatio, ...]) -> Line:
    """Makes the line of one or more ratios; its own figure and arrow are those of the first."""
    text = "; ".join(ratio.words for ratio in ratios) or NO_TRIES
    ids = tuple(dict.fromkeys(row for ratio in ratios for row in ratio.row_ids))
    if not ratios:
        return Line(key, LABELS[key], text, None, None, "none")
    first = ratios[0]
    before = None if first.before is None else first.before.share
    return Line(key, LABELS[key], text, first.now.share, before, first.arrow, ids, ratios)


def _open_line(still_open: tuple[StillOpen, ...], before: int | None) -> Line:
    """Makes the line of what was agreed and is not done yet, the oldest first."""
    oldest = sorted(still_open, key=lambda item: (-item.days_past, -item.times_carried))
    text = str(len(oldest))
    if oldest and oldest[0].days_past > 0:
        text = n_(
            "{count}; the oldest was meant for {number} day ago",
            "{count}; the oldest was meant for {number} days ago",
            oldest[0].days_past,
            count=text,
        )
    ids = tuple(item.assignment_id for item in oldest)
    key, now = "items_not_met", len(ids)
    return Line(key, LABELS[key], text, now, before, arrow(now, before), ids)
