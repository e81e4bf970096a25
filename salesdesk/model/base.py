"""Holds what every stored record has in common."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from salesdesk.model.columns import utc_now

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

    `label`, `plural` are the words of the screen, `title_field` names a record in lists and in
    undo steps, `identity` are the fields an import matches on, in order of preference, `private_when`
    is a (field, value) pair that hides the whole record from the salesperson.
    """

    __abstract__ = True

    label: ClassVar[str]
    plural: ClassVar[str]
    title_field: ClassVar[str] = "name"
    identity: ClassVar[tuple[tuple[str, ...], ...]] = ()
    private_when: ClassVar[tuple[str, str] | None] = None

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
