"""Brings a desk file to the present schema: version check, migrations, triggers."""

import re
from pathlib import Path

from sqlcipher3 import dbapi2

from salesdesk.env.errors import UserError
from salesdesk.store.connection import APPLICATION_ID

MIGRATIONS = Path(__file__).parent / "migrations"


def head() -> str:
    """Gives the newest revision the program knows, read from the names of the migration files."""
    names = (path.name[:4] for path in (MIGRATIONS / "versions").iterdir())
    return max(name for name in names if re.fullmatch(r"\d{4}", name))


def revision_of(connection: dbapi2.Connection) -> str:
    """Gives the revision a desk file stands at, empty for a new file."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return row[0] if row else ""


def check_belongs_to_us(connection: dbapi2.Connection, path: Path) -> None:
    """Refuses, in one sentence, a file that is no desk or that a newer SalesDesk wrote."""
    foreign = UserError(
        f"“{path.name}” is not a SalesDesk file, so it was left untouched; choose a file that ends in .salesdesk."
    )
    try:
        application_id = connection.execute("PRAGMA application_id").fetchone()[0]
        revision = revision_of(connection)
    except dbapi2.DatabaseError as error:
        raise foreign from error
    if application_id != APPLICATION_ID or not revision:
        raise foreign
    if revision > head():
        raise UserError(
            f"“{path.name}” was last used by a newer SalesDesk, so it was left untouched; "
            "open it with that version or update this one."
        )


def migrate(connection: dbapi2.Connection) -> None:
    """Runs the migrations a file still needs, then makes its triggers and search index anew.

    All of it is one transaction: a migration that fails leaves the file as it was, and the connection is of
    no further use.
    """
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: connection, module=dbapi2, poolclass=StaticPool)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    connection.execute("PRAGMA foreign_keys = OFF")
    with engine.connect() as bound:
        bound.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = bound
        command.upgrade(config, "head")
        rebuild_triggers(connection)
        bound.commit()
    connection.execute("PRAGMA foreign_keys = ON")


def rebuild_triggers(connection: dbapi2.Connection) -> None:
    """Replaces all triggers by those of the present model and fills the search index anew."""
    from salesdesk.store.triggers import reindex_statements, trigger_statements

    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in (*trigger_statements(), *reindex_statements()):
        connection.execute(statement)
