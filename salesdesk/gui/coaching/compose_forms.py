"""Declares the forms that open in the Coaching log and on the Desk: note, point, meeting, strength, assignment."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from salesdesk.env.errors import UserError
from salesdesk.env.typed_dates import parse_typed_time
from salesdesk.gui.coaching.compose_form import Asked, ComposeForm, NewRecord, Said, What
from salesdesk.model.fields import Field, FieldType
from salesdesk.practice.assignments import THE_QUESTION, AssignmentDraft
from salesdesk.services.changes import Changes

DUE_DAYS: Final = 14
MOST_ADVICE: Final = 3
LED_TO: Final = {
    None: "",
    True: _("Yes: a sales assignment."),
    False: _("Not yet: a development assignment, a small step of learning."),
}


def _starts_at(form: ComposeForm) -> datetime | None:
    day = form.value("day")
    return datetime.combine(day, parse_typed_time(form.value("time"))) if day is not None else None


def _a_week_from_now(form: ComposeForm) -> Mapping[str, Any]:
    """Offers a meeting of the usual kind a week from now, at a free time."""
    day = form.context.clock.today() + timedelta(days=7)
    time = f"{form.coaching.free_time(day, form.person_id()):%H:%M}"
    return {"kind": "one_on_one", "day": day, "time": time}


def _busy(form: ComposeForm) -> str:
    """Says whom another meeting of that time is with; it can be planned all the same."""
    try:
        at = _starts_at(form)
    except UserError:
        at = None
    other = form.coaching.busy_at(at, form.person_id()) if at is not None else ""
    return _("At that time you meet {other}.", other=other) if other else ""


def _plan(form: ComposeForm) -> Changes:
    starts = _starts_at(form)
    if starts is None:
        raise UserError(_("Nothing was planned yet. Say on which day, such as “fri” or “26 nov”."))
    return form.coaching.plan_meeting(form.needed_person_id(), str(form.value("kind")), starts)


def _add_strength(form: ComposeForm) -> Changes:
    """Writes a strength down; it counts when something showed it, so both are asked for."""
    values = {name: form.value(name).strip() for name in ("name", "evidence")}
    if not all(values.values()):
        raise UserError(_("Nothing was added yet. Say what the strength is and what showed it."))
    changes = form.records.add("strength", {"salesperson_id": form.needed_person_id(), **values})
    form.coaching.drafts.forget("strength", form.person_id())
    return changes


def _assignment(form: ComposeForm) -> AssignmentDraft:
    """Gives the assignment as far as it is written; what belongs to learning counts only there."""
    plain = AssignmentDraft(
        what=form.value("what"), knows_how=form.value("knows_how"), due_on=form.value("due"),
        assigned_on=form.context.clock.today(),
    )  # fmt: skip
    if plain.knows_how is not False:
        return plain
    return replace(plain, **{name: form.value(name) for name in LEARNING})


def _advice(form: ComposeForm) -> str:
    """Thinks aloud only about what is written; what is missing is said when it is to be added."""
    person, draft = form.person_id(), _assignment(form)
    if person is None or not draft.what.strip() or draft.knows_how is None:
        return ""
    found = [a.sentence for a in form.coaching.advice(person, draft) if a.severity == "warning"]
    return "\n".join(found[:MOST_ADVICE])


def _learns(form: ComposeForm) -> bool:
    return form.value("knows_how") is False


NOTE: Final = NewRecord(
    what="note", kind="note", heading=_("New note"), verb=_("Add note"), whom=_("About"), first="text",
    may_be_nobody=True,
    lines=(
        Asked("text", hint=_("What you saw or heard. Private unless you share it.")),
        Asked("sign"),
        Asked("shared", field=Field(label=_("Share it with the salesperson"), type=FieldType.BOOLEAN)),
    ),
    begins=lambda _form: {"sign": "neutral"},
    add=lambda form: form.coaching.add_note(
        form.person_id(), form.value("text"), shared=form.value("shared"), sign=str(form.value("sign"))
    ),
)  # fmt: skip
POINT: Final = NewRecord(
    what="point", kind="agenda_point", heading=_("Put on the agenda"), verb=_("Put on the agenda"),
    whom=_("With"), first="text",
    lines=(
        Asked("text", _("What"), _("A question, rather than an order")),
        Asked("private", field=Field(label=_("Only I see it"), type=FieldType.BOOLEAN)),
    ),
    add=lambda form: form.coaching.bring_up(
        form.needed_person_id(), form.value("text"), private=form.value("private")
    ),
)  # fmt: skip
MEETING: Final = NewRecord(
    what="meeting", kind="one_on_one", heading=_("Plan a meeting"), verb=_("Plan it"), whom=_("With"), first="day",
    lines=(
        Asked("kind"),
        Asked("day", _("When"), field=Field(label=_("Day"), type=FieldType.DATE)),
        Asked("time", field=Field(label=_("Time"), type=FieldType.TEXT), beside=True),
        Said(_busy, "busy", "soon"),
    ),
    begins=_a_week_from_now,
    preset=lambda kind: {"kind": kind},
    add=_plan,
)  # fmt: skip
STRENGTH: Final = NewRecord(
    what="strength", kind="strength", heading=_("New strength"), verb=_("Add strength"), whom=_("Whose"),
    first="name",
    lines=(
        Asked("name", _("Strength"), _("Such as: asks for the client's metric")),
        Asked("evidence", _("What showed it"), _("Which deal or call, in a few words")),
    ),
    add=_add_strength,
)  # fmt: skip
LEARNING: Final = ("axis", "basis", "basis_text", "done_in", "own_words")
"""What is asked of an assignment of somebody who does not know how yet."""
SUCH_AS: Final = {"done_in": _("Such as: the next three first meetings")}
ASSIGNMENT: Final = NewRecord(
    what="assignment", kind="assignment", heading=_("New assignment"), verb=_("Assign"), whom=_("With"),
    first="what",
    lines=(
        Asked("what", _("What will be done")),
        Asked("knows_how", THE_QUESTION, buttons=(
            (True, _("Yes"), "compose_knows_how", THE_QUESTION),
            (False, _("Not yet"), "compose_does_not_know_how", THE_QUESTION),
        )),
        Said(lambda form: LED_TO[form.value("knows_how")], "led_to"),
        *(Asked(name, hint=SUCH_AS.get(name, ""), when=_learns) for name in LEARNING),
        Asked("due", _("Due"), field=Field(label=_("Due"), type=FieldType.DATE)),
        Said(_advice, "advice", "soon"),
    ),
    begins=lambda form: {"due": form.context.clock.today() + timedelta(days=DUE_DAYS)},
    preset=lambda kind: {"knows_how": kind != "development"},
    add=lambda form: form.coaching.add_assignment(form.needed_person_id(), _assignment(form)),
)  # fmt: skip
FORMS: Final[Mapping[What, NewRecord]] = {
    form.what: form for form in (NOTE, POINT, MEETING, STRENGTH, ASSIGNMENT)
}
