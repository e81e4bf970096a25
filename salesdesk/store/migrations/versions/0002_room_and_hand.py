"""The second schema: what the room of the one-on-one and the first hour need."""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns and tables of the second schema."""
