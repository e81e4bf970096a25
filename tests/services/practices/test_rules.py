"""Holds at which day and which count each nudge begins, and that each offers one act."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.nudges import Nudge, one_a_person
from tests.services.facts import all_said

TODAY = date(2026, 11, 11)
LIMITS = {
    "review_days": 35, "formal_review_days": 95, "development_gap_days": 30,
    "open_development_limit": 2, "open_sales_limit": 5,
}  # fmt: skip
FINE: dict[str, Any] = {
    "person_id": 7, "name": "Ada", "level": "3", "joined_on": date(2020, 1, 1), "last_review": TODAY,
    "last_formal": TODAY,
    "next_planned": None, "running_session": None, "late_assignments": 0, "open_development": 1, "open_sales": 1,
    "last_development": TODAY, "sales_lately": 0, "strengths": 3, "carried_points": 0, "next_formal": None,
    "late_assignment": None, "oldest_development": None, "oldest_sales": None, "carried_point": None,
}  # fmt: skip


def ago(days: int) -> date:
    """Gives the day so many days before today."""
    return TODAY - timedelta(days=days)


def nudges(**changed: Any) -> list[Nudge]:
    """Gives the nudges about somebody who is fine but for what is changed."""
    return all_said(FINE | changed, LIMITS, TODAY)


def rules(**changed: Any) -> list[str]:
    """Gives the names of the rules that speak."""
    return [nudge.key.removesuffix(":7") for nudge in nudges(**changed)]


def test_that_nothing_is_said_about_somebody_who_is_fine() -> None:
    assert nudges() == []


@pytest.mark.parametrize(("days", "found"), [(35, []), (36, ["review"]), (200, ["review"])])
def test_that_a_review_is_late_the_day_after_the_limit(days: int, found: list[str]) -> None:
    assert rules(last_review=ago(days)) == found


@pytest.mark.parametrize(("days", "found"), [(95, []), (96, ["formal"])])
def test_that_a_quarterly_review_is_late_the_day_after_the_limit(days: int, found: list[str]) -> None:
    assert rules(last_formal=ago(days)) == found


@pytest.mark.parametrize(("days", "words"), [(36, "Review 1 day overdue"), (40, "Review 5 days overdue")])
def test_that_a_late_review_says_by_how_much_and_offers_to_schedule_it(days: int, words: str) -> None:
    (nudge,) = nudges(last_review=ago(days))
    assert (nudge.sentence, nudge.action, nudge.action_label) == (words, "plan_one_on_one", "Schedule")
    assert (nudge.severity, nudge.person_id, nudge.person) == ("late", 7, "Ada")


def test_that_only_the_quarterly_review_is_named_when_both_are_late() -> None:
    assert rules(last_review=ago(200), last_formal=ago(200)) == ["formal"]


@pytest.mark.parametrize(("days", "found"), [(0, []), (7, []), (8, ["review"])])
def test_that_a_review_planned_within_a_week_settles_it(days: int, found: list[str]) -> None:
    assert rules(last_review=ago(36), next_planned=TODAY + timedelta(days=days)) == found


@pytest.mark.parametrize(("days", "found"), [(35, ["soon"]), (36, ["late"])])
def test_that_somebody_new_has_time_until_the_first_review(days: int, found: list[str]) -> None:
    told = nudges(last_review=None, last_formal=None, joined_on=ago(days))
    assert [nudge.severity for nudge in told if nudge.key.startswith(("review", "formal"))] == found


@pytest.mark.parametrize(("planned", "found"), [(None, ["review"]), (TODAY + timedelta(days=30), [])])
def test_that_without_any_date_a_first_review_is_asked_for(planned: date | None, found: list[str]) -> None:
    assert rules(last_review=None, last_formal=None, joined_on=None, next_planned=planned) == found


def test_that_an_open_session_is_named_and_no_review_asked_for() -> None:
    told = nudges(running_session=3, last_review=ago(300))
    assert [nudge.action for nudge in told] == ["start_one_on_one"]


@pytest.mark.parametrize(("days", "found"), [(30, []), (31, ["no_development"])])
def test_that_no_development_is_named_the_day_after_the_limit(days: int, found: list[str]) -> None:
    assert rules(open_development=0, last_development=ago(days)) == found
    assert rules(open_development=1, last_development=ago(days)) == []


@pytest.mark.parametrize(
    ("joined", "found"), [(30, []), (31, ["no_development"]), (None, ["no_development"])]
)
def test_that_without_a_development_assignment_the_first_day_counts(
    joined: int | None, found: list[str]
) -> None:
    joined_on = ago(joined) if joined is not None else None
    assert rules(open_development=0, last_development=None, joined_on=joined_on) == found


@pytest.mark.parametrize(
    ("sales", "words"),
    [
        (0, "No development assignment since 1 Sep"),
        (1, "No development assignment since 1 Sep; 1 sales assignment in the last 30 days"),
        (2, "No development assignment since 1 Sep; 2 sales assignments in the last 30 days"),
    ],
)
def test_that_no_development_is_held_against_the_sales_assignments(sales: int, words: str) -> None:
    (nudge,) = nudges(open_development=0, last_development=date(2026, 9, 1), sales_lately=sales)
    assert nudge.sentence == words


@pytest.mark.parametrize(("count", "found"), [(0, []), (1, ["assignments_late"]), (4, ["assignments_late"])])
def test_that_late_assignments_are_named_from_the_first(count: int, found: list[str]) -> None:
    assert rules(late_assignments=count) == found


@pytest.mark.parametrize(("development", "found"), [(2, []), (3, ["load_development"])])
def test_that_more_development_assignments_than_the_limit_are_named(
    development: int, found: list[str]
) -> None:
    assert rules(open_development=development) == found


@pytest.mark.parametrize(("sales", "found"), [(5, []), (6, ["load_sales"])])
def test_that_more_sales_assignments_than_the_limit_are_named(sales: int, found: list[str]) -> None:
    assert rules(open_sales=sales) == found


@pytest.mark.parametrize(("count", "words"), [(1, "An agenda point has"), (2, "2 agenda points have")])
def test_that_points_carried_over_are_named(count: int, words: str) -> None:
    (nudge,) = nudges(carried_points=count)
    assert nudge.sentence == f"{words} been carried over twice or more"


@pytest.mark.parametrize(("count", "found"), [(0, ["strengths"]), (2, ["strengths"]), (3, []), (9, [])])
def test_that_fewer_than_three_strengths_are_named(count: int, found: list[str]) -> None:
    assert rules(strengths=count) == found


def test_that_a_self_starter_is_only_held_to_the_review() -> None:
    bad = {
        "late_assignments": 3,
        "open_development": 0,
        "last_development": None,
        "strengths": 0,
        "carried_points": 2,
    }
    assert rules(level="5", **bad) == []
    assert rules(level="5", last_review=ago(36), **bad) == ["review"]
    assert len(rules(level="4", **bad)) == 4


DAYS = st.none() | st.dates(ago(500), TODAY)
COUNTS = st.integers(0, 9)


@given(
    st.fixed_dictionaries(
        {name: st.just(value) for name, value in FINE.items()}
        | dict.fromkeys(("joined_on", "last_review", "last_formal", "last_development"), DAYS)
        | dict.fromkeys(("late_assignments", "open_development", "open_sales"), COUNTS)
        | dict.fromkeys(("sales_lately", "strengths", "carried_points"), COUNTS)
        | {
            "level": st.sampled_from("12345"), "running_session": st.none() | st.just(3),
            "next_planned": st.none() | st.dates(TODAY, TODAY + timedelta(days=60)),
        }
    )
)  # fmt: skip
def test_that_every_nudge_is_one_sentence_with_one_act_and_late_comes_first(facts: dict[str, Any]) -> None:
    told = all_said(facts, LIMITS, TODAY)
    assert [n.severity for n in told] == sorted(
        (n.severity for n in told), key=lambda severity: severity != "late"
    )
    assert len({n.key for n in told}) == len(told)
    for nudge in told:
        assert not nudge.sentence[0].islower()
        assert not nudge.sentence.endswith(".")
        assert nudge.action
        assert nudge.action_label


def test_that_nothing_is_late_right_after_a_first_import() -> None:
    told = nudges(
        last_review=None, last_formal=None, last_development=None, joined_on=None,
        open_development=0, open_sales=0, strengths=0,
    )  # fmt: skip
    assert {nudge.severity for nudge in told} == {"soon"}


def test_that_nobody_is_told_a_review_is_years_overdue_that_was_never_held() -> None:
    (nudge,) = nudges(last_review=ago(3), last_formal=None, joined_on=ago(2600))
    assert nudge.sentence == "No quarterly review held yet"


def test_that_another_year_is_named_with_the_last_development() -> None:
    (nudge,) = nudges(open_development=0, last_development=date(2025, 9, 1))
    assert nudge.sentence == "No development assignment since 1 Sep 2025"


@pytest.mark.parametrize(("days", "found"), [(0, []), (59, []), (60, ["strengths"])])
def test_that_nobody_is_asked_for_the_strengths_of_a_newcomer(days: int, found: list[str]) -> None:
    assert rules(strengths=0, joined_on=ago(days), last_review=TODAY) == found


def test_that_of_several_nudges_about_one_person_the_most_urgent_speaks() -> None:
    told = nudges(strengths=0, last_review=ago(40), late_assignments=2, carried_points=1)
    assert len(told) == 4
    assert [nudge.key for nudge in one_a_person(told)] == ["review:7"]
