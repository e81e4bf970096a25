"""Declares competencies: ratios that skill can improve, their weekly numbers and own ratings."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from salesdesk.model.base import Record
from salesdesk.model.columns import choice, day, flag, long_text, moment, percent, reference, text, whole
from salesdesk.model.words import SOURCES


class Competency(Record):
    """A ratio of two counts that relates to results, that skill moves and that training addresses."""

    __tablename__ = "competency"

    name: Mapped[str] = text(_("Competency"), required=True, shared=True, searchable=True)
    of_what: Mapped[str] = text(
        _("Out of"), required=True, shared=True, help=_("What is tried, such as conversations.")
    )
    into_what: Mapped[str] = text(
        _("Become"), required=True, shared=True, help=_("What it turns into, such as meetings.")
    )
    goal: Mapped[float | None] = percent(_("Goal"), shared=True)
    position: Mapped[int] = whole(_("Order"), default=1, required=True, shared=True)
    active: Mapped[bool] = flag(_("In use"), default=True, shared=True)
    routine: Mapped[str | None] = text(_("Routine behind it"), shared=True)
    training: Mapped[str | None] = text(_("Training behind it"), shared=True)
    meaning: Mapped[str | None] = long_text(_("What it tells"), shared=True)


class CompetencyNumber(Record):
    """One week of one salesperson's counts for one competency."""

    __tablename__ = "competency_number"
    __table_args__ = (Index("ix_competency_number_week", "competency_id", "week_start"),)

    salesperson_id: Mapped[int] = reference(
        _("Salesperson"), "salesperson", owner=True, required=True, shared=True
    )
    competency_id: Mapped[int] = reference(
        _("Competency"), "competency", owner=True, required=True, shared=True
    )
    week_start: Mapped[date] = day(_("Week of"), required=True, shared=True)
    trials: Mapped[int] = whole(_("Out of"), default=0, required=True, shared=True)
    successes: Mapped[int] = whole(_("Became"), default=0, required=True, shared=True)
    entered_by: Mapped[str] = choice(
        _("Entered by"), SOURCES, default="salesperson", required=True, shared=True, importable=False
    )


class OwnRating(Record):
    """What a salesperson said of a competency before the record was shown, and what the manager said."""

    __tablename__ = "own_rating"

    salesperson_id: Mapped[int] = reference(
        _("Salesperson"), "salesperson", owner=True, required=True, shared=True
    )
    one_on_one_id: Mapped[int | None] = reference(_("One-on-one"), "one_on_one", owner=True, shared=True)
    competency_id: Mapped[int] = reference(
        _("Competency"), "competency", owner=True, required=True, shared=True
    )
    own_number: Mapped[float | None] = percent(_("Own number"), shared=True)
    own_rating: Mapped[int | None] = whole(_("Own rating"), unit=_("of 5"), shared=True, low=1, high=5)
    manager_rating: Mapped[int | None] = whole(
        _("Manager's rating"), unit=_("of 5"), shared=True, shared_once="revealed_at", low=1, high=5
    )
    given_at: Mapped[datetime] = moment(_("Given"), required=True, shared=True)
    revealed_at: Mapped[datetime | None] = moment(_("Revealed"), shared=True)
