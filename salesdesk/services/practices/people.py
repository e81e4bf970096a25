"""What is known about everybody: strengths with evidence (S1-03), and points that wait to be talked about (S0-06)."""

from datetime import date

from salesdesk.practice.nudges import Nudge
from salesdesk.services.practices.declared import Facts, Limits, Practice, Rule

FEW_STRENGTHS = 3
NEWCOMER_DAYS = 60
"""Days after joining in which nobody is expected to know somebody's strengths yet."""
_CARRIED = (
    "g.salesperson_id = p.id AND g.deleted_at IS NULL AND g.discussed_on IS NULL AND g.times_carried >= 2"
)


def carried(facts: Facts, _limits: Limits, _today: date) -> Nudge | None:
    """Says that points were carried over again and again."""
    count = facts["carried_points"]
    if not count:
        return None
    points = n_(
        "An agenda point has been carried over twice or more",
        "{number} agenda points have been carried over twice or more",
        count,
    )
    record = ("agenda_point", facts["carried_point"]) if facts["carried_point"] is not None else None
    return Nudge(
        "soon",
        points,
        "open_record",
        _("Open it"),
        record=record,
    )


def strengths(facts: Facts, _limits: Limits, today: date) -> Nudge | None:
    """Says that few strengths are known, of whom there was time to know them."""
    new = facts["joined_on"] is not None and (today - facts["joined_on"]).days < NEWCOMER_DAYS
    if new or facts["strengths"] >= FEW_STRENGTHS:
        return None
    known: str = (
        _("No strength is written down with evidence yet"),
        _("Only one strength is written down with evidence yet"),
        _("Only two strengths are written down with evidence yet"),
    )[int(facts["strengths"])]
    return Nudge("soon", known, "new_strength", _("Add one"))


PRACTICE = Practice(
    rules=(
        Rule(
            key="carried", say=carried,
            facts=f"""SELECT p.id AS person_id, p.name, p.level,
            (SELECT count(*) FROM agenda_point g WHERE {_CARRIED}) AS carried_points,
            (SELECT g.id FROM agenda_point g WHERE {_CARRIED}
             ORDER BY g.times_carried DESC, g.id LIMIT 1) AS carried_point
            FROM salesperson p WHERE p.id IN (:TEAM)""",
        ),
        Rule(
            key="strengths", say=strengths, days=("joined_on",),
            facts="""SELECT p.id AS person_id, p.name, p.level, p.joined_on,
            (SELECT count(*) FROM strength s WHERE s.salesperson_id = p.id AND s.deleted_at IS NULL
             AND coalesce(s.evidence, '') <> '') AS strengths
            FROM salesperson p WHERE p.id IN (:TEAM)""",
        ),
    ),
)  # fmt: skip
