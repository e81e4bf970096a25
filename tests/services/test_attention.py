"""Holds what is counted about a salesperson before the rules look at it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from salesdesk.model.coaching import AgendaPoint, Assignment, OneOnOne, Postponement
from salesdesk.model.team import Salesperson, Strength
from salesdesk.services.attention import nudges
from salesdesk.services.records import RecordsService
from salesdesk.services.team_settings_edit import TeamSettingsService
from salesdesk.store.desk_file import DeskFile
from tests.services.facts import facts_about, people_looked_at

TODAY = date(2026, 11, 11)
NOON = datetime(2026, 11, 11, 12)


def day(days: int) -> date:
    """Gives the day so many days from today."""
    return TODAY + timedelta(days=days)


def moment(days: int) -> datetime:
    """Gives noon so many days from today."""
    return NOON + timedelta(days=days)


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    """A desk with Ada, somebody who left and a candidate."""
    write(
        desk, Salesperson(name="Ada", joined_on=date(2020, 1, 1)), Salesperson(name="Gone", status="archived"),
        Salesperson(name="New", status="candidate"),
    )  # fmt: skip
    return desk


def write(desk: DeskFile, *records: Any) -> None:
    """Adds records."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all(records)


def ada(desk: DeskFile) -> Any:
    """Gives the facts about Ada, who is the only one looked at."""
    return facts_about(desk, TODAY)


def test_that_only_who_is_in_the_team_is_looked_at(team: DeskFile) -> None:
    assert people_looked_at(team, TODAY) == ["Ada"]
    RecordsService(team).trash("salesperson", [1])
    assert people_looked_at(team, TODAY) == []


def test_that_only_reviews_that_were_held_count_as_reviews(team: DeskFile) -> None:
    meetings = [("one_on_one", "held", -40), ("joint_call", "held", -1), ("one_on_one", "excused", -2),
                ("quarterly_review", "held", -90), ("debrief", "held", -1), ("one_on_one", "planned", -3)]  # fmt: skip
    write(team, *(OneOnOne(salesperson_id=1, kind=k, state=s, starts_at=moment(d)) for k, s, d in meetings))
    facts = ada(team)
    assert (facts.last_review, facts.last_formal, facts.next_planned) == (day(-40), day(-90), None)
    assert facts.running_session is None


def test_that_the_next_planned_one_counts_from_this_morning_on(team: DeskFile) -> None:
    write(team, *(OneOnOne(salesperson_id=1, starts_at=moment(days)) for days in (-1, 0, 5)))
    assert ada(team).next_planned == TODAY


def test_that_a_running_one_on_one_is_known(team: DeskFile) -> None:
    write(team, OneOnOne(salesperson_id=1, state="running", starts_at=NOON))
    assert ada(team).running_session == 1


def test_that_an_assignment_is_late_the_day_after_it_was_due(team: DeskFile) -> None:
    for kind, state, due in (
        ("sales", "open", -1), ("sales", "open", 0), ("sales", "done", -9), ("development", "open", None),
    ):  # fmt: skip
        write(
            team,
            Assignment(
                salesperson_id=1, what="Call", kind=kind, state=state, assigned_on=day(-10),
                due_on=None if due is None else day(due),
            ),
        )  # fmt: skip
    facts = ada(team)
    assert (facts.late_assignments, facts.open_sales, facts.open_development) == (1, 2, 1)


@pytest.mark.parametrize(("days", "count"), [(-29, 1), (-30, 0)])
def test_that_sales_assignments_of_lately_are_counted(days: int, count: int, team: DeskFile) -> None:
    write(team, Assignment(salesperson_id=1, what="Call", assigned_on=day(days)))
    assert ada(team).sales_lately == count
    assert ada(team).last_development is None


def test_that_points_carried_twice_and_not_discussed_are_counted(team: DeskFile) -> None:
    for carried, discussed in ((1, None), (2, None), (5, None), (2, TODAY)):
        write(team, AgendaPoint(salesperson_id=1, text="x", times_carried=carried, discussed_on=discussed))
    assert ada(team).carried_points == 2


def test_that_what_is_in_the_trash_does_not_count(team: DeskFile) -> None:
    write(
        team, *(Strength(salesperson_id=1, name=f"S{n}", evidence="A call") for n in range(3)),
        OneOnOne(salesperson_id=1, state="held", starts_at=moment(-3)),
        Assignment(salesperson_id=1, what="Call", assigned_on=day(-9), due_on=day(-2)),
        AgendaPoint(salesperson_id=1, text="x", times_carried=2),
    )  # fmt: skip
    for kind, ids in (("strength", [1, 2]), ("one_on_one", [1]), ("assignment", [1]), ("agenda_point", [1])):
        RecordsService(team).trash(kind, ids)
    facts = ada(team)
    assert (facts.strengths, facts.last_review, facts.late_assignments, facts.carried_points) == (
        1,
        None,
        0,
        0,
    )


@pytest.mark.parametrize(("until", "heard"), [(1, False), (0, True)])
def test_that_a_postponed_nudge_is_heard_again_on_its_day(until: int, heard: bool, team: DeskFile) -> None:
    assert "formal:1" in {nudge.key for nudge in nudges(team, TODAY)}
    write(team, Postponement(nudge="formal:1", until=day(until)))
    assert ("formal:1" in {nudge.key for nudge in nudges(team, TODAY)}) is heard


def test_that_late_comes_before_soon_for_the_whole_team(team: DeskFile) -> None:
    write(team, Salesperson(name="Aaron", joined_on=TODAY))
    severities = [nudge.severity for nudge in nudges(team, TODAY)]
    assert severities == sorted(severities, key=lambda severity: severity != "late")
    assert set(severities) == {"late", "soon"}


def test_that_the_limits_are_those_of_the_team(team: DeskFile) -> None:
    write(team, OneOnOne(salesperson_id=1, state="held", starts_at=moment(-40)))
    write(team, OneOnOne(salesperson_id=1, kind="quarterly_review", state="held", starts_at=moment(-60)))
    assert "review:1" in {nudge.key for nudge in nudges(team, TODAY)}
    TeamSettingsService(team).edit("review_days", 40)
    assert "review:1" not in {nudge.key for nudge in nudges(team, TODAY)}


def test_that_the_time_without_development_counts_from_the_day_the_last_one_was_done(team: DeskFile) -> None:
    write(
        team, Assignment(salesperson_id=1, what="Ask one more question", kind="development", state="done",
                         assigned_on=day(-60), done_on=day(-1)),
    )  # fmt: skip
    assert "no_development:1" not in {nudge.key for nudge in nudges(team, TODAY)}
