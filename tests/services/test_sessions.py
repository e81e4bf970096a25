"""A one-on-one as a state: what each side sees, what one action does, and what survives."""

import time as time_module
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.fields import Audience
from salesdesk.practice.assignments import AssignmentDraft
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.sessions.service import SessionService
from salesdesk.services.sessions.timing import elapsed_seconds, resumed_start
from salesdesk.services.sessions.values import SessionState, Timer
from salesdesk.store.desk_file import DeskFile
from tests.services.session_desk import OTHERS, PRIVATE_WORDS, Table, lay_table

DEVELOPMENT = AssignmentDraft(
    what="Ask for one referral at each success review", knows_how=False, axis="commitment", basis="strength",
    basis_text="Asks calm questions", done_in="The next three success reviews", own_words="I forget to ask",
    due_on=date(2026, 11, 25),
)  # fmt: skip
SALES = AssignmentDraft(what="Follow up the Ferrum proposal", knows_how=True, due_on=date(2026, 11, 13))


@pytest.fixture
def table(desk: DeskFile) -> Table:
    return lay_table(desk)


@pytest.fixture
def service(desk: DeskFile, clock: FixedClock) -> SessionService:
    return SessionService(desk, clock)


@pytest.fixture
def meeting(service: SessionService, table: Table) -> int:
    return service.prepare(table.ada)


def shared(service: SessionService, meeting: int) -> SessionState:
    return service.state(meeting, Audience.SALESPERSON)


def own(service: SessionService, meeting: int) -> SessionState:
    return service.state(meeting, Audience.MANAGER)


def every_text(value: Any) -> list[str]:
    """Gives every text that stands anywhere in a state."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for f in fields(value) for text in every_text(getattr(value, f.name))]
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in every_text(part)]
    if isinstance(value, tuple | list):
        return [text for part in value for text in every_text(part)]
    return []


def test_that_the_agenda_has_its_seven_steps_in_order_with_words_on_what_is_in_them(
    service: SessionService, meeting: int
) -> None:
    steps = shared(service, meeting).steps
    assert [s.title for s in steps] == [
        "Wins first", "What we agreed", "Your numbers", "One deal", "Build a skill", "Your plan", "Agree and book",
    ]  # fmt: skip
    assert [s.subtitle for s in steps][:4] == [
        "1 since last time", "1 done, 1 open, 1 point", "two ratios, one question", "choose one",
    ]  # fmt: skip


def test_that_the_seven_lines_count_what_happened_since_the_last_session(
    service: SessionService, meeting: int, table: Table
) -> None:
    lines = {line.key: line for line in own(service, meeting).lines}
    assert list(lines) == [
        "new_opportunities", "new_proposals", "conversion_rates", "closing_ratios", "contacts",
        "items_not_met", "follow_ups",
    ]  # fmt: skip
    assert lines["new_opportunities"].now == 2
    assert lines["new_opportunities"].arrow == "up"
    assert lines["new_proposals"].row_ids == (table.deal,)
    assert [part.now.count_words for part in lines["conversion_rates"].parts] == [
        "1 of 2",
        "1 of 1",
    ]
    assert lines["closing_ratios"].parts[0].now.trials == 2
    assert lines["closing_ratios"].parts[1].name == "Won to proposals"
    assert (lines["contacts"].now, lines["contacts"].before) == (10, 10)
    assert lines["items_not_met"].row_ids == (table.open_item,)
    assert "meant for 2 days ago" in lines["items_not_met"].value_text
    assert lines["follow_ups"].now == 0


def test_that_the_salesperson_sees_no_ratio_before_saying_the_own_numbers(
    service: SessionService, meeting: int, table: Table
) -> None:
    before = shared(service, meeting)
    assert all(c.record is None for c in before.competencies)
    assert {
        line.value_text for line in before.lines if line.key in {"conversion_rates", "closing_ratios"}
    } == {"after your own numbers"}
    service.rate(meeting, table.meeting_ratio, number=0.62, rating=3)
    service.reveal(meeting, table.meeting_ratio)
    first, second = shared(service, meeting).competencies
    assert first.record is not None
    assert second.record is None
    assert first.record.now.share == 0.5
    assert first.difference == pytest.approx(0.12)
    assert len(first.record.trend) == 7


def test_that_the_own_number_cannot_be_changed_once_the_record_is_shown(
    service: SessionService, meeting: int, table: Table
) -> None:
    service.rate(meeting, table.meeting_ratio, number=0.62)
    service.reveal(meeting, table.meeting_ratio)
    with pytest.raises(UserError, match="kept as it was said"):
        service.rate(meeting, table.meeting_ratio, number=0.5)


def test_that_nothing_private_and_nobody_else_is_in_what_the_salesperson_sees(
    service: SessionService, meeting: int, table: Table
) -> None:
    service.write_note(meeting, "skill", "Zwetschge again", "private")
    service.add_point(meeting, "Quitte", "private")
    for competency in (table.meeting_ratio, table.win_ratio):
        service.reveal(meeting, competency)
    texts = " | ".join(every_text(shared(service, meeting)))
    assert not [word for word in (*PRIVATE_WORDS, *OTHERS, "Bruno") if word in texts]
    assert shared(service, meeting).manager is None
    ours = " | ".join(every_text(own(service, meeting)))
    assert "Zwetschge again" in ours
    assert "Quitte" in ours


def test_that_only_the_manager_sees_at_most_five_ranked_holes(service: SessionService, meeting: int) -> None:
    side = own(service, meeting).manager
    assert side is not None
    assert 0 < len(side.holes) <= 5
    assert [h.weight for h in side.holes] == sorted((h.weight for h in side.holes), reverse=True)
    assert any(h.kind == "gate" and "Told us who decides" in h.text for h in side.holes)


def test_that_a_planned_one_on_one_of_today_is_started_instead_of_a_new_one(
    service: SessionService, table: Table, clock: FixedClock
) -> None:
    first = service.prepare(table.ada)
    service.book_next(first, date(2026, 11, 18), time(11))
    service.finish(first, "agree")
    clock.moment = datetime(2026, 11, 18, 11, 2)
    second = service.prepare(table.ada)
    assert second != first
    state = own(service, second)
    assert (state.state, state.day) == ("running", date(2026, 11, 18))
    assert service.running() == second


def test_that_a_planned_one_on_one_can_be_started_before_its_day_and_never_twice(
    service: SessionService, meeting: int, table: Table, desk: DeskFile
) -> None:
    service.book_next(meeting, date(2026, 11, 18), time(11))
    service.finish(meeting, "agree")
    planned = desk.rows("SELECT id FROM one_on_one WHERE state = 'planned'")[0]["id"]
    assert service.prepare(one_on_one_id=planned) == planned
    assert service.prepare(table.ada) == planned
    with pytest.raises(UserError, match="stands in the coaching log"):
        service.prepare(one_on_one_id=meeting)


def test_that_a_session_resumes_after_a_crash_at_the_same_step_with_its_text_and_time(
    service: SessionService, meeting: int, desk: DeskFile, clock: FixedClock, tmp_path: Path
) -> None:
    service.go_to(meeting, "deal")
    service.write_note(meeting, "deal", "They want the small line fir")
    clock.moment += timedelta(minutes=12, seconds=40)
    reopened = DeskFile.open(desk.path, clock)
    again = SessionService(reopened, clock)
    running = again.running()
    assert running == meeting
    state = again.state(meeting, Audience.SALESPERSON)
    assert state.step == "deal"
    assert state.notes["deal"] == "They want the small line fir"
    assert state.timer.elapsed_seconds == 760
    assert state.timer.planned_minutes == 30
    reopened.close()


def test_that_the_clock_of_a_planned_talk_starts_at_nothing(
    service: SessionService, table: Table, desk: DeskFile, clock: FixedClock
) -> None:
    plan = CoachingService(desk, clock).plan_meeting(table.bruno, "one_on_one", clock.now())
    meeting = service.prepare(one_on_one_id=plan.new_id("one_on_one"))
    assert shared(service, meeting).timer == Timer(elapsed_seconds=0, planned_minutes=30)
    clock.moment += timedelta(minutes=1)
    assert shared(service, meeting).timer == Timer(elapsed_seconds=60, planned_minutes=30)


def test_that_the_clock_stands_still_while_a_session_is_left(
    service: SessionService, meeting: int, table: Table, clock: FixedClock
) -> None:
    clock.moment += timedelta(minutes=10)
    service.leave(meeting)
    clock.moment += timedelta(hours=3)
    assert service.prepare(table.ada) == meeting
    clock.moment += timedelta(minutes=5)
    assert own(service, meeting).timer.elapsed_seconds == 15 * 60


def test_that_typing_in_one_note_is_one_step_of_undo(
    service: SessionService, meeting: int, desk: DeskFile
) -> None:
    for text in ("W", "We", "We won"):
        service.write_note(meeting, "wins", text)
    assert desk.undo_name() == "Write note on “Wins first”"
    desk.undo()
    assert shared(service, meeting).notes == {}


def test_that_the_fork_decides_which_kind_of_assignment_it_is(service: SessionService, meeting: int) -> None:
    service.agree_assignment(meeting, SALES)
    service.agree_assignment(meeting, DEVELOPMENT)
    sales, development = shared(service, meeting).this_time
    assert (sales.kind, development.kind) == ("sales", "development")
    assert (development.axis, development.basis, development.proposed) == ("commitment", "strength", False)


def test_that_a_development_assignment_without_its_axis_is_held_back_with_a_sentence(
    service: SessionService, meeting: int
) -> None:
    draft = AssignmentDraft(what="Ask better questions", knows_how=False, due_on=date(2026, 11, 20))
    with pytest.raises(UserError, match="knowledge, skill, commitment or capacity"):
        service.agree_assignment(meeting, draft)
    assert shared(service, meeting).this_time == ()
    assert {a.field for a in service.advice(meeting, draft)} >= {"axis", "basis", "basis_text", "done_in"}


def test_that_too_large_a_step_is_asked_to_be_split(service: SessionService, meeting: int) -> None:
    from dataclasses import replace

    too_long = replace(DEVELOPMENT, due_on=date(2027, 1, 20))
    with pytest.raises(UserError, match="first part"):
        service.agree_assignment(meeting, too_long)


def test_that_a_development_assignment_stays_proposed_until_it_is_said_in_own_words(
    service: SessionService, meeting: int
) -> None:
    from dataclasses import replace

    service.agree_assignment(meeting, replace(DEVELOPMENT, own_words=""))
    item = shared(service, meeting).this_time[0]
    assert item.proposed
    service.put_in_own_words(item.id, "I forget to ask when the call went well")
    assert not shared(service, meeting).this_time[0].proposed


def test_that_sales_assignments_alone_ask_for_one_small_step_to_develop(
    service: SessionService, meeting: int
) -> None:
    service.agree_assignment(meeting, SALES)
    service.agree_assignment(
        meeting, AssignmentDraft(what="Book the gate review", knows_how=True, due_on=date(2026, 11, 13))
    )
    assert shared(service, meeting).balance.startswith("Two sales assignments and none to develop")
    service.agree_assignment(meeting, DEVELOPMENT)
    assert shared(service, meeting).balance == ""


def test_that_what_was_agreed_last_time_can_be_done_carried_over_or_dropped(
    service: SessionService, meeting: int, table: Table, desk: DeskFile
) -> None:
    service.settle_assignment(table.open_item, "carry")
    item = next(a for a in shared(service, meeting).agreed if a.id == table.open_item)
    assert (item.times_carried, item.due_on) == (1, date(2026, 11, 18))
    service.settle_assignment(table.open_item, "done", "Sent on Tuesday")
    item = next(a for a in shared(service, meeting).agreed if a.id == table.open_item)
    assert (item.state, item.evidence) == ("done", "Sent on Tuesday")
    assert desk.undo_name() == "Tick off “Send Ferrum the smaller first order”"
    service.settle_assignment(table.open_item, "dropped")
    assert table.open_item not in {a.id for a in shared(service, meeting).agreed}


def test_that_one_deal_shows_its_gates_and_takes_the_evidence_of_the_next(
    service: SessionService, meeting: int, table: Table
) -> None:
    service.choose(meeting, deal=table.deal)
    deal = shared(service, meeting).deal
    assert deal is not None
    assert (deal.passed, len(deal.gates), deal.stage, deal.stage_days) == (1, 3, "Proposal", 5)
    assert [gate.due for gate in deal.gates] == [True, True, True]
    service.pass_gate(table.deal, table.gate, "Org chart drawn in the meeting")
    service.set_next_step(table.deal, "Send us the drawing", date(2026, 11, 16))
    deal = shared(service, meeting).deal
    assert deal is not None
    assert (deal.passed, deal.next_step) == (2, "Send us the drawing")
    assert shared(service, meeting).steps[3].subtitle == "Ferrum Works, 2 of 3 gates"
    service.pass_gate(table.deal, table.gate, passed=False)
    assert shared(service, meeting).deal.passed == 1  # type: ignore[union-attr]


def test_that_points_not_discussed_carry_over_to_the_person(
    service: SessionService, meeting: int, table: Table
) -> None:
    service.add_point(meeting, "Company car", raised_by="salesperson")
    state = shared(service, meeting)
    assert [p.text for p in state.points] == ["Trade fair stand", "Company car"]
    service.answer_point(meeting, table.point)
    service.finish(meeting, "agree", seen=True)
    following = service.prepare(table.ada)
    carried = shared(service, following).points
    assert [(p.text, p.times_carried) for p in carried] == [("Company car", 1)]


def test_that_finishing_keeps_the_answer_and_books_the_suggested_date(
    service: SessionService, meeting: int, clock: FixedClock
) -> None:
    assert own(service, meeting).next.starts_at == datetime(2026, 11, 18, 9)
    clock.moment += timedelta(minutes=28)
    service.finish(meeting, "disagree", "The goal of 60% is not mine", seen=True)
    state = own(service, meeting)
    assert (state.state, state.timer.elapsed_seconds) == ("held", 28 * 60)
    assert (state.wrap.answer, state.wrap.comment, state.wrap.seen_on) == (
        "disagree", "The goal of 60% is not mine", date(2026, 11, 11),
    )  # fmt: skip
    assert state.next.booked
    assert service.running() is None


def test_that_a_disagreement_needs_its_comment(service: SessionService, meeting: int) -> None:
    with pytest.raises(UserError, match="with its comment"):
        service.finish(meeting, "disagree", "  ")
    assert own(service, meeting).running


def test_that_a_next_date_in_the_past_is_refused(service: SessionService, meeting: int) -> None:
    with pytest.raises(UserError, match="choose a later day"):
        service.book_next(meeting, date(2026, 11, 10), time(9))


def test_that_the_checklist_that_took_too_long_is_said_to_the_manager_alone(
    service: SessionService, meeting: int, clock: FixedClock
) -> None:
    service.go_to(meeting, "agreed")
    clock.moment += timedelta(minutes=14)
    service.go_to(meeting, "numbers")
    side = own(service, meeting).manager
    assert side is not None
    assert side.checklist_seconds == 14 * 60
    assert "47% of the session" in side.checklist_alert


def test_that_finishing_is_one_step_of_undo(service: SessionService, meeting: int, desk: DeskFile) -> None:
    service.finish(meeting, "agree")
    assert desk.undo_name() == "Finish one-on-one with Ada Lindqvist"
    desk.undo()
    state = own(service, meeting)
    assert state.running
    assert not state.next.booked


def test_that_how_a_step_was_led_is_the_managers_own_mark(service: SessionService, meeting: int) -> None:
    service.write_note(meeting, "skill", None, "private", way="tell")
    service.write_note(meeting, "skill", None, "private", way="develop")
    side = own(service, meeting).manager
    assert side is not None
    assert side.ways == {"skill": "develop"}
    assert shared(service, meeting).manager is None


@pytest.mark.parametrize(
    ("begun", "now"),
    [
        pytest.param(datetime(2026, 10, 25, 2, 50), datetime(2026, 10, 25, 2, 10, fold=1), id="summer time ends"),
        pytest.param(datetime(2026, 3, 29, 1, 50), datetime(2026, 3, 29, 3, 10), id="summer time begins"),
    ],
)  # fmt: skip
def test_that_a_talk_over_a_change_of_the_clock_counts_what_it_took(
    monkeypatch: pytest.MonkeyPatch, begun: datetime, now: datetime
) -> None:
    monkeypatch.setenv("TZ", "Europe/Vienna")
    time_module.tzset()
    try:
        assert elapsed_seconds(begun, None, now) == 20 * 60
        assert elapsed_seconds(resumed_start(begun, 20, None, now), None, now) == 20 * 60
    finally:
        monkeypatch.undo()
        time_module.tzset()


WEEKEND = timedelta(days=2, hours=17)


@pytest.mark.parametrize(
    ("typed_after", "minutes"),
    [(None, 30), (12, 30), (47, 47)],
    ids=["nothing typed", "typed early", "typed late"],
)
@pytest.mark.parametrize(
    "then", ["finish", "leave", "look and finish", "restart and finish", "type and finish", "turn and finish"]
)
def test_that_a_talk_left_open_over_a_weekend_counts_to_its_last_word_at_least_as_long_as_planned(
    service: SessionService, meeting: int, desk: DeskFile, clock: FixedClock,
    typed_after: int | None, minutes: int, then: str,
) -> None:  # fmt: skip
    if typed_after is not None:
        clock.moment += timedelta(minutes=typed_after)
        service.write_note(meeting, "wins", "hello")
    clock.moment += WEEKEND
    if then == "look and finish":
        assert own(service, meeting).timer == Timer(minutes * 60, 30, stood_open=True)
    if then == "restart and finish":
        service = SessionService(desk, clock)
    if then == "type and finish":
        service.write_note(meeting, "deal", "What was that?")
    if then == "turn and finish":
        service.go_to(meeting, "book")
    if then == "leave":
        service.leave(meeting)
        assert desk.rows("SELECT minutes FROM one_on_one WHERE id = ?", (meeting,))[0][0] == minutes
        service.prepare(one_on_one_id=meeting)
        clock.moment += timedelta(minutes=5)
        service.finish(meeting, "agree")
        assert desk.rows("SELECT minutes FROM one_on_one WHERE id = ?", (meeting,))[0][0] == minutes + 5
        return
    service.finish(meeting, "agree")
    assert desk.rows("SELECT minutes FROM one_on_one WHERE id = ?", (meeting,))[0][0] == minutes
    assert own(service, meeting).timer == Timer(minutes * 60, 30, stood_open=True)


def test_that_a_step_turned_to_counts_as_the_last_trace_of_a_talk(
    service: SessionService, meeting: int, clock: FixedClock
) -> None:
    clock.moment += timedelta(minutes=50)
    service.go_to(meeting, "agreed")
    clock.moment += WEEKEND
    service.go_to(meeting, "deal")
    assert own(service, meeting).manager.checklist_seconds == 0  # type: ignore[union-attr]
    clock.moment += timedelta(minutes=3)
    service.write_note(meeting, "deal", "Yes, that was it")
    service.finish(meeting, "agree")
    assert own(service, meeting).timer == Timer(53 * 60, 30, stood_open=True)


def test_that_a_long_talk_in_which_nobody_types_is_none_left_open(
    service: SessionService, meeting: int, clock: FixedClock
) -> None:
    clock.moment += timedelta(hours=2, minutes=30)
    service.finish(meeting, "agree")
    assert own(service, meeting).timer == Timer(150 * 60, 30)


def test_that_no_clock_makes_a_talk_longer_than_a_day(
    service: SessionService, meeting: int, clock: FixedClock
) -> None:
    clock.moment += timedelta(days=3650)
    service.write_note(meeting, "wins", "hello")
    service.finish(meeting, "agree")
    assert own(service, meeting).timer.elapsed_seconds <= 24 * 60 * 60
