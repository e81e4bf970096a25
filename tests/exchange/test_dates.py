"""Dates are read in the order their column shows; where it shows none, nobody guesses."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.exchange.clocks import time_in
from salesdesk.exchange.parse_dates import (
    looks_like_date,
    looks_like_serial,
    order_evidence,
    parse_date,
    says_no_date,
)

days = st.dates(min_value=date(1971, 1, 1), max_value=date(2069, 12, 31))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-03-04", date(2024, 3, 4)),
        ("2024-03-04 10:11:12", date(2024, 3, 4)),
        ("2024-03-04T10:11:12.000Z", date(2024, 3, 4)),
        ("2024/3/4", date(2024, 3, 4)),
        ("20240304", date(2024, 3, 4)),
        ("04.03.2024", date(2024, 3, 4)),
        ("4.3.24", date(2024, 3, 4)),
        ("04/03/2024 09:30", date(2024, 3, 4)),
        ("4-Mar-2024", date(2024, 3, 4)),
        ("Mar 4, 2024 3:04 PM", date(2024, 3, 4)),
        ("4. März 2024", date(2024, 3, 4)),
        ("4 mars 2024", date(2024, 3, 4)),
        ("4 de marzo de 2024", date(2024, 3, 4)),
        ("March 2024", date(2024, 3, 1)),
        ("2024-03", date(2024, 3, 1)),
        ("03/2024", date(2024, 3, 1)),
        ("Q2 2024", date(2024, 4, 1)),
        ("2024年3月4日", date(2024, 3, 4)),
        ("２０２４年３月４日 10:15", date(2024, 3, 4)),
        ("令和6年3月4日", date(2024, 3, 4)),
        ("2024年3月", date(2024, 3, 1)),
        ("2024/03/04（月）", date(2024, 3, 4)),
        ("1709547132000", date(2024, 3, 4)),
        ("1709547132", date(2024, 3, 4)),
        (1709547132000.0, date(2024, 3, 4)),
        ("/Date(1709547132000)/", date(2024, 3, 4)),
        ("20240304101112", date(2024, 3, 4)),
        ("4 marca 2024", date(2024, 3, 4)),
        ("4. března 2024", date(2024, 3, 4)),
        ("4 Mart 2024", date(2024, 3, 4)),
        ("4 марта 2024 г.", date(2024, 3, 4)),
        ("04.03.2024 г.", date(2024, 3, 4)),
        ("lunes, 4 de marzo de 2024", date(2024, 3, 4)),
        ("Montag, 4. März 2024", date(2024, 3, 4)),
        ("4 fevr. 2024", date(2024, 2, 4)),
        ("Mon 04/03/2024", date(2024, 3, 4)),
        ("2024.03.04.", date(2024, 3, 4)),
        (45355.0, date(2024, 3, 4)),
        ("45355", date(2024, 3, 4)),
        (datetime(2024, 3, 4, 12, 0), date(2024, 3, 4)),
        (date(2024, 3, 4), date(2024, 3, 4)),
    ],
)
def test_that_dates_are_read_as_people_and_systems_write_them(cell, expected: date) -> None:
    assert parse_date(cell, "dmy") == expected


@pytest.mark.parametrize(
    "cell", ["31.02.2024", "soon", "May", "12 monkeys", "4 March", "3", 7.0, True, "2024-13-01"]
)
def test_that_what_is_no_whole_date_is_refused(cell) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_date(cell, "dmy")


def test_that_a_column_shows_its_order_by_the_dates_that_can_only_be_read_one_way() -> None:
    assert order_evidence(["3/4/2024", "3/14/2024"]).order == "mdy"
    assert order_evidence(["3/4/2024", "14/3/2024"]).order == "dmy"
    assert order_evidence(["03.04.2024"]).order == "dmy"
    assert order_evidence(["2024-03-04", "", None]).order == "ymd"


def test_that_a_column_of_small_numbers_leaves_the_order_open() -> None:
    evidence = order_evidence(["3/4/2024", "5/6/2024"])
    assert evidence.order is None
    assert evidence.example in ("3/4/2024", "5/6/2024")


def test_that_contradicting_dates_leave_the_order_open_but_one_slip_does_not() -> None:
    assert order_evidence(["14/3/2024", "3/14/2024"]).order is None
    many = [f"{month}/{day}/2024" for month in range(1, 13) for day in range(13, 28)]
    assert order_evidence([*many, "31/3/2024"]).order == "mdy"


def test_that_numbers_are_taken_for_dates_only_where_spreadsheets_keep_them() -> None:
    assert looks_like_serial(45355.0)
    assert looks_like_serial("1709547132000")
    assert not looks_like_date("51756.00")
    assert not looks_like_serial(1054.0)
    assert not looks_like_date("1054")
    assert not looks_like_date(45355.0)


@pytest.mark.parametrize(
    "cell",
    [
        "0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "9999-12-31", "31.12.9999", "1900-01-00", "1/0/1900",
        "0001-01-01T00:00:00", "1899-12-30", "12/30/1899", "00000000", "0", 0, date(1900, 1, 1), datetime(9999, 12, 31),
    ],
)  # fmt: skip
def test_that_the_empty_dates_of_databases_and_spreadsheets_say_nothing(cell) -> None:
    assert says_no_date(cell)


@pytest.mark.parametrize(
    "cell", ["2024-01-01", "31.02.2024", "soon", 45355, date(1999, 12, 31), "1.2.3", True]
)
def test_that_other_dates_and_slips_are_no_empty_dates(cell) -> None:
    assert not says_no_date(cell)


@given(days)
def test_that_every_day_comes_back_in_every_order(day: date) -> None:
    assert parse_date(f"{day:%d/%m/%Y}", "dmy") == day
    assert parse_date(f"{day:%m/%d/%Y}", "mdy") == day
    assert parse_date(f"{day:%y/%m/%d}", "ymd") == day
    assert parse_date(f"{day:%d %B %Y}", None) == day
    assert parse_date(day.isoformat(), None) == day


@given(st.text())
def test_that_any_text_is_either_a_date_or_refused(text: str) -> None:
    assert looks_like_date(text) in (True, False)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-01-05 下午 3:45", 15), ("2026/1/5 下午3:45:00", 15), ("2026年1月5日 上午12:45", 0),
        ("2026/1/5 周一 下午 3:45", 15), ("2026/1/5 午後3:45", 15), ("2026年1月5日 午後3時45分", 15),
        ("2026年1月5日 15時45分", 15), ("05/01/2026 3:45 p. m.", 15), ("05/01/2026 03:45:10 a. m.", 3),
        ("5 ene 2026 3:45 p.\u00a0m.", 15), ("05.01.2026 ÖS 3:45", 15), ("05.01.2026 03:45 ÖÖ", 3),
        ("05.01.2026 3:45 odp.", 15), ("05.01.2026 3:45 nachm.", 15), ("05.01.2026 3:45 вечера", 15),
        ("5. Januar 2026 um 15:45 Uhr", 15), ("5 janvier 2026 à 15 h 45", 15), ("Jan 5, 2026 at 3:45 PM", 15),
        ("下午3:45 2026/1/5", 15), ("3:45 PM 05/01/2026", 15), ("2026-01-05T15:45:00Z", 15),
        ("05.01.2026 15.45", 15), ("2026-01-05 12:45 AM", 0), ("2026-01-05 12:45 PM", 12),
    ],
)  # fmt: skip
def test_that_words_for_the_halves_of_a_day_tell_the_time_in_every_language(text: str, hour: int) -> None:
    assert parse_date(text, "dmy") == date(2026, 1, 5)
    assert (time_in(text).hour, time_in(text).minute) == (hour, 45)


def test_that_a_time_before_a_day_leaves_its_order_as_plain_as_it_is() -> None:
    assert order_evidence(["3:45 PM 25/01/2026"]).order == "dmy"
    assert order_evidence(["01/25/2026 3:45 p. m."]).order == "mdy"


@pytest.mark.parametrize("text", ["3:45 PM", "下午3:45", "um 15:45 Uhr", "Phase 3.45 am"])
def test_that_a_time_alone_is_no_day(text: str) -> None:
    assert not looks_like_date(text)
