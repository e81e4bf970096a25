"""A full disk at an import and an update is one sentence, and the file of the desk is as it was."""

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.store.desk_file import DeskFile
from tests.store.test_whole_desk import LITTLE_ROOM

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a disk cannot be made full here")
OLDEST = Path(__file__).parents[1] / "house" / "frozen" / "schema_0001.sqlite"


def run_with(most: int, *words: object) -> subprocess.CompletedProcess[str]:
    """Runs a command that can make no file larger than so many bytes."""
    command = [sys.executable, "-c", LITTLE_ROOM, str(most), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


def deals_in(path: Path) -> int:
    """Counts the deals of a desk."""
    with closing(DeskFile.open(path)) as desk:
        return desk.rows("SELECT count(*) FROM opportunity")[0][0]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """An export with more deals than there will be room for."""
    path = tmp_path / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("Opportunity ID", "Opportunity Name", "Owner", "Stage", "Amount", "Close Date"))
        for number in range(6000):
            rows.writerow(
                (
                    f"F-{number}",
                    f"Deal {number} " + "of many words " * 6,
                    "Ada Byron",
                    "Won",
                    900,
                    "2026-03-02",
                )
            )
    return path


@pytest.mark.parametrize("room", [0.5, 1.2], ids=["before it", "in the midst of it"])
def test_that_an_import_on_a_full_disk_leaves_the_desk_as_it_was(
    room: float, sample_path: Path, many: Path
) -> None:
    before = deals_in(sample_path)
    most = round(sample_path.stat().st_size * room)
    ran = run_with(most, "import", "deals", many, "--desk", sample_path, "--everybody", "--apply")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    assert "disk" in ran.stderr or "could not be written" in ran.stderr
    assert deals_in(sample_path) == before


def test_that_an_update_on_a_full_disk_leaves_the_older_desk(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLDEST, tmp_path / "older.salesdesk"))
    most = path.stat().st_size // 2
    ran = run_with(most, "metrics", "--desk", path)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    with closing(sqlite3.connect(path)) as left:
        assert left.execute("SELECT version_num FROM alembic_version").fetchone()[0].startswith("0001")
        assert left.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.long
def test_that_an_import_on_a_full_disk_leaves_the_older_file_of_rejected_rows(
    sample_path: Path, many: Path, tmp_path: Path
) -> None:
    with many.open("a", encoding="utf-8") as file:
        file.write("F-x,Deal,Ada Byron,Won,much,2026-03-02\n")
    rejected = tmp_path / "kept" / "rejected.csv"
    rejected.parent.mkdir()
    rejected.write_text("OLDER")
    most = sample_path.stat().st_size // 2
    ran = run_with(
        most, "import", "deals", many, "--desk", sample_path, "--everybody", "--apply", "--rejected", rejected
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False), ran.stderr
    assert rejected.read_text() == "OLDER"
    assert list(rejected.parent.iterdir()) == [rejected]
    ran = run_with(
        10**9,
        "import",
        "deals",
        many,
        "--desk",
        sample_path,
        "--everybody",
        "--apply",
        "--rejected",
        rejected,
    )
    assert ran.returncode == 0, ran.stderr
    assert "“much” under “Amount” is not a number." in rejected.read_text("utf-8-sig")
    assert list(rejected.parent.iterdir()) == [rejected]


@pytest.mark.skipif(not shutil.which("strace"), reason="a single call can only be made to fail with strace")
@pytest.mark.parametrize("command", ["imports", "check", "metrics", "backup"])
def test_that_a_disk_without_room_for_what_stands_beside_a_desk_is_one_sentence(
    command: str, sample_path: Path, tmp_path: Path
) -> None:
    words = {
        "imports": ["imports", sample_path],
        "check": ["check", "--desk", sample_path],
        "metrics": ["metrics", "--desk", sample_path],
        "backup": ["backup", "--desk", sample_path, "--to", tmp_path / "copies"],
    }[command]
    for when in (1, 2):
        traced = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=ftruncate", "-e"]
        ran = subprocess.run(
            [*traced, f"inject=ftruncate:error=ENOSPC:when={when}+", sys.executable, "-m", "salesdesk",
             *map(str, words)],
            capture_output=True, text=True, check=False, env=os.environ,
        )  # fmt: skip
        assert "Traceback" not in ran.stderr, ran.stderr
        assert ran.returncode == 0 or len(ran.stderr.splitlines()) == 1


@pytest.mark.skipif(not shutil.which("strace"), reason="a single call can only be made to fail with strace")
@pytest.mark.parametrize("fault", ["pwrite64:error=ENOSPC:when=20+", "fsync:error=ENOSPC:when=1+"])
def test_that_an_export_that_a_full_disk_stops_says_so(fault: str, sample_path: Path, tmp_path: Path) -> None:
    call = fault.partition(":")[0]
    ran = subprocess.run(
        ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={fault}", sys.executable,
         "-m", "salesdesk", "export", str(sample_path), str(tmp_path / "all.sqlite")],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert ran.stderr == (
        f"“all.sqlite” could not be written (the disk is full), and what was in {tmp_path} is as it was; make room or "
        "choose another folder.\n"
    )
    assert not list(tmp_path.glob("*all*"))
