"""Invents the calendar of the manager: who was met when, for what, and who is met this week and next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from salesdesk.model.coaching import OneOnOne
from tests.sample.catalogue import Catalogue
from tests.sample.days import WEEK, at_hour, is_quiet, week_start, working_day
from tests.sample.dealbook import DealBook
from tests.sample.people import Person
from tests.sample.plan import SamplePlan
from tests.sample.rows import SampleRows
from tests.sample.words import say, words

CYCLE_WEEKS = 4
"""Every fourth week brings a review, and every third review is the quarterly one."""
BETWEEN_REVIEWS = {"1": (1, 2, 3), "2": (1, 2, 3), "3": (2,), "4": (), "5": ()}
"""Weeks after a review in which a person of a level has a one-on-one: less of it the more they need none."""
JOINT_CALL_WEEK = {"1": 1, "2": 2, "3": 3}
HOURS = ((9, 0), (10, 30), (13, 30), (15, 0))
LENGTH = {
    "one_on_one": 30, "monthly_review": 30, "quarterly_review": 45,
    "joint_call": 60, "deal_review": 30, "debrief": 45,
}  # fmt: skip
PLANNED_DAYS = 14
UNPLANNED_DAYS = 7
"""Whose review is late has nothing booked so soon; else it would not need the manager."""
LATE_DAYS = 38
LAST_WEEK = CYCLE_WEEKS + 2
REVIEWS = frozenset({"monthly_review", "quarterly_review"})
TALKS = REVIEWS | {"one_on_one"}


@dataclass
class Meeting:
    """One meeting of the manager and a salesperson; `id` is its place in the stored order."""

    person: Person
    kind: str
    starts_at: datetime
    state: str
    id: int = 0

    @property
    def on(self) -> date:
        """Gives the day of the meeting."""
        return self.starts_at.date()

    @property
    def held(self) -> bool:
        """Tells whether it took place."""
        return self.state == "held"


def invent_meetings(plan: SamplePlan, people: list[Person]) -> list[Meeting]:
    """Invents every meeting from the first day told until two weeks ahead, in order of time."""
    random = plan.random("meetings")
    meetings: list[Meeting] = []
    for place, person in enumerate(people):
        told = _of_person(plan, random, person, place)
        own = [m for m in told if m.on >= plan.begins and (person.here(m.on) or not person.sells)]
        meetings += [m for m in own if m.state != "planned" or _worth_planning(plan, m, own)]
    meetings.sort(key=lambda meeting: (meeting.starts_at, meeting.person.id))
    for number, meeting in enumerate(meetings, 1):
        meeting.id = number
    return meetings


def store_meetings(
    plan: SamplePlan, rows: SampleRows, catalogue: Catalogue, book: DealBook, meetings: list[Meeting]
) -> None:
    """Stores the meetings, each held one with its deal, its skill and the salesperson's answer."""
    random = plan.random("meeting rows")
    for meeting in meetings:
        deal = book.current(random, meeting.person, meeting.on)
        looks_at_deal = meeting.kind in {"joint_call", "deal_review"} or random.random() < 0.7
        skill_id = random.choice(list(catalogue.competencies.values()))[0]
        said = _answer(plan, random, book, meeting) if meeting.held else {}
        rows.add(
            OneOnOne, min(meeting.starts_at - timedelta(days=random.randint(5, 16)), at_hour(plan.today, 7)),
            salesperson_id=meeting.person.id, kind=meeting.kind, state=meeting.state,
            starts_at=meeting.starts_at, step="book" if meeting.held else "wins",
            opportunity_id=deal.id if deal and looks_at_deal else None,
            competency_id=skill_id if meeting.kind in TALKS | {"joint_call"} else None,
            checklist_seconds=random.randint(150, 720) if meeting.held and meeting.kind in TALKS else 0,
            planned_minutes=LENGTH[meeting.kind],
            excuse=random.choice(words("notes")["excuses"]) if meeting.state == "excused" else None,
            **said,
        )  # fmt: skip


def _of_person(plan: SamplePlan, random: Random, person: Person, place: int) -> Iterator[Meeting]:
    """Goes through the weeks; the place in the team gives weekday, hour and the week of the review."""
    if person.status == "candidate":
        yield _meeting(plan, random, person, "debrief", plan.today - timedelta(days=6), place)
        return
    week = week_start(plan.begins)
    this_week = week_start(plan.today)
    while week <= this_week + LAST_WEEK * WEEK:
        ahead = (week - this_week).days // 7 + place
        day = week + timedelta(days=place % 5)
        kind = _kind_of_week(random, person, day, ahead % CYCLE_WEEKS, ahead // CYCLE_WEEKS)
        if kind and not _left_out(plan, person, kind, day):
            meeting = _meeting(plan, random, person, kind, day, place)
            if meeting.held and _missed(plan, random, meeting):
                meeting.state = "excused"
            yield meeting
        yield from _further(plan, random, person, week, ahead, place)
        week += WEEK


def _kind_of_week(random: Random, person: Person, day: date, step: int, cycle: int) -> str:
    """Gives the kind of talk that is due in a week of the cycle, empty for none."""
    if step == 0:
        formal = (cycle + person.id) % 3 == 0 and not (person.late_formal_review and cycle > -4)
        return "quarterly_review" if formal else "monthly_review"
    often = (1, 2, 3) if person.is_new(day) else BETWEEN_REVIEWS[person.level]
    if step not in often:
        return ""
    return "deal_review" if random.random() < 0.12 else "one_on_one"


def _further(
    plan: SamplePlan, random: Random, person: Person, week: date, ahead: int, place: int
) -> Iterator[Meeting]:
    """Adds the joint calls on the rhythm of the level, now and then a deal review, and a yearly debrief."""
    step, cycle = ahead % CYCLE_WEEKS, ahead // CYCLE_WEEKS
    wanted = JOINT_CALL_WEEK.get(person.level, 1)
    rarely = person.level in {"4", "5"} and cycle % 3
    if step == wanted and not rarely and not is_quiet(week):
        yield _meeting(plan, random, person, "joint_call", week + timedelta(days=(place + 2) % 5), place + 1)
    if step == 3 and random.random() < 0.3:
        yield _meeting(plan, random, person, "deal_review", week + timedelta(days=(place + 1) % 5), place + 2)
    if step == 2 and cycle % 13 == person.id % 13:
        yield _meeting(plan, random, person, "debrief", week + timedelta(days=(place + 3) % 5), place + 3)


def _meeting(plan: SamplePlan, random: Random, person: Person, kind: str, day: date, place: int) -> Meeting:
    day = working_day(day)
    state = "planned" if day >= plan.today else "held"
    hour = HOURS[place % len(HOURS)] if kind in TALKS else random.choice(HOURS)
    return Meeting(person, kind, at_hour(day, *hour), state)


def _left_out(plan: SamplePlan, person: Person, kind: str, day: date) -> bool:
    """Tells whether no talk was meant to be on a day: at Christmas, and where the manager let it slip."""
    slipped = person.late_review and 0 < (plan.today - day).days < LATE_DAYS
    return kind not in REVIEWS and (is_quiet(day) or slipped)


def _missed(plan: SamplePlan, random: Random, meeting: Meeting) -> bool:
    """Tells whether a meeting was excused: few are, reviews never, but for one person's latest."""
    if meeting.kind in REVIEWS:
        return meeting.person.late_review and (plan.today - meeting.on).days < 28
    return random.random() < 0.04


def _worth_planning(plan: SamplePlan, meeting: Meeting, own: list[Meeting]) -> bool:
    """Tells whether a coming meeting is booked yet: two weeks, and everybody's next talk; not where it is late."""
    late = meeting.person.late_review or meeting.person.late_formal_review
    first = plan.today + timedelta(days=UNPLANNED_DAYS + 1 if late else 0)
    if first <= meeting.on < plan.today + timedelta(days=PLANNED_DAYS):
        return True
    coming = (m.starts_at for m in own if m.on >= first and m.kind in TALKS)
    return meeting.starts_at == min(coming, default=None)


def _answer(plan: SamplePlan, random: Random, book: DealBook, meeting: Meeting) -> dict[str, object]:
    """Gives how a held meeting ended: its length, and what the salesperson said to the sheet."""
    lists = words("notes")
    length = round(LENGTH[meeting.kind] * random.uniform(0.8, 1.25))
    told: dict[str, object] = {
        "started_at": meeting.starts_at + timedelta(minutes=random.choice((0, 0, 0, 1, 3, 6))),
        "finished_at": meeting.starts_at + timedelta(minutes=6 + length),
        "minutes": length,
    }
    luck = random.random()
    if meeting.kind not in TALKS or luck < 0.05:
        return told
    slots = book.slots(random, meeting.person, meeting.on)
    told["answer"] = "disagree" if luck > 0.95 else "agree"
    comments = lists[f"{told['answer']}_comments"]
    if told["answer"] == "disagree" or random.random() < 0.2:
        told["answer_comment"] = say(random, random.choice(comments), slots)
    if random.random() < 0.93:
        told["seen_on"] = min(plan.today, meeting.on + timedelta(days=random.choice((0, 0, 0, 1, 2))))
    return told
