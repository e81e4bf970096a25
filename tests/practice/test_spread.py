"""Quantiles and spread, held against NumPy and the standard library."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.cycle import mean, median, quantile, standard_deviation

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40)


@given(NUMBERS, st.floats(0, 1))
def test_that_a_quantile_is_numpys_quantile(values: list[float], share: float) -> None:
    assert quantile(values, share) == pytest.approx(float(np.quantile(values, share)), abs=1e-6)


@given(NUMBERS)
def test_that_mean_median_and_deviation_are_the_usual_ones(values: list[float]) -> None:
    assert mean(values) == pytest.approx(statistics.fmean(values), abs=1e-6)
    assert median(values) == pytest.approx(statistics.median(values), abs=1e-6)
    assert standard_deviation(values) == pytest.approx(statistics.stdev(values), abs=1e-4)


def test_that_an_empty_list_has_no_figures() -> None:
    assert mean([]) is median([]) is standard_deviation([]) is None
    assert standard_deviation([3]) is None


def test_that_a_share_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile([1, 2], 1.5)
