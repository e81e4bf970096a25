"""Brings a desk file to the present schema: version check, migrations, triggers."""

import re
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DamagedError, PassphraseNeededError, UserError
from salesdesk.env.following import tick
from salesdesk.store.connection import (
    Row,
    connect_as_found,
    connect_to_nothing,
    connect_to_read,
    connect_untouched,
    has_room,
    looks_like_a_desk,
    may_write,
)
from salesdesk.store.endless import is_endless
from salesdesk.store.parts import Part, as_marked, in_quotes, mark_of, parts_of, shared_pages
from salesdesk.store.trouble import held, is_busy

MIGRATIONS = Path(__file__).parent / "migrations"
MARK: Final = MIGRATIONS / "structure.txt"
"""Holds by revision the mark of a desk as the migrations and declarations make it: nothing is loaded to compare."""
_REVISION: Final = as_marked(
    Part(
        type="table",
        name="alembic_version",
        table="alembic_version",
        sql="CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))",
    )
)
Look = Callable[[dbapi2.Connection, bool], str]
"""Reads the revision of a desk file, told whether that is made as SalesDesk makes it."""


def head() -> str:
    """Gives the newest revision the program knows, read from the names of the migration files."""
    return max(revisions())


def revisions() -> frozenset[str]:
    """Gives every revision that the program knows."""
    names = (path.name[:4] for path in (MIGRATIONS / "versions").iterdir())
    return frozenset(name for name in names if re.fullmatch(r"\d{4}", name))


def revision_of(connection: dbapi2.Connection) -> str:
    """Gives the revision a desk file stands at, empty for a new file or where that is no plain table."""
    known = [as_marked(part) for part in parts_of(connection, "alembic_version")] == [_REVISION]
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return str(row[0]) if row else ""


def is_as_made(connection: dbapi2.Connection) -> bool:
    """Tells, quick enough for every start, whether a desk of the newest schema is made as SalesDesk makes it."""
    parts = parts_of(connection)
    return has_mark(parts, head()) and not shared_pages(parts)


def has_mark(parts: Iterable[Part], revision: str) -> bool:
    """Tells whether these are the parts of a desk at a revision, without triggers where that is an earlier one."""
    marks = dict(line.split() for line in MARK.read_text(encoding="utf-8").splitlines())
    return marks.get(revision) == mark_of(parts)


def peek(path: Path, sql: str) -> list[Row]:
    """Reads from a desk that is not open, waiting for nobody; nothing where it is locked or of another schema."""
    try:
        if not looks_like_a_desk(path):
            return []
        # Only to read: the last one to close a desk to write moves what a killed program left into the file.
        with closing(
            connect_as_found(path, mode="ro") if has_room(path) else connect_to_read(path)
        ) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            return connection.execute(sql).fetchall() if is_as_made(connection) else []
    except (OSError, PassphraseNeededError, dbapi2.Error):
        return []


def checked_revision(
    path: Path, *, alone: bool = False, in_use: bool = True, look: Look | None = None
) -> str:
    """Gives the revision of a desk file and changes nothing in it; any other file is refused in one sentence.

    `alone` reads the file without what waits beside it, and one that nobody has `in_use` without making anything there.
    `look` reads it, and may read more on the way: to open a desk once more takes SQLite as long as to read a page.

    Refused with a UserError are: no file, a file that is no desk, a damaged one, one that cannot be opened,
    one that has what is not SalesDesk's in it, and one that a newer SalesDesk wrote.
    """
    refuse_missing(path)
    try:
        known = looks_like_a_desk(path)
        revision = _looked(path, look, alone=alone, in_use=in_use) if known else ""
    except (OSError, dbapi2.OperationalError) as error:
        if is_busy(error):
            raise held(path.name) from error
        if is_endless(error):
            raise _damaged(path) from error
        raise UserError(
            _(
                "“{name}” could not be opened and was left untouched; "
                "check that nothing else holds it and that you may write to it and its folder.",
                name=path.name,
            )
        ) from error
    except dbapi2.DatabaseError as error:
        raise _damaged(path) from error
    if not revision:
        raise UserError(
            _(
                "“{name}” is not a SalesDesk file, so it was left untouched; "
                "choose a file that ends in .salesdesk.",
                name=path.name,
            )
        )
    refuse_newer(revision, path)
    return revision


def _damaged(path: Path) -> DamagedError:
    return DamagedError(
        _("“{name}” is damaged and was left untouched; open your newest backup instead.", name=path.name)
    )


def refuse_newer(revision: str, path: Path) -> None:
    """Raises UserError where a file stands at a revision that only a newer program knows."""
    if revision > head():
        raise UserError(
            _(
                "“{name}” was last used by a newer SalesDesk, so it was left untouched; "
                "open it with that version or update this one.",
                name=path.name,
            )
        )


def refuse_missing(path: Path) -> None:
    """Raises UserError where there is no file of this name."""
    if not path.is_file():
        raise UserError(
            _("There is no file “{path}”; nothing was changed. Choose where the desk is.", path=path)
        )


def migrate(connection: dbapi2.Connection, *, tables_only: bool = False, to: str = "head") -> None:
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
    engine = create_engine(
        "sqlite://", creator=lambda: connection, module=dbapi2, poolclass=StaticPool, hide_parameters=True
    )
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    connection.execute("PRAGMA foreign_keys = OFF")
    with engine.connect() as bound:
        bound.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = bound
        # SQLite refuses to rename or drop what a trigger of another table names, so they go first.
        _drop_triggers(connection)
        command.upgrade(config, to)
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
    """Writes the marks anew, after a change of the migrations or of what the triggers are made from; gives them."""
    lines = list[str]()
    for revision in sorted(revisions()):
        with closing(connect_to_nothing()) as new:
            migrate(new, tables_only=revision != head(), to=revision)
            lines.append(f"{revision} {mark_of(parts_of(new))}\n")
    MARK.write_text("".join(lines), encoding="utf-8")
    return "".join(lines)


def _drop_triggers(connection: dbapi2.Connection) -> None:
    for part in parts_of(connection):
        if part.type == "trigger":
            connection.execute(f"DROP TRIGGER {in_quotes(part.name)}")


def _looked(path: Path, look: Look | None, *, alone: bool, in_use: bool) -> str:
    connection = connect_untouched(path, alone=alone or not may_write(path), in_use=in_use)
    try:
        as_made = is_as_made(connection)
        if not as_made:
            from salesdesk.store.structure import refuse_strange

            refuse_strange(connection, path)
        return look(connection, as_made) if look else revision_of(connection)
    finally:
        connection.close()
