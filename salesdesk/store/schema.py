"""Brings a desk file to the present schema: version check, migrations, triggers."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final
from zlib import crc32

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DamagedError, UserError
from salesdesk.env.following import tick
from salesdesk.store.connection import connect_to_nothing, connect_untouched, looks_like_a_desk, may_write
from salesdesk.store.trouble import held, is_busy

MIGRATIONS = Path(__file__).parent / "migrations"
MARK: Final = MIGRATIONS / "structure.txt"
"""Holds the mark of a desk that the present migrations and declarations make, so that nothing is loaded to compare."""
Look = Callable[[dbapi2.Connection], str]
SEARCH: Final = "search_index"
OWN: Final = "sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_'"
_MARKED: Final = f"SELECT type, name, sql FROM sqlite_master WHERE {OWN}"
_APART: Final = re.compile(r"[,()\n]")


def head() -> str:
    """Gives the newest revision the program knows, read from the names of the migration files."""
    names = (path.name[:4] for path in (MIGRATIONS / "versions").iterdir())
    return max(name for name in names if re.fullmatch(r"\d{4}", name))


def revision_of(connection: dbapi2.Connection) -> str:
    """Gives the revision a desk file stands at, empty for a new file."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return row[0] if row else ""


def mark_of(connection: dbapi2.Connection) -> str:
    """Gives one number for all that a desk is made of."""
    found = sorted(f"{name} {as_marked(kind, name, sql)}" for kind, name, sql in connection.execute(_MARKED))
    whole = "\n".join(found).encode()
    return f"{crc32(whole):08x} of {len(whole)}"


def as_marked(kind: str, name: str, sql: str) -> str:
    """Gives what counts of the statement that makes a part.

    Columns stand in another order in desks of earlier versions; the tables of the search are FTS5's own, and may look
    otherwise in another version of it.
    """
    if name.startswith(f"{SEARCH}_"):
        return ""
    if kind != "table":
        return sql
    return " ".join(sorted(piece.strip() for piece in _APART.split(sql.replace('"', ""))))


def is_as_made(connection: dbapi2.Connection) -> bool:
    """Tells, quick enough for every start, whether a desk of the newest schema is made as SalesDesk makes it."""
    return mark_of(connection) == MARK.read_text(encoding="utf-8").strip()


def checked_revision(
    path: Path, *, alone: bool = False, in_use: bool = True, look: Look = revision_of
) -> str:
    """Gives the revision of a desk file and changes nothing in it; any other file is refused in one sentence.

    `alone` reads the file without what waits beside it, and one that nobody has `in_use` without making anything there.
    `look` reads it, and may read more on the way: to open a desk once more takes SQLite as long as to read a page.

    Refused with a UserError are: no file, a file that is no desk, a damaged one, one that cannot be opened,
    and one that a newer SalesDesk wrote.
    """
    refuse_missing(path)
    try:
        known = looks_like_a_desk(path)
        revision = _looked(path, look, alone=alone, in_use=in_use) if known else ""
    except (OSError, dbapi2.OperationalError) as error:
        if is_busy(error):
            raise held(path.name) from error
        raise UserError(
            _(
                "“{name}” could not be opened and was left untouched; "
                "check that nothing else holds it and that you may write to it and its folder.",
                name=path.name,
            )
        ) from error
    except dbapi2.DatabaseError as error:
        raise DamagedError(
            _("“{name}” is damaged and was left untouched; open your newest backup instead.", name=path.name)
        ) from error
    if not revision:
        raise UserError(
            _(
                "“{name}” is not a SalesDesk file, so it was left untouched; "
                "choose a file that ends in .salesdesk.",
                name=path.name,
            )
        )
    if revision > head():
        raise UserError(
            _(
                "“{name}” was last used by a newer SalesDesk, so it was left untouched; "
                "open it with that version or update this one.",
                name=path.name,
            )
        )
    return revision


def refuse_missing(path: Path) -> None:
    """Raises UserError where there is no file of this name."""
    if not path.is_file():
        raise UserError(
            _("There is no file “{path}”; nothing was changed. Choose where the desk is.", path=path)
        )


def migrate(connection: dbapi2.Connection, *, tables_only: bool = False) -> None:
    """Runs the migrations a file still needs, then makes its triggers and search index anew, unless `tables_only`.

    All of it is one transaction: a migration that fails leaves the file as it was, and the connection is of
    no further use.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    tick()  # loading these takes as long as many a step of the work
    from alembic import command
    from alembic.config import Config

    tick()
    engine = create_engine("sqlite://", creator=lambda: connection, module=dbapi2, poolclass=StaticPool)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    connection.execute("PRAGMA foreign_keys = OFF")
    with engine.connect() as bound:
        bound.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = bound
        # SQLite refuses to rename or drop what a trigger of another table names, so they go first.
        _drop_triggers(connection)
        command.upgrade(config, "head")
        if not tables_only:
            make_triggers(connection)
        bound.commit()
    connection.execute("PRAGMA foreign_keys = ON")


def make_triggers(connection: dbapi2.Connection) -> None:
    """Makes the triggers of the present model in a file that has none and fills the search index anew."""
    from salesdesk.store.bulk import fill_search
    from salesdesk.store.triggers import trigger_statements

    for statement in trigger_statements():
        connection.execute(statement)
    fill_search(connection)


def write_mark() -> str:
    """Writes the mark anew, after a change of the migrations or of what the triggers are made from; gives it."""
    with closing(connect_to_nothing()) as new:
        migrate(new)
        mark = mark_of(new)
    MARK.write_text(f"{mark}\n", encoding="utf-8")
    return mark


def _drop_triggers(connection: dbapi2.Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")


def _looked(path: Path, look: Look, *, alone: bool, in_use: bool) -> str:
    connection = connect_untouched(path, alone=alone or not may_write(path), in_use=in_use)
    try:
        return look(connection)
    finally:
        connection.close()
