"""Holds what every stored record has in common."""

from datetime import datetime

from sqlalchemy import Index, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from salesdesk.model.columns import moment, text, utc_now, whole

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of all tables; its naming rules let migrations name every constraint."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Base):
    """A stored thing with an identity, two stamps and a place in the Trash.

    What is true of a kind as a whole is declared in `model.kinds`, under the name of its table.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None, index=True)


class FieldChange(Record):
    """One line of the append-only log of tracked fields, for every kind that has no such log of its own."""

    __tablename__ = "field_change"
    __table_args__ = (Index("ix_field_change_record", "kind", "record_id"),)

    kind: Mapped[str] = text(_("Of"), required=True)
    record_id: Mapped[int] = whole(_("Its number"), required=True)
    field: Mapped[str] = text(_("What"), required=True)
    before: Mapped[str | None] = text(_("Before"))
    after: Mapped[str | None] = text(_("After"))
    before_id: Mapped[int | None] = whole(_("Before, as its number"))
    after_id: Mapped[int | None] = whole(_("After, as its number"))
    noted_at: Mapped[datetime] = moment(_("When"), required=True)


class Emptying(Record):
    """One time at which the Trash let go of what had been in it for long."""

    __tablename__ = "emptying"

    emptied_at: Mapped[datetime] = moment(_("When"), required=True)
    things: Mapped[int] = whole(_("Things"), default=0, required=True)
