"""Proves that a stored field is declared once: one line and one migration bring it everywhere it belongs."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import salesdesk
from salesdesk.env.clock import FixedClock
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.schema import head

PACKAGE = Path(salesdesk.__file__).parent
PLACES = Path(__file__).with_name("one_line_places.py")
NEIGHBOUR = "    email: Mapped[str | None] = "
DECLARATION = '    favourite_coffee: Mapped[str | None] = text("Favourite coffee", searchable=True{shared})\n'
MIGRATION = '''"""Adds what somebody likes to drink."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "{revision}", "{before}"


def upgrade() -> None:
    op.add_column("salesperson", sa.Column("favourite_coffee", sa.String(), nullable=True))
'''
FOR_THE_MANAGER = {"record", "search", "import", "export with private", "table", "form"}
FOR_BOTH = {"record for the salesperson", "search for the salesperson", "export", "one-on-one", "print"}


@pytest.fixture
def desk_with_ada(desk: DeskFile) -> Path:
    """A desk of the present program, closed, with Ada in it."""
    RecordsService(desk).add("salesperson", {"name": "Ada"})
    desk.close()
    return desk.path


def copy_with_the_field(folder: Path, shared: bool) -> Path:
    """Copies the program and adds the one line and the one migration."""
    package = folder / "salesdesk"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "resources").symlink_to(PACKAGE.parent / "resources")
    model = package / "model" / "team.py"
    source = model.read_text(encoding="utf-8")
    line = DECLARATION.format(shared=", shared=True" if shared else "")
    assert source.count(NEIGHBOUR) == 1
    model.write_text(source.replace(NEIGHBOUR, line + NEIGHBOUR), encoding="utf-8")
    revision = f"{int(head()) + 1:04}"
    versions = package / "store" / "migrations" / "versions"
    migration = MIGRATION.format(revision=revision, before=head())
    (versions / f"{revision}_favourite_coffee.py").write_text(migration, encoding="utf-8")
    return folder


def places_in(copy: Path, work: Path) -> dict[str, Any]:
    """Runs the copy and gives where it found the field."""
    run = subprocess.run(
        [sys.executable, str(PLACES), str(work)],
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False, cwd=work,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "private"])
def test_that_one_line_brings_a_field_everywhere_it_belongs_and_nowhere_else(
    shared: bool, desk_with_ada: Path, tmp_path: Path, clock: FixedClock
) -> None:
    copy = copy_with_the_field(tmp_path / "copy", shared)
    places = places_in(copy, desk_with_ada.parent)
    assert places.pop("program") == str(copy / "salesdesk")
    found = {place for place, there in places.items() if there}
    if shared:
        assert found >= FOR_THE_MANAGER | FOR_BOTH
    else:
        assert found == FOR_THE_MANAGER
