"""Ratios with ranges: the worked examples and what must hold for every count."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.beta import Beta
from salesdesk.practice.comparison import Tally
from salesdesk.practice.lean import Lean, lean_of
from salesdesk.practice.ratio import (
    WON_ONLY,
    Estimate,
    jeffreys,
    more_evidence,
    period_ratio,
    shrunk,
    trials_needed,
)
from tests.practice.one_above_other import probability_greater

COUNTS = st.integers(1, 600).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def percents(estimate: Estimate) -> tuple[float, float, float]:
    assert estimate.share is not None
    assert estimate.low is not None
    assert estimate.high is not None
    return 100 * estimate.share, 100 * estimate.low, 100 * estimate.high


@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [
        (3, 4, (75, 34.93, 95.40)),
        (6, 10, (60, 34.73, 81.49)),
        (30, 50, (60, 48.39, 70.78)),
        (240, 400, (60, 55.93, 63.97)),
    ],
)
def test_that_the_range_narrows_with_the_trials(k: int, n: int, expected: tuple[float, ...]) -> None:
    assert percents(jeffreys(k, n)) == pytest.approx(expected, abs=0.01)


def likely_percents(estimate: Estimate) -> tuple[float, float, float]:
    assert estimate.pulled is not None
    return 100 * estimate.pulled.centre, 100 * estimate.pulled.low, 100 * estimate.pulled.high


def test_that_three_of_four_is_likely_around_half_by_a_team_at_45_percent() -> None:
    assert likely_percents(shrunk(3, 4, 45, 100)) == pytest.approx((50, 33.51, 66.49), abs=0.01)


def test_that_leaning_on_the_team_leaves_the_plain_ratio_and_its_own_range_alone() -> None:
    assert percents(shrunk(3, 4, 45, 100)) == percents(jeffreys(3, 4))


@given(COUNTS)
def test_that_the_range_holds_the_share(counts: tuple[int, int]) -> None:
    share, low, high = percents(jeffreys(*counts))
    assert 0 <= low <= share <= high <= 100


@given(COUNTS, st.floats(0.5, 0.9))
def test_that_a_surer_range_is_wider(counts: tuple[int, int], level: float) -> None:
    _, low, high = percents(jeffreys(*counts, level))
    _, wider_low, wider_high = percents(jeffreys(*counts, 0.95))
    assert wider_low <= low + 1e-9
    assert wider_high >= high - 1e-9


@given(st.integers(2, 300), st.data())
def test_that_one_more_success_raises_the_range(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n - 1))
    fewer, more = percents(jeffreys(k, n)), percents(jeffreys(k + 1, n))
    assert all(a <= b + 1e-9 for a, b in zip(fewer, more, strict=True))


@given(COUNTS, COUNTS, st.floats(1, 200))
def test_that_a_pulled_ratio_lies_between_the_own_and_the_teams(
    own: tuple[int, int], team: tuple[int, int], weight: float
) -> None:
    share, low, high = likely_percents(shrunk(*own, *team, Lean(weight)))
    ends = sorted([100 * own[0] / own[1], 100 * team[0] / team[1]])
    assert ends[0] - 1e-9 <= share <= ends[1] + 1e-9
    assert low <= share <= high


def test_that_few_trials_are_pulled_harder_than_many() -> None:
    few, many = likely_percents(shrunk(3, 4, 45, 100)), likely_percents(shrunk(300, 400, 45, 100))
    assert few[0] < many[0] < 75


def test_that_a_team_without_trials_does_not_pull() -> None:
    assert shrunk(3, 4, 0, 0) == jeffreys(3, 4)


def test_that_a_team_pulls_no_harder_than_it_has_trials() -> None:
    assert likely_percents(shrunk(3, 4, 0, 2))[0] == pytest.approx(50)


@pytest.mark.parametrize("estimate", [jeffreys(0, 0), shrunk(0, 0, 45, 100), period_ratio(3, 0)])
def test_that_no_trials_have_no_share(estimate: Estimate) -> None:
    assert estimate.share is estimate.low is estimate.high is None
    assert estimate.words == "no tries yet"


def test_that_more_successes_than_trials_are_refused_with_a_reason() -> None:
    with pytest.raises(ValueError, match="more successes than trials"):
        jeffreys(5, 4)
    with pytest.raises(ValueError, match="negative"):
        jeffreys(-1, 4)


def test_that_a_period_ratio_may_exceed_100_percent_and_says_so() -> None:
    estimate = period_ratio(5, 4)
    assert estimate.share == 1.25
    assert estimate.low is None
    assert estimate.words == "5 to 4, 125%"


def test_that_a_ratio_reads_as_counts_plain_share_and_likely_range() -> None:
    assert jeffreys(3, 4).words == "3 of 4, 75%; own range 35 to 95%"
    assert shrunk(1, 7, 45, 100).words == "1 of 7, 14%; likely 23 to 53%"


def test_that_9_of_30_to_15_of_30_is_likely_but_not_proven() -> None:
    assert probability_greater(Beta(15.5, 15.5), Beta(9.5, 21.5)) == pytest.approx(0.94, abs=0.01)
    shared = probability_greater(Beta(8 + 15, 12 + 15), Beta(8 + 9, 12 + 21))
    assert shared == pytest.approx(0.89, abs=0.01)


def test_that_about_31_trials_give_15_points_and_68_give_10() -> None:
    assert trials_needed(0.15) == 31
    assert trials_needed(0.10) == 68
    assert more_evidence(jeffreys(3, 4)) == "About 18 to 27 more until the range is ±15 points."
    assert more_evidence(jeffreys(30, 50)) == "Enough for ±15 points."


@given(COUNTS)
def test_that_more_is_asked_for_only_where_the_own_range_is_wider(counts: tuple[int, int]) -> None:
    found = jeffreys(*counts)
    assert found.half_width is not None
    assert more_evidence(found).startswith("About") == (found.half_width > 0.15)


def test_that_a_file_of_won_deals_asks_for_no_more_of_them() -> None:
    assert not more_evidence(Estimate(0, 0, missing=WON_ONLY))


@pytest.mark.parametrize(
    ("k", "n", "missing"), [(0, 5, "1 to 26"), (5, 5, "1 to 26"), (0, 0, "31"), (2, 5, "23 to 26")]
)
def test_that_how_much_more_is_needed_depends_on_the_ratio_so_far(k: int, n: int, missing: str) -> None:
    """After 0 of 5 one more failure does; 26 more would be needed only if the ratio were one half."""
    assert more_evidence(jeffreys(k, n)) == f"About {missing} more until the range is ±15 points."


def test_that_the_least_that_is_asked_for_is_enough_where_the_ratio_stays() -> None:
    for n in range(1, 20):
        found = re.match(r"About (\d+) to", more_evidence(jeffreys(0, n)))
        if found:
            assert more_evidence(jeffreys(0, n + int(found[1]))) in ("", "Enough for ±15 points.")
            assert more_evidence(jeffreys(0, n + int(found[1]) - 1)).startswith("About")


def test_that_the_weight_of_the_team_falls_when_people_differ() -> None:
    alike = lean_of([Tally(k, 100) for k in (50, 52, 48, 51, 49)])
    apart = lean_of([Tally(k, 100) for k in (10, 90, 30, 70, 50)])
    assert alike.measured
    assert alike.weight >= 100
    assert apart.weight < 5


def test_that_the_weight_needs_five_people_with_20_trials() -> None:
    few = lean_of([Tally(10, 20)] * 4 + [Tally(1, 2)] * 9, 30)
    assert (few.weight, few.measured) == (30, False)


def test_that_a_setting_of_nothing_leans_on_nobody() -> None:
    assert shrunk(3, 4, 45, 100, lean_of([Tally(3, 4), Tally(45, 100)], 0)) == jeffreys(3, 4)


@given(st.lists(COUNTS, min_size=1, max_size=15))
def test_that_the_plausible_weights_are_all_there_is_and_stay_within_reason(
    counts: list[tuple[int, int]],
) -> None:
    found = lean_of([Tally(*each) for each in counts])
    assert sum(chance for _, chance in found.plausible) == pytest.approx(1)
    assert all(0.5 <= weight <= 2000 for weight, _ in found.plausible)
    assert 1 <= found.weight <= 2000


def test_that_a_weight_that_is_not_known_makes_the_likely_range_wider() -> None:
    tallies = [Tally(k, 30) for k in (8, 15, 11, 19, 10, 14)]
    found = lean_of(tallies)
    unsure, sure = shrunk(8, 30, 69, 150, found), shrunk(8, 30, 69, 150, Lean(found.weight))
    assert unsure.likely is not None
    assert sure.likely is not None
    assert unsure.likely[1] - unsure.likely[0] > sure.likely[1] - sure.likely[0]


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_that_no_smaller_number_of_tries_would_be_enough(counts: tuple[int, int]) -> None:
    k, n = counts
    said = re.match(r"About (\d+)", more_evidence(jeffreys(k, n)))
    for more in range(1, int(said[1]) if said else 0):
        share, trials = k / n, n + more
        low, high = Beta(share * trials + 0.5, (1 - share) * trials + 0.5).interval(0.90)
        low, high = (0.0 if k == 0 else low), (1.0 if k == n else high)
        assert (high - low) / 2 > 0.15
