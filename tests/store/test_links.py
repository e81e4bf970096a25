"""A desk that is reached through a link to its file is as safe as by its own name."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.cli.run import run
from salesdesk.env.clock import FixedClock
from salesdesk.env.paths import real_file
from salesdesk.store.backup import back_up
from salesdesk.store.examine import examine, open_to_attach, open_untouched
from salesdesk.store.restore import restore, restore_over
from salesdesk.store.salvage import salvage
from tests.store.test_strange_journal import beside, copied_over, killed, notes

__all__ = ["copied_over"]
pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="links take rights here, and no program can be killed"
)


def linked(path: Path) -> Path:
    """Gives a link to a desk, in another folder and of another name."""
    link = path.parent.parent / "links" / "link.salesdesk"
    link.parent.mkdir()
    link.symlink_to(path)
    return link


@pytest.fixture
def apart(copied_over: Path) -> Path:
    """A link to a desk whose program was killed, into whose place a backup was copied."""
    folder = copied_over.parent / "desks"
    folder.mkdir()
    for each in list(copied_over.parent.glob(f"{copied_over.name}*")):
        each.rename(folder / each.name)
    return linked(folder / copied_over.name)


def test_that_a_backup_copied_over_a_killed_desk_opens_through_a_link(apart: Path, clock: FixedClock) -> None:
    left = apart.resolve().with_name(f"{apart.resolve().name}-wal").read_bytes()
    assert notes(apart, clock) == 200
    assert examine(apart).sound
    (aside,) = apart.resolve().parent.glob("*.strange1")
    assert aside.read_bytes() == left
    assert apart.is_symlink()


def test_that_an_import_through_a_link_spoils_nothing(
    apart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    deals = tmp_path / "deals.csv"
    deals.write_text("Deal ID,Name,Owner,Amount\nX-1,Roof,Odile Faro,100\n", encoding="utf-8")
    assert run(["import", "deals", str(deals), "--desk", str(apart), "--everybody", "--apply"]) == 0
    assert examine(apart.resolve()).sound
    with closing(open_untouched(apart)) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone()[0] == 200
        assert connection.execute("SELECT count(*) FROM opportunity").fetchone()[0] == 1


def test_that_looking_over_through_a_link_changes_nothing_and_is_not_misled(apart: Path) -> None:
    before = beside(apart.resolve())
    found = examine(apart)
    assert found.sound
    assert {each.kind: each.kept for each in found.counts}["note"] == 200
    assert beside(apart.resolve()) == before


def test_that_copies_through_a_link_are_of_the_desk_alone(
    apart: Path, tmp_path: Path, clock: FixedClock
) -> None:
    restore(apart, restored := tmp_path / "restored.salesdesk")
    found = salvage(apart, tmp_path / "salvaged.salesdesk")
    with closing(open_untouched(apart)) as connection:
        copy = back_up(connection, apart, tmp_path / "copies", clock.now(), "")
    assert notes(restored, clock) == notes(copy, clock) == 200
    assert found.whole
    assert copy.name.startswith(apart.resolve().stem)


def test_that_what_is_attached_through_a_link_sets_a_strange_log_aside(apart: Path) -> None:
    open_to_attach(apart).close()
    assert list(apart.resolve().parent.glob("*.strange1"))
    assert examine(apart).sound


def test_that_a_backup_takes_the_place_of_the_file_and_the_link_stays(
    apart: Path, tmp_path: Path, clock: FixedClock
) -> None:
    (backup,) = (tmp_path / "backups").glob("*.salesdesk")
    restore_over(backup, apart, tmp_path / "backups", clock.now())
    assert apart.is_symlink()
    assert notes(apart, clock) == 200


def test_that_a_log_lost_after_a_kill_through_a_link_is_told(desk_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desks"
    folder.mkdir()
    real = desk_path.rename(folder / desk_path.name)
    link = linked(real)
    killed(link, log=real)
    real.with_name(f"{real.name}-wal").unlink()
    assert examine(link).misses_changes
    assert examine(real).misses_changes


def test_that_a_link_that_leads_nowhere_or_round_is_left_as_it_is(tmp_path: Path) -> None:
    round_, plain = tmp_path / "round", tmp_path / "plain"
    round_.symlink_to(round_)
    assert real_file(round_) == round_
    assert real_file(plain) == plain
