"""Tells which people are new with a file, and keeps those who are not in the team out of it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from salesdesk.env.errors import UserError
from salesdesk.env.folding import name_key
from salesdesk.frozen import frozen
from salesdesk.services.importing.import_plan import ImportPlan, PlannedRows
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.values import Pending, PlannedRow, Verdict

MEMBER, OUTSIDE = "active", "outside"
USUAL_TEAM = 15
"""A file that names no more people than this is likely to be one team's own."""

_NAMED = 20


@frozen
class NewPerson:
    """Somebody whom the import would add: `key` tells them apart, `deals` counts theirs in the file.

    `mark` is what tells people of one name apart for a reader; whose name nobody shares needs none.
    """

    key: int
    name: str
    role: str = ""
    region: str = ""
    manager: str = ""
    deals: int = 0
    in_team: bool = True
    mark: str = ""

    @property
    def label(self) -> str:
        """Gives the name, with the mark where others bear it too: it is what an answer belongs to."""
        return f"{self.name} ({self.mark})" if self.mark else self.name


@frozen
class LikelyTeam:
    """Who of the new people is proposed for the team, by their keys; `managers` are those whose people they are."""

    keys: frozenset[int] = frozenset()
    managers: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """Says why they are proposed; empty where nobody is."""
        if self.managers:
            return _(
                "Ticked already: the people of {managers}. That manager is you, or most people of that manager on the "
                "desk are in your team.",
                managers=_(" and ").join(self.managers),
            )
        if len(self.keys) > 1:
            return _("Ticked already: all of them, because a list as short as this is often of one team.")
        return ""


@frozen
class TeamWish:
    """Which of the new people are in the team, as a script says it: by name or label, by manager, or everybody."""

    names: tuple[str, ...] | None = None
    manager: str | None = None


def new_people(plan: ImportPlan) -> tuple[NewPerson, ...]:
    """Gives the people who are not on the desk yet, by name."""
    if plan.kind == "people":
        found = [
            _person(row.number, row.values, unnumbered=_("row {number}", number=row.number))
            for row in plan.of(Verdict.NEW)
        ]
    else:
        created = plan.creates.get("salesperson", ())
        found = [_person(key, values, plan.deals_of_new[key]) for key, values in enumerate(created)]
    shared = Counter(spelling_key(person.name) for person in found)
    told = (p if shared[spelling_key(p.name)] > 1 else replace(p, mark="") for p in found)
    return tuple(sorted(told, key=lambda person: name_key(person.label)))


def with_team(plan: ImportPlan, members: Collection[int]) -> ImportPlan:
    """Gives the plan in which only these of the new people come into the team; `members` are their keys."""
    people = new_people(plan)
    if not people:
        return plan
    states = {person.key: MEMBER if person.key in members else OUTSIDE for person in people}
    notes = (*plan.notes, _said(len(people), [person.label for person in people if person.key in members]))
    if plan.kind == "people":
        return replace(plan, rows=PlannedRows.of(_settled(row, states) for row in plan.rows), notes=notes)
    created = tuple(
        {**values, "status": states[key]} for key, values in enumerate(plan.creates["salesperson"])
    )
    return replace(plan, creates={**plan.creates, "salesperson": created}, notes=notes)


def of_outsiders(plan: ImportPlan, stored: Mapping[int, str]) -> Counter[str]:
    """Counts the new rows of people outside the team, by name; `stored` names those of the desk by their ids."""
    created = plan.creates.get("salesperson", ())
    found: Counter[str] = Counter()
    for owner in plan.of(Verdict.NEW).column("salesperson_id"):
        if isinstance(owner, Pending):
            values = created[owner.index]
            found[str(values["name"])] += values.get("status") == OUTSIDE
        elif owner in stored:
            found[stored[owner]] += 1
    return +found


@frozen
class Newest:
    """The day of the newest quota or week that an import wrote, of those that are `shown` where any is."""

    day: date
    shown: bool


DAY_OF: Final = {"quotas": "starts_on", "numbers": "week_start"}
"""In which field stands the day by which the records of a file are shown."""


def newest_of(
    plan: ImportPlan, outside: Collection[int], changed: Iterable[tuple[int, date]]
) -> Newest | None:
    """Gives the newest quota or week that a plan writes; None where it writes none.

    Those of `outside` people are not shown; `changed` are whose the changed ones are, with their days.
    """
    created, new = plan.creates.get("salesperson", ()), plan.of(Verdict.NEW)
    found = [(owner not in outside, day) for owner, day in changed]
    for owner, day in zip(new.column("salesperson_id"), new.column(DAY_OF[plan.kind]), strict=True):
        pending = isinstance(owner, Pending)
        away = created[owner.index].get("status") == OUTSIDE if pending else owner in outside
        found += [(not away, day)] if day else []
    if not found:
        return None
    shown, newest = max(found)
    return Newest(newest, shown)


def likely_team(people: Sequence[NewPerson], managers: Collection[str], *, wide: bool) -> LikelyTeam:
    """Proposes who is in the team: the people of these managers, else a short list as a whole.

    Whom the file marks as having left is in no team. `wide` says that files before named people who are not in the
    team.
    """
    people = [person for person in people if person.in_team]
    known = {spelling_key(name) for name in managers if name}
    theirs = [p for p in people if p.manager and spelling_key(p.manager) in known]
    if theirs or wide or len(people) > USUAL_TEAM:
        named = {spelling_key(p.manager): p.manager for p in theirs}
        return LikelyTeam(frozenset(p.key for p in theirs), tuple(sorted(named.values(), key=name_key)))
    return LikelyTeam(frozenset(person.key for person in people))


def managers_of_team(stored: Iterable[tuple[str, str]]) -> list[str]:
    """Gives the managers most of whose people are in the team, from (manager, status) of everybody on the desk."""
    balance: Counter[str] = Counter()
    for manager, status in stored:
        balance[spelling_key(manager)] += -1 if status == OUTSIDE else 1
    return list(+balance)


def wished_team(people: Sequence[NewPerson], wish: TeamWish, known: Collection[str]) -> frozenset[int]:
    """Gives the keys of whom a script names; raises UserError for a name that neither file nor desk knows."""
    if wish.manager is not None:
        wanted = spelling_key(wish.manager)
        theirs = [p for p in people if p.manager and spelling_key(p.manager) == wanted]
        if people and not theirs:
            raise UserError(
                _(
                    "Nobody who is new in the file has the manager “{manager}”, so nothing was imported; "
                    "check the name, or name the people with --team.",
                    manager=wish.manager,
                )
            )
        return frozenset(p.key for p in theirs if p.in_team)
    if wish.names is None:
        return frozenset(person.key for person in people if person.in_team)
    named = _named(people)
    there = {spelling_key(name) for name in known}
    unknown = [name for name in wish.names if spelling_key(name) not in named.keys() | there]
    if unknown:
        words = ", ".join(f"“{name}”" for name in unknown)
        raise UserError(
            _("The file names no {words}, so nothing was imported; check how it is written.", words=words)
        )
    found = [named[key] for key in map(spelling_key, wish.names) if key in named]
    for several in found:
        if len(several) > 1:
            raise UserError(
                n_(
                    "There is {number} person called “{name}” in the file, so nothing was imported; "
                    "say which, such as “{label}”.",
                    "There are {number} people called “{name}” in the file, so nothing was imported; "
                    "say which, such as “{label}”.",
                    len(several),
                    name=several[0].name,
                    label=several[-1].label,
                )
            )
    return frozenset(several[0].key for several in found)


def notes_on_leavers(new: int, stored: Sequence[Mapping[str, Any]]) -> list[str]:
    """Says who the file marks as having left: new ones are kept out of the team, others are only told of."""
    names = sorted(f"“{each['name']}”" for each in stored if each["status"] == MEMBER)
    notes: list[str] = []
    if new:
        notes.append(
            n_(
                "1 new person is marked as having left, and is kept as not in your team.",
                "{number:,} new people are marked as having left, and are kept as not in your team.",
                new,
            )
        )
    if names:
        notes.append(
            _(
                "Marked as having left, but still in your team: {names}. Team moves them.",
                names=", ".join(names),
            )
        )
    return notes


def _named(people: Sequence[NewPerson]) -> dict[str, list[NewPerson]]:
    """Gives people by their names and labels; a name may be that of several."""
    found: defaultdict[str, list[NewPerson]] = defaultdict(list)
    for person in people:
        for words in {spelling_key(person.name), spelling_key(person.label)}:
            found[words].append(person)
    return found


def _person(
    key: int, values: Mapping[str, Any], deals: int = 0, unnumbered: str = _("no number")
) -> NewPerson:
    role, region, manager = (values.get(name) or "" for name in ("role", "region", "reports_to"))
    in_team = values.get("status", MEMBER) == MEMBER
    mark = str(values.get("external_id") or values.get("email") or unnumbered)
    return NewPerson(key, str(values["name"]), role, region, manager, deals, in_team, mark)


def _settled(row: PlannedRow, states: Mapping[int, str]) -> PlannedRow:
    if row.verdict is not Verdict.NEW:
        return row
    return replace(row, values={**row.values, "status": states[row.number]})


def _said(people: int, members: Sequence[str]) -> str:
    """Says who of the new people comes into the team."""
    others = people - len(members)
    if not others:
        return _("All of them are in your team.") if people > 1 else _("They are in your team.")
    kept = n_("{number:,} is kept as not in your team", "{number:,} are kept as not in your team", others)
    if not members:
        return _("Nobody new is in your team; {kept}.", kept=kept)
    rest = len(members) - _NAMED
    more = [n_("{number:,} more", "{number:,} more", rest)] if rest > 0 else []
    return n_(
        "Of the new people {number:,} is in your team: {names}; {kept}.",
        "Of the new people {number:,} are in your team: {names}; {kept}.",
        len(members),
        names=", ".join([*members[:_NAMED], *more]),
        kept=kept,
    )
