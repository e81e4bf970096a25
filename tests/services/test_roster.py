"""Holds who is on the list at the left, with what beside the name."""

from collections import Counter
from datetime import date, datetime

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import OneOnOne
from salesdesk.model.team import Salesperson
from salesdesk.services.attention import nudges
from salesdesk.services.records import RecordsService
from salesdesk.services.roster import Roster, RosterService
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    """A desk with three in the team, one candidate and one who left."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all([
            Salesperson(name="zoe", joined_on=date(2026, 11, 2)),
            Salesperson(name="Ben", level="4", joined_on=date(2020, 1, 1)),
            Salesperson(name="ada", level="5", joined_on=date(2026, 11, 2)),
            Salesperson(name="Cleo", status="candidate"), Salesperson(name="Gone", status="archived"),
        ])  # fmt: skip
    return desk


def roster(desk: DeskFile, clock: FixedClock) -> Roster:
    """Reads the roster."""
    return RosterService(desk, clock).roster()


def test_that_people_are_sorted_by_name_and_candidates_stand_apart(team: DeskFile, clock: FixedClock) -> None:
    read = roster(team, clock)
    assert [entry.name for entry in read.people] == ["ada", "Ben", "zoe"]
    assert [entry.name for entry in read.candidates] == ["Cleo"]
    assert [entry.level for entry in read.people] == ["5", "4", "2"]
    assert (read.team_name, read.period_label) == ("My team", "Q4")


def test_that_the_count_beside_a_name_is_what_the_desk_lists(team: DeskFile, clock: FixedClock) -> None:
    counts = Counter(nudge.person_id for nudge in nudges(team, clock.today()))
    read = roster(team, clock)
    assert {entry.person_id: entry.needs for entry in read.people} == {
        1: counts[1],
        2: counts[2],
        3: counts[3],
    }
    assert [(entry.name, entry.late) for entry in read.people] == [
        ("ada", False),
        ("Ben", True),
        ("zoe", False),
    ]


def test_that_the_count_falls_when_something_is_done(team: DeskFile, clock: FixedClock) -> None:
    before = roster(team, clock).find(1)
    with team.change("Plan a talk") as work:
        work.session.add(OneOnOne(salesperson_id=1, starts_at=datetime(2026, 11, 20, 10)))
    after = roster(team, clock).find(1)
    assert before
    assert after
    assert after.needs == before.needs - 1


def test_that_somebody_is_found_by_id_and_nobody_by_none(team: DeskFile, clock: FixedClock) -> None:
    read = roster(team, clock)
    candidate = read.find(4)
    assert candidate
    assert candidate.name == "Cleo"
    assert (read.find(None), read.find(5), read.find(99)) == (None, None, None)


def test_that_the_trash_is_not_on_the_list(team: DeskFile, clock: FixedClock) -> None:
    RecordsService(team).trash("salesperson", [1, 4])
    read = roster(team, clock)
    assert [entry.name for entry in (*read.people, *read.candidates)] == ["ada", "Ben"]
