"""Tells which people are new with a file, and keeps those who are not in the team out of it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesdesk.env.errors import UserError
from salesdesk.services.importing.spelling import spelling_key
from salesdesk.services.importing.values import ImportPlan, Pending, PlannedRow, Verdict

IN_TEAM, OUTSIDE = "active", "outside"
USUAL_TEAM = 15
"""A file that names no more people than this is likely to be one team's own."""


@dataclass(frozen=True)
class NewPerson:
    """Somebody whom the import would add: `key` tells them apart, `deals` counts theirs in the file."""

    key: int
    name: str
    role: str = ""
    region: str = ""
    manager: str = ""
    deals: int = 0
    in_team: bool = True


@dataclass(frozen=True)
class TeamWish:
    """Which of the new people are in the team, as a script says it: by name, by manager, or everybody."""

    names: tuple[str, ...] | None = None
    manager: str | None = None


def new_people(plan: ImportPlan) -> tuple[NewPerson, ...]:
    """Gives the people who are not on the desk yet, by name."""
    if plan.kind == "people":
        found = [_person(row.number, row.values) for row in plan.of(Verdict.NEW)]
    else:
        owners = (row.values.get("salesperson_id") for row in plan.rows)
        deals = Counter(owner.index for owner in owners if isinstance(owner, Pending))
        found = [
            _person(key, values, deals[key]) for key, values in enumerate(plan.creates.get("salesperson", ()))
        ]
    return tuple(sorted(found, key=lambda person: person.name.casefold()))


def with_team(plan: ImportPlan, members: Collection[int]) -> ImportPlan:
    """Gives the plan in which only these of the new people come into the team; `members` are their keys."""
    people = new_people(plan)
    if not people:
        return plan
    states = {person.key: IN_TEAM if person.key in members else OUTSIDE for person in people}
    note = _said(len(people), sum(state == IN_TEAM for state in states.values()))
    notes = (*plan.notes, note)
    if plan.kind == "people":
        return replace(plan, rows=tuple(_settled(row, states) for row in plan.rows), notes=notes)
    created = tuple(
        {**values, "status": states[key]} for key, values in enumerate(plan.creates["salesperson"])
    )
    return replace(plan, creates={**plan.creates, "salesperson": created}, notes=notes)


def likely_team(people: Sequence[NewPerson], managers: Collection[str], *, wide: bool) -> frozenset[int]:
    """Proposes who is in the team: the people of a manager who is known on the desk, else a short list as a whole.

    `wide` says that files before named people who are not in the team.
    """
    known = {spelling_key(name) for name in managers if name}
    theirs = frozenset(p.key for p in people if p.manager and spelling_key(p.manager) in known)
    if theirs or wide or len(people) > USUAL_TEAM:
        return theirs
    return frozenset(person.key for person in people)


def wished_team(people: Sequence[NewPerson], wish: TeamWish, known: Collection[str]) -> frozenset[int]:
    """Gives the keys of whom a script names; raises UserError for a name that neither file nor desk knows."""
    if wish.manager is not None:
        wanted = spelling_key(wish.manager)
        found = frozenset(p.key for p in people if p.manager and spelling_key(p.manager) == wanted)
        if people and not found:
            raise UserError(
                f"Nobody who is new in the file has the manager “{wish.manager}”, so nothing was imported; "
                "check the name, or name the people with --team."
            )
        return found
    if wish.names is None:
        return frozenset(person.key for person in people)
    by_name = {spelling_key(person.name): person.key for person in people}
    there = {spelling_key(name) for name in known}
    unknown = [name for name in wish.names if spelling_key(name) not in by_name.keys() | there]
    if unknown:
        named = ", ".join(f"“{name}”" for name in unknown)
        raise UserError(f"The file names no {named}, so nothing was imported; check how it is written.")
    return frozenset(by_name[key] for key in map(spelling_key, wish.names) if key in by_name)


def _person(key: int, values: Mapping[str, Any], deals: int = 0) -> NewPerson:
    role, region, manager = (values.get(name) or "" for name in ("role", "region", "reports_to"))
    in_team = values.get("status", IN_TEAM) == IN_TEAM
    return NewPerson(key, str(values["name"]), role, region, manager, deals, in_team)


def _settled(row: PlannedRow, states: Mapping[int, str]) -> PlannedRow:
    if row.verdict is not Verdict.NEW:
        return row
    return replace(row, values={**row.values, "status": states[row.number]})


def _said(people: int, members: int) -> str:
    others = people - members
    if not others:
        return "All of them are in your team." if people > 1 else "They are in your team."
    kept = f"{others:,} {'is' if others == 1 else 'are'} kept as not in your team"
    return f"Of the new people {members:,} {'is' if members == 1 else 'are'} in your team; {kept}."
