"""Commands open a desk whose program was killed by the same door as the window: with its own log, and no other one."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from salesdesk.cli import run as cli
from salesdesk.env.clock import FixedClock
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.log_mark import was_missing
from salesdesk.store.ready import was_set_aside
from tests.store.test_log_mark import KILLED, PEOPLE, log_of
from tests.store.test_looking_leaves_no_trace import seen

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")
ASIDE = "belongs to another file, so it was set aside"


@pytest.fixture
def killed(desk_path: Path) -> Path:
    """A desk whose program was killed after some changes were confirmed."""
    ended = subprocess.run([sys.executable, "-c", KILLED, desk_path, str(PEOPLE)], check=False)
    assert ended.returncode == -signal.SIGKILL
    return desk_path


@pytest.fixture
def renamed(killed: Path) -> Path:
    """The same one, renamed since."""
    return killed.rename(killed.with_name("new.salesdesk"))


@pytest.fixture
def strange(killed: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """The same one, in whose place another desk was copied."""
    DeskFile.create(tmp_path / "other.salesdesk", clock).close()
    return shutil.move(tmp_path / "other.salesdesk", killed)


def people_of(desk: Path) -> int:
    """Counts who is in a desk, as it lies there."""
    return {each.kind: each.kept for each in examine(desk).counts}["salesperson"]


def in_rows(desk: Path, folder: Path) -> int:
    """Writes the people as rows."""
    assert cli.run(["export", "salespeople", "--desk", str(desk), "--out", str(folder / "out.json")]) == 0
    return len(json.loads((folder / "out.json").read_text(encoding="utf-8")))


def in_zip(desk: Path, folder: Path) -> int:
    """Writes all of it as an archive."""
    assert cli.run(["export", str(desk), str(folder / "out.zip")]) == 0
    with ZipFile(folder / "out.zip") as archive:
        return len(archive.read("json/salesperson.jsonl").splitlines()) - 1


def in_backup(desk: Path, folder: Path) -> int:
    """Writes a backup."""
    assert cli.run(["backup", "--desk", str(desk), "--to", str(folder / "copies")]) == 0
    return people_of(next((folder / "copies").glob("*.salesdesk")))


def in_salvaged(desk: Path, folder: Path) -> int:
    """Reads out what can be read."""
    assert cli.run(["salvage", str(desk), str(folder / "saved.salesdesk")]) == 0
    return people_of(folder / "saved.salesdesk")


def in_report(desk: Path, folder: Path) -> int:
    """Prints a sheet, which opens the desk."""
    assert cli.run(["report", "practices", "--desk", str(desk), "--out", str(folder / "out.pdf")]) == 0
    return people_of(desk)


def in_metrics(desk: Path, _folder: Path) -> int:
    """Prints the figures, which opens the desk."""
    assert cli.run(["metrics", "--desk", str(desk)]) == 0
    return people_of(desk)


COMMANDS = [in_rows, in_zip, in_backup, in_salvaged, in_report, in_metrics]


@pytest.mark.long
@pytest.mark.usefixtures("qapp")  # a report makes do with less than the windows of later tests
@pytest.mark.parametrize("command", COMMANDS)
def test_that_a_command_finds_the_log_of_a_desk_that_was_renamed(
    command: Callable[[Path, Path], int], renamed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(renamed, tmp_path) == PEOPLE
    assert not was_missing(renamed)
    assert capsys.readouterr().err == ""


def test_that_a_check_changes_nothing_and_says_where_the_log_of_a_renamed_desk_lies(
    renamed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = seen(renamed.parent)
    assert cli.run(["check", "--desk", str(renamed)]) == 1
    assert seen(renamed.parent) == before
    assert "lies in “team.salesdesk-wal”" in capsys.readouterr().err
    assert cli.run(["metrics", "--desk", str(renamed)]) == 0
    assert cli.run(["check", "--desk", str(renamed)]) == 0


@pytest.mark.long
@pytest.mark.parametrize("command", [in_rows, in_zip, in_report, in_metrics])
def test_that_a_command_says_once_that_it_set_a_strange_log_aside_and_the_window_says_it_too(
    command: Callable[[Path, Path], int], strange: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(strange, tmp_path) == 0
    assert ASIDE in capsys.readouterr().err
    assert was_set_aside(strange)
    assert cli.run(["metrics", "--desk", str(strange)]) == 0
    assert capsys.readouterr().err == ""
    assert was_set_aside(strange)


@pytest.mark.parametrize("command", [in_backup, in_salvaged])
def test_that_a_command_that_only_reads_leaves_a_strange_log_where_it_is(
    command: Callable[[Path, Path], int], strange: Path, tmp_path: Path
) -> None:
    left = log_of(strange).read_bytes()
    assert command(strange, tmp_path) == 0
    assert log_of(strange).read_bytes() == left


def test_that_a_command_says_that_changes_are_missing(
    killed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log_of(killed).unlink()
    assert cli.run(["metrics", "--desk", str(killed)]) == 0
    assert "Changes are missing from “team.salesdesk”" in capsys.readouterr().err


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("elsewhere", [False, True], ids=["this computer", "another computer"])
def test_that_no_command_leaves_out_the_log_of_a_renamed_desk_where_nothing_may_be_written(
    command: Callable[[Path, Path], int], elsewhere: bool, renamed: Path, tmp_path: Path,
    nothing_writable: Callable[[Path], None], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    medium, out = tmp_path / "medium", tmp_path / "out"
    out.mkdir()
    medium.mkdir()
    for each in {*renamed.parent.glob("*team*"), renamed}:
        (shutil.copy2 if elsewhere else shutil.move)(each, medium / each.name)
    desk = medium / renamed.name
    before = seen(medium)
    nothing_writable(medium)
    with pytest.raises(AssertionError):
        command(desk, out)
    said = capsys.readouterr().err
    assert said.startswith("What was stored last in “new.salesdesk” lies in “")
    assert "give the second the name “new.salesdesk-wal”" in said
    assert seen(medium) == before
    assert not [*out.iterdir()] or not [*out.rglob("*.*")]
    log = next(medium.glob("*-wal"))
    shutil.copyfile(desk, out / desk.name)
    shutil.copyfile(log, out / "new.salesdesk-wal")
    assert in_rows(out / desk.name, out) == PEOPLE


@pytest.mark.parametrize("command", [in_rows, in_zip, in_metrics])
def test_that_none_leaves_out_the_log_beside_a_desk_where_nothing_may_be_written(
    command: Callable[[Path, Path], int], killed: Path, tmp_path: Path,
    nothing_writable: Callable[[Path], None], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    nothing_writable(killed.parent)
    (tmp_path / "out").mkdir()
    with pytest.raises(AssertionError):
        command(killed, tmp_path / "out")
    assert "Copy it, with all files of its name" in capsys.readouterr().err


def test_that_changes_that_are_lost_are_told_where_nothing_may_be_written(
    killed: Path, nothing_writable: Callable[[Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log_of(killed).unlink()
    nothing_writable(killed.parent)
    (tmp_path / "out").mkdir()
    assert in_rows(killed, tmp_path / "out") == 0
    assert "Changes are missing from “team.salesdesk”" in capsys.readouterr().err
