"""A command that is ended with Ctrl+C leaves nothing and says so in one sentence."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.cli.run import run
from salesdesk.env import following
from salesdesk.env.following import begin_anew, done_or_ended, ended_at_a_step, interrupt, tick
from salesdesk.store.restore import restore
from salesdesk.store.schema import peek
from tests.store.test_followed import left, zipped
from tests.store.test_seal import FROZEN
from tests.store.test_strange_desks import change

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no process can be sent Ctrl+C alone here")
WATCHED = """
import sys, time
import salesdesk
from salesdesk.cli.run import run
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
PRESSED_WHEN_DONE = """
import os, signal, sys
from pathlib import Path
import salesdesk
from salesdesk.cli.run import run
from salesdesk.store.hold import Hold

name, replace, look = Path(sys.argv[1]).name, Path.replace, Hold._look_after_change

def press():
    os.kill(os.getpid(), signal.SIGINT)

def replaced(path, target):
    found = replace(path, target)
    if Path(target).suffix == Path(name).suffix and "part" not in Path(target).name:
        press()
    return found

def stored(self, connection):
    look(self, connection)
    if not name:
        press()

Path.replace, Hold._look_after_change = replaced, stored
sys.exit(run(sys.argv[2:]))
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
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        process.send_signal(signal.SIGINT)
        said, why = process.communicate(timeout=120)
    return subprocess.CompletedProcess(command, process.returncode, said, why)


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


IMPORT = ["import", "deals", "--apply"]


def last_import(desk: Path) -> int:
    """Gives the number of the newest import of a desk."""
    return int(peek(desk, "SELECT max(id) AS last FROM import_batch")[0]["last"])


AT_ONCE: dict[str, Words] = {
    **COMMANDS,
    "sample": lambda _desk, out: ["sample", str(out / "new.salesdesk")],
    "export of a kind": lambda desk, out: [
        "export",
        "deals",
        "--desk",
        str(desk),
        "--out",
        str(out / "all.csv"),
    ],
    "report": lambda desk, out: ["report", "practices", "--desk", str(desk), "--out", str(out / "all.pdf")],
    "import into a new desk": lambda _desk, out: [
        *IMPORT,
        str(out / "deals.csv"),
        "--desk",
        str(out / "new.salesdesk"),
    ],
    "import": lambda desk, out: [*IMPORT, str(out / "deals.csv"), "--desk", str(desk)],
    "import taken back": lambda desk, _out: ["imports", str(desk), "--take-back", str(last_import(desk))],
}


@pytest.mark.long
@pytest.mark.parametrize("name", AT_ONCE)
def test_that_what_is_done_when_ctrl_c_comes_is_said_as_done(
    sample_path: Path, out: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(out / "home"))
    (out / "deals.csv").write_text("Deal ID,Name,Owner,Amount\nX-1,Roof,Odile Faro,100\n", encoding="utf-8")
    if name == "import taken back":
        assert run([*IMPORT, str(out / "deals.csv"), "--desk", str(sample_path)]) == 0
    words = AT_ONCE[name](sample_path, out)
    made = words[-1] if Path(words[-1]).parent == out else ""
    made = str(out / "a.salesdesk") if name == "backup" else made
    ran = subprocess.run(
        [sys.executable, "-c", PRESSED_WHEN_DONE, made, *words], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.strip()
    if made and name != "backup":
        assert Path(made).is_file()


def test_that_ctrl_c_after_what_was_set_right_says_both(
    sample_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(out / "home"))
    change(sample_path, "UPDATE opportunity SET amount = 'abc' WHERE id < 4")
    ran = subprocess.run(
        [sys.executable, "-c", PRESSED_WHEN_DONE, "", "check", "--mend", "--desk", str(sample_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 130
    assert ran.stdout == "3 values were set right.\n"


def test_that_only_the_whole_work_is_done_by_its_end() -> None:
    begin_anew()
    with done_or_ended():
        with done_or_ended():
            pass
        interrupt()
        with pytest.raises(KeyboardInterrupt):
            tick()
        interrupt()
    interrupt()
    tick()
    begin_anew()
    with pytest.raises(KeyboardInterrupt):
        interrupt()
