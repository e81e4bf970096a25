"""Assignments: promises kept, room to grow for everybody, and not too much at once (S0-01, S0-03, S0-09, S0-15)."""

from datetime import date
from functools import partial

from salesdesk.env.locale import Formats
from salesdesk.practice.nudges import Nudge, Severity
from salesdesk.services.practices.declared import Facts, Limits, Practice, Rule, Threshold

HEADING = _("Development and assignments")
_OF = "FROM assignment a WHERE a.salesperson_id = p.id AND a.deleted_at IS NULL AND"
_PEOPLE = "FROM salesperson p WHERE p.id IN (:TEAM)"
_LATE = f"""
SELECT p.id AS person_id, p.name, p.level,
  (SELECT count(*) {_OF} a.state = 'open' AND a.due_on < :today) AS late_assignments,
  (SELECT a.id {_OF} a.state = 'open' AND a.due_on < :today
     ORDER BY a.times_carried DESC, a.due_on, a.id LIMIT 1) AS late_assignment
{_PEOPLE}
"""
_GROWTH = f"""
SELECT p.id AS person_id, p.name, p.level, p.joined_on,
  (SELECT count(*) {_OF} a.state = 'open' AND a.kind = 'development') AS open_development,
  (SELECT max(coalesce(a.done_on, a.assigned_on)) {_OF} a.kind = 'development') AS last_development,
  (SELECT count(*) {_OF} a.kind = 'sales'
     AND a.assigned_on BETWEEN date(:today, '-' || (:development_gap_days - 1) || ' days') AND :today) AS sales_lately
{_PEOPLE}
"""
_LOAD = f"""
SELECT p.id AS person_id, p.name, p.level,
  (SELECT count(*) {_OF} a.state = 'open' AND a.kind = 'development') AS open_development,
  (SELECT count(*) {_OF} a.state = 'open' AND a.kind = 'sales') AS open_sales,
  (SELECT a.id {_OF} a.state = 'open' AND a.kind = 'development'
     ORDER BY a.assigned_on, a.id LIMIT 1) AS oldest_development,
  (SELECT a.id {_OF} a.state = 'open' AND a.kind = 'sales' ORDER BY a.assigned_on, a.id LIMIT 1) AS oldest_sales
{_PEOPLE}
"""


def late(facts: Facts, _limits: Limits, _today: date) -> Nudge | None:
    """Says that assignments are past their date, the one carried over most first."""
    count = facts["late_assignments"]
    if not count:
        return None
    words = n_("One assignment is past its date", "{number} assignments are past their date", count)
    return Nudge("late", words, "open_record", _("Open it"), record=_record(facts["late_assignment"]))


def no_development(facts: Facts, limits: Limits, today: date) -> Nudge | None:
    """Finds people whom nothing has helped to grow for some time: everybody has room to.

    Of somebody nothing is known about, such as right after a first import, nothing can be late yet.
    """
    gap, last = int(limits["development_gap_days"]), facts["last_development"]
    since = last or facts["joined_on"]
    days = (today - since).days if since else gap + 1
    if facts["open_development"] or days <= gap:
        return None
    sentence = _("No development assignment so far")
    if last:
        day = Formats().short_day(last) if last.year == today.year else Formats().plain_day(last)
        sentence = _("No development assignment since {day}", day=day)
    if facts["sales_lately"]:
        sentence = n_(
            "{sentence}; {number} sales assignment in the last {gap} days",
            "{sentence}; {number} sales assignments in the last {gap} days",
            facts["sales_lately"],
            sentence=sentence,
            gap=gap,
        )
    severity: Severity = "late" if since else "soon"
    return Nudge(severity, sentence, "new_assignment", _("Assign one"), "development")


def load(what: str, facts: Facts, limits: Limits, _today: date) -> Nudge | None:
    """Says that more is open at once than is plenty."""
    count, limit = facts[f"open_{what}"], int(limits[f"open_{what}_limit"])
    if count <= limit:
        return None
    words = {
        "development": _("{count} development assignments are open at once; {limit} is plenty"),
        "sales": _("{count} sales assignments are open at once; {limit} is plenty"),
    }
    sentence = words[what].format(count=count, limit=limit)
    return Nudge(
        "soon", sentence, "open_record", _("Open the oldest"), record=_record(facts[f"oldest_{what}"])
    )


def _record(number: int | None) -> tuple[str, int] | None:
    return ("assignment", number) if number is not None else None


PRACTICE = Practice(
    thresholds=(
        Threshold(
            key="development_share_floor", label=_("Development share to stay above"), default=0.30, low=0, high=1,
            heading=HEADING,
        ),
        Threshold(
            key="development_gap_days", label=_("Late without a development assignment after"), default=30, low=1,
            high=730, unit=_("days"), heading=HEADING,
        ),
        Threshold(
            key="development_minutes", label=_("A development assignment takes at most"), default=30, low=1, high=600,
            unit=_("min a week"), heading=HEADING,
        ),
        Threshold(
            key="development_weeks", label=_("A development assignment lasts at most"), default=4, low=1, high=52,
            unit=_("weeks"), heading=HEADING,
        ),
        Threshold(
            key="open_development_limit", label=_("Development assignments open at once, at most"), default=2, low=1,
            high=50, heading=HEADING,
        ),
        Threshold(
            key="open_sales_limit", label=_("Sales assignments open at once, at most"), default=5, low=1, high=100,
            heading=HEADING,
        ),
    ),
    rules=(
        Rule(key="assignments_late", facts=_LATE, say=late),
        Rule(
            key="no_development", facts=_GROWTH, days=("joined_on", "last_development"), say=no_development,
        ),
        Rule(key="load_development", facts=_LOAD, say=partial(load, "development")),
        Rule(key="load_sales", facts=_LOAD, say=partial(load, "sales")),
    ),
)  # fmt: skip
