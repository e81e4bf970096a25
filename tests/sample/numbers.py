"""Invents the weekly numbers, drawn from the true skills, and what people say of their own."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from random import Random

from salesdesk.model.competencies import CompetencyNumber, OwnRating
from tests.sample.catalogue import Catalogue
from tests.sample.days import WEEK, week_start
from tests.sample.deals import Deal
from tests.sample.people import Person
from tests.sample.plan import SamplePlan
from tests.sample.rows import SampleRows
from tests.sample.sessions import REVIEWS, Meeting

MISSED_WEEK = 0.06
STALE_DAYS = 24
REVIEWS_A_WEEK = 0.9
LOOK_BACK = 90

Counts = dict[tuple[int, str], list[tuple[date, int, int]]]
"""Trials and successes of each week, by person and competency."""


def store_numbers(
    plan: SamplePlan, rows: SampleRows, catalogue: Catalogue, people: list[Person], deals: list[Deal]
) -> Counts:
    """Stores each week's counts; the counts of proposals are those of the deals themselves."""
    random = plan.random("numbers")
    decided = _decided_by_week(deals)
    counts: Counts = defaultdict(list)
    for person in (p for p in people if p.sells):
        talks = _conversations_a_week(plan, person, deals)
        for week in _weeks(plan, person):
            missed = random.random() < MISSED_WEEK
            for key, trials, successes in _week(random, person, week, talks, decided):
                if missed or not trials:
                    continue
                counts[person.id, key].append((week, trials, successes))
                _store(rows, random, catalogue, person, key, week, trials, successes)
    return counts


def store_own_ratings(
    plan: SamplePlan, rows: SampleRows, catalogue: Catalogue, meetings: list[Meeting], counts: Counts
) -> None:
    """Stores what each said of the own ratio in the reviews, before the record was shown."""
    random = plan.random("own ratings")
    for meeting in meetings:
        if not meeting.held or meeting.kind not in REVIEWS:
            continue
        for key in random.sample(list(catalogue.competencies), k=2):
            known = _recent_ratio(counts[meeting.person.id, key], meeting.on)
            if known is None:
                continue
            # People differ steadily in how they see themselves; the id stands for that habit.
            habit = 0.03 * (meeting.person.id % 4 - 1)
            own = min(0.95, max(0.05, known + habit + random.gauss(0, 0.06)))
            given = meeting.starts_at + timedelta(minutes=random.randint(8, 14))
            rows.add(
                OwnRating, given, salesperson_id=meeting.person.id, one_on_one_id=meeting.id,
                competency_id=catalogue.competencies[key][0], own_number=round(own, 2),
                own_rating=_stars(own + random.gauss(0, 0.05)), manager_rating=_stars(known),
                given_at=given, revealed_at=given + timedelta(minutes=random.randint(1, 4)),
            )  # fmt: skip


def _store(
    rows: SampleRows, random: Random, catalogue: Catalogue, person: Person,
    key: str, week: date, trials: int, successes: int,
) -> None:  # fmt: skip
    rows.add(
        CompetencyNumber, week + timedelta(days=4), salesperson_id=person.id,
        competency_id=catalogue.competencies[key][0], week_start=week, trials=trials, successes=successes,
        entered_by="salesperson" if random.random() < 0.85 else "manager",
    )  # fmt: skip


def _weeks(plan: SamplePlan, person: Person) -> list[date]:
    """Gives the full weeks in the team; one person has not entered the latest ones."""
    until = person.left_on or plan.today - timedelta(days=STALE_DAYS if person.skips_entries else 0)
    week = week_start(max(plan.begins, person.joined_on) + timedelta(days=6))
    weeks: list[date] = []
    while week + WEEK <= week_start(until):
        weeks.append(week)
        week += WEEK
    return weeks


def _week(
    random: Random, person: Person, week: date, talks: float, decided: dict[tuple[int, date], Counter[bool]]
) -> list[tuple[str, int, int]]:
    """Draws one week through the funnel: what became of conversations, of meetings, of success reviews."""
    conversations = _about(random, talks * person.pace(week) / float(person.profile["pace"]))
    meetings = _binomial(random, conversations, person.skills["conversation"].at(week))
    proposals = _binomial(random, meetings, person.skills["meeting"].at(week))
    reviews = _about(random, REVIEWS_A_WEEK)
    asked = _binomial(random, reviews, person.skills["referral"].at(week))
    decisions = decided[person.id, week]
    return [
        ("conversation", conversations, meetings),
        ("meeting", meetings, proposals),
        ("proposal", decisions.total(), decisions[True]),
        ("referral", reviews, asked),
    ]


def _decided_by_week(deals: list[Deal]) -> dict[tuple[int, date], Counter[bool]]:
    weeks: dict[tuple[int, date], Counter[bool]] = defaultdict(Counter)
    for deal in deals:
        if deal.closed_on and deal.reached_proposal:
            weeks[deal.person.id, week_start(deal.closed_on)][deal.wins] += 1
    return weeks


def _conversations_a_week(plan: SamplePlan, person: Person, deals: list[Deal]) -> float:
    """Gives how many conversations it took to come to the person's proposals at the true rates."""
    since = max(plan.first_deal, person.joined_on)
    weeks = max(1.0, ((person.left_on or plan.today) - since).days / 7)
    proposals = sum(1 for deal in deals if deal.person is person and deal.reached_proposal)
    funnel = person.skills["conversation"].base * person.skills["meeting"].base
    return proposals / weeks / funnel


def _about(random: Random, mean: float) -> int:
    """Draws a count around a mean with the spread of independent events: Poisson, by the normal if large."""
    if mean > 30:
        return max(0, round(random.gauss(mean, mean**0.5)))
    count, waited = 0, random.expovariate(1.0)
    while waited < mean:
        count += 1
        waited += random.expovariate(1.0)
    return count


def _binomial(random: Random, trials: int, rate: float) -> int:
    """Draws how many of the trials succeed."""
    return sum(random.random() < rate for _ in range(trials))


def _recent_ratio(weeks: list[tuple[date, int, int]], day: date) -> float | None:
    """Gives the ratio of the last three months before a day; None without trials."""
    recent = [w for w in weeks if day - timedelta(days=LOOK_BACK) <= w[0] < day]
    trials = sum(w[1] for w in recent)
    return sum(w[2] for w in recent) / trials if trials else None


def _stars(rate: float) -> int:
    return min(5, max(1, round(1 + rate * 6)))
