"""Balance of assignments, strengths, coaching and kept promises."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.mix import (
    AssignmentMix,
    Span,
    assignment_mix,
    coaching_share,
    days_without_development,
    development_alert,
    development_streak,
    kept_on_time,
    strength_balance,
)

TODAY = date(2026, 11, 11)  # a Wednesday


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_that_nudges_are_counted_apart_from_the_mix() -> None:
    mix = assignment_mix([("development", False), ("sales", False), ("sales", True), ("sales", False)])
    assert (mix.development, mix.sales, mix.nudges) == (1, 2, 1)
    assert mix.share.words == "33%, 1 of 3"


def test_that_no_assignments_have_no_share() -> None:
    assert assignment_mix([]).share.share is None
    assert not assignment_mix([]).share.below(0.3)


def test_that_neutral_notes_do_not_tip_the_balance() -> None:
    assert strength_balance(["strength", "gap", "gap", "neutral", "gap"]).share == 0.25


def test_that_kept_on_time_counts_what_fell_due() -> None:
    found = kept_on_time(
        [(ago(5), ago(6)), (ago(5), ago(4)), (ago(5), None), (TODAY, None), (None, ago(1))], TODAY
    )
    assert (found.count, found.of) == (1, 3)


def test_that_coaching_is_asking_showing_and_practising() -> None:
    share = coaching_share(["check", "tell", "ask", "show", "develop", None])
    assert (share.count, share.of) == (3, 5)


def test_that_a_streak_counts_weeks_with_an_active_development_assignment() -> None:
    assert development_streak([Span(ago(15), ago(9)), Span(ago(4))], TODAY) == 3
    assert development_streak([], TODAY) == 0


def test_that_the_running_week_does_not_break_a_streak() -> None:
    last_friday = ago(5)
    assert development_streak([Span(ago(12), last_friday)], TODAY) == 2


def test_that_a_week_without_one_breaks_the_streak() -> None:
    assert development_streak([Span(ago(40), ago(20)), Span(ago(2))], TODAY) == 1


@given(st.integers(0, 500))
def test_that_one_long_assignment_makes_a_streak_of_all_its_weeks(days: int) -> None:
    weeks = development_streak([Span(ago(days))], TODAY)
    assert days // 7 <= weeks <= days // 7 + 2


def test_that_the_days_since_the_last_development_are_counted() -> None:
    assert days_without_development([], TODAY) is None
    assert days_without_development([Span(ago(50), ago(33)), Span(ago(90), ago(60))], TODAY) == 33
    assert days_without_development([Span(ago(50))], TODAY) == 0


def test_that_thin_development_is_said_in_one_sentence() -> None:
    assert development_alert(AssignmentMix(1, 9), 0) == (
        "Development is 10%, 1 of 10 assignments; the aim is 30% or more."
    )
    assert development_alert(AssignmentMix(5, 5), 30) is None
    assert development_alert(AssignmentMix(5, 5), 31) == "No development assignment for 31 days."
    assert development_alert(AssignmentMix(0, 5), None) == "There has been no development assignment yet."
    assert development_alert(AssignmentMix(3, 7), 0) is None


def test_that_no_rounding_lifts_development_to_the_floor_it_is_below() -> None:
    mix = assignment_mix([("development", False)] * 11 + [("sales", False)] * 26)
    assert mix.share.below(0.30)
    assert development_alert(mix, 0, 0.30) == (
        "Development is 29%, 11 of 37 assignments; the aim is 30% or more."
    )


@given(st.lists(st.tuples(st.integers(0, 200), st.none() | st.integers(0, 60)), max_size=12))
def test_that_a_streak_is_what_looking_into_each_week_gives(told: list[tuple[int, int | None]]) -> None:
    spans = [Span(ago(days), None if n is None else min(ago(days - n), TODAY)) for days, n in told]
    monday, active = TODAY - timedelta(days=TODAY.weekday()), list[bool]()
    for week in range(40):
        first = monday - timedelta(weeks=week)
        last = first + timedelta(days=6)
        active.append(any(s.start <= last and (s.end is None or s.end >= first) for s in spans))
    counted = active if active[0] else active[1:]
    assert development_streak(spans, TODAY) == (counted.index(False) if False in counted else len(counted))
