"""Asks every rule what needs the manager, for roster and Desk; plain SQL, as both are first on screen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from salesdesk.env.folding import name_key
from salesdesk.practice.nudges import Nudge, one_a_person
from salesdesk.services.people import IN_TEAM
from salesdesk.services.practices import RULES
from salesdesk.services.practices.declared import Facts, Limits, Rule
from salesdesk.services.stored_values import day_of
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

_BEGUN = """
SELECT min(at) AS begun FROM (
  SELECT min(created_at) AS at FROM salesperson
  UNION ALL SELECT min(starts_at) FROM one_on_one WHERE state = 'held')
"""
QuietTime = Literal["", "weekend", "new"]
SATURDAY = 5
QUIET_DAYS = 14
"""A new desk is not nagged about what nobody could have done yet."""


def nudges(desk: DeskFile, today: date) -> Sequence[Nudge]:
    """Gives what needs the manager today, one thing a person, late before soon, without what was postponed.

    Quiet times know only a talk left open. Roster and Desk say the same, one after the other, so it is kept.
    """
    return desk.kept.get(("nudges", today), lambda: tuple(_nudges(desk, today)))


def quiet_time(begun: date | None, today: date) -> QuietTime:
    """Tells why nothing is asked of the manager today: a weekend, or the first two weeks of a desk begun then."""
    if today.weekday() >= SATURDAY:
        return "weekend"
    return "new" if begun is not None and 0 <= (today - begun).days < QUIET_DAYS else ""


def begun_on(desk: DeskFile) -> date | None:
    """Gives the day from which the desk tells: its first person or first talk held, None where there is neither."""
    (row,) = desk.kept.rows(_BEGUN)
    return day_of(row["begun"])


SELF_STARTER = "5"
NUMBERS = (int, float)


def every_nudge(desk: DeskFile, today: date, limits: Limits, rules: Iterable[Rule] = RULES) -> list[Nudge]:
    """Gives what the rules say, by name of the person within each rule, the most urgent first."""
    # Rules that look at the same facts read them once, as the desk keeps what was read.
    spoken = (
        nudge_of(rule, row, limits, today) for rule in rules for row in facts_of(desk, rule, today, limits)
    )
    found = [nudge for nudge in spoken if nudge is not None]
    return sorted(found, key=lambda nudge: nudge.rank)


def facts_of(desk: DeskFile, rule: Rule, today: date, limits: Limits) -> list[Facts]:
    """Reads the facts of a rule about everybody it looks at, by name; its days become dates."""
    chosen = {key: value for key, value in limits.items() if isinstance(value, NUMBERS)}
    rows = desk.kept.rows(rule.facts.replace(":TEAM", IN_TEAM), {"today": today.isoformat()} | chosen)
    rows = sorted(
        rows, key=lambda row: name_key(row["name"])
    )  # quicker than SQL, which asks for each comparison
    return [dict(row) | {name: day_of(row[name]) for name in rule.days} for row in rows]


def nudge_of(rule: Rule, facts: Facts, limits: Limits, today: date) -> Nudge | None:
    """Gives what one rule says of one person; of a self-starter only what looks over them too."""
    if facts["level"] == SELF_STARTER and not rule.looks_over_self_starters:
        return None
    said, person_id = rule.say(facts, limits, today), facts["person_id"]
    return said and replace(said, key=f"{rule.key}:{person_id}", person_id=person_id, person=facts["name"])


def _nudges(desk: DeskFile, today: date) -> list[Nudge]:
    limits, quiet = team_settings(desk), quiet_time(begun_on(desk), today)
    postponed = {r["nudge"] for r in desk.rows(
        "SELECT nudge FROM postponement WHERE until > ? AND deleted_at IS NULL", (today.isoformat(),)
    )}  # fmt: skip
    found = one_a_person(nudge for nudge in every_nudge(desk, today, limits) if nudge.key not in postponed)
    return [nudge for nudge in found if nudge.rank == 0] if quiet else found
