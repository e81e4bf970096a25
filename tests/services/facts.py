"""What all rules read about one person together, and what they say of facts that a test makes up."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from salesdesk.practice.nudges import Nudge
from salesdesk.services.attention import facts_of, nudge_of
from salesdesk.services.practices import RULES
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile


def people_looked_at(desk: DeskFile, today: date) -> list[str]:
    """Gives the names of those whom every rule about people looks at, in the order of the first one."""
    limits = team_settings(desk)
    looked = {
        rule.key: [row["name"] for row in facts_of(desk, rule, today, limits)]
        for rule in RULES
        if _of_people(rule)
    }
    return next(names for names in looked.values() if len(names) == max(map(len, looked.values())))


def facts_about(desk: DeskFile, today: date, person_id: int = 1) -> Any:
    """Gives everything that is read about one person, days as dates."""
    limits, found = team_settings(desk), dict[str, Any]()
    for rule in RULES:
        for row in facts_of(desk, rule, today, limits):
            if row["person_id"] == person_id:
                found |= row
    return SimpleNamespace(**found)


def all_said(facts: Mapping[str, Any], limits: Mapping[str, Any], today: date) -> list[Nudge]:
    """Gives what the rules say of these facts; a rule whose facts speak by being there needs them to be true."""
    found: list[Nudge] = []
    for rule in RULES:
        if not _of_people(rule) or (rule.key == "session_open" and facts.get("running_session") is None):
            continue
        nudge = nudge_of(rule, facts, limits, today)
        if nudge is not None:
            found.append(nudge)
    return sorted(found, key=lambda nudge: nudge.rank)


def _of_people(rule: Any) -> bool:
    return ":TEAM" in rule.facts
