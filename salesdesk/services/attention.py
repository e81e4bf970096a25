"""Gathers what needs the manager, for the roster's counts and the Desk; plain SQL, as both are first on screen."""

from datetime import date, timedelta

from salesdesk.model.words import REVIEW_KINDS
from salesdesk.practice.nudges import Nudge, PersonFacts, nudges_for
from salesdesk.services.stored_values import day_of
from salesdesk.services.team_settings import TeamSettings, team_settings
from salesdesk.store.desk_file import DeskFile, Row

_HELD = "FROM one_on_one o WHERE o.salesperson_id = p.id AND o.deleted_at IS NULL AND"
_GIVEN = "FROM assignment a WHERE a.salesperson_id = p.id AND a.deleted_at IS NULL AND"

_FACTS = f"""
SELECT p.id, p.name, p.level, p.joined_on,
  (SELECT max(o.starts_at) {_HELD} o.state = 'held'
     AND o.kind IN {REVIEW_KINDS}) AS last_review,
  (SELECT max(o.starts_at) {_HELD} o.state = 'held' AND o.kind = 'quarterly_review') AS last_formal,
  (SELECT min(o.starts_at) {_HELD} o.state = 'planned' AND o.starts_at >= :today) AS next_planned,
  (SELECT max(o.id) {_HELD} o.state = 'running') AS running_session,
  (SELECT count(*) {_GIVEN} a.state = 'open' AND a.due_on < :today) AS late_assignments,
  (SELECT count(*) {_GIVEN} a.state = 'open' AND a.kind = 'development') AS open_development,
  (SELECT count(*) {_GIVEN} a.state = 'open' AND a.kind = 'sales') AS open_sales,
  (SELECT max(coalesce(a.done_on, a.assigned_on)) {_GIVEN} a.kind = 'development') AS last_development,
  (SELECT count(*) {_GIVEN} a.kind = 'sales' AND a.assigned_on >= :lately) AS sales_lately,
  (SELECT count(*) FROM strength s WHERE s.salesperson_id = p.id AND s.deleted_at IS NULL
     AND coalesce(s.evidence, '') <> '') AS strengths,
  (SELECT count(*) FROM agenda_point g WHERE g.salesperson_id = p.id AND g.deleted_at IS NULL
     AND g.discussed_on IS NULL AND g.times_carried >= 2) AS carried_points
FROM salesperson p WHERE p.status = 'active' AND p.deleted_at IS NULL ORDER BY p.name
"""


def nudges(desk: DeskFile, today: date) -> list[Nudge]:
    """Gives all that needs the manager today, late before soon, without what was postponed."""
    limits = team_settings(desk)
    return nudges_from(desk, person_facts(desk, today, limits["development_gap_days"]), limits, today)


def nudges_from(desk: DeskFile, people: list[PersonFacts], limits: TeamSettings, today: date) -> list[Nudge]:
    """Gives the same from facts that have been read already."""
    quiet = {r["nudge"] for r in desk.rows(
        "SELECT nudge FROM postponement WHERE until > ? AND deleted_at IS NULL", (today.isoformat(),)
    )}  # fmt: skip
    found = [
        nudge for facts in people for nudge in nudges_for(facts, limits, today) if nudge.key not in quiet
    ]
    return sorted(found, key=lambda nudge: nudge.rank)


def person_facts(desk: DeskFile, today: date, lately_days: int) -> list[PersonFacts]:
    """Gives the facts about every active salesperson."""
    lately = (today - timedelta(days=lately_days)).isoformat()
    rows = desk.rows(_FACTS, {"today": today.isoformat(), "lately": lately})
    return [_facts(row) for row in rows]


def _facts(row: Row) -> PersonFacts:
    return PersonFacts(
        person_id=row["id"], name=row["name"], level=row["level"],
        joined_on=day_of(row["joined_on"]), last_review=day_of(row["last_review"]),
        last_formal=day_of(row["last_formal"]), next_planned=day_of(row["next_planned"]),
        running_session=row["running_session"], late_assignments=row["late_assignments"],
        open_development=row["open_development"], open_sales=row["open_sales"],
        last_development=day_of(row["last_development"]), sales_lately=row["sales_lately"],
        strengths=row["strengths"], carried_points=row["carried_points"],
    )  # fmt: skip
