"""Writes everything a desk holds into one zip of CSV and JSON, and makes an identical desk of it again.

What goes in follows from the tables that are there, so a new kind of record needs nothing here.
"""

import base64
import csv
import io
import json
import re
import zlib
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlcipher3 import dbapi2

from salesdesk.env.errors import UserError
from salesdesk.env.following import stretch, ticked
from salesdesk.env.formulas import harmless
from salesdesk.env.whole_file import whole_file
from salesdesk.store.archive_bounds import about_desk, refuse_bomb, rows_in
from salesdesk.store.connection import APPLICATION_ID, connect, ticking
from salesdesk.store.endless import EACH
from salesdesk.store.in_place import taking_place
from salesdesk.store.keys import new_key
from salesdesk.store.schema import head, make_triggers, migrate, refuse_missing, revision_of, revisions
from salesdesk.store.seal import FOR_ALL, private_seal
from salesdesk.store.structure import tables_as_made

FORM: Final = 1
SUFFIX: Final = ".zip"
_INDEX = "search_index"
_BYTES = "base64"
_MADE: Final = re.compile(r"CREATE (TABLE|(UNIQUE )?INDEX|VIRTUAL TABLE)\b", re.IGNORECASE)
_NO_ARCHIVE: Final = (
    BadZipFile, zlib.error, EOFError, LookupError, ValueError, TypeError, AttributeError, OverflowError,
    RuntimeError, MemoryError, dbapi2.Error,
)  # fmt: skip
"""What a file that is no archive of a desk, or a stranger's, makes of those who read it."""
_README = """Everything that was in one desk of SalesDesk.

desk.json            the form of this archive, the schema, and the tables with how many rows each has
json/TABLE.jsonl     every row as it is stored: the first line names the columns, each further line is one row;
                     {"base64": "..."} stands for bytes
csv/TABLE.csv        the same for spreadsheets; empty stands for nothing and for an empty text alike

Money is in ten-thousandths, days and moments are ISO 8601. docs/file-format.md of SalesDesk describes every table.
`salesdesk restore THIS.zip NEW.salesdesk` makes the desk again.
"""


def write_archive(connection: dbapi2.Connection, target: Path, at: datetime) -> int:
    """Writes the archive, which takes its name when it is whole; gives how many rows are in it."""
    connection.execute("BEGIN")  # one moment of the desk, whatever is written meanwhile
    try:
        with whole_file(target) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            total, counts = 2 * _count(connection), dict[str, int]()
            for table in tables_of(connection):
                done = 2 * sum(counts.values())
                counts[table] = _write_table(connection, archive, table, done, total)
            archive.writestr(
                "desk.json", json.dumps(_about(connection, counts, at), ensure_ascii=False, indent=1)
            )
            archive.writestr("README.txt", _README)
    finally:
        with suppress(dbapi2.Error):  # a damaged desk has ended it by itself
            connection.execute("ROLLBACK")
    return sum(counts.values())


def restore_archive(source: Path, target: Path, passphrase: str = "") -> int:
    """Makes a desk of an archive, which takes its name when it is whole and found sound; gives how many rows it has.

    It is private where there is a passphrase: an archive has none. Raises UserError where the file is no archive of a
    desk, a newer SalesDesk's, or a file of the name is there.
    """
    refuse_missing(source)
    seal = private_seal(new_key(passphrase)) if passphrase else FOR_ALL
    try:
        with (
            ZipFile(source) as archive,
            taking_place(target, unsound=_no_archive(source)) as beside,
            closing(connect(beside, create=True, journal="MEMORY", seal=seal)) as connection,
        ):
            refuse_bomb(archive, source, beside.parent)
            about = about_desk(archive)
            _refuse_newer(about, source)
            return _fill(connection, archive, about)
    except _NO_ARCHIVE as error:
        raise _no_archive(source) from error
    except OSError as error:
        raise UserError(
            _(
                "“{name}” could not be read, so nothing was written; check that you may read it.",
                name=source.name,
            )
        ) from error


def make_tables(connection: dbapi2.Connection, statements: Sequence[str]) -> None:
    """Makes the tables and indexes of a desk."""
    for statement in statements:
        connection.execute(statement)


def schema_of(connection: dbapi2.Connection) -> list[str]:
    """Gives the statements that make the tables and indexes of a desk; triggers are made from the declarations."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index') ORDER BY rowid"
    ).fetchall()
    return [sql for name, sql in found if not name.startswith(("sqlite_", f"{_INDEX}_"))]


def bring_up(connection: dbapi2.Connection) -> None:
    """Makes the triggers and the search of a desk whose tables were just filled, and migrates an older one."""
    if revision_of(connection) < head():
        migrate(connection)
    else:
        connection.execute("BEGIN IMMEDIATE")
        make_triggers(connection)
        connection.execute("COMMIT")


def tables_of(connection: dbapi2.Connection) -> list[str]:
    """Gives the tables in which something is kept by its own, those of the search left out."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid"
    ).fetchall()
    return [
        name for (name,) in found if name == "sqlite_sequence" or not name.startswith(("sqlite_", _INDEX))
    ]


def _about(connection: dbapi2.Connection, counts: dict[str, int], at: datetime) -> dict[str, Any]:
    return {
        "form": FORM,
        "schema": revision_of(connection),
        "written_at": at.isoformat(" ", "seconds"),
        "user_version": connection.execute("PRAGMA user_version").fetchone()[0],
        "tables": counts,
        "statements": schema_of(connection),
    }


def _count(connection: dbapi2.Connection) -> int:
    counts = (f'SELECT {EACH} FROM "{table}"' for table in tables_of(connection))
    return sum(connection.execute(sql).fetchone()[0] for sql in counts)


def _write_table(connection: dbapi2.Connection, archive: ZipFile, table: str, done: int, total: int) -> int:
    rows = connection.execute(f'SELECT * FROM "{table}"')
    columns, count = [column[0] for column in rows.description], 0
    # A zip holds one open file at a time, and a table may be larger than the memory.
    with archive.open(f"json/{table}.jsonl", "w", force_zip64=True) as file:
        file.write(_line(columns))
        for row in ticked(rows, done, total):
            file.write(_line([_sent(value) for value in row]))
            count += 1
    with archive.open(f"csv/{table}.csv", "w", force_zip64=True) as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow(columns)
        rows = ticked(connection.execute(f'SELECT * FROM "{table}"'), done + count, total)
        # These are for spreadsheets, which would run a text that begins as a formula; restoring reads the others.
        writer.writerows([harmless(v) if isinstance(v, str) else v for v in row] for row in rows)
        text.flush()
        text.detach()
    return count


def _line(values: Sequence[object]) -> bytes:
    return f"{json.dumps(values, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _sent(value: object) -> object:
    return {_BYTES: base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _taken(value: object) -> object:
    return base64.b64decode(cast(dict[str, str], value)[_BYTES]) if isinstance(value, dict) else value


def _fill(connection: dbapi2.Connection, archive: ZipFile, about: dict[str, Any]) -> int:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {int(about['user_version'])}")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    if not all(_MADE.match(statement) for statement in about["statements"]):
        raise ValueError(about["statements"])
    # An archive may be a stranger's, so its values are read and none of its statements is run.
    make_tables(connection, tables_as_made(str(about["schema"])))
    known = tables_of(connection)
    if not {*known} <= {*about["tables"], "sqlite_sequence"}:
        raise ValueError(about["tables"])
    done, total = 0, sum(about["tables"].values())
    for table, count in about["tables"].items():
        if table not in known:
            raise ValueError(table)
        with archive.open(f"json/{table}.jsonl") as file:
            rows = rows_in(file, count)
            columns = next(rows, ())
            if table == "sqlite_sequence":
                connection.execute("DELETE FROM sqlite_sequence")
            with stretch(0, 60):
                values = ([_taken(value) for value in row] for row in ticked(rows, done, total))
                connection.executemany(_insert(table, columns), values)
        if connection.execute(f'SELECT {EACH} FROM "{table}"').fetchone()[0] != count:
            raise ValueError(table)
        done += count
    if revision_of(connection) != about["schema"]:
        raise ValueError(about["schema"])
    connection.execute("COMMIT")
    with stretch(60, 100), ticking(connection):
        bring_up(connection)
    return total


def _insert(table: str, columns: Sequence[str]) -> str:
    if not all(re.fullmatch(r"\w+", name) for name in (table, *columns)):
        raise ValueError(table)
    names, holders = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    return f'INSERT INTO "{table}" ({names}) VALUES ({holders})'


def _refuse_newer(about: dict[str, Any], source: Path) -> None:
    if about["schema"] not in revisions() and about["schema"] < head():
        raise ValueError(about["schema"])
    if about["form"] > FORM or about["schema"] > head():
        raise UserError(
            _("“{name}” was written by a newer SalesDesk; restore it with that version.", name=source.name)
        )


def _no_archive(source: Path) -> UserError:
    return UserError(
        _("“{name}” is not a whole archive of a desk, so nothing was written.", name=source.name)
    )
