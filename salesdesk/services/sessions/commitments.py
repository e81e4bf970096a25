"""Reads and writes what is agreed in a one-on-one: the fork decides which kind each follow-up is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesdesk.env.errors import UserError
from salesdesk.model.coaching import Assignment, OneOnOne
from salesdesk.practice.assignments import Advice, AssignmentDraft, Limits, Load, advise, is_rivalry
from salesdesk.services.records import RecordRow
from salesdesk.services.sessions.values import Agreed

OUTCOMES = {"done": "Tick off", "open": "Reopen", "dropped": "Drop", "carry": "Carry over"}
"""What can become of an assignment, with the words for the step of undo."""
CARRIED_DAYS = 7
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def agreed_of(row: RecordRow) -> Agreed:
    """Makes the plain value of one assignment."""
    v = row.values
    return Agreed(
        id=row.id, what=v["what"], kind=v["kind"], state=v["state"], axis=v["axis"] or "",
        basis=v["basis"] or "", basis_text=v["basis_text"] or "", done_in=v["done_in"] or "",
        own_words=(v["own_words"] or "").strip(), competency=row.texts.get("competency_id", ""),
        due_on=v["due_on"], evidence=v["evidence"] or "", times_carried=v["times_carried"],
    )  # fmt: skip


def advice_on(session: Session, settings: Any, person_id: int, draft: AssignmentDraft) -> list[Advice]:
    """Gives what a draft still needs and what to think about, by the person's load and the team's limits."""
    return advise(draft, _load(session, person_id), _limits(settings))


def agree(
    session: Session, meeting: OneOnOne, draft: AssignmentDraft, settings: Any, today: date, deal: int | None
) -> Assignment:
    """Adds an assignment; raises UserError with the first thing it still needs."""
    draft = replace(draft, assigned_on=draft.assigned_on or today)
    needed = [
        a for a in advice_on(session, settings, meeting.salesperson_id, draft) if a.severity == "required"
    ]
    if needed:
        raise UserError(needed[0].sentence)
    development = draft.settled_kind == "development"
    assignment = Assignment(
        salesperson_id=meeting.salesperson_id, one_on_one_id=meeting.id, opportunity_id=deal,
        what=draft.what.strip(), kind=draft.settled_kind, assigned_on=draft.assigned_on, due_on=draft.due_on,
        nudge=not development and (draft.nudge or is_rivalry(draft.what)),
    )  # fmt: skip
    if development:
        _describe(assignment, draft)
    session.add(assignment)
    return assignment


def settle(assignment: Assignment, outcome: str, evidence: str, today: date, due_on: date | None) -> None:
    """Marks an assignment as done, dropped, open again, or carried over to another day."""
    if outcome not in OUTCOMES:
        raise ValueError(f"unknown outcome {outcome}")
    assignment.state = "open" if outcome == "carry" else outcome
    assignment.done_on = today if outcome == "done" else None
    if evidence.strip():
        assignment.evidence = evidence.strip()
    if outcome == "carry":
        assignment.times_carried += 1
        assignment.due_on = due_on or today + timedelta(days=CARRIED_DAYS)


def balance_words(this_time: Sequence[Agreed], open_development: int) -> str:
    """Says, where nothing develops the person, that one small step is missing; empty otherwise."""
    sales = sum(item.kind == "sales" for item in this_time)
    if not sales or sales < len(this_time):
        return ""
    if sales > 1:
        count = NUMBER_WORDS[sales].capitalize() if sales < len(NUMBER_WORDS) else str(sales)
        return (
            f"{count} sales assignments and none to develop would not be a coaching session: "
            "add one small step."
        )
    return (
        ""
        if open_development
        else "A sales assignment alone builds nothing new: add one small step to learn."
    )


def _describe(assignment: Assignment, draft: AssignmentDraft) -> None:
    assignment.axis, assignment.basis = draft.axis, draft.basis
    assignment.basis_text = draft.basis_text.strip() or None
    assignment.done_in = draft.done_in.strip() or None
    assignment.own_words = draft.own_words.strip() or None
    assignment.competency_id = draft.competency_id
    assignment.minutes_a_week = draft.minutes_a_week


def _load(session: Session, person_id: int) -> Load:
    statement = (
        select(Assignment.kind, func.count())
        .where(Assignment.salesperson_id == person_id, Assignment.state == "open")
        .group_by(Assignment.kind)
    )
    counts: dict[str, int] = {row[0]: row[1] for row in session.execute(statement)}
    return Load(counts.get("development", 0), counts.get("sales", 0))


def _limits(settings: Any) -> Limits:
    return Limits(
        minutes_a_week=settings["development_minutes"], weeks=settings["development_weeks"],
        open_development=settings["open_development_limit"], open_sales=settings["open_sales_limit"],
    )  # fmt: skip
