"""Declares the team: its settings, its salespeople and what each is good at."""

from datetime import date

from sqlalchemy.orm import Mapped

from salesdesk.model.base import Record
from salesdesk.model.columns import choice, day, flag, long_text, percent, reference, text, whole
from salesdesk.model.words import LEVELS, PERSON_STATES


class TeamSettings(Record):
    """The one row of choices that belong to the desk file, not to the laptop."""

    __tablename__ = "team_settings"

    team_name: Mapped[str] = text("Team", default="My team", required=True, shared=True)
    manager_name: Mapped[str | None] = text("Manager", shared=True)
    currency: Mapped[str] = text(
        "Currency", default="USD", required=True, shared=True,
        help="Three letters, such as USD or EUR. Deals in another currency are shown apart, never added.",
    )  # fmt: skip
    fiscal_year_start: Mapped[int] = whole(
        "Fiscal year starts in month", default=1, required=True, shared=True
    )
    session_minutes: Mapped[int] = whole(
        "Length of a one-on-one", default=30, required=True, unit="min", shared=True
    )
    review_days: Mapped[int] = whole(
        "A review is late after", default=35, required=True, unit="days",
        help="Days since the last review of any kind.",
    )  # fmt: skip
    formal_review_days: Mapped[int] = whole(
        "A quarterly review is late after", default=95, required=True, unit="days"
    )
    development_share_floor: Mapped[float] = percent(
        "Development share to stay above", default=0.30, required=True
    )
    development_gap_days: Mapped[int] = whole(
        "Late without a development assignment after", default=30, required=True, unit="days"
    )
    development_minutes: Mapped[int] = whole(
        "A development assignment takes at most", default=30, required=True, unit="min a week"
    )
    development_weeks: Mapped[int] = whole(
        "A development assignment lasts at most", default=4, required=True, unit="weeks"
    )
    open_development_limit: Mapped[int] = whole(
        "Development assignments open at once, at most", default=2, required=True
    )
    open_sales_limit: Mapped[int] = whole("Sales assignments open at once, at most", default=5, required=True)
    coverage_target: Mapped[int] = whole(
        "Pipeline coverage to aim at", default=3, required=True, unit="x quota"
    )
    prior_weight: Mapped[int] = whole(
        "How strongly few cases lean on the team", default=20, required=True, unit="cases",
        help="About how many cases of the team go into each person's likely range, before the team's own cases tell "
        "how much people differ. With 0 nobody leans on the team.",
    )  # fmt: skip
    ratio_days: Mapped[int] = whole("Ratios look back", default=90, required=True, unit="days")


class Salesperson(Record):
    """Somebody in the team, on the way into it, or gone from it."""

    __tablename__ = "salesperson"

    name: Mapped[str] = text(
        "Name", required=True, shared=True, searchable=True,
        aliases=("sales agent", "sales rep", "rep", "salesperson", "full name", "user name", "username",
                 "owner", "owner name", "employee", "vertriebsmitarbeiter", "mitarbeiter"),
    )  # fmt: skip
    role: Mapped[str | None] = text(
        "Role", shared=True, searchable=True, aliases=("job title", "title", "position", "owner role")
    )
    region: Mapped[str | None] = text(
        "Region", shared=True, searchable=True,
        aliases=("territory", "regional office", "office", "area", "group"),
    )  # fmt: skip
    reports_to: Mapped[str | None] = text(
        "Manager",
        shared=True,
        aliases=(
            "manager",
            "sales manager",
            "team lead",
            "vorgesetzter",
            "teamleiter",
        ),
    )
    status: Mapped[str] = choice(
        "In the team", PERSON_STATES, default="active", required=True, shared=True, importable=False
    )
    level: Mapped[str] = choice(
        "Level", LEVELS, default="2", required=True, shared=True, importable=False,
        help="From 1 hands-on to 5 self-starter. New people start at 2.",
    )  # fmt: skip
    joined_on: Mapped[date | None] = day(
        "Joined", shared=True, years_ahead=1, aliases=("hire date", "start date", "joined on", "date hired")
    )
    email: Mapped[str | None] = text("E-mail", shared=True, aliases=("email", "mail", "e-mail address"))
    phone: Mapped[str | None] = text("Phone", shared=True, aliases=("telephone", "mobile"))
    external_id: Mapped[str | None] = text(
        "Number in the CRM", shared=True,
        aliases=(
            "id", "employee id", "user id", "rep id", "business entity id", "sales person id",
            "owner id", "number", "personalnummer",
        ),
    )  # fmt: skip
    outside_profile: Mapped[bool] = flag(
        "Hired despite doubts",
        importable=False,
        help="Ticked, look there first: this may not be a coaching problem.",
    )
    product_issue_open: Mapped[bool] = flag("Held back by a product problem", default=False, importable=False)
    private_summary: Mapped[str | None] = long_text(
        "My own summary", searchable=True, importable=False, tabled=False
    )


class Strength(Record):
    """Something a salesperson is good at, with what showed it and what it is used for."""

    __tablename__ = "strength"

    salesperson_id: Mapped[int] = reference(
        "Salesperson", "salesperson", owner=True, required=True, shared=True
    )
    name: Mapped[str] = text("Strength", required=True, shared=True, searchable=True)
    evidence: Mapped[str | None] = text(
        "What showed it", shared=True, searchable=True, help="Which deal or call, in a few words."
    )
    seen_on: Mapped[date | None] = day("Last seen", shared=True)
    times_seen: Mapped[int] = whole("Times seen", default=1, required=True, shared=True)
    used_for: Mapped[str | None] = text("Used for", shared=True, searchable=True)
    named_by_self: Mapped[bool] = flag("Named in own words", default=False, shared=True)
