"""A desk from a stranger runs nothing of theirs, whatever stands in it: it is refused in a sentence, at once."""

import random
import re
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.cli import run as cli
from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import DamagedError, UserError
from salesdesk.store.compare import differences
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.parts import mark_of, parts_of
from salesdesk.store.schema import is_as_made, peek
from tests.store.test_strange_desks import change, said_by

ENDLESS = "WITH RECURSIVE e(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM e)"
FROZEN = min((Path(__file__).parents[1] / "house" / "frozen").glob("schema_*.sqlite"))
QUICK_S = 20
"""So long a refusal may take on a machine that is busy; what is hostile here would take hours."""
EVIL = {
    "a trigger": ("CREATE TRIGGER evil AFTER INSERT ON note BEGIN DELETE FROM quota; END",),
    "a trigger of the name of a table": (
        "CREATE TRIGGER note AFTER INSERT ON quota BEGIN DELETE FROM quota; END",
    ),
    "a trigger on the words of the search": (
        "CREATE TRIGGER evil AFTER INSERT ON search_index_docsize BEGIN DELETE FROM quota; END",
    ),
    "an endless view in the place of a table": (
        "ALTER TABLE note RENAME TO real_note",
        f"CREATE VIEW note AS {ENDLESS} SELECT n AS id, n AS changed_at, NULL AS deleted_at FROM e",
    ),
    "an endless view for the version": (
        "ALTER TABLE alembic_version RENAME TO real_version",
        f"CREATE VIEW alembic_version AS {ENDLESS} SELECT n AS version_num FROM e WHERE n < 0",
    ),
    "views of views of views": (
        "ALTER TABLE note RENAME TO real_note",
        "CREATE VIEW v0 AS SELECT 1 AS id",
        *(f"CREATE VIEW v{n} AS SELECT a.id FROM v{n - 1} a JOIN v{n - 1} b" for n in range(1, 40)),
        "CREATE VIEW note AS SELECT * FROM v39",
    ),
    "a table whose name is a statement": (
        'CREATE TABLE "quota JOIN quota JOIN quota JOIN quota JOIN opportunity JOIN opportunity" (deleted_at)',
    ),
    "an index that computes": ("CREATE INDEX evil ON note (length(replace(hex(zeroblob(99)), '0', text)))",),
    "an index of some rows": ("CREATE INDEX evil ON note (text) WHERE length(text) > 0",),
    "an own index that computes": (
        "DROP INDEX ix_note_deleted_at",
        "CREATE INDEX ix_note_deleted_at ON note (length(text))",
    ),
    "a column that is computed": ("ALTER TABLE note ADD COLUMN evil AS (length(zeroblob(1000)))",),
    "a foreign virtual table": ("CREATE VIRTUAL TABLE evil USING fts5(x, content='note')",),
}


def written_raw(statement: str) -> Callable[[Path], None]:
    """Gives what changes the list of parts itself, as SQLite does only where it is told to."""

    def write(path: Path) -> None:
        with closing(connect(path)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(statement)
            version = connection.execute("PRAGMA schema_version").fetchone()[0]
            connection.execute(f"PRAGMA schema_version = {version + 1}")

    return write


RAW = {
    "a trigger of a name of SQLite's": written_raw(
        "INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_evil', 'note', 0, "
        "'CREATE TRIGGER sqlite_evil AFTER INSERT ON note BEGIN DELETE FROM quota; END')"
    ),
    "a trigger that is said to be another": written_raw(
        "UPDATE sqlite_schema SET sql = 'CREATE TRIGGER evil AFTER INSERT ON note BEGIN DELETE FROM quota; END' "
        "WHERE name = 'journal_insert_note'"
    ),
    "a trigger that is said to be a part of the search": written_raw(
        "UPDATE sqlite_schema SET type = 'trigger', rootpage = 0, tbl_name = 'note', "
        "sql = 'CREATE TRIGGER search_index_config AFTER INSERT ON note BEGIN DELETE FROM quota; END' "
        "WHERE name = 'search_index_config'"
    ),
    "a kind of part that is a statement": written_raw(
        "UPDATE sqlite_schema SET type = 'table note --' WHERE name = 'search_index_config'"
    ),
    "a check": written_raw(
        "UPDATE sqlite_schema SET sql = replace(sql, 'text VARCHAR', 'text VARCHAR CHECK (length(text) < 9)') "
        "WHERE name = 'note' AND type = 'table'"
    ),
    "a default that is computed": written_raw(
        "UPDATE sqlite_schema SET sql = replace(sql, 'text VARCHAR', 'text VARCHAR DEFAULT (zeroblob(9))') "
        "WHERE name = 'note' AND type = 'table'"
    ),
    "another order of letters": written_raw(
        "UPDATE sqlite_schema SET sql = replace(sql, 'text VARCHAR', 'text VARCHAR COLLATE evil') "
        "WHERE name = 'note' AND type = 'table'"
    ),
    "two tables in the same pages": written_raw(
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'quota') "
        "WHERE name = 'note' AND type = 'table'"
    ),
}
HOSTILE = {
    **{name: (lambda path, all_of=statements: change(path, *all_of)) for name, statements in EVIL.items()},
    **RAW,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=[*HOSTILE])
def test_that_what_is_not_salesdesks_is_refused_by_every_command_and_runs_nowhere(
    make: Callable[[Path], None], sample_path: Path, tmp_path: Path, clock: FixedClock,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    make(sample_path)
    before, start = sample_path.read_bytes(), time.monotonic()
    for command in (
        ["check", "--desk", str(sample_path)],
        ["export", str(sample_path), str(tmp_path / "out.zip")],
        ["restore", str(sample_path), str(tmp_path / "new.salesdesk")],
    ):
        code, said = said_by(capsys, *command)
        assert code, command
        assert re.search("changed by another program|is damaged|is not a SalesDesk file", said), said
    with pytest.raises(UserError):
        DeskFile.open(sample_path, clock, at_once=True)
    with pytest.raises(UserError):
        differences(lambda _sql: [], sample_path, ["note"])
    assert peek(sample_path, "SELECT * FROM note LIMIT 1") == []
    assert time.monotonic() - start < QUICK_S
    assert sample_path.read_bytes() == before
    assert not [*tmp_path.glob("out*"), *tmp_path.glob("new*")]


@pytest.mark.parametrize(
    "name", ["a trigger", "an endless view in the place of a table", "a foreign virtual table"]
)
def test_that_a_salvage_takes_the_records_and_leaves_behind_what_is_not_salesdesks(
    name: str, sample_path: Path, tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(connect(sample_path)) as connection:
        quotas = connection.execute("SELECT count(*) FROM quota").fetchone()[0]
    HOSTILE[name](sample_path)
    new = tmp_path / "new.salesdesk"
    assert said_by(capsys, "salvage", str(sample_path), str(new))[0] == 0
    with closing(connect(new)) as connection:
        assert is_as_made(connection)
    with closing(DeskFile.open(new, clock)) as desk:
        assert desk.rows("SELECT count(*) FROM quota")[0][0] == quotas


@pytest.mark.parametrize(
    "statements",
    [
        EVIL["an endless view in the place of a table"],
        EVIL["an index that computes"],
        ("CREATE VIEW evil AS SELECT 1",),
        ("ALTER TABLE note ADD COLUMN evil AS (length(zeroblob(1000)))",),
    ],
    ids=["a view for a table", "an index", "a view", "a column"],
)
def test_that_no_migration_runs_on_a_desk_of_which_something_is_not_salesdesks(
    statements: tuple[str, ...], tmp_path: Path, clock: FixedClock
) -> None:
    old, backups = tmp_path / "old.salesdesk", tmp_path / "backups"
    old.write_bytes(FROZEN.read_bytes())
    change(old, *statements)
    before = old.read_bytes()
    with pytest.raises(DamagedError, match="another program"):
        DeskFile.open(old, clock, backups)
    assert old.read_bytes() == before
    assert not backups.exists()


def test_that_the_triggers_of_an_older_desk_go_before_anything_is_written(
    tmp_path: Path, clock: FixedClock
) -> None:
    old = tmp_path / "old.salesdesk"
    old.write_bytes(FROZEN.read_bytes())
    change(old, *(
        f'CREATE TRIGGER "{name}" AFTER {event} ON {table} BEGIN DELETE FROM quota; END'
        for name, event, table in (
            ("evil", "UPDATE", "alembic_version"),
            ("IF EXISTS evil", "INSERT", "note"),
            ('e""vil', "INSERT", "search_index_docsize"),
        )
    ))  # fmt: skip
    with pytest.raises(DamagedError, match="another program"):
        DeskFile.open(old, clock, tmp_path / "backups")
    change(old, 'DROP TRIGGER "IF EXISTS evil"', 'DROP TRIGGER "e""vil"')
    with closing(DeskFile.open(old, clock, tmp_path / "backups")) as desk:
        assert desk.rows("SELECT count(*) FROM quota")[0][0]
    with closing(connect(old)) as connection:
        assert is_as_made(connection)


def test_that_a_foreign_name_turns_no_words_around_and_fills_no_screen(
    sample_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(sample_path, f'CREATE VIEW "a\u202eb\nc\x1b[31m{"x" * 100_000}" AS SELECT 1')
    code, said = said_by(capsys, "check", "--desk", str(sample_path))
    assert code
    assert len(said) < 1000
    assert not any(sign in said for sign in "\u202e\x1b")
    assert said.count("\n") == 1


def test_that_no_list_of_parts_passes_for_another(sample_path: Path) -> None:
    """Moves, drops, doubles and changes parts at random: the mark is that of the true list alone."""
    with closing(connect(sample_path)) as connection:
        parts = parts_of(connection)
    true, chance = mark_of(parts), random.Random(8)
    for _attempt in range(300):
        place = chance.randrange(len(parts))
        part = parts[place]
        at = chance.randrange(len(part.sql))
        changed = chance.choice([
            part._replace(name=f"{part.name}x"),
            part._replace(sql=f"{part.sql[:at]}/**/{part.sql[at:]}"),
            part._replace(sql=part.sql[:at] + chance.choice("xX(") + part.sql[at:]),
            part._replace(type="view"),
        ])  # fmt: skip
        assert mark_of([*parts[:place], changed, *parts[place + 1 :]]) != true, changed
        assert mark_of([*parts[:place], *parts[place + 1 :]]) != true
        assert mark_of([*parts, part]) != true
    assert mark_of(reversed(parts)) == true


def test_that_an_archive_brings_values_alone(
    sample_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from zipfile import ZipFile

    said_by(capsys, "export", str(sample_path), str(tmp_path / "out.zip"))
    hostile = tmp_path / "hostile.zip"
    with ZipFile(tmp_path / "out.zip") as whole, ZipFile(hostile, "w") as copy:
        for name in whole.namelist():
            text = whole.read(name)
            if name == "desk.json":
                text = text.replace(
                    b"CREATE TABLE note (", b"CREATE TABLE evil AS SELECT 1; CREATE TABLE note (evil, "
                )
            copy.writestr(name, text)
    assert cli.run(["restore", str(hostile), str(tmp_path / "new.salesdesk")]) == 0
    with closing(connect(tmp_path / "new.salesdesk")) as connection:
        assert is_as_made(connection)
