"""Proves that a practice is declared once: the example of docs/architecture.md, word for word, is seen everywhere."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import salesdesk
from salesdesk.env.clock import FixedClock
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.schema import head

PACKAGE = Path(salesdesk.__file__).parent
PLACES = Path(__file__).with_name("one_practice_places.py")
CODE = re.compile(r"^( *)```python\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
MIGRATION = '''"""Adds visits."""

from salesdesk.store.tables import DAY, TEXT, create_kind, needed, refers

revision, down_revision = "{revision}", "{before}"


def upgrade() -> None:
    create_kind("visit", {{"salesperson_id": needed(refers("salesperson")), "what": needed(TEXT),
                           "outcome": needed(TEXT), "visited_on": needed(DAY)}})
'''
FOR_THE_MANAGER = {
    "list", "entry line", "form", "log", "timeline", "search", "Trash", "export with private", "figure card",
    "rows behind", "explanation", "Desk", "Settings", "Ctrl+K command", "Ctrl+K page", "cheat sheet",
    "metrics --json", "undo",
}  # fmt: skip


def put(file: Path, before: str, added: str) -> None:
    """Adds lines to a file of the copy, before others that occur once or at the end of it."""
    source = file.read_text(encoding="utf-8")
    at = source.rindex(before)
    file.write_text(source[:at] + added + source[at + len(before) :], encoding="utf-8")


def example() -> tuple[str, ...]:
    """Reads the practice that docs/architecture.md gives as an example: its class, its kind, what it says, its page."""
    whole = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = whole.partition("## A practice, declared once")[2].partition("\n## ")[0]
    return tuple(dedent(code) for _, code in CODE.findall(section))


def copy_with_the_practice(folder: Path) -> Path:
    """Copies the program and adds the practice: one record, one kind, one migration, one file, one page."""
    record, kind, practice, page = example()
    package = folder / "salesdesk"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "resources").symlink_to(PACKAGE.parent / "resources")
    put(
        package / "model" / "coaching.py",
        "\nclass Postponement(Record):",
        f"\n{record}\n\nclass Postponement(Record):",
    )
    put(
        package / "model" / "kinds.py",
        '    Kind(name="postponement"',
        f'{kind.rstrip()},\n    Kind(name="postponement"',
    )
    practices = package / "services" / "practices"
    (practices / "visits.py").write_text(practice, encoding="utf-8")
    names = (practices / "__init__.py").read_text(encoding="utf-8")
    assert names.count("    talk,\n") == 2, "the import and the list of practices"
    (practices / "__init__.py").write_text(
        names.replace("    talk,\n", "    talk,\n    visits,\n"), encoding="utf-8"
    )
    put(package / "gui" / "coaching" / "pages.py", ")\n", f"{page.rstrip()},\n)\n")
    revision = f"{int(head()) + 1:04}"
    migration = MIGRATION.format(revision=revision, before=head())
    versions = package / "store" / "migrations" / "versions"
    (versions / f"{revision}_visits.py").write_text(migration, encoding="utf-8")
    return folder


def test_that_a_practice_declared_once_is_everywhere_but_on_the_side_of_the_salesperson(
    sample_path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    DeskFile.open(sample_path, clock).close()
    copy = copy_with_the_practice(tmp_path / "copy")
    places = places_in(copy, sample_path)
    assert places.pop("program") == str(copy / "salesdesk")
    assert {place for place, there in places.items() if there} == FOR_THE_MANAGER


def places_in(copy: Path, desk: Path) -> dict[str, Any]:
    """Runs the copy and gives where it found the practice."""
    run = subprocess.run(
        [sys.executable, str(PLACES), str(desk)],
        env=os.environ | {"PYTHONPATH": f"{copy}:{PACKAGE.parent}", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False, cwd=desk.parent,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])
