"""The fourth schema: of each import it is kept which records on the desk its file had, and what it told of them."""

from salesdesk.store.tables import TEXT, add_field

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the field; of imports made before it is not known."""
    add_field("import_batch", "told", TEXT)
