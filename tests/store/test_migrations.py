"""Holds that the migrations lead to the model, and that an older desk is brought up to date safely."""

import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.base import Base
from salesdesk.model.team import Salesperson
from salesdesk.store import schema
from salesdesk.store.connection import connect, connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.schema import revision_of

PRESENT = schema.head()
NEXT = f"{int(PRESENT) + 1:04}"
FURTHER = f'''"""Rebuilds a table that others refer to, as a later version may."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "{NEXT}", "{PRESENT}"


def upgrade() -> None:
    with op.batch_alter_table("stage", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.String(), nullable=True))
    op.execute("UPDATE opportunity_change SET before = trim(before)")
'''
FAILING = FURTHER + '    op.execute("UPDATE no_such_table SET a = 1")\n'
OWN_TABLES = {"step", "change_log", "recorder", "alembic_version", "sqlite_sequence"}


@pytest.fixture
def further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the migrations of a program that is one revision ahead; the last file is to be written."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    return folder / "versions" / f"{NEXT}_further.py"


@pytest.fixture
def old_desk(desk_path: Path, clock: FixedClock) -> Path:
    """A desk of the present revision with somebody in it, closed."""
    desk = DeskFile.open(desk_path, clock)
    with desk.change("Add Ada") as work:
        work.session.add(Salesperson(name="Ada"))
    desk.close()
    return desk_path


def test_that_the_newest_revision_is_the_last_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.head()


def test_that_the_migrations_make_exactly_the_tables_of_the_model(desk: DeskFile) -> None:
    with desk.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"include_object": _of_the_model})
        assert compare_metadata(context, Base.metadata) == []


def test_that_a_present_desk_is_opened_without_a_backup(old_desk: Path, tmp_path: Path) -> None:
    DeskFile.open(old_desk, backups=tmp_path / "backups").close()
    assert not (tmp_path / "backups").exists()


def test_that_an_older_desk_is_backed_up_first_and_then_migrated(
    old_desk: Path, further: Path, tmp_path: Path, clock: FixedClock
) -> None:
    further.write_text(FURTHER, encoding="utf-8")
    desk = DeskFile.open(old_desk, clock, tmp_path / "backups")
    assert desk.rows("SELECT version_num FROM alembic_version")[0][0] == NEXT
    assert "colour" in [row["name"] for row in desk.rows("PRAGMA table_info(stage)")]
    assert desk.rows("SELECT name FROM salesperson")[0]["name"] == "Ada"
    desk.undo()
    assert not desk.rows("SELECT name FROM salesperson")
    desk.close()
    (backup,) = (tmp_path / "backups").glob("*.salesdesk")
    assert backup.name == "team-20261111-090000-before-update.salesdesk"
    with closing(connect(backup)) as copy:
        assert revision_of(copy) == PRESENT
        assert [row["name"] for row in copy.execute("SELECT name FROM salesperson")] == ["Ada"]


def test_that_a_migration_that_fails_leaves_the_desk_as_it_was(
    old_desk: Path, further: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _dump(old_desk)
    further.write_text(FAILING, encoding="utf-8")
    with pytest.raises(Exception, match="no_such_table"):
        DeskFile.open(old_desk, backups=tmp_path / "backups")
    assert _dump(old_desk) == before
    further.unlink()
    desk = DeskFile.open(old_desk)
    assert desk.undo_name() == "Add Ada"
    desk.close()


def test_that_a_desk_whose_backup_cannot_be_written_is_not_migrated(
    old_desk: Path, further: Path, tmp_path: Path
) -> None:
    before = _dump(old_desk)
    further.write_text(FURTHER, encoding="utf-8")
    (tmp_path / "backups").write_text("a file where the folder would be", encoding="utf-8")
    with pytest.raises(UserError, match="nothing was changed"):
        DeskFile.open(old_desk, FixedClock(datetime(2026, 1, 1)), tmp_path / "backups")
    assert _dump(old_desk) == before


def _of_the_model(thing: object, name: str, kind: str, *_: object) -> bool:
    return kind != "table" or (name not in OWN_TABLES and not name.startswith("search_index"))


def _dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Gives the whole schema and every row of every table."""
    with closing(connect_as_found(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = ["sqlite_master", *(name for (name,) in tables)]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
