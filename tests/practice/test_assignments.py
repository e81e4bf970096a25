"""The fork, and what each kind of assignment asks for."""

from dataclasses import replace
from datetime import date

import pytest

from salesdesk.practice.assignment_library import (
    DIAGNOSIS_QUESTIONS,
    IDEAS,
    SALES_TEMPLATES,
    gaps,
)
from salesdesk.practice.assignments import (
    CAPACITY_QUESTION,
    THE_QUESTION,
    AssignmentDraft,
    Limits,
    Load,
    advise,
    asks_for_hours,
    fork,
    is_aware,
    is_event,
    is_rivalry,
)

TODAY = date(2026, 11, 11)
DEVELOPMENT = AssignmentDraft(
    what="Open with the client's metric",
    knows_how=False,
    axis="skill",
    basis="gap",
    basis_text="Conversations that stay with the product",
    done_in="The next three first meetings",
    own_words="I start with what we sell",
    minutes_a_week=20,
    assigned_on=TODAY,
    due_on=date(2026, 12, 4),
)
SALES = AssignmentDraft(what="Send the offer", knows_how=True, assigned_on=TODAY, due_on=TODAY)


def fields(draft: AssignmentDraft, severity: str, load: Load | None = None) -> set[str]:
    return {advice.field for advice in advise(draft, load) if advice.severity == severity}


def test_that_the_fork_follows_what_the_person_knows() -> None:
    assert fork(True) == "sales"
    assert fork(False) == "development"
    assert fork(None) is None


def test_that_an_empty_draft_is_asked_the_question() -> None:
    assert any(advice.sentence == THE_QUESTION for advice in advise(AssignmentDraft()))
    assert fields(AssignmentDraft(), "required") == {"what", "knows_how", "due_on"}


def test_that_complete_drafts_need_nothing_more() -> None:
    assert advise(DEVELOPMENT) == []
    assert advise(SALES) == []


def test_that_a_development_assignment_needs_its_axis_and_what_it_builds_on() -> None:
    bare = AssignmentDraft(what="Ask who decides", knows_how=False, due_on=TODAY)
    assert fields(bare, "required") == {"axis", "basis", "basis_text"}
    assert fields(bare, "warning") == {"done_in", "own_words"}


def test_that_without_own_words_it_is_only_proposed() -> None:
    assert is_aware(DEVELOPMENT)
    assert not is_aware(replace(DEVELOPMENT, own_words=" "))
    assert fields(replace(DEVELOPMENT, own_words=""), "required") == set()
    assert is_aware(SALES)


def test_that_large_steps_are_to_be_split() -> None:
    assert fields(replace(DEVELOPMENT, minutes_a_week=31), "required") == {"minutes_a_week"}
    assert fields(replace(DEVELOPMENT, due_on=date(2026, 12, 10)), "required") == {"due_on"}
    assert fields(replace(DEVELOPMENT, weeks=5), "required") == {"due_on"}
    assert fields(replace(DEVELOPMENT, minutes_a_week=30, weeks=4), "required") == set()
    assert advise(replace(DEVELOPMENT, minutes_a_week=60), limits=Limits(minutes_a_week=60)) == []


def test_that_too_many_at_once_are_a_warning() -> None:
    assert fields(DEVELOPMENT, "warning", Load(development=1)) == set()
    assert fields(DEVELOPMENT, "warning", Load(development=2)) == {"kind"}
    assert fields(SALES, "warning", Load(sales=4)) == set()
    assert fields(SALES, "warning", Load(sales=5)) == {"kind"}


@pytest.mark.parametrize(
    "what",
    [
        "Attend the negotiation workshop in May",
        "Go to a two-day seminar",
        "Closing techniques seminar",
        "Take an online course on pricing",
        "Negotiation workshop",
        "Watch the webinar about the new product",
        "Join the sales conference",
    ],
)
def test_that_events_belong_in_the_training_plan(what: str) -> None:
    assert is_event(what)
    draft = replace(DEVELOPMENT, what=what)
    assert any("training plan" in advice.sentence for advice in advise(draft))
    assert fields(draft, "required")


@pytest.mark.parametrize(
    "what",
    [
        "Open with the client's metric",
        "Take notes at the client's workshop",
        "Prepare the workshop with the client",
        "Ask for the next step, of course with a day",
        "Say what the customer's seminar is to change",
    ],
)
def test_that_work_with_a_client_is_not_an_event(what: str) -> None:
    assert not is_event(what)


def test_that_an_event_may_be_a_sales_assignment() -> None:
    assert fields(replace(SALES, what="Attend the trade fair"), "required") == set()


@pytest.mark.parametrize(
    "what", ["Put in more hours next week", "Work late on Thursday", "Stay longer", "Overtime"]
)
def test_that_more_hours_lead_to_the_capacity_question(what: str) -> None:
    assert asks_for_hours(what)
    assert CAPACITY_QUESTION in {advice.sentence for advice in advise(replace(SALES, what=what))}


@pytest.mark.parametrize(
    "what",
    [
        "A team mate is a few sales ahead",
        "Ben is ahead by a couple of sales",
        "Catch up with Ben",
        "Beat Ben",
    ],
)
def test_that_rivalry_is_a_nudge(what: str) -> None:
    assert is_rivalry(what)
    assert fields(replace(SALES, what=what), "warning") == {"nudge"}
    assert fields(replace(SALES, what=what, nudge=True), "warning") == set()


def test_that_ordinary_work_is_neither_rivalry_nor_hours() -> None:
    for what in ("Call ahead of the meeting", "Look at the deals ahead", "Send the offer in two hours"):
        assert not is_rivalry(what)
        assert not asks_for_hours(what)


def test_that_a_sales_assignment_holds_nothing_the_person_cannot_do() -> None:
    draft = replace(SALES, kind="sales", knows_how=False)
    assert fields(draft, "required") == {"knows_how"}


def test_that_a_due_day_before_the_agreement_is_refused() -> None:
    assert fields(replace(SALES, due_on=date(2026, 11, 10)), "required") == {"due_on"}


def test_that_the_templates_follow_their_own_rules() -> None:
    assert [template.key for template in SALES_TEMPLATES] == ["follow_up", "hours", "rivalry"]
    for template in SALES_TEMPLATES:
        assert is_rivalry(template.what) == template.nudge
        assert asks_for_hours(template.what) == template.ask_capacity


def test_that_every_idea_is_a_small_step_of_a_known_axis() -> None:
    for idea in IDEAS:
        draft = AssignmentDraft(
            what=idea.what, knows_how=False, axis=idea.axis, basis="gap", basis_text=idea.gap,
            done_in=idea.done_in, own_words="mine", minutes_a_week=idea.minutes_a_week, weeks=idea.weeks,
            due_on=TODAY,
        )  # fmt: skip
        assert idea.axis in DIAGNOSIS_QUESTIONS
        assert advise(draft) == []


def test_that_the_library_names_each_gap_once() -> None:
    assert len(gaps()) == len(set(gaps()))
