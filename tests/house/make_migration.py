"""Writes the next migration: what is declared and the newest schema lacks, with the helpers of `store/tables.py`.

Run it after a field or a kind was declared: `make migration NAME=favourite_coffee`.
"""

import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from salesdesk.model import models
from salesdesk.model.base import Base
from salesdesk.model.columns import Money
from salesdesk.store import schema
from salesdesk.store.connection import connect

NO_RECORDS = ("step", "change_log", "recorder", "alembic_version", "sqlite_sequence", "search_index")
STAMPS = ("id", "created_at", "changed_at", "deleted_at")
KEPT: tuple[tuple[type[Any], str, str], ...] = (
    (Money, "MONEY", "0"),
    (sa.String, "TEXT", "''"),
    (sa.Boolean, "FLAG", "0"),
    (sa.Integer, "WHOLE", "0"),
    (sa.Float, "NUMBER", "0"),
    (sa.DateTime, "MOMENT", "CURRENT_TIMESTAMP"),
    (sa.Date, "DAY", "CURRENT_DATE"),
)
"""How each type of column is called in a migration, and what records that are there already get where it is needed."""
FILE = '''"""{title}."""

from {source}

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """{title}."""
{lines}
'''


class ByHand(Exception):
    """Says which difference the helpers cannot make."""


def write_migration(name: str, metadata: sa.MetaData = Base.metadata) -> Path | None:
    """Writes the file beside the other migrations and gives its path; None where nothing differs."""
    lines = [f"    {line}" for line in _lines(_differences(metadata), metadata)]
    if not lines:
        return None
    before = schema.head()
    revision, words = f"{int(before) + 1:04}", name.strip().replace(" ", "_").lower()
    used = sorted(word for word in _NAMES if any(f"{word}(" in line or _names(word, line) for line in lines))
    source = f"salesdesk.store.tables import {', '.join(used)}"
    if any("op." in line for line in lines):
        source = f"alembic import op\n\nfrom {source}"
    title = words.replace("_", " ").capitalize()
    path = schema.MIGRATIONS / "versions" / f"{revision}_{words}.py"
    text = FILE.format(title=title, source=source, revision=revision, before=before, lines="\n".join(lines))
    path.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)
    return path


def _differences(metadata: sa.MetaData) -> list[Any]:
    """Compares the declarations with an empty desk of the newest schema."""
    with TemporaryDirectory() as folder, closing(connect(Path(folder) / "newest", create=True)) as connection:
        engine = sa.create_engine(
            "sqlite://", creator=lambda: connection, module=dbapi2, poolclass=StaticPool
        )
        config = Config()
        config.set_main_option("script_location", str(schema.MIGRATIONS))
        with engine.connect() as bound:
            config.attributes["connection"] = bound
            command.upgrade(config, "head")
            context = MigrationContext.configure(bound, opts={"include_object": _of_the_model})
            return compare_metadata(context, metadata)


def _of_the_model(_thing: object, name: str, kind: str, *_: object) -> bool:
    return kind != "table" or not name.startswith(NO_RECORDS)


def _lines(differences: Sequence[Any], metadata: sa.MetaData) -> Iterator[str]:
    made = {found[1].name: found[1] for found in differences if found[0] == "add_table"}
    columns = {(found[2], found[3].name): found[3] for found in differences if found[0] == "add_column"}
    moved = {*columns, *((found[2], found[3].name) for found in differences if found[0] == "remove_column")}
    yield from (_create(table) for table in metadata.sorted_tables if table.name in made)
    for (kind, name), column in columns.items():
        yield f'add_field("{kind}", "{name}", {_stored(column, there_already=True)})'
    for found in differences:
        match found[0]:
            case "add_table" | "add_column" | "remove_fk":
                pass
            case "remove_column":
                yield f'drop_field("{found[2]}", "{found[3].name}")'
            case "remove_table":
                yield f'op.drop_table("{found[1].name}")'
            case "add_fk" if all((found[1].table.name, c.name) in columns for c in found[1].columns):
                pass
            case "add_index" | "remove_index":
                if not _comes_with(found[1], made, moved):
                    yield _index_line(found[0], found[1])
            case _:
                raise ByHand(f"no helper makes this, so write it by hand: {found}")


def _index_line(way: str, index: sa.Index) -> str:
    if way == "remove_index":
        return f'op.drop_index("{index.name}", "{index.table.name}")'
    return (
        f'op.create_index("{index.name}", "{index.table.name}", {_listed([c.name for c in index.columns])})'
    )


def _comes_with(index: sa.Index, made: Collection[str], moved: Collection[tuple[str, str]]) -> bool:
    """Tells whether an index comes or goes with its kind or with the one field it is of."""
    kind, names = index.table.name, [column.name for column in index.columns]
    return kind in made or (len(names) == 1 and (kind, names[0]) in moved)


def _create(table: sa.Table) -> str:
    fields = ", ".join(f'"{c.name}": {_stored(c)}' for c in table.columns if c.name not in STAMPS)
    usual = {f"ix_{table.name}_{c.name}" for c in table.columns}
    further = {
        str(index.name): [c.name for c in index.columns] for index in table.indexes if index.name not in usual
    }
    indexes = ", ".join(
        f'"{name}": ({", ".join(repr(c) for c in names)},)' for name, names in sorted(further.items())
    )
    return f'create_kind("{table.name}", {{{fields}}}{f", {{{indexes}}}" if indexes else ""})'


def _stored(column: sa.Column[Any], *, there_already: bool = False) -> str:
    """Says how a column is kept; a needed one of records that are there already gets its declared first value."""
    kept, empty = next((word, empty) for type_, word, empty in KEPT if isinstance(column.type, type_))
    for key in column.foreign_keys:
        kept = f'refers("{key.target_fullname.partition(".")[0]}")'
        if there_already and not column.nullable:
            raise ByHand(
                f"{column.name} must refer to something, and records are there already that refer to nothing"
            )
    if column.nullable:
        return kept
    return f'needed({kept}, "{_first(column, empty)}")' if there_already else f"needed({kept})"


def _first(column: sa.Column[Any], empty: str) -> str:
    value = getattr(column.default, "arg", None)
    if value is None or callable(value):
        return empty
    return f"'{value}'" if isinstance(value, str) else str(int(value) if isinstance(value, bool) else value)


def _listed(names: Sequence[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"[{quoted}]"


THEN = (
    "tests.house.frozen.make_frozen_desk", "tests.house.test_file_format", "tests.house.make_words",
    "tests.sample.ship",
)  # fmt: skip
"""What renews all that is made of the newest schema and its words."""
_NAMES = ("create_kind", "add_field", "drop_field", "needed", "refers", *(word for _, word, _ in KEPT))


def _names(word: str, line: str) -> bool:
    """Tells whether a line uses the word as a type."""
    return any(f"{before}{word}{after}" in line for before in (": ", ", ", "(") for after in (",", ")", "}"))


def main(arguments: Sequence[str]) -> str:
    """Writes the migration and says what is left to do."""
    models()
    if len(arguments) != 1 or not arguments[0].strip():
        return "Say what the migration is about: make migration NAME=favourite_coffee"
    try:
        path = write_migration(arguments[0])
    except ByHand as problem:
        return f"Nothing was written: {problem}"
    if path is None:
        return "The newest schema has all that is declared, so nothing was written."
    return "\n".join((str(path), "Read it, then:", *(f"  python -m {each}" for each in THEN)))


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1:])}\n")
