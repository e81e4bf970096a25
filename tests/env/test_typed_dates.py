"""Tests that dates are read as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.env.errors import UserError
from salesdesk.env.typed_dates import WEEKDAYS, add_months, parse_typed_date, plausible

WEDNESDAY = date(2026, 11, 11)
DAYS = st.dates(date(2001, 1, 1), date(2099, 1, 1))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-11-11"), ("tomorrow", "2026-11-12"), ("fri", "2026-11-13"), ("Friday", "2026-11-13"),
        ("wed", "2026-11-18"), ("next fri", "2026-11-20"), ("last wed", "2026-11-04"), ("26 nov", "2026-11-26"),
        ("Nov 26", "2026-11-26"), ("26th nov 2027", "2027-11-26"), ("+2w", "2026-11-25"), ("-3d", "2026-11-08"),
        ("in 3 days", "2026-11-14"), ("2 weeks ago", "2026-10-28"), ("3m", "2027-02-11"), ("11/26", "2026-11-26"),
        ("26.11.", "2026-11-26"), ("26.11.2026", "2026-11-26"), ("2026-11-26", "2026-11-26"),
        ("15 jan", "2027-01-15"), ("eom", "2026-11-30"), ("11/26/2026", "2026-11-26"),
    ],
)  # fmt: skip
def test_that_a_typed_date_is_the_one_meant(typed: str, meant: str) -> None:
    assert parse_typed_date(typed, WEDNESDAY) == date.fromisoformat(meant)


def test_that_bare_numbers_follow_the_habit_of_the_locale() -> None:
    assert parse_typed_date("3/4", WEDNESDAY, "dmy") == date(2027, 4, 3)
    assert parse_typed_date("3/4", WEDNESDAY, "mdy") == date(2027, 3, 4)
    assert parse_typed_date("3/4/2026", WEDNESDAY, "dmy") == date(2026, 4, 3)


def test_that_nothing_typed_is_no_date() -> None:
    assert parse_typed_date("  ", WEDNESDAY) is None


@pytest.mark.parametrize("typed", ["soonish", "31.4", "99/99", "40 nov", "+9999y"])
def test_that_what_is_no_date_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(UserError, match="is not a date I can read"):
        parse_typed_date(typed, WEDNESDAY)


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_that_a_weekday_is_the_next_one_to_come(today: date, name: str) -> None:
    found = parse_typed_date(name[:3], today)
    assert found is not None
    assert WEEKDAYS[found.weekday()] == name
    assert timedelta(days=1) <= found - today <= timedelta(days=7)


@given(DAYS, st.integers(0, 400))
def test_that_days_ahead_are_counted_from_today(today: date, count: int) -> None:
    assert parse_typed_date(f"+{count}d", today) == today + timedelta(days=count)


@given(DAYS, DAYS)
def test_that_an_iso_date_is_read_whatever_the_habit(today: date, day: date) -> None:
    for order in ("mdy", "dmy", "ymd"):
        assert parse_typed_date(day.isoformat(), today, order) == day


@given(DAYS, st.integers(-600, 600))
def test_that_months_added_and_taken_away_stay_in_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


@pytest.mark.parametrize(
    ("day", "years", "words"),
    [
        (date(1850, 1, 1), 10, "1 January 1850 is too long ago. Type a year from 1900 on."),
        (date(2030, 6, 3), 1, "3 June 2030 is more than a year ahead. Is the year right?"),
        (date(2062, 6, 3), 10, "3 June 2062 is more than 10 years ahead. Is the year right?"),
    ],
)
def test_that_a_year_that_cannot_be_meant_is_asked_about(day: date, years: int, words: str) -> None:
    with pytest.raises(UserError, match=words.replace("?", r"\?")):
        plausible(day, WEDNESDAY, years)


def test_that_a_day_that_can_be_meant_is_taken() -> None:
    for day in (None, date(1900, 1, 1), date(2027, 11, 11), WEDNESDAY):
        assert plausible(day, WEDNESDAY, 1) == day
