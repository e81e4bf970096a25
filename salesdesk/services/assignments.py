"""Says what an assignment still needs, makes one of a draft, and weighs those agreed lately, everywhere alike."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from salesdesk.env.errors import UserError
from salesdesk.env.short_words import quoted
from salesdesk.practice.assignments import Advice, AssignmentDraft, Limits, Load, advise, is_rivalry
from salesdesk.practice.mix import AssignmentMix, Span, assignment_mix
from salesdesk.services.changes import Changes
from salesdesk.services.people import of_team_or
from salesdesk.services.stored_values import day_of
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile, Row

if TYPE_CHECKING:
    from salesdesk.model.coaching import Assignment


def advice_on(desk: DeskFile, person_id: int, draft: AssignmentDraft) -> list[Advice]:
    """Says what a draft still needs and what to think about, by the person's load and the team's limits."""
    return advise(draft, _load(desk, person_id), _limits(desk))


def agree_on(
    desk: DeskFile, person_id: int, draft: AssignmentDraft, today: date, *,
    one_on_one_id: int | None = None, opportunity_id: int | None = None,
) -> Changes:  # fmt: skip
    """Agrees on an assignment, in a one-on-one or outside; raises UserError with the first thing it still needs."""
    from salesdesk.services.coaching.drafts import drop

    draft = replace(draft, assigned_on=draft.assigned_on or today)
    needed = next((a for a in advice_on(desk, person_id, draft) if a.severity == "required"), None)
    if needed is not None:
        raise UserError(_("Nothing was added yet. {sentence}", sentence=needed.sentence))
    with desk.change(_("Assign {quoted}", quoted=quoted(draft.what))) as work:
        if one_on_one_id is None:
            drop(work.session, "assignment", person_id)
        made = _assignment_of(draft, person_id)
        made.one_on_one_id, made.opportunity_id = one_on_one_id, opportunity_id
        work.session.add(made)
    return work.changes


def _assignment_of(draft: AssignmentDraft, person_id: int) -> "Assignment":
    """Makes the record of a draft; only an assignment to learn keeps what describes the learning."""
    from salesdesk.model.coaching import Assignment

    development = draft.settled_kind == "development"
    made = Assignment(
        salesperson_id=person_id, what=draft.what.strip(), kind=draft.settled_kind,
        assigned_on=draft.assigned_on, due_on=draft.due_on,
        nudge=not development and (draft.nudge or is_rivalry(draft.what)),
    )  # fmt: skip
    if development:
        made.axis, made.basis = draft.axis, draft.basis
        made.basis_text = draft.basis_text.strip() or None
        made.done_in = draft.done_in.strip() or None
        made.own_words = draft.own_words.strip() or None
        made.competency_id = draft.competency_id
        made.minutes_a_week = draft.minutes_a_week
    return made


def _load(desk: DeskFile, person_id: int) -> Load:
    rows = desk.rows(
        "SELECT kind, count(*) AS n FROM assignment WHERE deleted_at IS NULL AND state = 'open' "
        "AND salesperson_id = ? GROUP BY kind",
        (person_id,),
    )
    return Load(**{row["kind"]: row["n"] for row in rows})


def _limits(desk: DeskFile) -> Limits:
    chosen = team_settings(desk)
    return Limits(
        minutes_a_week=chosen["development_minutes"], weeks=chosen["development_weeks"],
        open_development=chosen["open_development_limit"], open_sales=chosen["open_sales_limit"],
    )  # fmt: skip


MIX_DAYS: Final = 90


def first_day(today: date) -> date:
    """Gives the first of the days that are weighed; today is the last."""
    return today - timedelta(days=MIX_DAYS - 1)


def recent_mix(desk: DeskFile, person_id: int | None, today: date) -> AssignmentMix:
    """Gives the balance of assignments of one person or of the team; comparisons with a colleague are not counted."""
    # The plus keeps SQLite from choosing the index on deleted_at, which nearly every row matches.
    rows = desk.rows(
        "SELECT kind, nudge FROM assignment WHERE assigned_on BETWEEN :since AND :today AND +deleted_at IS NULL "
        f"AND {of_team_or('salesperson_id')}",
        {"since": first_day(today).isoformat(), "today": today.isoformat(), "person": person_id},
    )
    return assignment_mix((row["kind"], bool(row["nudge"])) for row in rows)


def active_span(row: Row) -> Span:
    """Gives the days an assignment was active; one that was dropped ended when it was last changed."""
    ended = row["done_on"] or (None if row["state"] == "open" else row["changed_at"])
    return Span(date.fromisoformat(row["assigned_on"]), day_of(ended))
