"""The Coaching log on a real desk file."""

from datetime import date, datetime, time, timedelta

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.coaching import Assignment
from salesdesk.model.team import Salesperson
from salesdesk.practice.assignments import AssignmentDraft
from salesdesk.services.coaching import log as reading
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.coaching.values import LogFilter
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile

TODAY = date(2026, 11, 11)
DEVELOPMENT = AssignmentDraft(
    what="Open with the client's metric", knows_how=False, axis="skill", basis="gap", basis_text="First minute",
    done_in="The next three first meetings", own_words="I start with us", due_on=TODAY + timedelta(days=14),
)  # fmt: skip


@pytest.fixture
def coaching(desk: DeskFile, clock: FixedClock) -> CoachingService:
    with desk.change("People") as work:
        work.session.add_all([Salesperson(id=1, name="Zora Quill"), Salesperson(id=2, name="Abel Finch")])
    return CoachingService(desk, clock)


def fill(coaching: CoachingService) -> None:
    coaching.plan_meeting(1, "monthly_review", datetime(2026, 11, 20, 10))
    coaching.add_note(1, "Spoke less, asked more", shared=True, sign="strength")
    coaching.add_note(2, "Seems tired")
    coaching.add_assignment(1, DEVELOPMENT)
    sales = AssignmentDraft(
        what="Call the mill",
        knows_how=True,
        due_on=TODAY - timedelta(days=1),
        assigned_on=TODAY - timedelta(days=9),
    )
    coaching.add_assignment(2, sales)


def test_that_the_log_is_one_line_of_time_newest_first(coaching: CoachingService) -> None:
    fill(coaching)
    log = coaching.log(LogFilter())
    assert log.entries[0].kind == "one_on_one"
    assert log.total == 5
    assert len({entry.id for entry in log.entries}) == 5
    assert [e.at for e in log.entries] == sorted((e.at for e in log.entries), reverse=True)


def test_that_a_longer_log_is_read_without_counting_it(
    coaching: CoachingService, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(coaching)
    monkeypatch.setattr(reading, "MOST_LINES", 3)
    assert len(coaching.log(LogFilter()).entries) == 3
    assert coaching.log(LogFilter()).total is None
    assert coaching.count(LogFilter()) == 5
    assert coaching.count(LogFilter(person_id=2)) == 2


def test_that_every_filter_narrows_the_log(coaching: CoachingService) -> None:
    fill(coaching)

    def whats(**wanted: object) -> list[str]:
        return sorted(entry.what for entry in coaching.log(LogFilter(**wanted)).entries)

    assert whats(person_id=2) == ["Call the mill", "Seems tired"]
    assert whats(kinds=frozenset({"note"})) == ["Seems tired", "Spoke less, asked more"]
    assert whats(sorts=frozenset({"development"})) == ["Open with the client's metric"]
    assert whats(states=frozenset({"open"})) == ["Call the mill", "Open with the client's metric"]
    assert whats(visibility="private") == ["Seems tired"]
    assert "Seems tired" not in whats(visibility="shared")
    assert whats(words="mill") == ["Call the mill"]
    assert whats(words="tired") == ["Seems tired"]
    assert whats(words="nothing such") == []
    assert whats(kinds=frozenset()) == []


def test_that_a_note_is_private_unless_it_is_shared_and_never_empty(coaching: CoachingService) -> None:
    fill(coaching)
    private = {e.what: e.private for e in coaching.log(LogFilter(kinds=frozenset({"note"}))).entries}
    assert private == {"Seems tired": True, "Spoke less, asked more": False}
    with pytest.raises(UserError, match="empty note"):
        coaching.add_note(1, "   ")


def test_that_an_overdue_assignment_is_marked_late_until_it_is_done(
    desk: DeskFile, coaching: CoachingService
) -> None:
    fill(coaching)
    records = RecordsService(desk)
    mill = next(e for e in coaching.log(LogFilter()).entries if e.what == "Call the mill")
    assert mill.late
    changes = records.carry_out("assignment", mill.record_id, "done", "They want a visit")
    assert changes.kinds == {"assignment"}
    done = next(e for e in coaching.log(LogFilter()).entries if e.what == "Call the mill")
    assert (done.late, done.state) == (False, "Done")
    with desk.read() as session:
        assert session.get(Assignment, mill.record_id).evidence == "They want a visit"
    desk.undo()
    assert next(e for e in coaching.log(LogFilter()).entries if e.what == "Call the mill").late
    records.carry_out("assignment", mill.record_id, "drop")
    records.carry_out("assignment", mill.record_id, "reopen")
    assert next(e for e in coaching.log(LogFilter()).entries if e.what == "Call the mill").state == "Open"


def test_that_the_fork_decides_and_a_missing_field_holds_an_assignment_back(
    coaching: CoachingService,
) -> None:
    bare = AssignmentDraft(what="Learn to ask", knows_how=False, due_on=TODAY)
    with pytest.raises(UserError, match="What should grow"):
        coaching.add_assignment(1, bare)
    assert coaching.log(LogFilter()).total == 0
    undecided = coaching.advice(1, AssignmentDraft(what="Call", due_on=TODAY))
    assert undecided[0].sentence == "Does the person already know how to do this?"


def test_that_points_carry_over_until_they_are_discussed(desk: DeskFile, coaching: CoachingService) -> None:
    point = coaching.bring_up(1, "The Konrad visit").new_id("agenda_point")
    coaching.bring_up(2, "Holiday plans", private=True)
    assert [(p.person, p.private) for p in coaching.open_points()] == [
        ("Zora Quill", False),
        ("Abel Finch", True),
    ]
    assert [p.text for p in coaching.open_points(1)] == ["The Konrad visit"]
    RecordsService(desk).carry_out("agenda_point", point, "discussed")
    assert coaching.open_points(1) == []
    assert desk.undo_name() == "Point discussed"


def test_that_the_balance_names_the_manager_first_and_says_its_threshold_in_words(
    coaching: CoachingService,
) -> None:
    fill(coaching)
    balance = coaching.balance()
    assert (balance.manager.mix.development, balance.manager.mix.sales) == (1, 1)
    assert [row.label for row in balance.people] == ["Abel Finch", "Zora Quill"]
    abel, zora = balance.people
    assert abel.alert == "There has been no development assignment yet."
    assert zora.alert == ""
    assert "below 30%" in balance.words
    assert "30 days" in balance.words
    assert [row.label for row in coaching.balance(1).people] == ["Zora Quill"]


def test_that_the_balance_follows_the_threshold_of_the_team(
    desk: DeskFile, coaching: CoachingService
) -> None:
    fill(coaching)
    from salesdesk.model.team import ChosenThreshold

    with desk.change("Threshold") as work:
        work.session.add(ChosenThreshold(key="development_share_floor", value=0.6))
    assert "the aim is 60%" in coaching.balance().manager.alert


def test_that_assignments_before_the_ninety_days_do_not_count(coaching: CoachingService) -> None:
    early = TODAY - timedelta(days=90)
    old = AssignmentDraft(what="Long ago", knows_how=True, assigned_on=early, due_on=early)
    coaching.add_assignment(1, old)
    assert coaching.balance().empty


def test_that_two_people_are_not_proposed_the_same_half_hour(coaching: CoachingService) -> None:
    day = date(2026, 12, 4)
    assert coaching.free_time(day, 1) == time(10, 0)
    coaching.plan_meeting(1, "one_on_one", datetime(2026, 12, 4, 10))
    assert coaching.busy_at(datetime(2026, 12, 4, 10, 15), 2) == "Zora Quill"
    assert coaching.busy_at(datetime(2026, 12, 4, 10, 30), 2) == ""
    assert coaching.busy_at(datetime(2026, 12, 4, 10), 1) == "", "one meeting is not in its own way"
    assert coaching.free_time(day, 2) == time(10, 30)
    assert coaching.free_time(date(2026, 12, 7), 2) == time(10, 0)
