"""The seven lines every session starts from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.checklist import (
    ChecklistFacts,
    Count,
    NamedRatio,
    StillOpen,
    arrow,
    checklist,
    checklist_alert,
    checklist_windows,
)
from salesdesk.practice.ratio import jeffreys

FACTS = ChecklistFacts(
    new_opportunities=Count((1, 2, 3), before=2),
    new_proposals=Count((4,), before=1),
    conversions=(
        NamedRatio("Lead to meeting", jeffreys(3, 4), jeffreys(2, 4), (1, 2)),
        NamedRatio("Meeting to proposal", jeffreys(0, 0)),
    ),
    closing=(NamedRatio("Won of decided", jeffreys(6, 10), jeffreys(9, 10), (5, 6)),),
    contacts=Count(now=14),
    still_open=(StillOpen(8, "Call", 1, 0), StillOpen(9, "Send", 12, 3)),
    follow_ups=Count((8, 9), before=5),
    open_before=2,
)


def test_that_the_seven_lines_come_in_their_order() -> None:
    lines = checklist(FACTS)
    assert [line.key for line in lines] == [
        "new_opportunities",
        "new_proposals",
        "conversion_rates",
        "closing_ratios",
        "contacts",
        "items_not_met",
        "follow_ups",
    ]
    assert [line.arrow for line in lines] == ["up", "same", "up", "down", "none", "same", "down"]


def test_that_each_line_opens_its_rows() -> None:
    lines = {line.key: line for line in checklist(FACTS)}
    assert lines["new_opportunities"].row_ids == (1, 2, 3)
    assert lines["closing_ratios"].row_ids == (5, 6)
    assert lines["items_not_met"].row_ids == (9, 8)


def test_that_ratios_stand_with_range_and_counts() -> None:
    lines = {line.key: line for line in checklist(FACTS)}
    assert lines["conversion_rates"].value_text == (
        "Lead to meeting 3 of 4, 75%; own range 35 to 95%; Meeting to proposal no tries yet"
    )
    assert [part.arrow for part in lines["conversion_rates"].parts] == ["up", "none"]


def test_that_open_items_tell_their_age() -> None:
    lines = {line.key: line for line in checklist(FACTS)}
    assert lines["items_not_met"].value_text == "2; the oldest was meant for 12 days ago"
    assert lines["contacts"].now == 14


def test_that_a_new_person_has_seven_lines_too() -> None:
    empty = ChecklistFacts(Count(), Count(), (), (), Count(), (), Count())
    lines = checklist(empty)
    assert len(lines) == 7
    assert {line.arrow for line in lines} == {"none"}
    assert lines[2].value_text == "no tries yet"


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_that_the_windows_are_equally_long_and_leave_the_last_session_out(first: date, second: date) -> None:
    last, today = sorted((first, second))
    now, before = checklist_windows(last, today)
    assert now.end == today
    assert now.days == before.days
    assert (now.start - before.end).days == 1
    assert now.start > last or last == today


def test_that_without_a_session_the_last_30_days_count() -> None:
    assert checklist_windows(None, date(2026, 11, 11))[0].days == 30


@pytest.mark.parametrize(("spent", "alert"), [(0, False), (600, False), (601, True), (1800, True)])
def test_that_more_than_a_third_on_the_checklist_is_said(spent: int, alert: bool) -> None:
    assert (checklist_alert(spent, 1800) is not None) == alert


def test_that_no_time_gives_no_alert() -> None:
    assert checklist_alert(0, 0) is None


def test_that_an_arrow_needs_both_ends() -> None:
    assert arrow(None, 1) == arrow(1, None) == "none"
    assert (arrow(2, 1), arrow(1, 2), arrow(1, 1)) == ("up", "down", "same")
