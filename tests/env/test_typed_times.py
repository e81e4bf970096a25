"""Holds the ways in which a time of day may be typed."""

from datetime import time

import pytest

from salesdesk.env.errors import UserError
from salesdesk.env.typed_dates import parse_typed_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)), ("11", time(11)), ("11h", time(11)), ("9:30", time(9, 30)), (" 14.15 ", time(14, 15)),
        ("9h30", time(9, 30)), ("1130", time(11, 30)), ("00:00", time(0)),
    ],
)  # fmt: skip
def test_that_a_time_is_read_as_people_type_it(typed: str, meant: time) -> None:
    assert parse_typed_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "noon", "25", "25:00", "9:75", "-1"])
def test_that_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="not a time of day"):
        parse_typed_time(typed)
