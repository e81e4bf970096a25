"""The practices of the one-on-one: the seven lines, the holes, and the fork that a follow-up goes through."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.session.session_view import SessionView
from salesdesk.model.coaching import AgendaPoint, Assignment
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.deals import Gate, Opportunity, OpportunityChange, Stage
from salesdesk.model.fields import Audience
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.practice.holes import Hole
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile
from tests.services.session_desk import Table

BEHIND = {
    "new_opportunities": "Ferrum sensors",
    "new_proposals": "Ferrum line two",
    "conversion_rates": "Ferrum spare parts",
    "closing_ratios": "Ferrum line one",
    "contacts": "week of 9 Nov: 10",
    "items_not_met": "Send Ferrum the smaller first order, due",
    "follow_ups": "Call the architect",
}
"""What stands behind each of the seven lines of Ada."""
SINCE_SPRING = [date(2026, 11, 9) - timedelta(weeks=week) for week in range(25)]


def part(view: QWidget, name: str) -> Any:
    found = view.findChild(QWidget, name)
    assert found is not None, f"there is no {name}"
    return found


def words_in(view: QWidget) -> str:
    return " | ".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def begin_assignment(qtbot: QtBot, view: SessionView, *, knows_how: bool, what: str = "") -> None:
    """Goes through the fork as far as the form."""
    part(view, "add_assignment").click()
    part(view, "knows_how" if knows_how else "does_not_know_how").click()
    qtbot.keyClicks(part(view, "draft_what"), what)


def test_that_each_of_the_seven_lines_opens_what_happened_since_last_time(
    qtbot: QtBot, view: SessionView, sessions: SessionService, meeting: int, clock: FixedClock
) -> None:
    begin_assignment(qtbot, view, knows_how=True, what="Call the architect")
    part(view, "agree_assignment").click()
    part(view, "step_agreed").click()
    assert [line.key for line in sessions.state(meeting, Audience.MANAGER).lines] == list(BEHIND)
    sessions.reveal(meeting, 1)
    sessions.reveal(meeting, 2)
    view.reload()
    for key, behind in BEHIND.items():
        line = part(view, f"line_{key}")
        line.click()
        assert f"{line.text()}:\n" in words_in(view)
        assert behind in words_in(view), key
        line.click()
        assert f"{line.text()}:\n" not in words_in(view)


def test_that_too_long_on_the_seven_lines_is_said_on_the_managers_side(
    view: SessionView, clock: FixedClock
) -> None:
    part(view, "step_agreed").click()
    clock.moment += timedelta(minutes=11)
    part(view, "step_numbers").click()
    assert "could have been read before" not in words_in(view)
    view.toggle_private()
    view.toggle_private()
    assert "The checklist took 37% of the session; this could have been read before." in words_in(view)


def _deal(**values: Any) -> Opportunity:
    sound = {"name": "Crane", "salesperson_id": 1, "stage_id": 1, "amount": Decimal(1000),
             "next_step": "Sends the drawing", "started_on": date(2026, 11, 2)}  # fmt: skip
    return Opportunity(**(sound | values))


def _moved(field: str, before: str, after: str, day: datetime, deal: int) -> OpportunityChange:
    stages = {"Discovery": 1, "Meeting": 1, "Won": 2}
    return OpportunityChange(
        opportunity_id=deal, field=field, before=before, after=after, noted_at=day,
        before_id=stages.get(before), after_id=stages.get(after),
    )  # fmt: skip


HOLES: dict[str, Callable[[], list[Any]]] = {
    "next_step": lambda: [_deal(next_step=None)],
    "gate": lambda: [_deal(), Gate(stage_id=1, name="Named a budget")],
    "stage_age": lambda: [
        _deal(started_on=date(2026, 8, 1)),
        _deal(salesperson_id=None, outcome="won", stage_id=2, closed_on=date(2026, 7, 1)),
        _moved("stage_id", "Discovery", "Meeting", datetime(2026, 6, 1, 12), 2),
        _moved("stage_id", "Meeting", "Won", datetime(2026, 6, 11, 12), 2),
    ],
    "forecast_moved": lambda: [
        _deal(expected_on=date(2026, 12, 1)),
        _moved("expected_on", "2026-10-01", "2026-11-01", datetime(2026, 9, 20, 12), 1),
        _moved("expected_on", "2026-11-01", "2026-12-01", datetime(2026, 10, 20, 12), 1),
    ],
    "carried": lambda: [
        _deal(),
        Assignment(salesperson_id=1, what="Call", assigned_on=date(2026, 11, 1), times_carried=2),
    ],
    "coverage": lambda: [_deal(), Quota(salesperson_id=1, starts_on=date(2026, 10, 1), amount=Decimal(9000))],
    "ratio": lambda: [
        _deal(),
        Competency(name="To meeting", of_what="conversations", into_what="meetings"),
        *(
            CompetencyNumber(
                salesperson_id=1, competency_id=1, week_start=monday, trials=10,
                successes=2 if place < 12 else 7,
            )
            for place, monday in enumerate(SINCE_SPRING)
        ),
    ],
}  # fmt: skip


def holes_of(desk: DeskFile, clock: FixedClock, *records: Any) -> tuple[Hole, ...]:
    """Gives what the manager sees of Ada, who stands on a desk with a few records."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add(Salesperson(name="Ada Lindqvist"))
        work.session.add_all(
            [Stage(name="Meeting", position=1), Stage(name="Won", position=2, outcome="won")]
        )
        work.session.flush()
        for record in records:
            work.session.add(record)
            work.session.flush()
    sessions = SessionService(desk, clock)
    side = sessions.state(sessions.prepare(1), Audience.MANAGER).manager
    assert side is not None
    return side.holes


@pytest.mark.parametrize("kind", HOLES)
def test_that_a_hole_of_each_sort_is_found_in_the_records(
    kind: str, desk: DeskFile, clock: FixedClock
) -> None:
    (hole,) = holes_of(desk, clock, *HOLES[kind]())
    assert hole.kind == kind
    assert hole.question.endswith("?")


def test_that_sound_records_have_no_hole(desk: DeskFile, clock: FixedClock) -> None:
    point = AgendaPoint(salesperson_id=1, text="Trade fair", times_carried=1)
    assert holes_of(desk, clock, _deal(), point) == ()


def test_that_of_many_holes_the_five_heaviest_are_shown(
    qtbot: QtBot, view: SessionView, desk: DeskFile
) -> None:
    with desk.change("More", undoable=False) as work:
        for number in range(7):
            work.session.add(AgendaPoint(salesperson_id=1, text=f"Point {number}", times_carried=3))
    view.toggle_private()
    view.toggle_private()
    holes = [b for b in view.findChildren(QAbstractButton) if b.accessibleName().startswith("Follow up: ")]
    assert len(holes) == 5


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_Y, "sales"), (Qt.Key.Key_N, "development")])
def test_that_a_hole_becomes_the_assignment_the_fork_leads_to(
    key: Qt.Key, kind: str, qtbot: QtBot, view: SessionView, sessions: SessionService, meeting: int
) -> None:
    view.toggle_private()
    view.toggle_private()
    hole = next(b for b in view.findChildren(QAbstractButton) if b.accessibleName().startswith("Follow up: "))
    about = hole.accessibleName().removeprefix("Follow up: ")
    qtbot.keyClick(hole, Qt.Key.Key_Space)
    assert "Do you already know how to do this?" in words_in(view)
    assert about not in words_in(view), "the manager's words stay on the manager's side"
    qtbot.keyClicks(part(view, "about"), "Ask who else decides")
    qtbot.keyClick(part(view, "about"), Qt.Key.Key_Return)
    qtbot.keyClick(part(view, "fork_panel"), key)
    assert part(view, "draft_what").text() == "Ask who else decides"
    if kind == "development":
        part(view, "draft_basis_text").setEditText("Stops at the first contact")
        part(view, "draft_basis_gap").click()
        part(view, "draft_axis_skill").click()
    part(view, "agree_assignment").click()
    agreed = sessions.state(meeting, Audience.MANAGER).this_time
    assert [(a.kind, a.what, a.basis_text) for a in agreed] == [
        (kind, "Ask who else decides", "Stops at the first contact" if kind == "development" else "")
    ]


def test_that_naming_who_is_ahead_is_a_nudge_and_more_hours_ask_about_capacity(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock, table: Table
) -> None:
    begin_assignment(qtbot, view, knows_how=True)
    patterns = {b.accessibleName(): b for b in view.findChildren(QAbstractButton)}
    patterns["Start from: Which proposal waits?"].click()
    assert part(view, "draft_what").text() == "Ask the client what is open in the proposal"
    patterns["Start from: What needs more hours?"].click()
    assert "Are hours what is missing?" in words_in(view)
    patterns["Start from: Whose way could you try?"].click()
    assert "This compares with a colleague; what would your own next step be?" in words_in(view)
    part(view, "agree_assignment").click()
    mix = CoachingService(desk, clock).balance(table.ada).people[0].mix
    assert (mix.development, mix.sales, mix.nudges) == (1, 1, 1)


def test_that_results_are_talked_about_before_competencies(view: SessionView) -> None:
    steps = [b.objectName() for b in view.findChildren(QAbstractButton) if b.objectName().startswith("step_")]
    assert steps.index("step_wins") < steps.index("step_numbers") < steps.index("step_skill")
