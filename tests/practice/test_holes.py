"""Holes: found, ranked, few, and asked as questions."""

from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.holes import CarriedFacts, DealFacts, RatioFacts, find_holes
from salesdesk.practice.ratio import jeffreys

DEALS = st.lists(
    st.builds(
        DealFacts,
        opportunity_id=st.integers(1, 999),
        name=st.just("North Mill"),
        has_next_step=st.booleans(),
        stage_days=st.none() | st.integers(0, 300),
        usual_stage_days=st.none() | st.floats(1, 90),
        gates_missing=st.sampled_from([(), ("budget named",)]),
        forecast_moves=st.integers(0, 4),
        value_share=st.floats(0, 1),
    ),
    max_size=12,
)


def test_that_nothing_wrong_gives_no_holes() -> None:
    assert find_holes([], [DealFacts(1, "North Mill")], [CarriedFacts("Call", 1)], plan_coverage=3.0) == []


def test_that_a_ratio_that_fell_out_of_its_range_is_a_hole() -> None:
    [hole] = find_holes([RatioFacts("Win rate", jeffreys(8, 40), jeffreys(24, 40), competency_id=7)])
    assert (hole.kind, hole.competency_id) == ("ratio", 7)
    assert hole.text == "Win rate: 8 of 40 now, 20%; 24 of 40 before, 60%."


def test_that_a_fall_by_chance_is_not_a_hole() -> None:
    assert find_holes([RatioFacts("Win rate", jeffreys(0, 1), jeffreys(12, 30))]) == []
    assert find_holes([RatioFacts("Win rate", jeffreys(0, 0), jeffreys(12, 30))]) == []


def test_that_a_deal_gives_only_its_heaviest_hole() -> None:
    deal = DealFacts(4, "North Mill", False, "Proposal", 80, 30.0, ("budget named",), 3)
    [hole] = find_holes(deals=[deal])
    assert (hole.kind, hole.opportunity_id) == ("gate", 4)
    assert hole.text == "North Mill stands in Proposal without: budget named."


def test_that_each_sort_of_hole_is_found() -> None:
    holes = find_holes(
        deals=[
            DealFacts(1, "North Mill", has_next_step=False),
            DealFacts(2, "Blue Harbour", stage_name="Offer", stage_days=31, usual_stage_days=30.0),
            DealFacts(3, "Old Bakery", forecast_moves=2),
        ],
        carried=[CarriedFacts("Call the architect", 2, assignment_id=9)],
        plan_coverage=1.5,
    )
    assert [hole.kind for hole in holes] == [
        "coverage",
        "next_step",
        "forecast_moved",
        "stage_age",
        "carried",
    ]
    assert holes[-1].assignment_id == 9


def test_that_a_deal_as_old_as_usual_or_moved_once_is_no_hole() -> None:
    deal = DealFacts(2, "Blue Harbour", stage_days=30, usual_stage_days=30.0, forecast_moves=1)
    assert find_holes(deals=[deal]) == []


def test_that_one_sort_does_not_crowd_out_the_others() -> None:
    many = [DealFacts(number, "North Mill", gates_missing=("budget named",)) for number in range(9)]
    holes = find_holes(deals=many, carried=[CarriedFacts("Call", 3)])
    assert "carried" in {hole.kind for hole in holes}


@given(DEALS)
def test_that_at_most_five_are_shown_heaviest_first_and_as_questions(deals: list[DealFacts]) -> None:
    holes = find_holes(deals=deals)
    assert len(holes) <= 5
    assert [hole.weight for hole in holes] == sorted((hole.weight for hole in holes), reverse=True)
    assert all(hole.question.endswith("?") and hole.text.endswith(".") for hole in holes)
