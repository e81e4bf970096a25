"""The likely range holds the truth about as often as it says: of equal and of unlike people, of few and many cases."""

import random

import pytest

from salesdesk.practice.comparison import Tally
from salesdesk.services.metrics.ratios import team_ratio

PEOPLE = 540
CLAIMED = 90


def held(
    team: int, cases: int, centre: float, spread: float, weight: float = 20, seed: int = 5
) -> tuple[float, float]:
    """Gives how many of 100 likely ranges, and of 100 own ranges, hold the true ratio."""
    chance, likely, own = random.Random(seed), 0, 0
    alike = centre * (1 - centre) / spread**2 - 1 if spread else 0.0
    for _ in range(PEOPLE // team):
        truths = [
            chance.betavariate(centre * alike, (1 - centre) * alike) if spread else centre
            for _ in range(team)
        ]
        counts = {
            at: Tally(sum(chance.random() < truth for _ in range(cases)), cases)
            for at, truth in enumerate(truths)
        }
        ratio = team_ratio(dict(counts), weight)
        for at, truth in enumerate(truths):
            found = ratio.of(at)
            assert found.likely is not None
            assert found.low is not None
            assert found.high is not None
            likely += found.likely[0] <= truth <= found.likely[1]
            own += found.low <= truth <= found.high
    return 100 * likely / (PEOPLE // team * team), 100 * own / (PEOPLE // team * team)


@pytest.mark.parametrize("spread", [0, 0.05, 0.08, 0.15, 0.22])
@pytest.mark.parametrize("cases", [5, 7, 15, 30, 60, 300])
def test_that_the_likely_range_holds_the_truth_nine_times_in_ten(cases: int, spread: float) -> None:
    """Of equals oftener: that they are equal is never known for sure."""
    assert held(9, cases, 0.4, spread)[0] >= CLAIMED - 3


@pytest.mark.parametrize("team", [3, 5, 20])
@pytest.mark.parametrize("centre", [0.15, 0.7])
def test_that_it_does_so_in_small_and_large_teams_of_any_ratio(team: int, centre: float) -> None:
    for cases, spread in ((5, 0.1), (15, 0.15), (60, 0.05)):
        assert held(team, cases, centre, spread)[0] >= CLAIMED - 4


@pytest.mark.parametrize("weight", [5, 60])
def test_that_a_setting_far_from_the_truth_is_corrected_by_the_team(weight: float) -> None:
    assert held(9, 30, 0.4, 0.2, weight)[0] >= CLAIMED - 4
    assert held(9, 30, 0.4, 0.0, weight)[0] >= CLAIMED - 2


def test_that_over_all_it_is_neither_too_sure_nor_too_shy() -> None:
    found = [held(9, cases, 0.4, spread)[0] for cases in (7, 30, 100) for spread in (0.05, 0.1, 0.15, 0.2)]
    assert CLAIMED - 1 <= sum(found) / len(found) <= CLAIMED + 6


def test_that_of_people_alike_it_is_narrower_than_the_own_range() -> None:
    """Else nothing would be gained by looking at the team."""
    for cases in (5, 15, 60):
        counts = {at: Tally(round(0.4 * cases), cases) for at in range(9)}
        found = team_ratio(dict(counts), 20).of(0)
        assert found.likely is not None
        assert found.half_width is not None
        assert found.likely[1] - found.likely[0] < 0.75 * 2 * found.half_width
