"""Several commands that make or write the same file at once: one does, the others are refused in one sentence."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from salesdesk.cli import run as cli
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine

ROUNDS = 1
WAITS = """
import sys
from salesdesk.cli.run import run
import salesdesk.cli.export_command, salesdesk.cli.import_command, salesdesk.cli.restore_command
import salesdesk.cli.sample_command, salesdesk.cli.report_command
print("ready", flush=True)
sys.stdin.readline()
sys.exit(run(sys.argv[1:]))
"""
MAKES = """
import sys
from pathlib import Path
from salesdesk.store.whole_desk import whole_new_desk
with whole_new_desk(Path(sys.argv[1])):
    print("making", flush=True)
    sys.stdin.readline()
"""
REFUSED = ("Another program is making “", "” is already there, so nothing was written")
HEAD = "Deal ID,Deal,Owner,Amount,Close date,Stage"


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    path = tmp_path / "crm.csv"
    rows = (f"Z{each},Mast {each},Mia Orr {each % 9},100,2026-03-01,Won" for each in range(300))
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "out"
    path.mkdir()
    return path


def begun(program: str, *arguments: object) -> subprocess.Popen[str]:
    """Starts a program and gives it when it has said that it is so far."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")


def at_once(*arguments: object, times: int = 2) -> list[tuple[int, str]]:
    """Runs a command several times at the same moment; gives how each ended and what it said of it."""
    programs = [begun(WAITS, *arguments) for _ in range(times)]
    for each in programs:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in programs:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    return [(each.wait(), said) for each in programs for _out, said in [each.communicate(timeout=120)]]


def check_ends(ends: Sequence[tuple[int, str]], *refusals: str) -> None:
    """Fails unless one at least did it and each other says in one sentence why it did not."""
    assert [code for code, _said in ends].count(0) >= 1, ends
    for code, said in ends:
        assert "Traceback" not in said
        assert code == 0 or any(words in said for words in refusals or REFUSED), said


def counted(desk: Path, kind: str) -> int:
    return {each.kind: each.kept for each in examine(desk).counts}[kind]


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(autouse=True)
def _own_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets desks that other tests make meanwhile not be among those of this one."""
    own = tmp_path / "turns"
    own.mkdir()
    monkeypatch.setenv("TMPDIR", str(own))
    monkeypatch.setattr(tempfile, "tempdir", str(own))


def turns() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("salesdesk-*.making"))


def test_that_two_imports_into_a_desk_that_is_not_there_make_it_once(deals: Path, folder: Path) -> None:
    before = turns()
    for each in range(ROUNDS):
        desk = folder / f"{each}.salesdesk"
        check_ends(at_once("import", "deals", deals, "--desk", desk, "--everybody", "--apply"))
        assert (counted(desk, "opportunity"), counted(desk, "salesperson")) == (300, 9)
    assert left_in(folder) == [f"{each}.salesdesk" for each in range(ROUNDS)]
    assert turns() <= before


@pytest.mark.long
def test_that_two_restores_make_one_desk(desk: DeskFile, folder: Path) -> None:
    desk.close()
    for each in range(ROUNDS):
        made = folder / f"{each}.salesdesk"
        ends = at_once("restore", desk.path, made)
        check_ends(ends)
        assert [code for code, _said in ends].count(0) == 1
        assert examine(made).sound
    assert left_in(folder) == [f"{each}.salesdesk" for each in range(ROUNDS)]


def test_that_two_samples_make_one_desk(folder: Path) -> None:
    ends = at_once("sample", folder / "team.salesdesk")
    check_ends(ends)
    assert [code for code, _said in ends].count(0) == 1
    assert examine(folder / "team.salesdesk").sound
    assert left_in(folder) == ["team.salesdesk"]


@pytest.mark.long
@pytest.mark.parametrize("name", ["all.zip", "all.sqlite"])
def test_that_two_exports_write_one_whole_file(desk: DeskFile, folder: Path, name: str) -> None:
    desk.close()
    for _ in range(ROUNDS):
        check_ends(at_once("export", desk.path, folder / name, times=3))
        assert left_in(folder) == [name]
        if name == "all.zip":
            with ZipFile(folder / name) as archive:
                assert archive.testzip() is None
        else:
            with closing(sqlite3.connect(folder / name)) as plain:
                assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.long
def test_that_two_backups_at_once_are_both_whole(desk: DeskFile, folder: Path) -> None:
    desk.close()
    ends = at_once("backup", "--desk", desk.path, "--to", folder)
    assert [code for code, _said in ends] == [0, 0], ends
    copies = [path for path in folder.iterdir() if path.suffix == ".salesdesk"]
    assert len(copies) == 2
    assert all(examine(path).sound for path in copies)
    assert not list(folder.glob(".*.part*"))


@pytest.mark.long
def test_that_of_two_imports_of_one_file_into_a_desk_only_one_writes(desk: DeskFile, deals: Path) -> None:
    desk.close()
    for _ in range(ROUNDS):
        ends = at_once("import", "deals", deals, "--desk", desk.path, "--everybody", "--apply")
        check_ends(
            ends, "run the command again", "is being written to just now", "just now, so it was not opened"
        )
        assert (counted(desk.path, "opportunity"), counted(desk.path, "salesperson")) == (300, 9)


def test_that_who_comes_while_a_desk_is_made_is_refused_and_harms_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = folder / "team.salesdesk"
    with begun(MAKES, made) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "making\n"
        there = left_in(folder)
        assert cli.run(["sample", str(made)]) == 1
        assert capsys.readouterr().err.count("Another program is making “team.salesdesk” just now") == 1
        assert left_in(folder) == there
        other.communicate("\n")
        assert other.returncode == 0
    assert left_in(folder) == ["team.salesdesk"]
    assert (examine(made).sound, counted(made, "salesperson")) == (True, 0)


@pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")
def test_that_a_killed_maker_stands_in_nobodys_way(folder: Path) -> None:
    before, made = turns(), folder / "team.salesdesk"
    with begun(MAKES, made) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "making\n"
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert cli.run(["sample", str(made)]) == 0
    assert left_in(folder) == ["team.salesdesk"]
    assert turns() <= before
