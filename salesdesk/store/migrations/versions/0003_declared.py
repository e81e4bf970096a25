"""The third schema: what a practice declares needs no table or column of its own."""

from salesdesk.store.tables import MOMENT, TEXT, WHOLE, create_kind, needed

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables and moves the values of the third schema."""
    _log_tracked_fields_of_every_kind()


def _log_tracked_fields_of_every_kind() -> None:
    fields = {
        "kind": needed(TEXT), "record_id": needed(WHOLE), "field": needed(TEXT), "before": TEXT, "after": TEXT,
        "before_id": WHOLE, "after_id": WHOLE, "noted_at": needed(MOMENT),
    }  # fmt: skip
    create_kind("field_change", fields, {"ix_field_change_record": ("kind", "record_id")})
