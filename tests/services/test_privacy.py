"""A passphrase is set, changed and removed, and nothing of the desk is left that it should cover."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.words import TYPED_FORM
from salesdesk.services.coaching.drafts import Drafts
from salesdesk.services.coaching.left_words import take_back
from salesdesk.services.privacy import Privacy
from salesdesk.services.privacy_words import backups_words
from salesdesk.store.backup import Backup
from salesdesk.store.connection import connect_as_found, old_of
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.keys import forget_keys, is_private, open_with
from salesdesk.store.left_words import drafts_in
from salesdesk.store.staying import days_of_staying
from tests.private import TOKEN, WORDS, filled, name_in, quick_keys

pytestmark = pytest.mark.usefixtures("quick_keys")
__all__ = ["quick_keys"]
LEFT = {"words": "Left outside"}


def test_that_words_left_outside_get_the_passphrase_too_and_wait_for_it(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.salesdesk", tmp_path / "left"
    with closing(filled(path, "")) as desk:
        take_back(desk, folder)
        left = desk.left_words
        assert left is not None
        left.leave(TYPED_FORM, None, LEFT)
        (plain,) = folder.iterdir()
        assert b"Left outside" in plain.read_bytes()
        Privacy(desk).set(WORDS)
        (locked,) = folder.iterdir()
        assert is_private(locked)
        Privacy(desk).change(WORDS, "other")
        assert [drafts_in(each)[0][2] for each in left.places()] == [LEFT]
    forget_keys()
    assert left.places() == []
    open_with(path, "other")
    with closing(DeskFile.open(path)) as desk:
        take_back(desk, folder)
        assert Drafts(desk).begun(TYPED_FORM, None) == LEFT
    assert [*folder.iterdir()] == []


def test_that_the_old_file_is_written_over_and_only_where_it_is_no_other_name_of_the_desk(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.salesdesk"
    filled(path).close()
    before = path.read_bytes()
    old_of(path).hardlink_to(path)  # ended before the copy took the place
    DeskFile.open(path).close()
    assert not old_of(path).exists()
    assert path.read_bytes() == before
    old_of(path).write_bytes(before)  # ended after it
    other = tmp_path / "seen"
    held = old_of(path).open("rb")
    with held:
        DeskFile.open(path).close()
        assert held.read() != before
    assert not old_of(path).exists()
    assert not other.exists()


def test_that_nothing_changes_while_another_has_the_desk_open_or_it_has_another_name(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    with closing(filled(path, "")) as desk:
        with closing(connect_as_found(path)) as other:
            other.execute("SELECT count(*) FROM salesperson").fetchone()
            with pytest.raises(UserError, match="is in use just now"):
                Privacy(desk).set(WORDS)
        assert not is_private(path)
        assert name_in(desk) == TOKEN
        (tmp_path / "b.salesdesk").hardlink_to(path)
        with pytest.raises(UserError, match="hard link"):
            Privacy(desk).set(WORDS)
        (tmp_path / "b.salesdesk").unlink()
        Privacy(desk).set(WORDS)
        assert name_in(desk) == TOKEN
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.salesdesk"]


def test_that_it_is_foreseen_when_backups_go(tmp_path: Path) -> None:
    first = datetime(2026, 11, 1, 9, 0)
    made = [first + timedelta(days=day) for day in range(11)]
    backups = [Backup(Path(f"{each:%d}"), each, "", each) for each in made]
    days = days_of_staying(backups, made[-1])
    assert days[backups[0]] is None, "the first of a month stays"
    gone = [day for day in list(days.values())[1:] if day is not None]
    assert len(gone) == 10
    assert all(made[-1].date() < day <= made[-1].date() + timedelta(weeks=11) for day in gone)
    assert days[backups[7]] == max(gone), "the last of a week stays longest"


def test_that_backups_of_before_are_told_with_their_day(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.salesdesk", tmp_path / "backups"
    filled(path, "").close()
    with closing(DeskFile.open(path, FixedClock(datetime(2026, 11, 11, 9, 0)), folder)) as desk:
        desk.back_up(folder)
        assert backups_words(Privacy(desk).other_backups()) == ""
        Privacy(desk).set(WORDS)
        said = backups_words(Privacy(desk).other_backups())
        assert said.startswith("1 backup of before can be read by everybody who has it.")
        assert str(folder) in said
