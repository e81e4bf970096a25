"""A command that is ended with Ctrl+C leaves nothing and says so in one sentence."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.env import following
from salesdesk.env.following import ended_at_a_step, interrupt, tick
from salesdesk.store.restore import restore
from tests.store.test_followed import left, zipped
from tests.store.test_seal import FROZEN

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no process can be sent Ctrl+C alone here")
WATCHED = """
import sys, time
import salesdesk
from salesdesk.env import following
from salesdesk.env.following import followed
from salesdesk.store import connection
from salesdesk.cli.run import run

connection._TICK_EVERY, following.EVERY = 2000, 20
steps, sleeps, asked = int(sys.argv[1]), float(sys.argv[2]), 0

def follow(_done, _total):
    global asked
    asked += 1
    if asked == steps:
        print("there", flush=True)
    if asked >= steps:
        time.sleep(sleeps)

with followed(follow):
    sys.exit(run(sys.argv[3:]))
"""
Words = Callable[[Path, Path], list[str]]
COMMANDS: dict[str, Words] = {
    "restore": lambda desk, out: ["restore", str(out / "old.salesdesk"), str(out / "new.salesdesk")],
    "restore of a zip": lambda desk, out: ["restore", str(out / "old.zip"), str(out / "new.salesdesk")],
    "salvage": lambda desk, out: ["salvage", str(desk), str(out / "new.salesdesk")],
    "export as zip": lambda desk, out: ["export", str(desk), str(out / "all.zip")],
    "export as plain SQLite": lambda desk, out: ["export", str(desk), str(out / "all.sqlite")],
    "backup": lambda desk, out: ["backup", "--desk", str(desk), "--to", str(out)],
}


@pytest.fixture
def out(sample_path: Path, tmp_path: Path) -> Path:
    """A folder with a desk and a zip to be restored."""
    made = tmp_path / "out"
    made.mkdir()
    restore(sample_path, made / "old.salesdesk")
    zipped(sample_path, made)
    (made / "all.zip").rename(made / "old.zip")
    return made


def stopped(words: list[str], steps: int, sleeps: float) -> subprocess.CompletedProcess[str]:
    """Runs a command and presses Ctrl+C at one of its steps."""
    command = [sys.executable, "-c", WATCHED, str(steps), str(sleeps), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "there\n"
        run.send_signal(signal.SIGINT)
        said, why = run.communicate(timeout=120)
    return subprocess.CompletedProcess(command, run.returncode, said, why)


@pytest.mark.parametrize("steps", [1, 6])
@pytest.mark.parametrize("name", COMMANDS)
def test_that_ctrl_c_leaves_nothing_and_is_one_sentence(
    sample_path: Path, out: Path, name: str, steps: int
) -> None:
    before = left(sample_path.parent, out)
    ran = stopped(COMMANDS[name](sample_path, out), steps, 0.05)
    assert ran.stderr == "Stopped before it was done; nothing is left half written.\n"
    assert (ran.returncode, ran.stdout) == (130, "")
    assert left(sample_path.parent, out) == before


def test_that_ctrl_c_while_an_older_desk_is_brought_up_to_date_leaves_it(tmp_path: Path) -> None:
    path = tmp_path / "old.salesdesk"
    shutil.copyfile(FROZEN[0], path)
    before = path.read_bytes()
    ran = stopped(["metrics", "--desk", str(path)], 12, 0.05)
    assert (ran.returncode, ran.stdout) == (130, "")
    assert ran.stderr.count("\n") == 1
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == [path.name]


def test_that_ctrl_c_waits_for_a_step_where_an_exception_would_be_lost() -> None:
    done: list[str] = []

    def work() -> None:
        with ended_at_a_step():
            interrupt()
            done.append("goes on")
            tick()
            done.append("never")

    for act in (interrupt, work):
        with pytest.raises(KeyboardInterrupt):
            act()
    assert done == ["goes on"]
    assert not following._Interrupts.waits


def test_that_ctrl_c_after_the_last_step_ends_what_follows() -> None:
    done: list[str] = []

    def work() -> None:
        with ended_at_a_step():
            interrupt()
            done.append("to its end")
        done.append("never")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["to its end"]
