"""The second schema: what the room of the one-on-one and the first hour need."""

from alembic import op

from salesdesk.store.tables import FLAG, TEXT, WHOLE, add_field, create_kind, needed, refers

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
    create_kind("draft", {"salesperson_id": refers("salesperson"), "form": needed(TEXT), "written": needed(TEXT)})


def _tell_planned_from_held_length() -> None:
    """Gives the planned length a place of its own, so that the clock of a planned talk starts at nothing."""
    add_field("one_on_one", "planned_minutes", WHOLE)
    op.execute("UPDATE one_on_one SET planned_minutes = minutes, minutes = NULL WHERE state = 'planned'")


def _remember_what_was_on_the_screen() -> None:
    """Lets a start after a crash open on the cover of the talk that was on the screen."""
    add_field("one_on_one", "on_screen", needed(FLAG, "0"))


def _number_what_the_log_names() -> None:
    """Gives each reference in the log of deals its number: by its name, else by a name it once had."""
    add_field("opportunity_change", "before_id", WHOLE)
    add_field("opportunity_change", "after_id", WHOLE)
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
