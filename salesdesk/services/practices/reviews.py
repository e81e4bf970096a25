"""Reviews: one a month, every third of them formal (S2-18); who is due, and how many are held in time."""

from datetime import date

from salesdesk.model.words import REVIEW_KINDS
from salesdesk.practice.mix import Share
from salesdesk.practice.nudges import Nudge
from salesdesk.services.people import IN_TEAM
from salesdesk.services.practices.declared import Facts, Limits, Practice, Rule, Threshold
from salesdesk.services.practices.talk import HEADING
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile

BOOKED_AHEAD_DAYS = 7
"""A talk planned within these days settles that one is due."""
_OF = "FROM one_on_one o WHERE o.salesperson_id = p.id AND o.deleted_at IS NULL AND"
_FACTS = f"""
SELECT p.id AS person_id, p.name, p.level, p.joined_on,
  (SELECT max(o.starts_at) {_OF} o.state = 'held' AND o.kind IN {REVIEW_KINDS}) AS last_review,
  (SELECT max(o.starts_at) {_OF} o.state = 'held' AND o.kind = 'quarterly_review') AS last_formal,
  (SELECT min(o.starts_at) {_OF} o.state = 'planned' AND o.starts_at >= :today
     AND o.kind IN {REVIEW_KINDS}) AS next_planned,
  (SELECT min(o.starts_at) {_OF} o.state = 'planned' AND o.starts_at >= :today
     AND o.kind = 'quarterly_review') AS next_formal,
  (SELECT max(o.id) {_OF} o.state = 'running') AS running_session
FROM salesperson p WHERE p.id IN (:TEAM)
"""
_DAYS = ("joined_on", "last_review", "last_formal", "next_planned", "next_formal")


def formal_due(facts: Facts, limits: Limits, today: date) -> Nudge | None:
    """Says that a quarterly review is overdue; only one of its own kind settles it."""
    return _overdue(
        facts, today, facts["last_formal"], facts["next_formal"], int(limits["formal_review_days"]),
        _("Quarterly review"), "quarterly_review",
    )  # fmt: skip


def review_due(facts: Facts, limits: Limits, today: date) -> Nudge | None:
    """Says that a review of any kind is overdue, or that none was ever held or planned.

    A quarterly review counts as a review, an ordinary talk not as a quarterly review; where that one is due,
    it alone is named.
    """
    if facts["running_session"] is not None or formal_due(facts, limits, today) is not None:
        return None
    due = _overdue(
        facts, today, facts["last_review"], facts["next_planned"], int(limits["review_days"]), _("Review"),
        "monthly_review",
    )  # fmt: skip
    if due is None and facts["last_review"] is None and facts["next_planned"] is None:
        return Nudge(
            "soon", _("No one-on-one held or planned yet"), "plan_one_on_one", _("Schedule"), "one_on_one"
        )
    return due


def reviews_on_time(desk: DeskFile, today: date, limit: int, person_id: int | None) -> Share:
    """Counts whom no review is overdue with; the days of somebody new run from the first one, as for the rules."""
    rows = desk.rows(
        f"SELECT coalesce((SELECT max(o.starts_at) {_OF} o.state = 'held' AND o.kind IN {REVIEW_KINDS}), "
        f"p.joined_on) AS since FROM salesperson p WHERE p.id IN ({IN_TEAM}) AND (:person IS NULL OR p.id = :person)",
        {"person": person_id},
    )
    days = [day_of(row["since"]) for row in rows]
    return Share(sum(day is not None and (today - day).days <= limit for day in days), len(days))


def _overdue(
    facts: Facts, today: date, last: date | None, planned: date | None, limit: int, what: str, preset: str
) -> Nudge | None:
    """Says by how much; a talk about to be held settles it, and a person who just joined has time."""
    if facts["running_session"] is not None:
        return None
    if planned is not None and (planned - today).days <= BOOKED_AHEAD_DAYS:
        return None
    since = last or facts["joined_on"]
    days = (today - since).days - limit if since else 0
    if days <= 0:
        return None
    late = (
        n_("{what} {number} day overdue", "{what} {number} days overdue", days, what=what)
        if last
        else _("No {what} held yet", what=what.lower())
    )
    return Nudge("late", late, "plan_one_on_one", _("Schedule"), preset)


PRACTICE = Practice(
    thresholds=(
        Threshold(
            key="review_days", label=_("A review is late after"), default=35, low=1, high=730, unit=_("days"),
            help=_("Days since the last review of any kind."), heading=HEADING,
        ),
        Threshold(
            key="formal_review_days", label=_("A quarterly review is late after"), default=95, low=1, high=730,
            unit=_("days"), heading=HEADING,
        ),
    ),
    rules=(
        Rule(key="formal", facts=_FACTS, days=_DAYS, say=formal_due, looks_over_self_starters=True),
        Rule(key="review", facts=_FACTS, days=_DAYS, say=review_due, looks_over_self_starters=True),
    ),
)  # fmt: skip
