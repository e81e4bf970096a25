"""What is said of a ratio: of a goal by the own cases, of a list by all of it, of weeks by as many weeks."""

from datetime import date

import pytest

from salesdesk.practice.checklist import weeks_before
from salesdesk.practice.comparison import Tally
from salesdesk.practice.trend import DayRange
from salesdesk.services.metrics.ratios import (
    estimate,
    goal_words,
    table_by_person,
    team_ratio,
)
from salesdesk.services.metrics.values import FigureRows


@pytest.mark.parametrize(
    ("k", "n", "words"),
    [
        (0, 5, "too few to say"), (5, 5, "too few to say"), (0, 30, "not at the goal yet"),
        (28, 30, "above the goal"), (15, 30, "about at the goal; too early to say more"), (0, 0, "no tries yet"),
    ],
)  # fmt: skip
def test_that_a_goal_is_judged_by_enough_own_cases_alone(k: int, n: int, words: str) -> None:
    assert goal_words(estimate(Tally(k, n), Tally(90, 100)), 0.5) == words


def test_that_nobody_is_named_in_a_list_that_chance_explains() -> None:
    people = [(at, f"P{at}") for at in range(6)]
    counts = {at: Tally(k, 30) for at, k in enumerate((5, 10, 9, 14, 8, 11))}
    table = table_by_person(people, team_ratio(counts, 20), lambda _, name: FigureRows(name))
    assert {row.verdict for row in table.rows} == {"no clear difference"}
    assert table.compared == "Differences in this list are no larger than chance would make them."
    assert "measured" in table.leaning


def test_that_where_few_people_are_known_the_setting_says_how_strongly_they_lean() -> None:
    counts = {at: Tally(3, 10) for at in range(3)}
    people = [(at, f"P{at}") for at in range(3)]
    table = table_by_person(people, team_ratio(counts, 17), lambda _, name: FigureRows(name))
    assert "about 17 cases" in table.leaning
    assert "as the team settings say" in table.leaning


@pytest.mark.parametrize("day", range(1, 29))
@pytest.mark.parametrize("days", [1, 6, 7, 10, 14, 30])
def test_that_weekly_numbers_are_compared_with_as_many_weeks(day: int, days: int) -> None:
    end = date(2026, 10, day)
    now = DayRange(date.fromordinal(end.toordinal() - days + 1), end)
    before = weeks_before(now)
    mondays = [sum(date.fromordinal(at).weekday() == 0 for at in span) for span in (
        range(now.start.toordinal(), now.end.toordinal() + 1),
        range(before.start.toordinal(), before.end.toordinal() + 1),
    )]  # fmt: skip
    assert mondays[0] == mondays[1]
