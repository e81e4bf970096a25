"""The talk: how long it is meant to be, and that one left open is gone on with."""

from datetime import date

from salesdesk.practice.nudges import LEFT_OPEN, Nudge
from salesdesk.services.practices.declared import Facts, Limits, Practice, Rule, Threshold

HEADING = _("One-on-ones and reviews")


def left_open(_facts: Facts, _limits: Limits, _today: date) -> Nudge:
    """Says that a talk was not finished."""
    return Nudge(
        "late", _("A one-on-one is still open; everything typed is kept"), "start_one_on_one", _("Go on")
    )


PRACTICE = Practice(
    thresholds=(
        Threshold(
            key="session_minutes", label=_("Length of a one-on-one"), default=30, low=5, high=240, unit=_("min"),
            heading=HEADING, shared=True,
        ),
    ),
    rules=(
        Rule(
            key=LEFT_OPEN, say=left_open, looks_over_self_starters=True,
            facts="""SELECT p.id AS person_id, p.name, p.level FROM salesperson p
            WHERE (p.id IN (:TEAM) OR p.status = 'candidate' AND p.deleted_at IS NULL)
            AND EXISTS (SELECT 1 FROM one_on_one o WHERE o.salesperson_id = p.id
            AND o.deleted_at IS NULL AND o.state = 'running')""",
        ),
    ),
)  # fmt: skip
