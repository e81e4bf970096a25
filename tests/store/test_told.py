"""What files had is kept in little room, comes back as it was, and nonsense in its place is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.store.told import ToldByFiles, bits_of, unpacked_told, without

IDS = st.sets(st.integers(1, 3 * 4096) | st.integers(1, 2**62), max_size=20)
SAID = st.lists(
    st.tuples(st.sampled_from(["account", "opportunity"]), IDS, st.sets(st.sampled_from("abc"))), max_size=6
)


def told_of(said: list[tuple[str, set[int], set[str]]]) -> ToldByFiles:
    told = ToldByFiles()
    for kind, ids, fields in said:
        told.add(kind, bits_of(ids), fields)
    return told


@given(said=SAID)
def test_that_it_comes_back_as_it_was_and_knows_each_record_and_field(
    said: list[tuple[str, set[int], set[str]]],
) -> None:
    told = unpacked_told(told_of(said).packed())
    assert told is not None
    for kind in ("account", "opportunity"):
        mine = [(ids, fields) for of, ids, fields in said if of == kind]
        every = set[int]().union(*(ids for ids, _fields in mine))
        assert list(told.ids(kind)) == sorted(every)
        for number in every | {7}:
            assert told.has(kind, number) == (number in every)
            for name in "abc":
                wanted = any(number in ids and name in fields for ids, fields in mine)
                assert told.tells(kind, number, name) == wanted


@given(one=SAID, other=SAID, gone=IDS)
def test_that_two_are_one_and_what_is_forgotten_was_in_none(
    one: list[tuple[str, set[int], set[str]]], other: list[tuple[str, set[int], set[str]]], gone: set[int]
) -> None:
    both = told_of(one)
    both.add_all(told_of(other))
    assert both.packed() == told_of([*one, *other]).packed()
    every = set(both.ids("account"))
    assert both.forget("account", bits_of(gone)) == bool(every & gone)
    assert set(both.ids("account")) == every - gone
    assert not any(both.tells("account", number, name) for number in gone for name in "abc")


@given(ids=IDS, others=IDS)
def test_that_numbers_are_taken_from_numbers(ids: set[int], others: set[int]) -> None:
    assert without(bits_of(ids), bits_of(others)) == bits_of(ids - others)


def test_that_very_many_records_with_the_same_fields_take_no_room() -> None:
    told = ToldByFiles()
    told.add("opportunity", bits_of(range(1, 200_001)), "abcdefgh")
    assert len(told.packed()) < 2_000


def test_that_very_many_records_with_all_kinds_of_fields_take_little_room() -> None:
    told = ToldByFiles()
    for field in range(10):
        told.add("opportunity", bits_of(n for n in range(200_000) if hash((n, field)) % 2), str(field))
    assert len(told.packed()) < 500_000


@pytest.mark.parametrize(
    "stored", [None, "", "nonsense", "AAAA", "eJyrrgUAAXUA+Q==x", "eJyLjgUAARUAuQ==", "é"]
)
def test_that_nonsense_is_not_known(stored: str | None) -> None:
    assert unpacked_told(stored) is None
