"""Who stands out of a list: the exact tests, and how often equals and really different people are named."""

import random

import pytest

from salesdesk.practice.comparison import (
    ALIKE,
    CERTAIN_WORDS,
    Tally,
    chance_of_fewer,
    chi_square_tail,
    compare_all,
    difference,
    homogeneity,
)
from salesdesk.practice.holes import RatioFacts, find_holes
from salesdesk.practice.ratio import Estimate, jeffreys
from salesdesk.practice.trend import control_chart, trend

TABLES = 120
ALLOWED = 0.10


def drawn(chance: random.Random, share: float, cases: int) -> Tally:
    return Tally(sum(chance.random() < share for _ in range(cases)), cases)


def estimated(tally: Tally) -> Estimate:
    return jeffreys(tally.successes, tally.trials)


def test_that_the_exact_test_is_fishers() -> None:
    assert chance_of_fewer(Tally(1, 10), Tally(8, 12)) == pytest.approx(0.01038, abs=0.00002)
    assert difference(Tally(3, 10), Tally(3, 10)) == 1
    assert chance_of_fewer(Tally(0, 5), Tally(0, 90)) == 1


def test_that_chi_square_has_its_known_tails() -> None:
    assert chi_square_tail(3.841, 1) == pytest.approx(0.05, abs=0.0001)
    assert chi_square_tail(18.307, 10) == pytest.approx(0.05, abs=0.0001)
    assert homogeneity([Tally(0, 9)] * 5) == 1


@pytest.mark.parametrize("cases", [15, 40, 100, 300])
@pytest.mark.parametrize("people", [2, 5, 30])
def test_that_of_equal_people_at_most_one_table_in_ten_names_anybody(people: int, cases: int) -> None:
    chance, named = random.Random(people * cases), 0
    for table in range(TABLES):
        share = (0.05, 0.2, 0.4, 0.6)[table % 4]
        found = compare_all({at: drawn(chance, share, cases) for at in range(people)})
        named += any(order != "unclear" for order in found.orders.values())
    assert named <= ALLOWED * TABLES


def test_that_a_list_of_equals_says_that_chance_explains_it() -> None:
    found = compare_all(
        {name: Tally(k, 40) for name, k in zip("abcdef", (10, 12, 9, 14, 11, 13), strict=True)}
    )
    assert found.words == ALIKE
    assert set(found.orders.values()) == {"unclear"}


def test_that_somebody_really_different_is_named_and_the_others_are_not() -> None:
    tallies = {name: Tally(k, 100) for name, k in zip("abcdef", (30, 28, 33, 31, 29, 60), strict=True)}
    found = compare_all(tallies)
    assert found.orders["f"] == "higher"
    assert found.words == CERTAIN_WORDS
    assert not found.apart


def test_that_a_really_different_person_is_found_nearly_always_with_enough_cases() -> None:
    chance = random.Random(4)
    named = 0
    for _ in range(40):
        found = compare_all({at: drawn(chance, 0.5 if at == 0 else 0.3, 300) for at in range(10)})
        named += found.orders[0] == "higher"
    assert named >= 36


def test_that_people_without_cases_are_not_compared() -> None:
    assert compare_all({1: Tally(0, 0), 2: Tally(3, 9)}).orders == {1: "unclear", 2: "unclear"}


@pytest.mark.parametrize("cases", [15, 60, 300])
def test_that_without_a_change_a_trend_is_said_and_a_hole_found_at_most_once_in_ten(cases: int) -> None:
    chance = random.Random(cases)
    moved = holes = 0
    for talk in range(TABLES):
        share = (0.05, 0.2, 0.4, 0.6)[talk % 4]
        pairs = [
            (estimated(drawn(chance, share, cases)), estimated(drawn(chance, share, cases))) for _ in range(4)
        ]
        moved += trend(*pairs[0]).direction != "unclear"
        holes += bool(find_holes([RatioFacts("Calls", *pair) for pair in pairs]))
    assert moved <= ALLOWED * TABLES
    assert holes <= ALLOWED * TABLES


def test_that_a_year_without_a_change_points_at_a_month_at_most_once_in_ten() -> None:
    chance, pointed = random.Random(11), 0
    for year in range(TABLES):
        months = [drawn(chance, (0.05, 0.2, 0.5)[year % 3], 12) for _ in range(12)]
        pointed += any(point.outside for point in control_chart(months).points)
    assert pointed <= ALLOWED * TABLES


def test_that_one_case_is_no_hole() -> None:
    assert not find_holes([RatioFacts("Calls", jeffreys(0, 1), jeffreys(40, 42))])


def test_that_of_two_people_the_list_and_its_names_say_the_same() -> None:
    """Either against the rest is one comparison: where both can be told apart both are named."""
    for fewer in range(16):
        found = compare_all({"a": Tally(15, 30), "b": Tally(fewer, 30)})
        assert found.apart == (found.orders["a"] == "higher"), fewer
        assert (found.orders["a"] == "higher") == (found.orders["b"] == "lower")
