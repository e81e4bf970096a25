"""Asks every rule what needs the manager today; plain SQL, as roster and Desk are first on screen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from salesdesk.practice.nudges import Nudge
from salesdesk.services.people import IN_TEAM
from salesdesk.services.practices import RULES
from salesdesk.services.practices.declared import Facts, Limits, Rule
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile

SELF_STARTER = "5"
NUMBERS = (int, float)


def told(desk: DeskFile, today: date, limits: Limits, rules: Iterable[Rule] = RULES) -> list[Nudge]:
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
    sql = f"SELECT * FROM ({rule.facts.replace(':TEAM', IN_TEAM)}) ORDER BY name COLLATE names"
    rows = desk.kept.rows(sql, {"today": today.isoformat()} | chosen)
    return [dict(row) | {name: day_of(row[name]) for name in rule.days} for row in rows]


def nudge_of(rule: Rule, facts: Facts, limits: Limits, today: date) -> Nudge | None:
    """Gives what one rule says of one person; of a self-starter only what looks over them too."""
    if facts["level"] == SELF_STARTER and not rule.looks_over_self_starters:
        return None
    said, person_id = rule.say(facts, limits, today), facts["person_id"]
    return said and replace(said, key=f"{rule.key}:{person_id}", person_id=person_id, person=facts["name"])
