"""The Beta distribution, held against exact binomial sums and simulation."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice import beta
from salesdesk.practice.beta import Beta, regularized_incomplete_beta
from tests.practice.one_above_other import probability_greater

PARAMETER = st.floats(0.5, 3000)


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0.001, 0.999))
def test_that_the_cumulative_share_is_the_exact_binomial_sum(a: int, b: int, x: float) -> None:
    n = a + b - 1
    exact = sum(math.comb(n, j) * x**j * (1 - x) ** (n - j) for j in range(a, n + 1))
    assert regularized_incomplete_beta(a, b, x) == pytest.approx(exact, abs=1e-10)


@given(PARAMETER, PARAMETER, st.floats(0.01, 0.99))
def test_that_a_quantile_has_its_probability_below_it(a: float, b: float, probability: float) -> None:
    beta = Beta(a, b)
    quantile = beta.quantile(probability)
    assert 0 <= quantile <= 1
    # Where the density is steep, the last digit of the ratio moves the probability.
    assert beta.cumulative(quantile - 1e-9) - 1e-6 <= probability <= beta.cumulative(quantile + 1e-9) + 1e-6


@given(PARAMETER, PARAMETER, PARAMETER, PARAMETER)
def test_that_one_of_two_ratios_is_greater(a: float, b: float, c: float, d: float) -> None:
    there, back = probability_greater(Beta(a, b), Beta(c, d)), probability_greater(Beta(c, d), Beta(a, b))
    assert 0 <= there <= 1
    assert there + back == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Beta(0.5, 0.5), Beta(0.5, 3.5)),
        (Beta(3.5, 1.5), Beta(2400, 1600)),
        (Beta(5000, 5100), Beta(4900, 5200)),
        (Beta(6.5, 4.5), Beta(9.5, 21.5)),
    ],
)
def test_that_the_comparison_is_what_a_simulation_finds(a: Beta, b: Beta) -> None:
    draw = random.Random(7).betavariate
    found = sum(draw(*a) > draw(*b) for _ in range(40_000)) / 40_000
    assert probability_greater(a, b) == pytest.approx(found, abs=0.012)


def test_that_a_far_lower_ratio_is_never_called_greater() -> None:
    assert probability_greater(Beta(1, 2000), Beta(2000, 1)) == pytest.approx(0, abs=1e-9)


def test_that_parameters_of_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        regularized_incomplete_beta(0, 1, 0.5)


def test_that_a_quantile_is_found_in_few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def noting(a: float, b: float, x: float) -> float:
        asked.append(x)
        return regularized_incomplete_beta(a, b, x)

    monkeypatch.setattr(beta, "regularized_incomplete_beta", noting)
    beta._quantile.cache_clear()
    ratios = [Beta(k + 0.5, n - k + 0.5) for n in (3, 10, 40, 400) for k in range(n // 4, n)]
    for each in ratios:
        each.interval(0.90)
    assert len(asked) <= 2 * 6 * len(ratios)
