"""The rhythm of reviews."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.periods import next_session_on

TODAY = date(2026, 11, 11)  # a Wednesday
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


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
