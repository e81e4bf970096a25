"""The second schema: what the room of the one-on-one and the first hour need."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns and tables of the second schema."""
    _add_drafts()
    _tell_planned_from_held_length()
    _remember_what_was_on_the_screen()
    _number_what_the_log_names()


def _add_drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("salesperson_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["salesperson_id"], ["salesperson.id"], name=op.f("fk_draft_salesperson_id_salesperson")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_deleted_at"), "draft", ["deleted_at"])
    op.create_index(op.f("ix_draft_salesperson_id"), "draft", ["salesperson_id"])


def _tell_planned_from_held_length() -> None:
    """Gives the planned length a place of its own, so that the clock of a planned talk starts at nothing."""
    op.add_column("one_on_one", sa.Column("planned_minutes", sa.Integer(), nullable=True))
    op.execute("UPDATE one_on_one SET planned_minutes = minutes, minutes = NULL WHERE state = 'planned'")


def _remember_what_was_on_the_screen() -> None:
    """Lets a start after a crash open on the cover of the talk that was on the screen."""
    op.add_column(
        "one_on_one", sa.Column("on_screen", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def _number_what_the_log_names() -> None:
    """Gives each reference in the log of deals its number: by its name, else by a name it once had."""
    op.add_column("opportunity_change", sa.Column("before_id", sa.Integer(), nullable=True))
    op.add_column("opportunity_change", sa.Column("after_id", sa.Integer(), nullable=True))
    named = {"stage_id": "stage", "salesperson_id": "salesperson"}
    for field, kind in named.items():
        for side in ("before", "after"):
            op.execute(
                f"UPDATE opportunity_change SET {side}_id = coalesce("
                f"(SELECT id FROM {kind} WHERE name = {side} ORDER BY deleted_at IS NOT NULL, id LIMIT 1), "
                f"(SELECT record_id FROM change_log WHERE kind = '{kind}' AND op = 'U' "
                f"AND json_extract(fields, '$.name[0]') = {side} ORDER BY id DESC LIMIT 1)) "
                f"WHERE field = '{field}' AND {side} IS NOT NULL"
            )
