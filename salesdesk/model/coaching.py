"""Declares what is said and agreed: one-on-ones, agenda points, notes and assignments."""

from datetime import date, datetime

from sqlalchemy import Index, literal_column
from sqlalchemy.orm import Mapped

from salesdesk.model.base import Record
from salesdesk.model.columns import choice, day, flag, long_text, moment, reference, text, whole
from salesdesk.model.words import (
    ANSWERS,
    ASSIGNMENT_KINDS,
    ASSIGNMENT_STATES,
    AUTHORS,
    AXES,
    BASES,
    DRAFT_FORMS,
    MEETING_KINDS,
    MEETING_STATES,
    PROBLEM_SORTS,
    RESPONSES,
    SIGNS,
    STEPS,
    VISIBILITY,
    WAYS,
)

MINUTES_OF_A_DAY = 24 * 60


class OneOnOne(Record):
    """A meeting of the manager with one salesperson, planned, running or held."""

    __tablename__ = "one_on_one"
    __table_args__ = (
        Index("ix_one_on_one_person_start", "salesperson_id", "starts_at"),
        Index("ix_one_on_one_start", "starts_at"),
        Index("ix_one_on_one_on_screen", "on_screen", sqlite_where=literal_column("on_screen")),
        Index("ix_one_on_one_running", "salesperson_id", sqlite_where=literal_column("state = 'running'")),
    )

    salesperson_id: Mapped[int] = reference(
        _("Salesperson"), "salesperson", owner=True, required=True, shared=True
    )
    kind: Mapped[str] = choice(_("Kind"), MEETING_KINDS, default="one_on_one", required=True, shared=True)
    state: Mapped[str] = choice(_("State"), MEETING_STATES, default="planned", required=True, shared=True)
    starts_at: Mapped[datetime] = moment(_("Starts"), required=True, shared=True)
    started_at: Mapped[datetime | None] = moment(_("Started"), shared=True, editable=False)
    finished_at: Mapped[datetime | None] = moment(_("Finished"), shared=True, editable=False)
    planned_minutes: Mapped[int | None] = whole(
        _("Planned length"), unit=_("min"), shared=True, high=MINUTES_OF_A_DAY
    )
    minutes: Mapped[int | None] = whole(_("Length"), unit=_("min"), shared=True, high=MINUTES_OF_A_DAY)
    step: Mapped[str] = choice(_("At"), STEPS, default="wins", required=True, shared=True, tabled=False)
    opportunity_id: Mapped[int | None] = reference(_("Deal in question"), "opportunity", shared=True)
    competency_id: Mapped[int | None] = reference(_("Skill in question"), "competency", shared=True)
    checklist_seconds: Mapped[int] = whole(
        _("Time on the checklist"), default=0, required=True, unit=_("s"), tabled=False
    )
    answer: Mapped[str | None] = choice(_("Salesperson's answer"), ANSWERS, shared=True)
    answer_comment: Mapped[str | None] = long_text(_("Salesperson's comment"), shared=True, searchable=True)
    seen_on: Mapped[date | None] = day(_("Seen on"), shared=True)
    excuse: Mapped[str | None] = text(_("Excused because"), shared=True)
    on_screen: Mapped[bool] = flag(
        _("On the screen"), tabled=False, editable=False, help=_("A start after a crash opens on its cover.")
    )


class AgendaPoint(Record):
    """Something to talk about with one person; until it is discussed it carries over."""

    __tablename__ = "agenda_point"

    salesperson_id: Mapped[int] = reference(
        _("Salesperson"), "salesperson", owner=True, required=True, shared=True
    )
    text: Mapped[str] = text(_("Point"), required=True, shared=True, searchable=True)
    raised_by: Mapped[str] = choice(_("Raised by"), AUTHORS, default="manager", required=True, shared=True)
    step: Mapped[str] = choice(_("Belongs to"), STEPS, default="agreed", required=True, shared=True)
    visibility: Mapped[str] = choice(_("Seen by"), VISIBILITY, default="shared", required=True, shared=True)
    times_carried: Mapped[int] = whole(
        _("Carried over"), default=0, required=True, unit=_("times"), shared=True
    )
    discussed_on: Mapped[date | None] = day(_("Discussed"), shared=True)
    one_on_one_id: Mapped[int | None] = reference(_("Discussed in"), "one_on_one", shared=True)


class Note(Record):
    """What was said or thought; shared with the person or private to the manager."""

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_person_written", "salesperson_id", "written_at"),
        Index("ix_note_written", "written_at"),
    )

    salesperson_id: Mapped[int | None] = reference(_("About"), "salesperson", owner=True, shared=True)
    one_on_one_id: Mapped[int | None] = reference(_("Written in"), "one_on_one", owner=True, shared=True)
    opportunity_id: Mapped[int | None] = reference(_("About deal"), "opportunity", shared=True)
    step: Mapped[str | None] = choice(_("Belongs to"), STEPS, shared=True)
    text: Mapped[str] = long_text(_("Note"), required=True, default="", shared=True, searchable=True)
    visibility: Mapped[str] = choice(
        _("Seen by"), VISIBILITY, default="private", required=True, shared=True,
        help=_("A private note is never on the salesperson's side of the screen, in a print or in an export."),
    )  # fmt: skip
    author: Mapped[str] = choice(_("Written by"), AUTHORS, default="manager", required=True, shared=True)
    sign: Mapped[str] = choice(_("About a strength or a gap"), SIGNS, default="neutral", required=True)
    way: Mapped[str | None] = choice(_("In this part I mostly"), WAYS)
    written_at: Mapped[datetime] = moment(_("Written"), required=True, shared=True)


class Assignment(Record):
    """Something a salesperson takes on: work they know how to do, or a small step of learning."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index("ix_assignment_person_state", "salesperson_id", "state", "due_on"),
        Index("ix_assignment_assigned", "assigned_on"),
        # Holds all that the rules of a start ask of them, so that ten years of assignments need not be read.
        Index(
            "ix_assignment_person_kind",
            "salesperson_id",
            "kind",
            "assigned_on",
            "done_on",
            "state",
            "deleted_at",
        ),
    )

    salesperson_id: Mapped[int] = reference(
        _("Salesperson"), "salesperson", owner=True, required=True, shared=True
    )
    one_on_one_id: Mapped[int | None] = reference(_("Agreed in"), "one_on_one", shared=True)
    opportunity_id: Mapped[int | None] = reference(_("For deal"), "opportunity", shared=True)
    what: Mapped[str] = text(_("What"), required=True, shared=True, searchable=True)
    kind: Mapped[str] = choice(_("Kind"), ASSIGNMENT_KINDS, default="sales", required=True, shared=True)
    nudge: Mapped[bool] = flag(
        _("Compares with a colleague"), help=_("Names a team mate who is ahead; not counted in the balance.")
    )
    axis: Mapped[str | None] = choice(_("What should grow?"), AXES, shared=True)
    basis: Mapped[str | None] = choice(_("From a strength or a gap?"), BASES, shared=True)
    basis_text: Mapped[str | None] = text(
        _("Which one?"),
        shared=True,
        searchable=True,
        help=_("The strength it builds on, or the gap it closes."),
    )
    done_in: Mapped[str | None] = text(
        _("When, in work they do anyway?"), shared=True, searchable=True,
        help=_("Such as: the next three first meetings. So it adds nothing to the to-do list."),
    )  # fmt: skip
    own_words: Mapped[str | None] = text(_("The gap in own words"), shared=True, searchable=True)
    competency_id: Mapped[int | None] = reference(_("Competency it targets"), "competency", shared=True)
    minutes_a_week: Mapped[int | None] = whole(
        _("Own time"), unit=_("min a week"), shared=True, high=7 * MINUTES_OF_A_DAY
    )
    assigned_on: Mapped[date] = day(_("Agreed on"), required=True, shared=True)
    due_on: Mapped[date | None] = day(_("Due"), shared=True)
    state: Mapped[str] = choice(_("State"), ASSIGNMENT_STATES, default="open", required=True, shared=True)
    done_on: Mapped[date | None] = day(_("Done on"), shared=True)
    evidence: Mapped[str | None] = text(_("How do we know?"), shared=True, searchable=True)
    times_carried: Mapped[int] = whole(
        _("Carried over"), default=0, required=True, unit=_("times"), shared=True
    )


class Problem(Record):
    """A task, problem or complaint that was brought to the manager, and whose it is now; the manager's alone."""

    __tablename__ = "problem"

    salesperson_id: Mapped[int] = reference(_("By"), "salesperson", owner=True, required=True)
    what: Mapped[str] = text(_("What"), required=True, searchable=True)
    sort: Mapped[str] = choice(_("Kind"), PROBLEM_SORTS, default="task", required=True)
    response: Mapped[str] = choice(
        _("What you did"), RESPONSES, default="handed_back", required=True,
        help=_("Support is what only a manager can give, such as a price, a seat, a call upstairs."),
    )  # fmt: skip
    question: Mapped[str | None] = text(_("Question that went with it"), searchable=True)
    came_of_it: Mapped[str | None] = text(_("What came of it"), searchable=True)
    brought_on: Mapped[date] = day(_("Day"), required=True)
    closed_on: Mapped[date | None] = day(_("With you until"))


class Postponement(Record):
    """A nudge that was answered with "not now, because…"; it stays quiet until a day."""

    __tablename__ = "postponement"

    nudge: Mapped[str] = text(_("Nudge"), required=True, help=_("Which rule, about whom."))
    reason: Mapped[str | None] = text(_("Because"), searchable=True)
    until: Mapped[date] = day(_("Quiet until"), required=True)


class Draft(Record):
    """What was begun in a form about one person and not added yet; it is the manager's alone."""

    __tablename__ = "draft"
    # Drafts come and go outside of undo, so a number must never mean another one.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    salesperson_id: Mapped[int | None] = reference(_("About"), "salesperson", owner=True)
    form: Mapped[str] = choice(_("Of"), DRAFT_FORMS, default="note", required=True)
    written: Mapped[str] = long_text(_("What is typed, as JSON"), required=True, default="{}")
