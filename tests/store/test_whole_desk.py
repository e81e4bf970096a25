"""A new desk takes its place when it is whole; whatever ends it in the middle leaves nothing there."""

import os
import re
import signal
import subprocess
import sys
from contextlib import ExitStack, closing
from datetime import date, datetime
from itertools import product
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.env.settings import write_object
from salesdesk.store.archive import write_archive
from salesdesk.store.backup import back_up
from salesdesk.store.backup_notes import NOTES
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import open_untouched
from salesdesk.store.in_place import taking_place
from salesdesk.store.lost_file import write_view
from salesdesk.store.plain_copy import export_plain, seal_in_place
from salesdesk.store.restore import restore, restore_over
from salesdesk.store.salvage import salvage
from salesdesk.store.whole_desk import whole_new_desk
from tests.sample.writing import write_sample

LITTLE_ROOM = """
import resource, sys
from salesdesk.cli.run import run
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
sys.exit(run(sys.argv[2:]))
"""
NOTHING_IS_LEFT = """
import shutil
from types import SimpleNamespace
shutil.disk_usage = lambda _folder: SimpleNamespace(free=0)
"""
SO_MUCH_IS_LEFT = """
import resource, shutil, sys
from types import SimpleNamespace
shutil.disk_usage = lambda _folder: SimpleNamespace(free=int(sys.argv[1]))
"""
KILLED_IN_THE_MIDDLE = """
import os, signal, sys
from datetime import date
from pathlib import Path
from tests.sample.writing import write_sample
write_sample(
    Path(sys.argv[1]), 3, 1, 1, date(2026, 1, 5),
    progress=lambda share, words: share > 0.1 and os.kill(os.getpid(), signal.SIGKILL),
)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
def test_that_a_sample_team_killed_in_the_middle_is_made_anew_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "sample.salesdesk"
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_IN_THE_MIDDLE, str(path)], check=False, env=os.environ
    )
    assert ended.returncode == -signal.SIGKILL
    assert not path.exists()
    write_sample(path, 3, 1, 1, date(2026, 1, 5))
    assert list(tmp_path.iterdir()) == [path], "what was begun is cleared away"


def test_that_an_error_leaves_nothing(tmp_path: Path) -> None:
    def fill() -> None:
        with whole_new_desk(tmp_path / "new.salesdesk") as desk:
            assert desk.rows("SELECT count(*) FROM stage")[0][0] == 0
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_that_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "new.salesdesk"

    def fill() -> None:
        with whole_new_desk(path):
            path.write_text("mine")

    with pytest.raises(UserError, match="already there"):
        fill()
    assert path.read_text() == "mine"


def test_that_a_desk_in_place_opens(tmp_path: Path) -> None:
    with whole_new_desk(tmp_path / "new.salesdesk") as desk:
        assert desk.path.name.endswith(".part")
    DeskFile.open(tmp_path / "new.salesdesk").close()


def test_that_a_desk_whose_changes_do_not_go_into_the_file_takes_no_name(tmp_path: Path) -> None:
    path = tmp_path / "new.salesdesk"

    def fill(held: ExitStack) -> None:
        with taking_place(path) as place:
            DeskFile.create(place).close()
            writer, reader = (held.enter_context(closing(connect(place))) for _each in range(2))
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM note").fetchone()
            writer.execute("CREATE TABLE more AS SELECT 1")

    with ExitStack() as held, pytest.raises(UserError, match="could not be written"):
        fill(held)
    assert not path.exists()


@pytest.mark.parametrize(
    "command",
    [("restore", "all.zip"), ("restore", "sample.salesdesk"), ("salvage", "sample.salesdesk"), ("sample",)],
    ids=["archive", "backup", "salvage", "sample"],
)
@pytest.mark.skipif(os.name == "nt", reason="a disk cannot be made full here")
def test_that_a_full_disk_is_told_in_one_sentence_and_leaves_nothing(
    command: tuple[str, ...], sample_path: Path, tmp_path: Path
) -> None:
    if command[-1] == "all.zip":
        with closing(open_untouched(sample_path)) as connection:
            write_archive(connection, tmp_path / "all.zip", datetime(2026, 11, 11, 9, 0))
    sources = {"all.zip": tmp_path / "all.zip", "sample.salesdesk": sample_path}
    words = [str(sources.get(word, word)) for word in command]
    for most, told in product((100_000, 2_000_000), ("", NOTHING_IS_LEFT)):
        ran = subprocess.run(
            [sys.executable, "-c", told + LITTLE_ROOM, str(most), *words, str(tmp_path / "new.salesdesk")],
            capture_output=True, text=True, check=False, env=os.environ,
        )  # fmt: skip
        assert ran.returncode == 1, ran.stderr
        assert ran.stderr == (
            f"“new.salesdesk” could not be written ({'the disk is full' if told else 'the disk does not answer'}), "
            f"and what was in {tmp_path} is as it was; make room or choose another folder.\n"
        )
        assert not list(tmp_path.glob("*new*"))
        assert not list(tmp_path.glob(".*"))


def test_that_a_folder_that_takes_nothing_is_told(sample_path: Path, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    for write in (salvage, restore):
        with pytest.raises(UserError, match=r"“new.salesdesk” could not be written"):
            write(sample_path, tmp_path / "a file" / "new.salesdesk")


@pytest.mark.parametrize("name", ["none.zip", "none.salesdesk"])
def test_that_a_source_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    for write in (restore, salvage):
        with pytest.raises(UserError, match=f"There is no file “.*{name}”"):
            write(tmp_path / name, tmp_path / "new.salesdesk")


@pytest.mark.parametrize("name", ["new.zip", "new.sqlite"])
@pytest.mark.skipif(os.name == "nt", reason="a disk cannot be made full here")
def test_that_an_export_on_a_full_disk_keeps_the_older_one(
    name: str, sample_path: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("older")
    words = ("export", str(sample_path), str(tmp_path / name))
    ran = subprocess.run(
        [sys.executable, "-c", LITTLE_ROOM, "50000", *words],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert ran.returncode == 1, ran.stderr
    assert re.fullmatch(
        f"“{name}” could not be written .*; make room or choose another folder.\n", ran.stderr
    )
    assert (tmp_path / name).read_text() == "older"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.skipif(os.name == "nt", reason="a disk cannot be made full here")
def test_that_an_export_too_large_for_what_a_disk_has_left_says_that_it_is_full(
    sample_path: Path, tmp_path: Path
) -> None:
    smaller = LITTLE_ROOM.replace("import resource, sys", SO_MUCH_IS_LEFT)
    words = ("export", str(sample_path), str(tmp_path / "new.sqlite"))
    ran = subprocess.run(
        [sys.executable, "-c", smaller, "1000000", *words],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.startswith("“new.sqlite” could not be written (the disk is full), and"), ran.stderr
    assert [each.name for each in tmp_path.iterdir()] == [sample_path.name]


def written_by_all(sample: Path, folder: Path) -> None:
    """Writes by every way there is to write a file of the user's."""
    write_object(folder / "settings.json", {})
    write_sample(folder / "new.salesdesk", 3, 1, 1, date(2026, 1, 5))
    restore(sample, folder / "restored.salesdesk")
    salvage(sample, folder / "salvaged.salesdesk")
    with closing(open_untouched(sample)) as connection:
        write_archive(connection, folder / "all.zip", datetime(2026, 11, 11, 9, 0))
        back_up(connection, sample, folder, datetime(2026, 11, 11, 9, 0), "")
    restore(folder / "all.zip", folder / "from archive.salesdesk")
    with closing(connect(sample)) as connection:
        export_plain(connection, folder / "plain.salesdesk")
    assert seal_in_place(folder / "plain.salesdesk")
    restore_over(sample, folder / "plain.salesdesk", folder, datetime(2026, 11, 11, 9, 0))
    with closing(DeskFile.open(sample)) as desk:
        write_view(desk.rows, folder / "kept.salesdesk")


def test_that_nothing_takes_its_name_before_the_disk_has_it(
    sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, named, had = set[int](), set[str](), os.fsync
    write, rename = Path.replace, Path.rename

    def fsync(file: int) -> None:
        had(file)
        written.add(os.fstat(file).st_ino)

    def check(path: Path, target: Path) -> None:
        assert path.stat().st_ino in written, f"{target.name} has its name and is not on the disk"
        named.add(target.name)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", lambda path, to: (check(path, to), write(path, to))[1])
    monkeypatch.setattr(Path, "rename", lambda path, to: (check(path, to), rename(path, to))[1])
    folder = tmp_path / "written"
    folder.mkdir()
    written_by_all(sample_path, folder)
    # Whose a backup is stands in a list that may be lost.
    assert {path.name for path in folder.iterdir()} - {NOTES} == named
