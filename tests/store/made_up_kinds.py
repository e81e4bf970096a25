"""Makes up kinds of record that the program does not have, in a desk of their own."""

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import CreateTable

from salesdesk.env.clock import FixedClock
from salesdesk.model import registry
from salesdesk.model.columns import utc_now
from salesdesk.model.kinds import KINDS, Kind
from salesdesk.store import log_lines, schema, triggers
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.parts import mark_of, parts_of


def made_up(name: str, /, **columns: Any) -> Any:
    """Gives a class of records with these columns that no other test gets to see."""
    base = type("Scratch", (DeclarativeBase,), {"metadata": MetaData()})
    stamps = {
        "id": mapped_column(primary_key=True),
        "created_at": mapped_column(default=utc_now),
        "changed_at": mapped_column(default=utc_now),
        "deleted_at": mapped_column(default=None),
    }
    kept = {"id": int, "created_at": datetime, "changed_at": datetime, "deleted_at": datetime | None}
    annotations = {column: Mapped[kept.get(column, str | None)] for column in (*stamps, *columns)}
    return type(name, (base,), {"__tablename__": name, "__annotations__": annotations, **stamps, **columns})


def desk_with(kinds: Mapping[str, Any], path: Path, monkeypatch: pytest.MonkeyPatch) -> DeskFile:
    """Makes a desk that has these kinds besides those of the program."""
    DeskFile.create(path).close()
    known = registry.models() | dict(kinds)
    for module in (registry, triggers):
        monkeypatch.setattr(module, "models", lambda: known)
    # What the log may name is worked out once a process; a test that came before may have done so.
    fields = {kind: {column.name for column in model.__table__.columns} for kind, model in known.items()}
    monkeypatch.setattr(log_lines, "_declared", lambda: fields)
    for name in kinds:
        monkeypatch.setitem(KINDS, name, Kind(name=name, label=name, plural=name))  # pyright: ignore[reportArgumentType]
    with closing(connect(path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for model in kinds.values():
            connection.execute(str(CreateTable(model.__table__)))
        schema.make_triggers(connection)
        # A desk is opened only where it is made of what is declared, which these kinds are here.
        marks = path.with_suffix(".marks")
        marks.write_text(f"{schema.head()} {mark_of(parts_of(connection))}\n", encoding="utf-8")
        monkeypatch.setattr(schema, "MARK", marks)
    return DeskFile.open(path, FixedClock(datetime(2026, 11, 11, 9, 0)))
