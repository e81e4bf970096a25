"""Holds the five ticks of a new desk, its quiet times, and that one person has one nudge."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Assignment, OneOnOne
from salesdesk.model.deals import Gate, ImportMapping, Stage
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.services.attention import begun_on, nudges, quiet_time
from salesdesk.services.desk import DeskService
from salesdesk.services.roster import RosterService
from salesdesk.services.undoing import UndoService
from salesdesk.store.desk_file import DeskFile
from tests.services.facts import facts_about

TODAY = date(2026, 11, 11)  # a Wednesday


def write(desk: DeskFile, *records: object) -> None:
    """Adds records."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all(records)


def people(desk: DeskFile, made: datetime, count: int = 2) -> None:
    """Adds people whom nothing is known about, on a desk that was begun at a moment."""
    write(desk, *(Salesperson(name=f"P{number}") for number in range(count)))
    with desk.change("Date them", undoable=False) as work:
        work.session.execute(update(Salesperson).values(created_at=made))


def done(service: DeskService) -> list[bool]:
    """Gives which of the ticks are set."""
    return [tick.done for tick in service.view().first_week]


def test_that_the_ticks_follow_the_facts_and_go_when_all_are_set(desk: DeskFile, clock: FixedClock) -> None:
    service = DeskService(desk, clock)
    assert done(service) == [False] * 5
    people(desk, datetime(2026, 11, 10))
    assert done(service) == [True, False, False, False, False]
    write(desk, *(Quota(salesperson_id=n, starts_on=date(2026, 10, 1), amount=9) for n in (1, 2)))
    stage = Stage(name="Meeting")
    write(desk, stage)
    write(desk, Gate(name="Has named a budget", stage_id=1))
    assert done(service) == [True, True, True, False, False]
    talks = service.view().first_week[3]
    assert (talks.action, talks.person_id, talks.action_label) == ("plan_one_on_one", 1, "Plan P0's")
    write(desk, OneOnOne(salesperson_id=1, starts_at=datetime(2026, 11, 20, 10)))
    assert service.view().first_week[3].person_id == 2
    write(desk, OneOnOne(salesperson_id=2, starts_at=datetime(2026, 11, 20, 11)))
    assert done(service) == [True, True, True, True, False]
    write(desk, ImportMapping(name="Deals", kind="deals", headers="[]", columns="{}"))
    assert service.view().first_week == ()


def test_that_the_first_week_is_put_away_and_brought_back_by_undo(desk: DeskFile, clock: FixedClock) -> None:
    service = DeskService(desk, clock)
    people(desk, datetime(2026, 11, 10))
    changes = service.put_first_week_away()
    assert changes.kinds == {"postponement"}
    assert service.view().first_week == ()
    UndoService(desk).undo()
    assert len(service.view().first_week) == 5


def test_that_a_desk_in_use_for_two_weeks_has_no_first_week(desk: DeskFile, clock: FixedClock) -> None:
    people(desk, datetime(2026, 11, 10))
    write(desk, OneOnOne(salesperson_id=1, state="held", starts_at=datetime(2026, 10, 28, 10)))
    assert DeskService(desk, clock).view().first_week == ()


def test_that_the_first_week_belongs_to_the_whole_team(desk: DeskFile, clock: FixedClock) -> None:
    people(desk, datetime(2026, 11, 10))
    assert DeskService(desk, clock).view(1).first_week == ()


@pytest.mark.parametrize(("days", "told"), [(0, 0), (13, 0), (14, 2), (400, 2)])
def test_that_the_first_two_weeks_of_a_desk_are_quiet(
    days: int, told: int, desk: DeskFile, clock: FixedClock
) -> None:
    people(desk, datetime(2026, 11, 11, 8) - timedelta(days=days))
    view = DeskService(desk, clock).view()
    assert len(view.needs) == told
    assert view.quiet == ("" if told else "new")
    assert sum(entry.needs for entry in RosterService(desk, clock).roster().people) == told


def test_that_weekends_are_quiet_but_for_a_talk_left_open(desk: DeskFile) -> None:
    people(desk, datetime(2026, 1, 1))
    write(desk, OneOnOne(salesperson_id=2, state="running", starts_at=datetime(2026, 11, 11, 10)))
    saturday = TODAY + timedelta(days=3)
    assert quiet_time(begun_on(desk), saturday) == "weekend"
    assert [nudge.key for nudge in nudges(desk, saturday)] == ["session_open:2"]
    assert len(nudges(desk, TODAY)) == 2


def test_that_one_person_has_one_nudge_on_the_desk_and_in_the_roster(
    desk: DeskFile, clock: FixedClock
) -> None:
    people(desk, datetime(2026, 1, 1), count=3)
    late = TODAY - timedelta(days=2)
    write(desk, *(Assignment(salesperson_id=1, what="Call", assigned_on=late, due_on=late) for _ in range(9)))
    found = Counter(nudge.person_id for nudge in DeskService(desk, clock).view().needs)
    assert found == {1: 1, 2: 1, 3: 1}
    assert [entry.needs for entry in RosterService(desk, clock).roster().people] == [1, 1, 1]


def test_that_the_assignment_carried_most_often_is_the_one_shown(desk: DeskFile) -> None:
    people(desk, datetime(2026, 1, 1))
    for days, carried in ((9, 0), (2, 2), (5, 1)):
        due = TODAY - timedelta(days=days)
        write(
            desk,
            Assignment(
                salesperson_id=1, what=f"Late {days}", assigned_on=due, due_on=due, times_carried=carried
            ),
        )
    told = nudges(desk, TODAY)[0]
    assert (told.action, told.record) == ("open_record", ("assignment", 2))


@pytest.mark.parametrize(
    ("kind", "heard"), [("one_on_one", True), ("joint_call", True), ("quarterly_review", False)]
)
def test_that_only_a_quarterly_review_silences_that_one_is_late(
    kind: str, heard: bool, desk: DeskFile
) -> None:
    write(desk, Salesperson(name="Ada", joined_on=date(2020, 1, 1)))
    write(desk, OneOnOne(salesperson_id=1, kind=kind, starts_at=datetime(2026, 11, 12, 10)))
    told = {nudge.key: nudge for nudge in nudges(desk, TODAY)}
    assert ("formal:1" in told) is heard
    if heard:
        assert told["formal:1"].preset == "quarterly_review"


def test_that_a_joint_call_ahead_is_no_review(desk: DeskFile) -> None:
    write(desk, Salesperson(name="Ada"))
    write(desk, OneOnOne(salesperson_id=1, kind="joint_call", starts_at=datetime(2026, 11, 12, 10)))
    assert facts_about(desk, TODAY).next_planned is None


def test_that_a_team_left_outside_is_chosen_and_not_imported_again(desk: DeskFile, clock: FixedClock) -> None:
    write(desk, *(Salesperson(name=f"P{number}", status="outside") for number in range(3)))
    tick = DeskService(desk, clock).view().first_week[0]
    assert (tick.done, tick.action, tick.action_label) == (False, "people_outside", "Choose your team")
    assert tick.words == "Nobody yet; 3 salespeople are not in it"
