"""The practices of assignments: enough development among them, and each of it small and within work that is done."""

from dataclasses import replace
from datetime import date

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.coaching import AXES, Assignment
from salesdesk.model.fields import Audience
from salesdesk.model.team import ChosenThreshold
from salesdesk.practice.assignments import AssignmentDraft
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.desk import DeskService
from salesdesk.services.sessions.service import SessionService
from salesdesk.services.team.service import TeamService
from salesdesk.store.desk_file import DeskFile
from tests.practices.nudges import nudges_about
from tests.services.session_desk import Table

TODAY = date(2026, 11, 11)
STEP = AssignmentDraft(
    what="Ask for one referral at each success review", knows_how=False, axis="commitment", basis="strength",
    basis_text="Asks calm questions", done_in="The next three success reviews", own_words="I forget to ask",
    minutes_a_week=20, due_on=date(2026, 11, 25),
)  # fmt: skip


def assign(desk: DeskFile, person_id: int, kind: str, count: int) -> None:
    """Gives somebody assignments that are open today."""
    with desk.change("Assign", undoable=False) as work:
        work.session.add_all(
            Assignment(salesperson_id=person_id, kind=kind, what="Call", assigned_on=TODAY, due_on=TODAY)
            for _ in range(count)
        )


def set_limit(desk: DeskFile, name: str, value: float) -> None:
    """Changes a threshold of the team."""
    with desk.change("Threshold", undoable=False) as work:
        work.session.add(ChosenThreshold(key=name, value=value))


def agreed(sessions: SessionService, meeting: int) -> list[str]:
    return [item.what for item in sessions.state(meeting, Audience.SALESPERSON).this_time]


def test_that_too_small_a_share_of_development_is_said_of_each_person_and_of_the_manager(
    desk: DeskFile, clock: FixedClock, table: Table
) -> None:
    assign(desk, table.ada, "sales", 3)
    assert DeskService(desk, clock).view().mix.share.words == "20%, 1 of 5"
    assert DeskService(desk, clock).view(table.ada).mix.share.words == "20%, 1 of 5"
    thin = "Development is 20%, 1 of 5 assignments; the aim is 30% or more."
    team = TeamService(desk, clock)
    assert team.page(table.ada).mix_alert == thin
    assert team.page(table.bruno).mix_alert == "There has been no development assignment yet."
    assert CoachingService(desk, clock).balance().manager.alert == thin
    set_limit(desk, "development_share_floor", 0.2)
    assert team.page(table.ada).mix_alert is None


@pytest.mark.parametrize("missing", ["basis", "basis_text"])
def test_that_a_development_assignment_builds_on_a_strength_or_closes_a_gap(
    missing: str, desk: DeskFile, clock: FixedClock, sessions: SessionService, meeting: int, table: Table
) -> None:
    bare = replace(STEP, **{missing: "" if missing == "basis_text" else None})
    with pytest.raises(UserError, match="strength"):
        sessions.agree_assignment(meeting, bare)
    with pytest.raises(UserError, match="strength"):
        CoachingService(desk, clock).add_assignment(table.ada, bare)
    sessions.agree_assignment(meeting, STEP)
    (item,) = sessions.state(meeting, Audience.SALESPERSON).this_time
    assert (item.basis, item.basis_text) == ("strength", "Asks calm questions")


def test_that_development_is_sorted_into_four_lanes_by_what_it_builds(
    desk: DeskFile, clock: FixedClock, sessions: SessionService, meeting: int, table: Table
) -> None:
    with pytest.raises(UserError, match="knowledge, skill, commitment or capacity"):
        sessions.agree_assignment(meeting, replace(STEP, axis=None))
    for axis in AXES:
        sessions.agree_assignment(meeting, replace(STEP, axis=axis, what=f"Build {axis}"))
    board = TeamService(desk, clock).board(table.ada)
    assert {lane.axis: [item.what for item in lane.open] for lane in board.lanes} == {
        axis: [f"Build {axis}"] for axis in AXES
    }
    assert all(lane.question.endswith("?") for lane in board.lanes)
    assert board.streak_weeks == 2


@pytest.mark.parametrize("what", ["Attend the negotiation workshop", "Online course on pricing"])
def test_that_a_workshop_is_refused_as_a_development_assignment_wherever_it_is_written(
    what: str, desk: DeskFile, clock: FixedClock, sessions: SessionService, meeting: int, table: Table
) -> None:
    event = replace(STEP, what=what)
    with pytest.raises(UserError, match="belong in the training plan"):
        sessions.agree_assignment(meeting, event)
    with pytest.raises(UserError, match="belong in the training plan"):
        CoachingService(desk, clock).add_assignment(table.ada, event)
    assert agreed(sessions, meeting) == []


@pytest.mark.parametrize(
    ("too_large", "limit", "enough"),
    [
        (replace(STEP, minutes_a_week=31), "development_minutes", 31),
        (replace(STEP, due_on=date(2026, 12, 10)), "development_weeks", 5),
    ],
)
def test_that_a_step_larger_than_the_teams_limit_is_to_be_split(
    too_large: AssignmentDraft,
    limit: str,
    enough: int,
    desk: DeskFile,
    sessions: SessionService,
    meeting: int,
) -> None:
    with pytest.raises(UserError, match="first part"):
        sessions.agree_assignment(meeting, too_large)
    set_limit(desk, limit, enough)
    sessions.agree_assignment(meeting, too_large)
    assert agreed(sessions, meeting) == [STEP.what]


def test_that_a_step_asks_for_the_work_it_is_done_in_and_is_agreed_all_the_same(
    sessions: SessionService, meeting: int
) -> None:
    chore = replace(STEP, done_in=" ")
    (advice,) = sessions.advice(meeting, chore)
    assert (advice.field, advice.severity) == ("done_in", "warning")
    assert advice.sentence.startswith("When will it be done, in work that is done anyway?")
    sessions.agree_assignment(meeting, chore)
    assert agreed(sessions, meeting) == [STEP.what]


@pytest.mark.parametrize(("kind", "limit", "field"), [
    ("development", 2, "open_development_limit"), ("sales", 5, "open_sales_limit"),
])  # fmt: skip
def test_that_too_many_open_at_once_are_said_when_one_is_written_and_on_the_desk(
    kind: str, limit: int, field: str, desk: DeskFile, clock: FixedClock, table: Table
) -> None:
    draft = replace(STEP, knows_how=kind == "sales")
    coaching = CoachingService(desk, clock)
    assign(desk, table.bruno, kind, limit)
    (advice,) = [a for a in coaching.advice(table.bruno, draft) if a.field == "kind"]
    assert advice.sentence == f"{limit} {kind} assignments are open already; which one can wait?"
    assert not loads(desk, clock, table.bruno)
    assign(desk, table.bruno, kind, 1)
    assert loads(desk, clock, table.bruno) == [
        f"{limit + 1} {kind} assignments are open at once; {limit} is plenty"
    ]
    set_limit(desk, field, limit + 2)
    assert not loads(desk, clock, table.bruno)


def loads(desk: DeskFile, clock: FixedClock, person_id: int) -> list[str]:
    """Gives what the Desk says of how much somebody has on, once nothing more urgent stands before it."""
    return [nudge.sentence for nudge in nudges_about(desk, clock, person_id) if nudge.key.startswith("load_")]
