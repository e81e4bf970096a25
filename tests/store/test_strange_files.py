"""What is no file, leads elsewhere or holds words without end is refused or told, and nothing is written over."""

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import ImpossibleError, UserError
from salesdesk.env.locale import Formats
from salesdesk.model.coaching import Note
from salesdesk.services.mending import MendingService
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine, refuse_impossible
from salesdesk.store.impossible import LONGEST_WORDS
from salesdesk.store.marks import marks_in
from salesdesk.store.schema import peek

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has neither such links nor pipes")


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_that_a_link_beside_a_desk_is_never_written_through(
    ending: str, desk_path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    (precious := tmp_path / "precious").write_text("mine", encoding="utf-8")
    desk_path.with_name(desk_path.name + ending).symlink_to(precious)
    for look in (lambda: DeskFile.open(desk_path, clock), lambda: examine(desk_path)):
        with pytest.raises(UserError, match="written over"):
            look()
    assert peek(desk_path, "SELECT 1") == []
    assert precious.read_text(encoding="utf-8") == "mine"


def test_that_a_pipe_for_a_desk_or_a_mark_hangs_nothing(
    tmp_path: Path, desk_path: Path, clock: FixedClock
) -> None:
    pipe = tmp_path / "pipe.salesdesk"
    os.mkfifo(pipe)
    os.mkfifo(tmp_path / f".{desk_path.name}.mark")
    (tmp_path / ".zero.mark").symlink_to("/dev/zero")
    assert peek(pipe, "SELECT 1") == []
    for look in (lambda: DeskFile.open(pipe, clock), lambda: examine(pipe)):
        with pytest.raises(UserError):
            look()
    assert list(marks_in(tmp_path)) == []


def test_that_words_longer_than_a_field_may_hold_are_told_and_cut_where_they_are_set_right(
    desk_path: Path, clock: FixedClock
) -> None:
    with closing(DeskFile.open(desk_path, clock)) as desk, desk.change("Write a note") as work:
        work.session.add(Note(text="short", written_at=desk.now()))
    with closing(connect(desk_path)) as connection:
        connection.execute("UPDATE note SET text = replace(hex(zeroblob(3000000)), '0', 'x')")
        with pytest.raises(ImpossibleError):
            refuse_impossible(connection, desk_path)
    with closing(DeskFile.open(desk_path, clock)) as desk:
        service = MendingService(desk, Formats())
        service.store(service.settable())
        assert desk.rows("SELECT length(text) FROM note")[0][0] == LONGEST_WORDS


def test_that_what_is_refused_keeps_the_rights_it_has(
    tmp_path: Path, desk_path: Path, clock: FixedClock
) -> None:
    (letter := tmp_path / "letter.salesdesk").write_text("Dear all", encoding="utf-8")
    (beside := desk_path.with_name(f"{desk_path.name}-wal")).symlink_to(tmp_path / "nowhere")
    for path in (letter, desk_path):
        path.chmod(0o644)
        with pytest.raises(UserError):
            DeskFile.open(path, clock)
        assert path.stat().st_mode & 0o777 == 0o644
    beside.unlink()
    DeskFile.open(desk_path, clock).close()
    assert desk_path.stat().st_mode & 0o777 == 0o600
