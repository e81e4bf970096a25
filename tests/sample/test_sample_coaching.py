"""Holds the invented coaching to what the practice asks of it, and to being alive today."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest

from salesdesk.model.coaching import AgendaPoint, Assignment, Note, OneOnOne
from salesdesk.model.competencies import Competency, CompetencyNumber, OwnRating
from salesdesk.model.team import Salesperson, Strength
from tests.sample.build import SampleTeam, invent
from tests.sample.people import Person, Skill
from tests.sample.plan import SamplePlan

TODAY = date(2026, 11, 11)
REVIEWS = {"monthly_review", "quarterly_review"}


@pytest.fixture(scope="module")
def team() -> SampleTeam:
    return invent(SamplePlan.sized(9, 2, 1, TODAY))


def _own(team: SampleTeam, model: Any, person: Person) -> list[dict[str, Any]]:
    return [row for row in team.rows.of(model) if row["salesperson_id"] == person.id]


def _active(team: SampleTeam) -> list[Person]:
    return [person for person in team.people if person.status == "active"]


def test_that_the_team_has_every_level_a_candidate_and_somebody_who_left(team: SampleTeam) -> None:
    rows = team.rows.of(Salesperson)
    assert {row["level"] for row in rows} == {"1", "2", "3", "4", "5"}
    assert [row["status"] for row in rows].count("active") == 9
    assert {"candidate", "archived"} <= {row["status"] for row in rows}


def test_that_a_development_assignment_has_all_its_fields(team: SampleTeam) -> None:
    needed = ("axis", "basis", "basis_text", "done_in", "minutes_a_week", "due_on")
    development = [a for a in team.rows.of(Assignment) if a["kind"] == "development"]
    assert len(development) > 100
    for row in development:
        assert all(row[field] for field in needed)
        assert row["minutes_a_week"] <= 30
        assert (row["due_on"] - row["assigned_on"]).days <= 31
        assert row["own_words"] or row["state"] == "open"
        assert (row["state"] == "done") == (row["done_on"] is not None) == (row["evidence"] is not None)
    assert {row["axis"] for row in development} == {"knowledge", "skill", "commitment", "capacity"}
    assert {row["basis"] for row in development} == {"strength", "gap"}


def test_that_nobody_has_more_than_two_development_assignments_open(team: SampleTeam) -> None:
    for person in team.people:
        mine = _own(team, Assignment, person)
        assert sum(a["kind"] == "development" and a["state"] == "open" for a in mine) <= 2


def test_that_assignments_are_open_overdue_done_late_and_carried_over(team: SampleTeam) -> None:
    rows = team.rows.of(Assignment)
    assert any(a["state"] == "open" and a["due_on"] < TODAY for a in rows)
    assert any(a["state"] == "open" and a["due_on"] >= TODAY for a in rows)
    assert any(a["times_carried"] >= 2 for a in rows)
    assert any(a["nudge"] for a in rows)
    assert all(a["done_on"] is None or a["assigned_on"] <= a["done_on"] <= TODAY for a in rows)


def test_that_one_person_has_had_only_sales_assignments_for_two_months(team: SampleTeam) -> None:
    person = next(p for p in team.people if p.only_sales)
    latest = [a for a in _own(team, Assignment, person) if (TODAY - a["assigned_on"]).days <= 60]
    assert latest
    assert {a["kind"] for a in latest} == {"sales"}
    assert not any(
        a["kind"] == "development" and a["state"] == "open" for a in _own(team, Assignment, person)
    )


def test_that_some_training_lifts_the_true_skill_and_some_does_not(team: SampleTeam) -> None:
    assert any(step.lifts for step in team.development if step.state == "done")
    assert any(not step.lifts for step in team.development if step.state == "done")
    for person in team.people:
        moved = [skill for skill in person.skills.values() if skill.at(TODAY) != skill.base]
        assert not moved or person.profile["responds"]


def test_that_a_lifted_skill_rises_by_steps_and_keeps_below_its_ceiling() -> None:
    skill = Skill(0.4)
    for month in range(36):
        skill.lift(date(2024, 1, 1) + timedelta(days=60 * month))
    assert skill.at(date(2023, 12, 31)) == 0.4
    assert skill.rates == sorted(skill.rates)
    assert 0.5 < skill.at(date(2031, 1, 1)) < 0.4 + 0.15


def test_that_meetings_follow_the_level(team: SampleTeam) -> None:
    met = {
        p.level: sum(m.held for m in team.meetings if m.person is p)
        for p in _active(team)
        if p.joined_on < date(2025, 5, 1)
    }
    assert met["5"] < met["3"] < met["2"]


def test_that_reviews_are_on_time_but_for_those_the_manager_is_to_notice(team: SampleTeam) -> None:
    for person in _active(team):
        reviews = [m.on for m in team.meetings if m.person is person and m.held and m.kind in REVIEWS]
        since = (TODAY - max(reviews)).days
        assert (since > 35) == person.late_review, (person.name, since)
    assert sum(person.late_review for person in team.people) == 1


def test_that_one_quarterly_review_is_late(team: SampleTeam) -> None:
    person = next(p for p in team.people if p.late_formal_review)
    formal = [m.on for m in team.meetings if m.person is person and m.held and m.kind == "quarterly_review"]
    assert (TODAY - max(formal)).days > 95


@pytest.mark.parametrize("shift", range(7))
def test_that_on_any_weekday_meetings_are_planned_and_everybody_has_a_next_talk(shift: int) -> None:
    today = TODAY + timedelta(days=shift)
    team = invent(SamplePlan.sized(9, 2, 1, today))
    for person in _active(team):
        ahead = [m for m in team.meetings if m.person is person and m.state == "planned"]
        assert ahead, person.name
        assert all(m.on >= today for m in ahead)
    assert all(m.on < today for m in team.meetings if m.held)
    assert sum((m.on - today).days < 14 for m in team.meetings if m.state == "planned") >= 9


def test_that_held_meetings_have_an_answer_and_disagreement_a_comment(team: SampleTeam) -> None:
    rows = team.rows.of(OneOnOne)
    assert {row["answer"] for row in rows} == {"agree", "disagree", None}
    for row in rows:
        assert (row["state"] == "held") == (row["started_at"] is not None) == (row["finished_at"] is not None)
        assert row["answer"] != "disagree" or row["answer_comment"]
        assert (row["state"] == "excused") == (row["excuse"] is not None)
        assert row["state"] == "held" or row["answer"] is None
    assert {row["kind"] for row in rows} == {
        "one_on_one", "monthly_review", "quarterly_review", "joint_call", "deal_review", "debrief",
    }  # fmt: skip


def test_that_no_shared_sentence_names_a_team_mate(team: SampleTeam) -> None:
    first_names = {person.id: person.first_name for person in team.people}
    shared = [n for n in team.rows.of(Note) if n["visibility"] == "shared"]
    for row in [*shared, *team.rows.of(Assignment), *team.rows.of(Strength)]:
        text = row.get("text") or row.get("what") or row.get("evidence")
        others = (name for person, name in first_names.items() if person != row["salesperson_id"])
        assert not any(name in text for name in others), text


def test_that_no_sentence_is_left_with_a_gap_in_it(team: SampleTeam) -> None:
    for model in (Note, Assignment, AgendaPoint, Strength):
        for row in team.rows.of(model):
            said = " ".join(value for value in row.values() if isinstance(value, str))
            assert not set(said) & set("{}[]|"), said


def test_that_notes_are_shared_and_private_from_both_sides_of_the_table(team: SampleTeam) -> None:
    notes = team.rows.of(Note)
    own = [n for n in notes if n["salesperson_id"] is None]
    assert len(notes) - len(own) == team.plan.notes
    assert [n["visibility"] for n in own] == ["private"] * 4, "the manager's own log has something in it"
    assert {n["visibility"] for n in notes} == {"shared", "private"}
    assert {n["author"] for n in notes if n["visibility"] == "shared"} == {"manager", "salesperson"}
    assert {n["author"] for n in notes if n["visibility"] == "private"} == {"manager"}
    assert len({n["text"] for n in notes}) > 0.6 * len(notes)
    assert all(n["written_at"].date() <= TODAY for n in notes)


def test_that_open_agenda_points_wait_for_everybody_and_some_were_carried_over(team: SampleTeam) -> None:
    waiting = [p for p in team.rows.of(AgendaPoint) if p["discussed_on"] is None]
    assert {p["salesperson_id"] for p in waiting} == {person.id for person in _active(team)}
    assert {p["raised_by"] for p in waiting} == {"manager", "salesperson"}
    assert any(p["times_carried"] > 0 for p in waiting)


def test_that_weekly_numbers_are_drawn_from_the_true_skill(team: SampleTeam) -> None:
    key_of = {row["id"]: key for row, key in zip(team.rows.of(Competency), KEYS, strict=True)}
    people = {person.id: person for person in team.people}
    surprise: dict[tuple[int, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in team.rows.of(CompetencyNumber):
        assert row["week_start"].weekday() == 0
        assert 0 <= row["successes"] <= row["trials"]
        key = key_of[row["competency_id"]]
        rate = people[row["salesperson_id"]].skills[key].at(row["week_start"])
        sums = surprise[row["salesperson_id"], key]
        sums[0] += row["successes"] - rate * row["trials"]
        sums[1] += rate * (1 - rate) * row["trials"]
    for (person, key), (difference, variance) in surprise.items():
        assert abs(difference) <= 4 * variance**0.5, (people[person].name, key)


def test_that_one_person_has_stopped_entering_numbers(team: SampleTeam) -> None:
    latest = {p.name: max(n["week_start"] for n in _own(team, CompetencyNumber, p)) for p in _active(team)}
    stale = [name for name, week in latest.items() if (TODAY - week).days > 21]
    assert stale == [next(p.name for p in team.people if p.skips_entries)]


def test_that_own_ratings_come_before_the_record_is_shown(team: SampleTeam) -> None:
    ratings = team.rows.of(OwnRating)
    assert ratings
    for row in ratings:
        assert row["given_at"] < row["revealed_at"]
        assert 0 < row["own_number"] < 1
        assert 1 <= row["own_rating"] <= 5
        assert 1 <= row["manager_rating"] <= 5


KEYS = ("conversation", "meeting", "proposal", "referral")
