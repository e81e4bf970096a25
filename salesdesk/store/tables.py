"""Makes and changes the tables of records in migrations; every table has the same identity, stamps and names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from alembic import op

from salesdesk.frozen import frozen
from salesdesk.model.base import NAMING


@frozen
class Stored:
    """How one field is kept: its type, whether it must not be empty, and which kind it refers to."""

    type: type[Any]
    required: bool = False
    refers_to: str = ""
    default: str | None = None

    def column(self, name: str) -> sa.Column[Any]:
        """Gives the column of that name."""
        target = (sa.ForeignKey(f"{self.refers_to}.id"),) if self.refers_to else ()
        default = None if self.default is None else sa.text(self.default)
        return sa.Column(name, self.type(), *target, nullable=not self.required, server_default=default)


TEXT, WHOLE, NUMBER, DAY, MOMENT, FLAG = (
    Stored(kept) for kept in (sa.String, sa.Integer, sa.Float, sa.Date, sa.DateTime, sa.Boolean)
)
MONEY = WHOLE


def needed(stored: Stored, default: str | None = None) -> Stored:
    """Gives the same, but never empty; records that are there already get the default, as SQL."""
    return replace(stored, required=True, default=default)


def refers(kind: str) -> Stored:
    """Gives a reference to a record of another kind."""
    return Stored(sa.Integer, refers_to=kind)


def create_kind(
    kind: str, fields: Mapping[str, Stored], indexes: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Makes the table of a kind, with its identity, its stamps and the indexes of its references."""
    table = sa.Table(kind, sa.MetaData(naming_convention=NAMING), *_stamps())
    for name, stored in fields.items():
        table.append_column(stored.column(name))
    for stored in fields.values():
        if stored.refers_to and stored.refers_to not in table.metadata.tables:
            sa.Table(stored.refers_to, table.metadata, sa.Column("id", sa.Integer(), primary_key=True))
    op.get_bind().execute(sa.schema.CreateTable(table))
    references = [name for name, stored in fields.items() if stored.refers_to]
    for name in ("deleted_at", *references):
        op.create_index(f"ix_{kind}_{name}", kind, [name])
    for index, columns in (indexes or {}).items():
        op.create_index(index, kind, list(columns))


def add_field(kind: str, name: str, stored: Stored) -> None:
    """Adds a field to a kind; what refers to a record gets its index."""
    if not stored.refers_to:
        op.add_column(kind, stored.column(name))
        return
    # SQLite adds a constraint only together with its column, which Alembic does not write.
    to = f"CONSTRAINT fk_{kind}_{name}_{stored.refers_to} REFERENCES {stored.refers_to} (id)"
    op.execute(f"ALTER TABLE {kind} ADD COLUMN {name} INTEGER {to}")
    op.create_index(f"ix_{kind}_{name}", kind, [name])


def drop_field(kind: str, *names: str) -> None:
    """Takes fields away from a kind, with what they held."""
    keys = sa.inspect(op.get_bind()).get_foreign_keys(kind)
    references = {column for key in keys for column in key["constrained_columns"]}
    for name in names:
        if name in references:
            op.drop_index(f"ix_{kind}_{name}", kind)
            with op.batch_alter_table(kind, recreate="always") as table:
                table.drop_column(name)
        else:
            op.drop_column(kind, name)


def _stamps() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        needed(MOMENT).column("created_at"),
        needed(MOMENT).column("changed_at"),
        MOMENT.column("deleted_at"),
    ]
