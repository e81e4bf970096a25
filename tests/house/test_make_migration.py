"""Holds that the next migration is written from the declarations, and that it makes exactly what they say."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from salesdesk.model import models
from salesdesk.model.base import NAMING, Base
from salesdesk.model.columns import Money
from salesdesk.store import schema
from tests.house import make_migration
from tests.house.make_migration import ByHand, write_migration

NEXT = f"{int(schema.head()) + 1:04}"


@pytest.fixture
def declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> sa.MetaData:
    """The declarations of the program to add to, and a copy of its migrations to write beside."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    models()
    copied = sa.MetaData(naming_convention=NAMING)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(copied)
    return copied


def add_a_kind(declared: sa.MetaData) -> None:
    """Declares visits to accounts, which refer to people and have an index of their own."""
    sa.Table(
        "visit", declared,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("created_at", sa.DateTime, nullable=False), sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("deleted_at", sa.DateTime, index=True),
        sa.Column("salesperson_id", sa.ForeignKey("salesperson.id"), nullable=False, index=True),
        sa.Column("seen_on", sa.Date, nullable=False), sa.Column("words", sa.String), sa.Column("cost", Money),
        sa.Index("ix_visit_seen", "salesperson_id", "seen_on"),
    )  # fmt: skip


def add_fields(declared: sa.MetaData) -> None:
    """Declares further fields of kinds that are there."""
    strength, account = declared.tables["strength"], declared.tables["account"]
    strength.append_column(sa.Column("colour", sa.String, nullable=False, default="red"))
    strength.append_column(sa.Column("loud", sa.Boolean, nullable=False, default=True))
    strength.append_column(sa.Column("seen_by_id", sa.ForeignKey("salesperson.id"), index=True))
    account.append_column(sa.Column("visited", sa.DateTime))


def without(declared: sa.MetaData, kind: str, *names: str) -> sa.MetaData:
    """Gives the same declarations without some fields of a kind."""
    fewer = sa.MetaData(naming_convention=NAMING)
    for table in declared.sorted_tables:
        if table.name != kind:
            table.to_metadata(fewer)
            continue
        indexed = {column.name for index in table.indexes for column in index.columns}
        kept = [column._copy() for column in table.columns if column.name not in names]
        for column in kept:
            column.index = column.name in indexed
        sa.Table(kind, fewer, *kept)
    return fewer


def test_that_nothing_is_written_where_nothing_is_declared_anew(declared: sa.MetaData) -> None:
    assert write_migration("nothing", declared) is None
    assert schema.head() == f"{int(NEXT) - 1:04}"


def test_that_the_written_migration_makes_what_is_declared(declared: sa.MetaData) -> None:
    add_a_kind(declared)
    add_fields(declared)
    account = declared.tables["account"]
    account.append_column(sa.Column("gone", sa.String))
    account.append_column(sa.Column("gone_id", sa.ForeignKey("product.id"), index=True))
    first = write_migration("Visits and colours", declared)
    assert (
        subprocess.run(
            [sys.executable, "-m", "ruff", "format", "--check", str(first)], check=False
        ).returncode
        == 0
    )
    assert first is not None
    assert first.name == f"{NEXT}_visits_and_colours.py"
    text = first.read_text(encoding="utf-8")
    assert '"salesperson_id": needed(refers("salesperson"))' in text
    assert 'add_field("strength", "colour", needed(TEXT, "\'red\'"))' in text
    assert 'add_field("strength", "loud", needed(FLAG, "1"))' in text
    assert make_migration._differences(declared) == []
    second = write_migration("no more gone", without(declared, "account", "gone", "gone_id"))
    assert second is not None
    assert 'drop_field("account", "gone")' in second.read_text(encoding="utf-8")
    assert 'drop_field("account", "gone_id")' in second.read_text(encoding="utf-8")
    assert make_migration._differences(without(declared, "account", "gone", "gone_id")) == []
    assert schema.head() == f"{int(NEXT) + 1:04}"


def test_that_a_reference_records_cannot_be_without_is_left_to_be_written_by_hand(
    declared: sa.MetaData,
) -> None:
    declared.tables["strength"].append_column(
        sa.Column("seen_by_id", sa.ForeignKey("salesperson.id"), nullable=False)
    )
    with pytest.raises(ByHand, match="refer to nothing"):
        write_migration("seen by", declared)
    assert schema.head() == f"{int(NEXT) - 1:04}"


@pytest.mark.parametrize("arguments", [[], ["one", "two"], [" "]])
def test_that_it_asks_for_a_name(arguments: list[str]) -> None:
    assert make_migration.main(arguments).startswith("Say what the migration is about")
