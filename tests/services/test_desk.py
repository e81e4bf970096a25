"""Holds what the Desk shows: what is due, this week, and the four figures."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Assignment, OneOnOne
from salesdesk.model.deals import Opportunity
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.services.desk import DeskService
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile

TODAY = date(2026, 11, 11)  # a Wednesday
MONDAY = datetime(2026, 11, 9)


@pytest.fixture
def service(desk: DeskFile, clock: FixedClock) -> DeskService:
    """The Desk of a team of two."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all([Salesperson(name=name, joined_on=date(2020, 1, 1)) for name in ("Ada", "Ben")])
    return DeskService(desk, clock)


def write(desk: DeskFile, *records: object) -> None:
    """Adds records."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all(records)


def test_that_an_empty_desk_says_that_there_is_nobody_and_nothing(desk: DeskFile, clock: FixedClock) -> None:
    view = DeskService(desk, clock).view()
    assert (view.has_people, view.has_deals, view.needs, view.week) == (False, False, (), ())
    assert view.pace.team.attainment.quota is None
    assert (view.reviews_on_time.count, view.reviews_on_time.of) == (0, 0)


def test_that_the_figures_are_of_one_person_or_of_all(desk: DeskFile, service: DeskService) -> None:
    for person, amount in ((1, 100), (2, 50)):
        write(
            desk,
            Opportunity(
                name="Pump", salesperson_id=person, outcome="won", closed_on=TODAY, amount=Decimal(amount)
            ),
            Quota(salesperson_id=person, starts_on=date(2026, 10, 1), amount=Decimal(200)),
        )
    assert (service.view().pace.team.attainment.won, service.view().pace.team.attainment.quota) == (150, 400)
    assert (service.view(2).pace.team.attainment.won, service.view(2).pace.team.attainment.quota) == (50, 200)
    assert service.view().has_deals


@pytest.mark.parametrize(("days", "on_time"), [(35, 1), (36, 0)])
def test_that_a_review_is_on_time_up_to_the_limit(
    days: int, on_time: int, desk: DeskFile, service: DeskService
) -> None:
    starts = datetime(2026, 11, 11, 8) - timedelta(days=days)
    write(desk, OneOnOne(salesperson_id=1, state="held", starts_at=starts))
    share = service.view().reviews_on_time
    assert (share.count, share.of) == (on_time, 2)


def test_that_this_week_runs_from_monday_to_sunday_in_order(desk: DeskFile, service: DeskService) -> None:
    starts = [
        MONDAY - timedelta(minutes=1),
        MONDAY,
        MONDAY + timedelta(days=6, hours=23),
        MONDAY + timedelta(days=7),
    ]
    write(desk, *(OneOnOne(salesperson_id=1, starts_at=at) for at in starts))
    for due, state in ((8, "open"), (9, "open"), (12, "done"), (15, "open"), (16, "open")):
        write(
            desk,
            Assignment(
                salesperson_id=2,
                what=f"Due {due}",
                assigned_on=TODAY,
                due_on=date(2026, 11, due),
                state=state,
            ),
        )
    week = service.view().week
    assert [(line.kind, line.record_id, line.timed) for line in week] == [
        ("assignment", 2, False), ("one_on_one", 2, True), ("assignment", 4, False), ("one_on_one", 3, True),
    ]  # fmt: skip
    assert [(line.person, line.what) for line in week[:2]] == [("Ben", "Due 9"), ("Ada", "one_on_one")]
    assert [line.person_id for line in service.view(2).week] == [2, 2]


@pytest.mark.parametrize(("days", "counted"), [(89, 1), (90, 0)])
def test_that_the_mix_is_of_the_last_ninety_days(
    days: int, counted: int, desk: DeskFile, service: DeskService
) -> None:
    on = TODAY - timedelta(days=days)
    write(desk, Assignment(salesperson_id=1, what="Practise", kind="development", assigned_on=on))
    assert service.view().mix.development == counted
    assert service.view(2).mix.development == 0


def test_that_the_needs_of_one_person_are_theirs_alone(service: DeskService) -> None:
    everybody = service.view().needs
    assert {nudge.person_id for nudge in everybody} == {1, 2}
    assert service.view(1).needs == tuple(nudge for nudge in everybody if nudge.person_id == 1)


def test_that_a_postponed_need_is_quiet_for_two_weeks_and_can_be_undone(
    desk: DeskFile, service: DeskService, clock: FixedClock
) -> None:
    nudge = service.view().needs[0]
    service.postpone(nudge, "On holiday")
    assert nudge.key not in {need.key for need in service.view().needs}
    assert RecordsService(desk).one("postponement", 1).values["reason"] == "On holiday"
    clock.moment += timedelta(days=13)
    assert nudge.key not in {need.key for need in service.view().needs}
    clock.moment += timedelta(days=1)
    assert nudge.key in {need.key for need in service.view().needs}
    clock.moment -= timedelta(days=7)
    desk.undo()
    assert nudge.key in {need.key for need in service.view().needs}


def test_that_what_is_in_the_trash_is_not_on_the_desk(desk: DeskFile, service: DeskService) -> None:
    write(desk, OneOnOne(salesperson_id=1, starts_at=MONDAY), OneOnOne(salesperson_id=2, starts_at=MONDAY))
    RecordsService(desk).trash("salesperson", [1])
    view = service.view()
    assert [line.person for line in view.week] == ["Ben"]
    assert {nudge.person for nudge in view.needs} == {"Ben"}
