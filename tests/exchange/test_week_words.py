"""Columns headed by weeks are known however a week is written, and in whatever order of day and month."""

from datetime import date, timedelta

import pytest

from salesdesk.exchange.week_words import weeks_named

MONDAY = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("heads", "year"),
    [
        ("3.3.2025 | 10.3.2025", ""),
        ("03/03/2025 | 10/03/2025", ""),
        ("03/03/2025 | 03/10/2025", ""),
        ("2025-03-03 00:00:00 | 2025-03-10 00:00:00", ""),
        ("Week of 03/02/2025 | Week of 03/09/2025", ""),
        ("w/e 07/03/25 | w/e 14/03/25", ""),
        ("3-7 Mar 2025 | 10-14 Mar 2025", ""),
        ("24 Feb – 9 Mar 2025 | 10 Mar – 16 Mar 2025", ""),
        ("03.03.-09.03.2025 | 10.03.-16.03.2025", ""),
        ("KW 10 (03.03.) | KW 11 (10.03.)", "2025"),
        ("3/3 | 10/3", "2025"),
        ("semaine du 3 mars 2025 | semaine du 10 mars 2025", ""),
        ("неделя с 03.03.2025 | неделя с 10.03.2025", ""),
        ("tydzień od 3.03.2025 | tydzień od 10.03.2025", ""),
        ("týden do 9.3.2025 | týden do 16.3.2025", ""),
        ("3月3日 | 3月10日", "2025"),
        ("第10周 | 第11周", "2025"),
    ],
)
def test_that_two_weeks_are_read(heads: str, year: str) -> None:
    found = weeks_named(["Rep", *heads.split(" | ")], year)
    assert found == {1: MONDAY, 2: MONDAY + timedelta(days=7)}


@pytest.mark.parametrize(
    "heads", ["Mar 2025 | Apr 2025", "Q1 2025 | Q2 2025", "2025-03-01 | 2025-04-01", "2024 | 2025"]
)
def test_that_months_quarters_and_years_are_no_weeks(heads: str) -> None:
    assert not weeks_named(heads.split(" | "))


def test_that_weeks_without_a_year_go_on_behind_the_turn_of_the_year() -> None:
    found = weeks_named(["w/c 28 Dec", "w/c 4 Jan"], "2026")
    assert [*found.values()] == [date(2026, 12, 28), date(2027, 1, 4)]
