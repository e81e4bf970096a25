"""Declares what is sold, to whom, and how far each opportunity has come."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, literal_column
from sqlalchemy.orm import Mapped

from salesdesk.model.base import Record
from salesdesk.model.columns import (
    choice,
    day,
    flag,
    long_text,
    moment,
    money,
    number,
    percent,
    reference,
    text,
    whole,
)
from salesdesk.model.words import IMPORT_KINDS, OUTCOMES, STANDINGS


class Account(Record):
    """A client or a prospect."""

    __tablename__ = "account"

    name: Mapped[str] = text(
        _("Account"), required=True, shared=True, searchable=True
    )  # fmt: skip
    sector: Mapped[str | None] = text(_("Sector"), shared=True, searchable=True)
    revenue: Mapped[float | None] = number(_("Revenue"), unit=_("million"), shared=True)
    employees: Mapped[int | None] = whole(_("Employees"), shared=True)
    founded: Mapped[int | None] = whole(_("Founded"), shared=True)
    location: Mapped[str | None] = text(_("Location"), shared=True, searchable=True)
    parent: Mapped[str | None] = text(_("Part of"), shared=True)


class Product(Record):
    """Something sold, with its list price."""

    __tablename__ = "product"

    name: Mapped[str] = text(_("Product"), required=True, shared=True, searchable=True)
    series: Mapped[str | None] = text(_("Series"), shared=True)
    list_price: Mapped[Decimal | None] = money(_("List price"), shared=True, low=0)


class Stage(Record):
    """A step an opportunity goes through; won and lost are stages too."""

    __tablename__ = "stage"

    name: Mapped[str] = text(_("Stage"), required=True, shared=True)
    position: Mapped[int] = whole(_("Order"), default=1, required=True, shared=True)
    outcome: Mapped[str] = choice(_("Means"), OUTCOMES, default="open", required=True, shared=True)
    proposal: Mapped[bool] = flag(
        _("From here a proposal is out"), shared=True,
        help=_("Deals in this stage and later count as proposals submitted."),
    )  # fmt: skip


class Gate(Record):
    """Something the buyer has done before an opportunity belongs in a stage."""

    __tablename__ = "gate"

    stage_id: Mapped[int] = reference(_("Stage"), "stage", owner=True, required=True, shared=True)
    name: Mapped[str] = text(_("What the buyer has done"), required=True, shared=True)
    position: Mapped[int] = whole(_("Order"), default=1, required=True, shared=True)


class ImportMapping(Record):
    """Which column of somebody's export holds which field, remembered by name."""

    __tablename__ = "import_mapping"

    name: Mapped[str] = text(_("Name"), required=True)
    kind: Mapped[str] = choice(_("For"), IMPORT_KINDS, default="deals", required=True)
    headers: Mapped[str] = long_text(_("Columns of the file"), required=True, default="[]")
    columns: Mapped[str] = long_text(_("Field of each column"), required=True, default="{}")
    date_order: Mapped[str | None] = text(_("Date order"))
    answers: Mapped[str] = long_text(_("What was answered"), required=True, default="{}")


class NameInFiles(Record):
    """How files spell a salesperson or an account, or that a name near to theirs is another's."""

    __tablename__ = "name_in_files"

    name: Mapped[str] = text(_("Name in files"), required=True, searchable=True)
    same: Mapped[bool] = flag(
        _("Is the same"), default=True,
        help=_("Ticked, the next import takes the name for this one; not ticked, for another’s, without asking."),
    )  # fmt: skip
    salesperson_id: Mapped[int | None] = reference(_("Salesperson"), "salesperson")
    account_id: Mapped[int | None] = reference(_("Account"), "account")


class ImportBatch(Record):
    """One import that was carried out, with what it did."""

    __tablename__ = "import_batch"

    file_name: Mapped[str] = text(_("File"), required=True, searchable=True)
    kind: Mapped[str] = choice(_("Of"), IMPORT_KINDS, default="deals", required=True)
    applied_at: Mapped[datetime | None] = moment(_("Imported"))
    as_of: Mapped[date | None] = day(_("As of"))
    rows: Mapped[int] = whole(_("Rows"), default=0, required=True)
    new: Mapped[int] = whole(_("New"), default=0, required=True)
    changed: Mapped[int] = whole(_("Changed"), default=0, required=True)
    same: Mapped[int] = whole(_("Same"), default=0, required=True)
    rejected: Mapped[int] = whole(_("Rejected"), default=0, required=True)
    taken_back_at: Mapped[datetime | None] = moment(_("Taken back"))
    told: Mapped[str | None] = long_text(
        _("Told of records on the desk"), importable=False, editable=False, tabled=False
    )


class Opportunity(Record):
    """A possible sale: a deal in short labels."""

    __tablename__ = "opportunity"
    __table_args__ = (
        Index("ix_opportunity_person_outcome", "salesperson_id", "outcome", "closed_on"),
        Index("ix_opportunity_person_started", "salesperson_id", "started_on"),
        Index("ix_opportunity_outcome_closed", "outcome", "closed_on"),
        # Holds all that the open pipeline is summed up from.
        Index(
            "ix_opportunity_open",
            "outcome",
            "salesperson_id",
            "currency",
            "amount",
            "product_id",
            "deleted_at",
            sqlite_where=literal_column("outcome = 'open'"),
        ),
        Index("ix_opportunity_external_id", "external_id"),
    )

    external_id: Mapped[str | None] = text(
        _("Deal number"), shared=True, searchable=True
    )  # fmt: skip
    name: Mapped[str] = text(
        _("Deal"), required=True, shared=True, searchable=True
    )  # fmt: skip
    salesperson_id: Mapped[int | None] = reference(
        _("Salesperson"), "salesperson", index=False, tracked=True, shared=True
    )  # fmt: skip
    account_id: Mapped[int | None] = reference(
        _("Account"), "account", shared=True
    )  # fmt: skip
    product_id: Mapped[int | None] = reference(_("Product"), "product", shared=True)
    stage_id: Mapped[int | None] = reference(_("Stage"), "stage", tracked=True, shared=True)
    outcome: Mapped[str] = choice(
        _("Outcome"), OUTCOMES, default="open", required=True, tracked=True, shared=True
    )  # fmt: skip
    amount: Mapped[Decimal | None] = money(
        _("Amount"), tracked=True, shared=True
    )  # fmt: skip
    currency: Mapped[str | None] = text(_("Currency"), tracked=True, shared=True, currency=True)
    started_on: Mapped[date | None] = day(
        _("Started"), shared=True
    )  # fmt: skip
    closed_on: Mapped[date | None] = day(
        _("Closed"), tracked=True, shared=True
    )  # fmt: skip
    expected_on: Mapped[date | None] = day(_("Expected to close"), tracked=True, shared=True)
    next_step: Mapped[str | None] = text(_("Next step of the buyer"), shared=True, searchable=True)
    next_step_on: Mapped[date | None] = day(_("Next step on"), shared=True)
    lost_reason: Mapped[str | None] = text(_("Lost because"), shared=True, searchable=True)
    source: Mapped[str | None] = text(_("Came from"), shared=True)
    probability: Mapped[float | None] = percent(_("Own probability"), shared=True)
    batch_id: Mapped[int | None] = reference(
        _("Last import"), "import_batch", importable=False, editable=False, tabled=False
    )


class OpportunityChange(Record):
    """One line of the append-only log of what moved in an opportunity.

    A reference, such as the stage, is kept by its number, which is counted by, and by the name of that day, to be
    read: renaming a stage changes nothing that was.
    """

    __tablename__ = "opportunity_change"
    __table_args__ = (
        Index("ix_opportunity_change_noted", "opportunity_id", "noted_at"),
        Index("ix_opportunity_change_day", "noted_at"),
    )

    opportunity_id: Mapped[int] = reference(_("Deal"), "opportunity", required=True, shared=True)
    field: Mapped[str] = text(_("What"), required=True, shared=True)
    before: Mapped[str | None] = text(_("Before"), shared=True)
    after: Mapped[str | None] = text(_("After"), shared=True)
    before_id: Mapped[int | None] = whole(_("Before, as its number"), shared=True)
    after_id: Mapped[int | None] = whole(_("After, as its number"), shared=True)
    noted_at: Mapped[datetime] = moment(_("When"), required=True, shared=True)
    batch_id: Mapped[int | None] = reference(_("Import"), "import_batch")


class DealSnapshot(Record):
    """How one deal stood after an import, written only where it differs from the snapshot before.

    A deal is in it once it was open at an import, or was closed between two; its newest line up to an import is how
    it stood then.
    """

    __tablename__ = "deal_snapshot"

    batch_id: Mapped[int] = reference(_("Import"), "import_batch", required=True)
    opportunity_id: Mapped[int] = reference(_("Deal"), "opportunity", required=True, shared=True)
    salesperson_id: Mapped[int | None] = reference(_("Salesperson"), "salesperson", shared=True)
    stage_id: Mapped[int | None] = reference(_("Stage"), "stage", shared=True)
    outcome: Mapped[str] = choice(_("Outcome"), STANDINGS, default="open", required=True, shared=True)
    amount: Mapped[Decimal | None] = money(_("Amount"), shared=True)
    currency: Mapped[str | None] = text(_("Currency"), shared=True, currency=True)
    expected_on: Mapped[date | None] = day(_("Expected to close"), shared=True)


class GatePass(Record):
    """A gate that an opportunity has passed, with what proves it."""

    __tablename__ = "gate_pass"

    opportunity_id: Mapped[int] = reference(_("Deal"), "opportunity", owner=True, required=True, shared=True)
    gate_id: Mapped[int] = reference(_("Gate"), "gate", owner=True, required=True, shared=True)
    evidence: Mapped[str | None] = text(_("How do we know?"), shared=True)
    passed_on: Mapped[date] = day(_("On"), required=True, shared=True)
