"""Won amounts against quota, pace and coverage."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.env.locale import Formats
from salesdesk.practice.attainment import attainment, coverage, elapsed_share

START, END = date(2026, 10, 1), date(2026, 12, 31)
MONEY = Formats().money
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def test_that_half_the_working_days_expect_half_the_quota() -> None:
    monday, friday = date(2026, 11, 2), date(2026, 11, 13)
    found = attainment(Decimal(40_000), Decimal(100_000), monday, friday, date(2026, 11, 6))
    assert found.share == pytest.approx(0.4)
    assert found.elapsed == pytest.approx(0.5)
    assert found.expected == pytest.approx(50_000)
    assert found.pace_difference == pytest.approx(-10_000)
    assert found.remaining == pytest.approx(60_000)
    assert found.say(MONEY) == "$10,000 behind an even pace"


@pytest.mark.parametrize(
    ("won", "today", "words"),
    [
        (120, END, "Quota reached"),
        (80, date(2027, 2, 1), "Closed at 80% of quota"),
        (80, END + timedelta(days=1), "Closed at 80% of quota"),
        (80, END, "80% of quota so far"),
        (99.6, END + timedelta(days=1), "Closed at 99% of quota"),
        (0, date(2026, 9, 1), "Not started yet"),
        (50, date(2026, 11, 15), "On an even pace"),
        (90, date(2026, 11, 15), "$41.52 ahead of an even pace"),
    ],
)
def test_that_the_words_follow_the_pace(won: float, today: date, words: str) -> None:
    stands = attainment(won, 100, START, END, today)
    assert stands.say(MONEY) == words
    brief = words.replace(" of an even pace", "").replace("an even pace", "pace").replace(" of quota", "")
    assert stands.say(MONEY, short=True) == brief


@pytest.mark.parametrize("quota", [None, 0, Decimal(0)])
def test_that_without_a_quota_there_is_no_attainment(quota: Decimal | int | None) -> None:
    found = attainment(500, quota, START, END, END)
    assert found.won == 500
    assert found.share is found.expected is found.pace_difference is found.remaining is None


@given(DAYS, st.integers(0, 400), st.integers(-50, 500))
def test_that_the_elapsed_share_grows_from_nothing_to_all(start: date, length: int, into: int) -> None:
    end, today = start + timedelta(days=length), start + timedelta(days=into)
    share = elapsed_share(start, end, today)
    assert 0 <= share <= elapsed_share(start, end, today + timedelta(days=1)) <= 1
    assert elapsed_share(start, end, end) == 1
    assert elapsed_share(start, end, start - timedelta(days=1)) == 0


def test_that_a_weekend_of_a_period_counts_its_calendar_days() -> None:
    saturday = date(2026, 11, 14)
    assert elapsed_share(saturday, saturday + timedelta(days=1), saturday) == 0.5


def test_that_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        elapsed_share(END, START, START)


def test_that_coverage_is_pipeline_over_what_remains() -> None:
    found = coverage(Decimal(150_000), Decimal(100_000), Decimal(40_000))
    assert found.ratio == pytest.approx(2.5)
    assert found.thin
    assert found.words == "2.5 times what remains of the quota; 3 is the aim"


@pytest.mark.parametrize(
    ("held", "times", "thin"),
    [(296, "2.9", True), (299.99, "2.9", True), (300, "3.0", False), (304, "3.0", False), (294, "2.9", True)],
)
def test_that_no_rounding_carries_coverage_over_its_aim(held: float, times: str, thin: bool) -> None:
    found = coverage(held, 100)
    assert (found.times, found.thin) == (times, thin)
    assert found.words.startswith(f"{times} times what remains of the quota")


@pytest.mark.parametrize(
    ("won", "words"), [(45, "On an even pace"), (55, "On an even pace"), (44, "$6 behind an even pace")]
)
def test_that_five_points_off_are_an_even_pace_on_both_sides(won: float, words: str) -> None:
    monday, friday = date(2026, 11, 2), date(2026, 11, 13)
    assert attainment(won, 100, monday, friday, date(2026, 11, 6)).say(MONEY) == words


def test_that_a_period_whose_last_days_are_a_weekend_is_not_closed_before_they_are_over() -> None:
    start, sunday = date(2026, 11, 2), date(2026, 11, 8)
    said = {day: attainment(85, 100, start, sunday, date(2026, 11, day)).say(MONEY) for day in (6, 8, 9)}
    assert said == {6: "85% of quota so far", 8: "85% of quota so far", 9: "Closed at 85% of quota"}


def test_that_a_reached_quota_or_none_has_no_coverage() -> None:
    assert coverage(100, 100, 100).ratio is None
    assert coverage(100, 100, 140).words == "Quota reached"
    assert coverage(100, None).ratio is None
    assert not coverage(100, 0).thin
