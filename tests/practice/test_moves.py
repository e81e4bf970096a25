"""What moved between two snapshots of the deals tells all that differs, and nothing else."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.moves import DealMove, DealThen, Way, moves_between

MIRRORED = {
    Way.NEW: Way.GONE, Way.AMOUNT_UP: Way.AMOUNT_DOWN, Way.PULLED: Way.PUSHED, Way.FORWARD: Way.BACK,
}  # fmt: skip
"""The ways whose opposite is the other when the two snapshots change places."""

ORDER = {1: 1, 2: 2, 3: 3, 4: 3}
STANDINGS = st.builds(
    DealThen,
    outcome=st.sampled_from(["open", "won", "lost"]),
    amount=st.none() | st.integers(1, 9).map(Decimal),
    currency=st.sampled_from(["EUR", "USD"]),
    expected_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    stage=st.none() | st.integers(1, 4),
    owner=st.none() | st.integers(1, 3),
)
SNAPSHOTS = st.dictionaries(st.integers(1, 12), STANDINGS, max_size=10)
DEAL = DealThen(amount=Decimal(100), currency="EUR", expected_on=date(2026, 3, 31), stage=1, owner=1)


def ways(before: DealThen, after: DealThen) -> set[Way]:
    return {move.way for move in moves_between({1: before}, {1: after}, ORDER)}


@given(SNAPSHOTS)
def test_that_nothing_moved_where_nothing_differs(deals: Mapping[int, DealThen]) -> None:
    assert moves_between(deals, deals, ORDER) == []


@given(SNAPSHOTS, SNAPSHOTS)
def test_that_the_moves_lead_from_one_snapshot_to_the_other(
    before: Mapping[int, DealThen], after: Mapping[int, DealThen]
) -> None:
    there = dict(before)
    for move in moves_between(before, after, ORDER):
        if move.way is Way.NEW:
            there[move.deal] = move.after
        elif move.way is Way.GONE:
            del there[move.deal]
        else:
            there[move.deal] = there[move.deal]._replace(**{move.field: move.after})
    assert there == after


@given(SNAPSHOTS, SNAPSHOTS)
def test_that_the_way_back_is_the_mirror_of_the_way_there(
    before: Mapping[int, DealThen], after: Mapping[int, DealThen]
) -> None:
    mirror = MIRRORED | {back: there for there, back in MIRRORED.items()}
    turned = {
        (move.deal, mirror.get(move.way, move.way), move.field, move.after, move.before)
        for move in moves_between(before, after, ORDER)
        if move.field != "outcome"
    }
    back = moves_between(after, before, ORDER)
    assert {tuple(move) for move in back if move.field != "outcome"} == turned


@given(SNAPSHOTS, SNAPSHOTS)
def test_that_new_and_gone_deals_and_moved_amounts_make_up_the_whole_difference(
    before: Mapping[int, DealThen], after: Mapping[int, DealThen]
) -> None:
    def total(deals: Mapping[int, DealThen]) -> Decimal:
        return sum((deal.amount or Decimal(0) for deal in deals.values()), Decimal(0))

    moves = moves_between(before, after, ORDER)
    came = sum((move.after.amount or 0 for move in moves if move.way is Way.NEW), Decimal(0))
    went = sum((move.before.amount or 0 for move in moves if move.way is Way.GONE), Decimal(0))
    grew = sum(((m.after or 0) - (m.before or 0) for m in moves if m.field == "amount"), Decimal(0))
    assert total(before) + came - went + grew == total(after)


def test_that_each_way_is_told_by_its_name() -> None:
    assert ways(DEAL, DEAL._replace(amount=Decimal(120))) == {Way.AMOUNT_UP}
    assert ways(DEAL, DEAL._replace(amount=Decimal(80))) == {Way.AMOUNT_DOWN}
    assert ways(DEAL, DEAL._replace(expected_on=date(2026, 6, 30))) == {Way.PUSHED}
    assert ways(DEAL, DEAL._replace(expected_on=date(2026, 2, 1))) == {Way.PULLED}
    assert ways(DEAL, DEAL._replace(stage=3)) == {Way.FORWARD}
    assert ways(DEAL._replace(stage=3), DEAL) == {Way.BACK}
    assert ways(DEAL, DEAL._replace(owner=2)) == {Way.OWNER}
    assert ways(DEAL, DEAL._replace(outcome="won")) == {Way.WON}
    assert ways(DEAL, DEAL._replace(outcome="lost")) == {Way.LOST}
    assert ways(DEAL._replace(outcome="lost"), DEAL) == {Way.REOPENED}


def test_that_a_deal_without_an_amount_counts_as_nothing_and_one_without_a_day_may_close_at_any_time() -> (
    None
):
    assert ways(DEAL._replace(amount=None), DEAL) == {Way.AMOUNT_UP}
    assert ways(DEAL._replace(amount=None), DEAL._replace(amount=Decimal(0))) == set()
    assert ways(DEAL._replace(expected_on=None), DEAL) == {Way.PULLED}
    assert ways(DEAL, DEAL._replace(expected_on=None)) == {Way.PUSHED}


def test_that_amounts_in_two_currencies_are_neither_more_nor_less() -> None:
    moved = moves_between({1: DEAL}, {1: DEAL._replace(currency="USD", amount=Decimal(5))}, ORDER)
    assert {move.way for move in moved} == {Way.CURRENCY}
    assert {move.field for move in moved} == {"currency", "amount"}


def test_that_a_deal_that_came_and_was_won_between_the_two_is_new_and_won() -> None:
    won = DEAL._replace(outcome="won")
    assert moves_between({}, {1: won}, ORDER) == [
        DealMove(1, Way.NEW, "", None, won),
        DealMove(1, Way.WON, "outcome", "open", "won"),
    ]
