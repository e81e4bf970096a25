"""Invents what was said: notes in and between the talks, and the points of the agenda."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from salesdesk.model.coaching import AgendaPoint, Note, Postponement
from tests.sample.days import at_hour, working_day
from tests.sample.dealbook import DealBook
from tests.sample.people import Person
from tests.sample.plan import SamplePlan
from tests.sample.rows import SampleRows
from tests.sample.sessions import TALKS, Meeting
from tests.sample.words import say, words

STEP_ORDER = ("wins", "agreed", "numbers", "deal", "skill", "plan", "book")
STEPS_OF = {"joint_call": ("deal", "skill"), "deal_review": ("deal",), "debrief": ("wins", "skill", "plan")}
PRIVATE, BETWEEN = 0.22, 0.15
POINTS_A_TALK = 0.35


def store_notes(plan: SamplePlan, rows: SampleRows, book: DealBook, meetings: list[Meeting]) -> None:
    """Stores exactly as many notes as planned, spread evenly over the held meetings."""
    random = plan.random("notes")
    held = [meeting for meeting in meetings if meeting.held]
    told = 0
    for place, meeting in enumerate(held, 1):
        until = round(plan.notes * place / len(held))
        _store_meeting_notes(plan, rows, random, book, meeting, until - told)
        told = until


def store_own_notes(plan: SamplePlan, rows: SampleRows) -> None:
    """Stores what the manager wrote down for nobody but themselves, the newest of this week."""
    random, lines = plan.random("own notes"), words("notes")["own"]
    for days, line in zip((40, 26, 12, 3), random.sample(lines, k=4), strict=True):
        moment = at_hour(working_day(plan.today - timedelta(days=days)), 17)
        rows.add(Note, moment, text=line, visibility="private", author="manager", written_at=moment)


def store_agenda(plan: SamplePlan, rows: SampleRows, book: DealBook, meetings: list[Meeting]) -> None:
    """Stores the points that were talked about and those that wait for the next talk, some carried over."""
    random = plan.random("agenda")
    talks = [m for m in meetings if m.kind in TALKS and m.person.sells]
    for meeting in talks:
        if meeting.held and random.random() < POINTS_A_TALK:
            _store_point(plan, rows, random, book, meeting.person, meeting)
    for person in {m.person.id: m.person for m in talks if m.person.status == "active"}.values():
        for _ in range(random.choice((1, 1, 2, 2, 3))):
            _store_point(plan, rows, random, book, person, None)


def store_postponements(plan: SamplePlan, rows: SampleRows, people: list[Person]) -> None:
    """Stores two nudges that were answered with "not now, because…": one of last month, one still quiet."""
    random, reasons = plan.random("postponements"), words("notes")["not_now"]
    active = [person for person in people if person.status == "active"]
    for rule, days, person in (("carried", -30, active[0]), ("strengths", -2, active[-1])):
        asked = plan.today + timedelta(days=days)
        until = asked + timedelta(days=7)
        nudge = f"{rule}:{person.id}"
        rows.add(Postponement, asked, nudge=nudge, reason=random.choice(reasons), until=until)


def _store_meeting_notes(
    plan: SamplePlan, rows: SampleRows, random: Random, book: DealBook, meeting: Meeting, count: int
) -> None:
    lists, minute = words("notes"), 0
    steps = STEPS_OF.get(meeting.kind, STEP_ORDER)
    drawn = sorted(random.choices(range(len(steps)), k=count))
    for place in drawn:
        luck = random.random()
        minute += random.randint(2, 6)
        written = meeting.starts_at + timedelta(minutes=minute)
        if luck < BETWEEN and meeting.person.sells:
            later = at_hour(meeting.on + timedelta(days=random.randint(1, 6)), 16)
            later, template = min(later, at_hour(plan.today, 8)), random.choice(lists["between"])
            _store_note(rows, random, book, meeting.person, template, later, None, None)
        elif luck < BETWEEN + PRIVATE or not meeting.person.sells:
            template = random.choice(lists["private"])
            _store_note(rows, random, book, meeting.person, template, written, meeting, steps[place])
        else:
            fitting = [t for t in lists["shared"] if t["step"] == steps[place]]
            template = random.choice(fitting)
            _store_note(rows, random, book, meeting.person, template, written, meeting, steps[place])


def _store_note(
    rows: SampleRows, random: Random, book: DealBook, person: Person, template: dict[str, Any],
    written: datetime, meeting: Meeting | None, step: str | None,
) -> None:  # fmt: skip
    deal = book.current(random, person, written.date())
    said = random.choice(template["text"])
    names_deal = deal is not None and ("{deal}" in said or "{account}" in said)
    text = say(random, said, book.slots(random, person, written.date(), deal))
    rows.add(
        Note, written, salesperson_id=person.id, one_on_one_id=meeting.id if meeting else None,
        opportunity_id=deal.id if deal and names_deal else None, step=step, text=text,
        visibility="shared" if "step" in template else "private", author=template.get("author", "manager"),
        sign=template["sign"], way=template.get("way"), written_at=written,
    )  # fmt: skip


def _store_point(
    plan: SamplePlan,
    rows: SampleRows,
    random: Random,
    book: DealBook,
    person: Person,
    meeting: Meeting | None,
) -> None:
    lists = words("notes")["agenda"]
    private = random.random() < 0.12
    author = "manager" if private or random.random() < 0.5 else "salesperson"
    day = meeting.on if meeting else plan.today
    raised = max(person.joined_on, day - timedelta(days=random.randint(1, 9)))
    template = random.choice(lists["private" if private else author])
    text = say(random, template, book.slots(random, person, day))
    rows.add(
        AgendaPoint, raised, salesperson_id=person.id, text=text, raised_by=author,
        step=random.choice(("agreed", "numbers", "deal", "skill", "plan")),
        visibility="private" if private else "shared", times_carried=random.choice((0, 0, 0, 0, 1, 1, 2)),
        discussed_on=meeting.on if meeting else None, one_on_one_id=meeting.id if meeting else None,
    )  # fmt: skip
