"""A desk whose name or folder no code page knows is worked with, copied and brought together like any other."""

import logging
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.log import LogFile, start_log, stop_log
from salesdesk.env.settings import read_object, write_object
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.log_mark import was_missing
from salesdesk.store.lost_file import write_view
from tests.store.test_followed import WORKS, zipped
from tests.store.test_log_mark import PEOPLE, log_of
from tests.store.test_parted_log import KEPT, people
from tests.store.test_trouble import add, names

pytestmark = pytest.mark.skipif(os.name == "nt", reason="every name is one of letters there")
NAME = os.fsdecode(b"r\xe9gion\xff")


@pytest.fixture
def nameless(sample_path: Path, tmp_path: Path) -> Path:
    """A desk with such a name in a folder with such a name."""
    folder = tmp_path / NAME
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this disk takes no such name")
    return sample_path.rename(folder / f"{NAME}.salesdesk")


def test_that_a_change_is_stored_once_and_noted(nameless: Path, clock: FixedClock) -> None:
    kept = nameless.parent / "backups"
    with closing(DeskFile.open(nameless, clock, kept)) as desk:
        before = len(names(desk))
        add(desk, "Odile")
        assert len(names(desk)) == before + 1
        assert desk.undo_name() == "Add Odile"
        assert list(kept.glob(".*.waits"))
        desk.undo()
        desk.back_up(kept)
    assert not examine(nameless, notes=kept).misses_changes


@pytest.mark.parametrize("name", WORKS)
def test_that_all_work_on_a_whole_desk_takes_the_name(name: str, nameless: Path) -> None:
    folder = nameless.parent
    before = nameless.read_bytes()
    zipped(nameless, folder)
    (folder / "all.zip").rename(folder / "old.zip")
    (folder / "old.salesdesk").write_bytes(before)
    seen = set(folder.iterdir())
    WORKS[name](nameless, folder)
    assert set(folder.iterdir()) - seen, name


def test_that_a_view_of_a_lost_desk_is_saved_under_such_a_name(nameless: Path, clock: FixedClock) -> None:
    with closing(DeskFile.open(nameless, clock)) as desk:
        write_view(desk.rows, target := nameless.with_name(f"{NAME} kept.salesdesk"))
    assert examine(target).sound


def test_that_one_renamed_after_a_kill_gets_its_changes_back(
    nameless: Path, desk_path: Path, clock: FixedClock
) -> None:
    kept = nameless.parent / "backups"
    killed = desk_path.rename(nameless.with_name(f"{NAME} killed.salesdesk"))
    ended = subprocess.run([sys.executable, "-c", KEPT, killed, str(PEOPLE), kept], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not examine(killed, notes=kept).misses_changes
    new = killed.rename(nameless.with_name(f"{NAME} renamed\r.salesdesk"))
    assert people(new, kept, clock) == PEOPLE
    assert not was_missing(new)
    assert not log_of(killed).exists()


def test_that_settings_and_the_log_take_the_name(tmp_path: Path) -> None:
    wish = {"recent": [f"/desks/{NAME}.salesdesk", "/desks/Zoë 😀.salesdesk"]}
    assert write_object(tmp_path / "settings.json", wish)
    assert read_object(tmp_path / "settings.json") == wish
    path = start_log(tmp_path)
    # Not by a logger of the tests' own run, which passes what it hears on as UTF-8.
    (own,) = (each for each in logging.getLogger("salesdesk").handlers if isinstance(each, LogFile))
    own.handle(logging.makeLogRecord({"msg": f"of {NAME}, not written"}))
    stop_log()
    assert "not written" in path.read_text(encoding="utf-8")
