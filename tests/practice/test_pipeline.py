"""Open deals by stage and age, and how many go on from stage to stage."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.pipeline import (
    OpenDeal,
    Passage,
    age_bands,
    by_stage_and_age,
    stage_conversion,
    standing_value,
)

DEALS = st.lists(
    st.builds(
        OpenDeal,
        st.integers(1, 999),
        st.none() | st.integers(1, 5),
        st.none() | st.integers(0, 900),
        st.floats(0, 1e6),
    ),
    max_size=30,
)
PASSAGES = st.lists(
    st.builds(Passage, st.none() | st.integers(1, 4), st.sampled_from(["open", "won", "lost"])), max_size=40
)


def test_that_the_bands_stand_around_the_usual_cycle() -> None:
    assert [band.label for band in age_bands(60)] == [
        "Under 30 days", "30 to 60 days", "61 to 120 days", "Over 120 days",
    ]  # fmt: skip


@given(st.none() | st.floats(0, 800), st.integers(0, 5000))
def test_that_every_age_lies_in_exactly_one_band(usual: float | None, age: int) -> None:
    assert sum(band.holds(age) for band in age_bands(usual)) == 1


@given(DEALS)
def test_that_no_deal_is_lost_between_stages_and_bands(deals: list[OpenDeal]) -> None:
    rows = by_stage_and_age(deals, age_bands(60))
    assert sum(row.total.count for row in rows) == len(deals)
    assert sum(row.total.value for row in rows) == pytest.approx(sum(deal.value for deal in deals))
    for row in rows:
        assert sum(cell.count for cell in row.cells) + row.unknown_age.count == row.total.count


def test_that_deals_without_a_stage_come_last() -> None:
    deals = [OpenDeal(1, None, 5, 10.0), OpenDeal(2, 3, 5, 20.0), OpenDeal(3, 1, 90, 30.0)]
    rows = by_stage_and_age(deals, age_bands(60))
    assert [row.stage for row in rows] == [1, 3, None]
    assert rows[0].cells[2].opportunity_ids == (3,)


def test_that_a_stage_counts_who_went_on_and_leaves_out_who_still_stands_there() -> None:
    passages = [
        Passage(1, "lost"), Passage(2, "lost"), Passage(2, "open"), Passage(None, "won"), Passage(1, "open"),
        Passage(None, "lost"),
    ]  # fmt: skip
    first, second = stage_conversion(passages, [1, 2])
    assert (first.reached, first.went_on, first.still_there) == (5, 3, 1)
    assert first.estimate.share == pytest.approx(3 / 4)
    assert (second.reached, second.went_on, second.still_there) == (3, 1, 1)
    assert second.estimate.share == pytest.approx(1 / 2)


@given(PASSAGES)
def test_that_no_more_deals_reach_a_stage_than_the_one_before(passages: list[Passage]) -> None:
    stages = stage_conversion(passages, [1, 2, 3, 4])
    assert len(stages) == 4
    for before, after in pairwise(stages):
        assert after.reached == before.went_on
        assert after.reached <= before.reached


def test_that_a_deal_without_amount_stands_at_its_list_price() -> None:
    assert standing_value(None, Decimal(550)) == 550
    assert standing_value(Decimal(0), Decimal(550)) == 0
    assert standing_value(Decimal(400), None) == 400
    assert standing_value(None, None) is None
