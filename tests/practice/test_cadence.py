"""The rhythm of reviews."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.cadence import next_session_on, on_time_share, review_dots, review_due

TODAY = date(2026, 11, 11)  # a Wednesday
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("since", "state", "sentence"),
    [
        (10, "ok", "Monthly review is due in 25 days."),
        (30, "soon", "Monthly review is due in 5 days."),
        (35, "soon", "Monthly review is due today."),
        (36, "late", "Monthly review was due 1 day ago."),
    ],
)
def test_that_a_review_is_late_after_35_days(since: int, state: str, sentence: str) -> None:
    found = review_due(ago(since), ago(40), TODAY)
    assert (found.state, found.sentence) == (state, sentence)


def test_that_a_formal_review_is_late_after_95_days() -> None:
    found = review_due(ago(3), ago(96), TODAY)
    assert (found.kind, found.state, found.days_late) == ("quarterly_review", "late", 1)


def test_that_a_formal_review_is_a_review() -> None:
    assert review_due(None, ago(10), TODAY).due_on == ago(10) + timedelta(days=35)


def test_that_a_new_person_is_counted_from_the_day_of_joining() -> None:
    found = review_due(None, None, TODAY, joined_on=ago(5))
    assert found.due_on == ago(5) + timedelta(days=35)
    assert found.formal_due_on == ago(5) + timedelta(days=95)


def test_that_nothing_known_makes_a_review_due_today() -> None:
    found = review_due(None, None, TODAY)
    assert (found.due_on, found.state, found.sentence) == (TODAY, "soon", "No review yet.")


@pytest.mark.parametrize(("level", "days"), [("1", 7), ("2", 7), ("3", 14), ("4", 21), ("5", 28)])
def test_that_the_rhythm_follows_the_level_and_keeps_the_weekday(level: str, days: int) -> None:
    assert next_session_on(TODAY, TODAY, level) == TODAY + timedelta(days=days)


def test_that_a_day_off_moves_the_session_on() -> None:
    assert next_session_on(TODAY, TODAY, "1", {date(2026, 11, 18)}) == date(2026, 11, 19)
    assert next_session_on(date(2026, 11, 7), TODAY, "1") == date(2026, 11, 16)


@given(st.none() | DAYS, DAYS, st.sampled_from("12345"))
def test_that_the_next_session_is_a_working_day_to_come(last: date | None, today: date, level: str) -> None:
    day = next_session_on(last, today, level)
    assert day > today
    assert day.weekday() < 5


def test_that_a_year_has_twelve_dots_and_every_third_is_formal() -> None:
    held = [(date(2026, 1, 20), False), (date(2026, 3, 5), False), (date(2026, 6, 9), True)]
    dots = review_dots(date(2026, 1, 1), held, TODAY)
    assert [number for number, dot in enumerate(dots, 1) if dot.formal] == [3, 6, 9, 12]
    assert [dot.state for dot in dots] == [
        "held", "missed", "missed", "missed", "missed", "held",
        "missed", "missed", "missed", "missed", "due", "ahead",
    ]  # fmt: skip
    assert on_time_share(dots).words == "20%, 2 of 10"
