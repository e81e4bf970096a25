"""The numbers of the week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.team import Salesperson
from salesdesk.practice.comparison import Tally
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.numbers.service import WEEKS, NumbersService
from salesdesk.store.desk_file import DeskFile

MONDAY = date(2026, 11, 9)
TODAY = date(2026, 11, 11)
ANNA, BEN = 1, 2
TALK, MEET = 1, 2


@pytest.fixture
def numbers(desk: DeskFile, clock: FixedClock) -> NumbersService:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            [
                Salesperson(id=ANNA, name="Anna Ott"),
                Salesperson(id=BEN, name="Ben Roe"),
                Salesperson(id=3, name="Cem Can", status="archived"),
                Competency(
                    id=TALK, name="Talk to meeting", of_what="talks", into_what="Meetings", position=1
                ),
                Competency(
                    id=MEET, name="Meeting to offer", of_what="meetings", into_what="offers", position=2
                ),
                Competency(id=3, name="Dials", of_what="dials", into_what="talks", active=False),
            ]
        )
    return NumbersService(desk, clock)


def cells(numbers: NumbersService, person: int = ANNA, week: date = MONDAY) -> tuple[Tally | None, ...]:
    return next(line.cells for line in numbers.grid(week).lines if line.person_id == person)


def test_that_the_grid_has_who_is_in_the_team_and_what_is_in_use(numbers: NumbersService) -> None:
    grid = numbers.grid(TODAY)
    assert grid.week == MONDAY
    assert [line.name for line in grid.lines] == ["Anna Ott", "Ben Roe"]
    assert [each.name for each in grid.measured] == ["Talk to meeting", "Meeting to offer"]
    assert (grid.entered, grid.sums) == (0, (None, None))


def test_that_entered_numbers_are_summed_and_undone_as_one_step(
    numbers: NumbersService, desk: DeskFile
) -> None:
    numbers.set_numbers([(ANNA, TALK, TODAY, 10, 6), (BEN, TALK, TODAY, 5, 1), (BEN, MEET, TODAY, 1, 0)])
    grid = numbers.grid(MONDAY)
    assert grid.sums == (Tally(7, 15), Tally(0, 1))
    assert grid.entered == 2
    assert desk.undo_name() == "Enter numbers of the week of 9 Nov"
    desk.undo()
    assert numbers.grid(MONDAY).entered == 0
    desk.redo()
    assert numbers.grid(MONDAY).sums == (Tally(7, 15), Tally(0, 1))


def test_that_what_the_manager_enters_says_so(numbers: NumbersService, desk: DeskFile) -> None:
    numbers.set_numbers([(ANNA, TALK, TODAY, 10, 6)])
    assert desk.undo_name() == "Enter numbers of the week of 9 Nov of “Anna Ott”"
    rows = desk.rows("SELECT week_start, entered_by FROM competency_number")
    assert [tuple(row) for row in rows] == [("2026-11-09", "manager")]


def test_that_none_leaves_a_count_as_it_stands(numbers: NumbersService) -> None:
    numbers.set_numbers([(ANNA, TALK, TODAY, 10, None)])
    assert cells(numbers)[0] == Tally(0, 10)
    numbers.set_numbers([(ANNA, TALK, TODAY, None, 4)])
    assert cells(numbers)[0] == Tally(4, 10)


def test_that_a_competency_starts_from_what_the_one_before_ended_in(numbers: NumbersService) -> None:
    numbers.set_numbers([(ANNA, TALK, TODAY, 10, 6), (ANNA, MEET, TODAY, None, 2)])
    assert cells(numbers) == (Tally(6, 10), Tally(2, 6))
    numbers.set_numbers([(BEN, TALK, TODAY, 10, 6)])
    assert cells(numbers, BEN) == (Tally(6, 10), None)
    numbers.set_numbers([(BEN, MEET, TODAY, 3, 2)])
    assert cells(numbers, BEN) == (Tally(6, 10), Tally(2, 3))


def test_that_several_rows_of_a_week_are_one_cell_and_become_one_row_when_typed_over(
    numbers: NumbersService, desk: DeskFile
) -> None:
    with desk.change("Import", undoable=False) as work:
        for day, trials in ((MONDAY, 4), (MONDAY + timedelta(days=3), 3)):
            work.session.add(
                CompetencyNumber(
                    salesperson_id=ANNA, competency_id=TALK, week_start=day, trials=trials, successes=1
                )
            )
    assert cells(numbers)[0] == Tally(2, 7)
    numbers.set_numbers([(ANNA, TALK, TODAY, None, 5)])
    assert cells(numbers)[0] == Tally(5, 7)
    desk.undo()
    assert cells(numbers)[0] == Tally(2, 7)


def test_that_cleared_numbers_are_gone_and_come_back(numbers: NumbersService, desk: DeskFile) -> None:
    numbers.set_numbers([(ANNA, TALK, TODAY, 10, 6)])
    numbers.clear_numbers([(ANNA, TALK, TODAY), (BEN, TALK, TODAY)])
    assert cells(numbers)[0] is None
    desk.undo()
    assert cells(numbers)[0] == Tally(6, 10)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ((ANNA, TALK, TODAY, -1, 0), "below zero"),
        ((ANNA, TALK, TODAY, 10**20, 0), "No week has more"),
        ((ANNA, TALK, TODAY + timedelta(days=7), 1, 0), "not begun yet"),
    ],
)
def test_that_what_cannot_be_is_refused_and_changes_nothing(
    numbers: NumbersService, desk: DeskFile, entry: tuple[int, int, date, int, int], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        numbers.set_numbers([(BEN, TALK, TODAY, 1, 1), entry])
    assert desk.rows("SELECT 1 FROM competency_number") == []


def test_that_one_person_is_seen_over_the_last_weeks(numbers: NumbersService) -> None:
    numbers.set_numbers([(ANNA, TALK, TODAY - timedelta(weeks=back), 4, 2) for back in range(3)])
    grid = numbers.grid(TODAY, ANNA)
    assert [line.week for line in grid.lines] == [MONDAY - timedelta(weeks=back) for back in range(WEEKS)][
        ::-1
    ]
    assert grid.sums == (Tally(6, 12), None)
    assert numbers.grid(TODAY - timedelta(weeks=1), ANNA).sums == (Tally(4, 8), None)


def test_that_who_has_left_is_shown_in_the_weeks_with_numbers(numbers: NumbersService) -> None:
    numbers.set_numbers([(3, TALK, TODAY - timedelta(weeks=1), 4, 2)])
    assert [line.name for line in numbers.grid(TODAY - timedelta(weeks=1)).lines][-1] == "Cem Can (left)"
    assert len(numbers.grid(TODAY).lines) == 2


def test_that_the_total_is_that_of_the_team_and_others_stand_beside_it(
    numbers: NumbersService, desk: DeskFile
) -> None:
    with desk.change("Add others", undoable=False) as work:
        work.session.add_all(
            [
                Salesperson(id=4, name="Dan Day", status="candidate"),
                Salesperson(id=5, name="Eva Eck", status="outside"),
            ]
        )
    numbers.set_numbers(
        [(ANNA, TALK, TODAY, 10, 6), *((person, TALK, TODAY, 100, 50) for person in (3, 4, 5))]
    )
    grid = numbers.grid(TODAY)
    assert grid.sums[0] == Tally(6, 10)
    assert [line.name for line in grid.counted] == ["Anna Ott", "Ben Roe"]
    assert [line.name for line in grid.lines if not line.in_total] == [
        "Cem Can (left)",
        "Dan Day (candidate)",
    ]
    assert grid.entered == 1
    assert numbers.grid(TODAY, 3).sums[0] == Tally(50, 100), (
        "looked at alone somebody has a total of their own"
    )


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=2))
def test_that_the_ratios_bear_whatever_counts_are_entered(
    numbers: NumbersService, desk: DeskFile, clock: FixedClock, counts: list[tuple[int, int]]
) -> None:
    numbers.set_numbers(
        [(person, TALK, TODAY, *pair) for person, pair in zip((ANNA, BEN), counts, strict=True)]
    )
    metrics = MetricsService(desk, clock)
    table = metrics.competency_by_person(TALK, metrics.window("90d"))
    for row, (trials, successes) in zip(table.rows if not table.ranked else [], counts, strict=False):
        assert (row.estimate.trials, row.estimate.successes) == (trials, successes)
        assert row.estimate.basis == "period" or successes <= trials
    own = metrics.competencies_of(ANNA, metrics.window("90d"))
    assert ("no range is shown" in own.note) == (counts[0][1] > counts[0][0])
