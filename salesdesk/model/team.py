"""Declares the team: its settings, its salespeople and what each is good at."""

from datetime import date

from sqlalchemy.orm import Mapped

from salesdesk.model.base import Record
from salesdesk.model.columns import choice, day, flag, long_text, number, reference, text, whole
from salesdesk.model.words import LEVELS, PERSON_STATES


class TeamSettings(Record):
    """The one row of choices that belong to the desk file, not to the laptop."""

    __tablename__ = "team_settings"

    team_name: Mapped[str] = text(_("Team"), default=_("My team"), required=True, shared=True)
    manager_name: Mapped[str | None] = text(_("Manager"), shared=True)
    manager_since: Mapped[date | None] = day(
        _("Managing this team since"), help=_("In the first year the Desk shows first what you took over.")
    )
    currency: Mapped[str] = text(
        _("Currency"), default="USD", required=True, shared=True, currency=True,
        help=_("Three letters, such as USD or EUR. Deals in another currency are shown apart, never added."),
    )  # fmt: skip
    fiscal_year_start: Mapped[int] = whole(
        _("Fiscal year starts in month"), default=1, required=True, shared=True, low=1, high=12
    )


class ChosenThreshold(Record):
    """A threshold the team has chosen; one that is not here has the value it is declared with."""

    __tablename__ = "threshold"

    key: Mapped[str] = text(_("Threshold"), required=True)
    value: Mapped[float] = number(_("Value"), required=True)


class Salesperson(Record):
    """Somebody in the team, on the way into it, or gone from it."""

    __tablename__ = "salesperson"

    name: Mapped[str] = text(
        _("Name"), required=True, shared=True, searchable=True
    )  # fmt: skip
    role: Mapped[str | None] = text(_("Role"), shared=True, searchable=True)
    region: Mapped[str | None] = text(
        _("Region"), shared=True, searchable=True
    )  # fmt: skip
    reports_to: Mapped[str | None] = text(_("Manager"), shared=True)
    status: Mapped[str] = choice(
        _("In the team"), PERSON_STATES, default="active", required=True, shared=True, importable=False
    )
    level: Mapped[str] = choice(
        _("Level"), LEVELS, default="2", required=True, shared=True, importable=False,
        help=_("From 1 hands-on to 5 self-starter. New people start at 2."),
    )  # fmt: skip
    joined_on: Mapped[date | None] = day(_("Joined"), shared=True, years_ahead=1)
    email: Mapped[str | None] = text(_("E-mail"), shared=True)
    phone: Mapped[str | None] = text(_("Phone"), shared=True)
    external_id: Mapped[str | None] = text(
        _("Number in the CRM"), shared=True
    )  # fmt: skip
    outside_profile: Mapped[bool] = flag(
        _("Hired despite doubts"),
        importable=False,
        help=_("Ticked, look there first: this may not be a coaching problem."),
    )
    product_issue_open: Mapped[bool] = flag(
        _("Held back by a product problem"), default=False, importable=False
    )
    private_summary: Mapped[str | None] = long_text(
        _("My own summary"), searchable=True, importable=False, tabled=False
    )


class Strength(Record):
    """Something a salesperson is good at, with what showed it and what it is used for."""

    __tablename__ = "strength"

    salesperson_id: Mapped[int] = reference(
        _("Salesperson"), "salesperson", owner=True, required=True, shared=True
    )
    name: Mapped[str] = text(_("Strength"), required=True, shared=True, searchable=True)
    evidence: Mapped[str | None] = text(
        _("What showed it"), shared=True, searchable=True, help=_("Which deal or call, in a few words.")
    )
    seen_on: Mapped[date | None] = day(_("Last seen"), shared=True)
    times_seen: Mapped[int] = whole(_("Times seen"), default=1, required=True, shared=True)
    used_for: Mapped[str | None] = text(_("Used for"), shared=True, searchable=True)
    named_by_self: Mapped[bool] = flag(_("Named in own words"), default=False, shared=True)
