"""Proves that a practice is declared once: a record, its kind, a figure, a rule, a threshold bring it everywhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import salesdesk
from salesdesk.env.clock import FixedClock
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.schema import head

PACKAGE = Path(salesdesk.__file__).parent
PLACES = Path(__file__).with_name("one_practice_places.py")
RECORD = '''
VISIT_OUTCOMES = {"held": "Held", "missed": "Missed"}


class Visit(Record):
    """A visit to a customer that the manager went along to; the manager's alone."""

    __tablename__ = "visit"

    salesperson_id: Mapped[int] = reference("With", "salesperson", owner=True, required=True)
    what: Mapped[str] = text("Where to", required=True, searchable=True)
    outcome: Mapped[str] = choice("How it ended", VISIT_OUTCOMES, default="held", required=True)
    held_on: Mapped[date] = day("Day", required=True)


class Postponement(Record):'''
KIND = """    Kind(
        name="visit", label="Visit", plural="Visits", title="what", private=True, newest_first=True,
        first={"held_on": Given.TODAY, "salesperson_id": Given.FIRST}, at=("held_on",), state="outcome",
        says=("what",), log="Visits", timeline="Visits", icon="help", room="coaching/visits", made="Written down",
        new=New(keys="Ctrl+Alt+V"), empty="No visit yet.", acts=(DELETE,),
    ),
"""
MIGRATION = '''"""Adds visits."""

from salesdesk.store.tables import DAY, TEXT, create_kind, needed, refers

revision, down_revision = "{revision}", "{before}"


def upgrade() -> None:
    create_kind("visit", {{"salesperson_id": needed(refers("salesperson")), "what": needed(TEXT),
                           "outcome": needed(TEXT), "held_on": needed(DAY)}})
'''
PRACTICE = '''"""Visits that were missed."""

from salesdesk.services.practices.declared import Figure, Practice, Threshold
from salesdesk.services.practices.usual import (
    EntryBlock, FiguresBlock, LedgerBlock, PracticePage, above_ceiling, share_of
)

MISSED = Figure(
    key="visits_missed", title="Visits missed", kind="visit", days="visit_days", having="t.outcome = 'missed'",
    tell=share_of("missed_ceiling", "no visit yet"), explanation="Missed visits by all of the days looked at.",
)
PRACTICE = Practice(
    thresholds=(
        Threshold(key="missed_ceiling", label="Visits you miss, at most", default=0.2, low=0, high=1, heading="Visits"),
        Threshold(key="visit_days", label="Visits look back", default=90, low=7, high=730, heading="Visits"),
    ),
    figures=(MISSED,),
    rules=(above_ceiling("visits", MISSED, "missed_ceiling", "page_coaching_visits", "Open them",
                         "You missed {count} of {whole} visits, {share}"),),
    page=PracticePage(
        key="visits", title="Visits of yours", main=(LedgerBlock("visit"),),
        top=(FiguresBlock((MISSED.key,)), EntryBlock("visit", "outcome", {})),
    ),
)
'''
PAGE = """    PageSpec(
        "visits", "Visits", "Where were you?", Whose.TEAM | Whose.ME, of_practice("visits"), has_any("visit"),
    ),
)
"""
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


def copy_with_the_practice(folder: Path) -> Path:
    """Copies the program and adds the practice: one record, one kind, one migration, one file, one page."""
    package = folder / "salesdesk"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "resources").symlink_to(PACKAGE.parent / "resources")
    put(package / "model" / "coaching.py", "\nclass Postponement(Record):", RECORD)
    put(package / "model" / "kinds.py", '    Kind(name="postponement"', KIND + '    Kind(name="postponement"')
    practices = package / "services" / "practices"
    (practices / "visits.py").write_text(PRACTICE, encoding="utf-8")
    names = (practices / "__init__.py").read_text(encoding="utf-8")
    assert names.count("    talk,\n") == 2, "the import and the list of practices"
    (practices / "__init__.py").write_text(
        names.replace("    talk,\n", "    talk,\n    visits,\n"), encoding="utf-8"
    )
    put(package / "gui" / "coaching" / "pages.py", ")\n", PAGE)
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
