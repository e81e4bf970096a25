"""Gathers what needs the manager, for the roster's counts and the Desk; plain SQL, as both are first on screen."""

from datetime import date, timedelta
from typing import Literal

from salesdesk.model.words import REVIEW_KINDS
from salesdesk.practice.nudges import Nudge, PersonFacts, nudges_for, one_a_person
from salesdesk.services.people import IN_TEAM
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
  (SELECT min(o.starts_at) {_HELD} o.state = 'planned' AND o.starts_at >= :today
     AND o.kind IN {REVIEW_KINDS}) AS next_planned,
  (SELECT min(o.starts_at) {_HELD} o.state = 'planned' AND o.starts_at >= :today
     AND o.kind = 'quarterly_review') AS next_formal,
  (SELECT max(o.id) {_HELD} o.state = 'running') AS running_session,
  (SELECT count(*) {_GIVEN} a.state = 'open' AND a.due_on < :today) AS late_assignments,
  (SELECT count(*) {_GIVEN} a.state = 'open' AND a.kind = 'development') AS open_development,
  (SELECT count(*) {_GIVEN} a.state = 'open' AND a.kind = 'sales') AS open_sales,
  (SELECT max(coalesce(a.done_on, a.assigned_on)) {_GIVEN} a.kind = 'development') AS last_development,
  (SELECT count(*) {_GIVEN} a.kind = 'sales' AND a.assigned_on >= :lately) AS sales_lately,
  (SELECT count(*) FROM strength s WHERE s.salesperson_id = p.id AND s.deleted_at IS NULL
     AND coalesce(s.evidence, '') <> '') AS strengths,
  (SELECT count(*) FROM agenda_point g WHERE g.salesperson_id = p.id AND g.deleted_at IS NULL
     AND g.discussed_on IS NULL AND g.times_carried >= 2) AS carried_points,
  (SELECT a.id {_GIVEN} a.state = 'open' AND a.due_on < :today
     ORDER BY a.times_carried DESC, a.due_on, a.id LIMIT 1) AS late_assignment,
  (SELECT a.id {_GIVEN} a.state = 'open' AND a.kind = 'development'
     ORDER BY a.assigned_on, a.id LIMIT 1) AS oldest_development,
  (SELECT a.id {_GIVEN} a.state = 'open' AND a.kind = 'sales'
     ORDER BY a.assigned_on, a.id LIMIT 1) AS oldest_sales,
  (SELECT g.id FROM agenda_point g WHERE g.salesperson_id = p.id AND g.deleted_at IS NULL
     AND g.discussed_on IS NULL AND g.times_carried >= 2
     ORDER BY g.times_carried DESC, g.id LIMIT 1) AS carried_point
FROM salesperson p WHERE p.id IN ({IN_TEAM}) ORDER BY p.name COLLATE names
"""

_BEGUN = """
SELECT min(at) AS begun FROM (
  SELECT min(created_at) AS at FROM salesperson
  UNION ALL SELECT min(starts_at) FROM one_on_one WHERE state = 'held')
"""
QuietTime = Literal["", "weekend", "new"]
SATURDAY = 5
QUIET_DAYS = 14
"""A new desk is not nagged about what nobody could have done yet."""


def nudges(desk: DeskFile, today: date) -> list[Nudge]:
    """Gives what needs the manager today, one thing a person, late before soon, without what was postponed."""
    limits, begun = team_settings(desk), begun_on(desk)
    people = person_facts(desk, today, limits["development_gap_days"])
    return nudges_from(desk, people, limits, today, quiet_time(begun, today))


def nudges_from(
    desk: DeskFile, people: list[PersonFacts], limits: TeamSettings, today: date, quiet: QuietTime
) -> list[Nudge]:
    """Gives the same from facts that have been read already; quiet times know only a talk left open."""
    postponed = {r["nudge"] for r in desk.rows(
        "SELECT nudge FROM postponement WHERE until > ? AND deleted_at IS NULL", (today.isoformat(),)
    )}  # fmt: skip
    found = [
        nudge for facts in people for nudge in nudges_for(facts, limits, today) if nudge.key not in postponed
    ]
    told = one_a_person(found)
    return [nudge for nudge in told if nudge.rank == 0] if quiet else told


def quiet_time(begun: date | None, today: date) -> QuietTime:
    """Tells why nothing is asked of the manager today: a weekend, or the first two weeks of a desk begun then."""
    if today.weekday() >= SATURDAY:
        return "weekend"
    return "new" if begun is not None and 0 <= (today - begun).days < QUIET_DAYS else ""


def begun_on(desk: DeskFile) -> date | None:
    """Gives the day from which the desk tells: its first person or first talk held, None where there is neither."""
    (row,) = desk.rows(_BEGUN)
    return day_of(row["begun"])


def person_facts(desk: DeskFile, today: date, lately_days: int) -> list[PersonFacts]:
    """Gives the facts about every active salesperson."""
    lately = (today - timedelta(days=lately_days - 1)).isoformat()
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
        next_formal=day_of(row["next_formal"]), late_assignment=row["late_assignment"],
        oldest_development=row["oldest_development"], oldest_sales=row["oldest_sales"],
        carried_point=row["carried_point"],
    )  # fmt: skip
