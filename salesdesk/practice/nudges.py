"""Decides what about a salesperson needs the manager, from plain facts; each nudge says why and offers one act."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Severity = Literal["late", "soon"]
FEW_STRENGTHS = 3
SELF_STARTER = "5"
LEFT_OPEN = "session_open"
BOOKED_AHEAD_DAYS = 7
"""A talk planned within these days settles that one is due."""
NEWCOMER_DAYS = 60
"""Days after joining in which nobody is expected to know somebody's strengths yet."""


@dataclass(frozen=True)
class PersonFacts:
    """What the rules look at for one salesperson; dates are local, counts are of today."""

    person_id: int
    name: str
    level: str
    joined_on: date | None
    last_review: date | None
    last_formal: date | None
    next_planned: date | None
    running_session: int | None
    late_assignments: int
    open_development: int
    open_sales: int
    last_development: date | None
    sales_lately: int
    strengths: int
    carried_points: int
    next_formal: date | None = None
    late_assignment: int | None = None
    oldest_development: int | None = None
    oldest_sales: int | None = None
    carried_point: int | None = None


@dataclass(frozen=True)
class Nudge:
    """One thing that needs the manager: about whom, how urgent, why, and the act that settles it.

    `preset` is the kind of what is to be made, `record` what is to be looked at, by kind and id.
    """

    key: str
    person_id: int
    person: str
    severity: Severity
    sentence: str
    action: str
    action_label: str
    preset: str = ""
    record: tuple[str, int] | None = None

    @property
    def rank(self) -> int:
        """Gives its place among others: a one-on-one left open first, then what is late, then what is soon due."""
        if self.key.startswith(LEFT_OPEN):
            return 0
        return 1 if self.severity == "late" else 2


def nudges_for(facts: PersonFacts, limits: Mapping[str, Any], today: date) -> list[Nudge]:
    """Gives what needs the manager about one person, late before soon.

    `limits` are the thresholds of the team settings, in days and counts. A self-starter is only held to
    the review: everything else would be looking over a shoulder.
    """
    found = [*_session_left_open(facts), *_review(facts, limits, today)]
    if facts.level != SELF_STARTER:
        found += [*_late_assignments(facts), *_no_development(facts, limits, today), *_load(facts, limits)]
        found += [*_carried(facts), *_strengths(facts, today)]
    return sorted(found, key=lambda nudge: nudge.rank)


def one_a_person(nudges: Iterable[Nudge]) -> list[Nudge]:
    """Gives the most urgent nudge of each person, the most urgent person first.

    More than one about the same person is nagging; the next one moves up when the first is settled.
    """
    first: dict[int, Nudge] = {}
    for nudge in sorted(nudges, key=lambda nudge: nudge.rank):
        first.setdefault(nudge.person_id, nudge)
    return list(first.values())


def _nudge(
    facts: PersonFacts, rule: str, severity: Severity, sentence: str, action: str, label: str,
    preset: str = "", record: tuple[str, int] | None = None,
) -> Nudge:  # fmt: skip
    key = f"{rule}:{facts.person_id}"
    return Nudge(key, facts.person_id, facts.name, severity, sentence, action, label, preset, record)


def _record(kind: str, number: int | None) -> tuple[str, int] | None:
    return (kind, number) if number is not None else None


def _session_left_open(facts: PersonFacts) -> Iterator[Nudge]:
    if facts.running_session is not None:
        sentence = "A one-on-one is still open; everything typed is kept"
        yield _nudge(facts, LEFT_OPEN, "late", sentence, "start_session", "Go on")


def _review(facts: PersonFacts, limits: Mapping[str, Any], today: date) -> Iterator[Nudge]:
    """Finds the review that is due; one of its own kind settles it, a person who just joined has time.

    A quarterly review counts as a review, an ordinary talk not as a quarterly review.
    """
    if facts.running_session is not None:
        return
    formal, review = int(limits["formal_review_days"]), int(limits["review_days"])
    for rule, last, planned, limit, what, preset in (
        ("formal", facts.last_formal, facts.next_formal, formal, "Quarterly review", "quarterly_review"),
        ("review", facts.last_review, facts.next_planned, review, "Review", "monthly_review"),
    ):
        if planned is not None and (planned - today).days <= BOOKED_AHEAD_DAYS:
            continue
        since = last or facts.joined_on
        days = (today - since).days - limit if since else 0
        if days > 0:
            unit = "day" if days == 1 else "days"
            late = f"{what} {days} {unit} overdue" if last else f"No {what.lower()} held yet"
            yield _nudge(facts, rule, "late", late, "plan_session", "Schedule", preset)
            return
    if facts.last_review is None and facts.next_planned is None:
        sentence = "No one-on-one held or planned yet"
        yield _nudge(facts, "review", "soon", sentence, "plan_session", "Schedule", "one_on_one")


def _late_assignments(facts: PersonFacts) -> Iterator[Nudge]:
    if facts.late_assignments:
        one = facts.late_assignments == 1
        sentence = (
            "One assignment is past its date"
            if one
            else f"{facts.late_assignments} assignments are past their date"
        )
        record = _record("assignment", facts.late_assignment)
        yield _nudge(facts, "assignments_late", "late", sentence, "open_record", "Open it", record=record)


def _no_development(facts: PersonFacts, limits: Mapping[str, Any], today: date) -> Iterator[Nudge]:
    """Everybody has room to grow: finds people whom nothing has helped to for some time.

    Of somebody nothing is known about, such as right after a first import, nothing can be late yet.
    """
    since = facts.last_development or facts.joined_on
    days = (today - since).days if since else int(limits["development_gap_days"]) + 1
    if facts.open_development or days <= int(limits["development_gap_days"]):
        return
    last = facts.last_development
    year = f" {last.year}" if last and last.year != today.year else ""
    when = f"since {last.day} {last:%b}{year}" if last else "so far"
    sentence = f"No development assignment {when}"
    if facts.sales_lately:
        plural = "" if facts.sales_lately == 1 else "s"
        lately = f"in the last {int(limits['development_gap_days'])} days"
        sentence += f"; {facts.sales_lately} sales assignment{plural} {lately}"
    severity: Severity = "late" if since else "soon"
    yield _nudge(facts, "no_development", severity, sentence, "add_assignment", "Assign one", "development")


def _load(facts: PersonFacts, limits: Mapping[str, Any]) -> Iterator[Nudge]:
    for count, limit, what, oldest in (
        (facts.open_development, limits["open_development_limit"], "development", facts.oldest_development),
        (facts.open_sales, limits["open_sales_limit"], "sales", facts.oldest_sales),
    ):
        if count > int(limit):
            sentence = f"{count} {what} assignments are open at once; {int(limit)} is plenty"
            record = _record("assignment", oldest)
            yield _nudge(
                facts, f"load_{what}", "soon", sentence, "open_record", "Open the oldest", record=record
            )


def _carried(facts: PersonFacts) -> Iterator[Nudge]:
    if facts.carried_points:
        points = (
            "An agenda point has"
            if facts.carried_points == 1
            else f"{facts.carried_points} agenda points have"
        )
        sentence = f"{points} been carried over twice or more"
        record = _record("agenda_point", facts.carried_point)
        yield _nudge(facts, "carried", "soon", sentence, "open_record", "Open it", record=record)


def _strengths(facts: PersonFacts, today: date) -> Iterator[Nudge]:
    new = facts.joined_on is not None and (today - facts.joined_on).days < NEWCOMER_DAYS
    if facts.strengths < FEW_STRENGTHS and not new:
        known = {0: "No strength is", 1: "Only one strength is", 2: "Only two strengths are"}[facts.strengths]
        yield _nudge(
            facts, "strengths", "soon", f"{known} written down with evidence yet", "add_strength", "Add one"
        )
