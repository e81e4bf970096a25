"""A desk goes out whole and comes back identical; of a damaged one everything that can be read is saved."""

import json
import random
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.coaching import Note
from salesdesk.model.team import Salesperson
from salesdesk.store.archive import restore_archive, write_archive
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine, open_untouched
from salesdesk.store.identity import identity_in
from salesdesk.store.plain_copy import copy_desk
from salesdesk.store.restore import restore, restore_over
from salesdesk.store.salvage import salvage
from salesdesk.store.seal import PAGE, PLAIN
from salesdesk.store.search import find
from tests.store.test_seal import content_of

NOW = datetime(2026, 11, 11, 9, 0)


def kept(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Gives what is in a desk; the search index may be laid out anew."""
    return {name: rows for name, rows in content_of(path).items() if not name.startswith("search_index")}


def archived(desk: Path, folder: Path) -> Path:
    """Writes a desk as an archive."""
    target = folder / "all.zip"
    with closing(open_untouched(desk)) as connection:
        write_archive(connection, target, NOW)
    return target


def test_that_a_desk_comes_back_identical_from_its_archive(sample_path: Path, tmp_path: Path) -> None:
    before = sample_path.read_bytes()
    archive = archived(sample_path, tmp_path)
    restore(archive, tmp_path / "new.salesdesk")
    assert kept(tmp_path / "new.salesdesk") == kept(sample_path)
    assert identity_in(tmp_path / "new.salesdesk") == identity_in(sample_path)
    assert examine(tmp_path / "new.salesdesk").sound
    assert sample_path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [sample_path.name, "all.zip", "new.salesdesk"]
    )


@settings(max_examples=12)
@given(
    people=st.lists(st.tuples(st.text(min_size=1).filter(str.strip), st.text()), max_size=6),
    undone=st.integers(min_value=0, max_value=4),
)
def test_that_whatever_is_typed_comes_back_identical(
    people: list[tuple[str, str]], undone: int, tmp_path_factory: pytest.TempPathFactory,
    desk_template: Path,
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("archive")
    path = folder / "team.salesdesk"
    path.write_bytes(desk_template.read_bytes())
    desk = DeskFile.open(path)
    for name, words in people:
        with desk.change(f"Add {name}") as work:
            work.session.add(
                Salesperson(name=name.replace("\0", ""), private_summary=words.replace("\0", ""))
            )
    for _turn in range(undone):
        desk.undo()
    desk.close()
    restore_archive(archived(path, folder), folder / "new.salesdesk")
    assert kept(folder / "new.salesdesk") == kept(path)
    again = DeskFile.open(folder / "new.salesdesk")
    while again.redo():
        pass
    assert again.rows("SELECT count(*) FROM salesperson")[0][0] == len(people)
    while again.undo():
        pass
    assert again.rows("SELECT count(*) FROM salesperson")[0][0] == 0
    again.close()


def test_that_the_restored_desk_finds_undoes_and_stays_sound(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    with desk.change("Add note") as work:
        work.session.add(Note(text="xylophone lessons", written_at=NOW))
    desk.close()
    restore_archive(archived(desk.path, tmp_path), tmp_path / "new.salesdesk")
    again = DeskFile.open(tmp_path / "new.salesdesk", clock)
    assert len(find(again, "xylophone")) == 1
    assert again.undo_name() == "Add note"
    again.undo()
    assert find(again, "xylophone") == []
    again.close()


def test_that_an_archive_of_a_newer_program_a_broken_or_a_foreign_one_is_refused(
    desk_path: Path, tmp_path: Path
) -> None:
    archive, target = archived(desk_path, tmp_path), tmp_path / "new.salesdesk"
    broken = tmp_path / "broken.zip"
    broken.write_bytes(archive.read_bytes()[:-4000])
    foreign = tmp_path / "foreign.zip"
    with ZipFile(foreign, "w") as file:
        file.writestr("song.txt", "la")
    with pytest.raises(UserError, match="not a whole archive"):
        restore(broken, target)
    with pytest.raises(UserError, match="not a whole archive"):
        restore(foreign, target)
    for change in ({"schema": "9999"}, {"form": 99}):
        with pytest.raises(UserError, match="newer SalesDesk"):
            restore(changed(archive, tmp_path, change), target)
    with pytest.raises(UserError, match="not a whole archive"):
        restore(changed(archive, tmp_path, {}, short="json/team_settings.jsonl"), target)
    for change in (
        {"statements": ["DROP TABLE note"]},
        {"statements": ["CREATE TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END"]},
    ):
        with pytest.raises(UserError, match="not a whole archive"):
            restore(changed(archive, tmp_path, change), target)
    assert not target.exists()
    assert not list(tmp_path.glob(".*"))


def changed(archive: Path, folder: Path, change: dict[str, object], short: str = "") -> Path:
    """Writes an archive again with another description of the desk, or with one file a line `short`."""
    other = folder / "other.zip"
    with ZipFile(archive) as old, ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "desk.json":
                content = json.dumps(json.loads(content) | change).encode()
            if name == short:
                *lines, _last = content.splitlines(keepends=True)
                assert lines, "there is a row to lack"
                content = b"".join(lines)
            new.writestr(name, content)
    return other


def test_that_an_older_desk_is_archived_as_it_is_and_restored_up_to_date(tmp_path: Path) -> None:
    frozen = min((Path(__file__).parents[1] / "house" / "frozen").glob("schema_*.sqlite"))
    old = tmp_path / "old.salesdesk"
    old.write_bytes(frozen.read_bytes())
    restore_archive(archived(old, tmp_path), tmp_path / "new.salesdesk")
    again = DeskFile.open(tmp_path / "new.salesdesk")
    assert again.rows("SELECT name FROM salesperson")[0]["name"] == "offensalespersonname"
    again.close()


def test_that_a_backup_takes_the_place_of_the_desk_and_what_was_there_is_kept(
    desk: DeskFile, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    with desk.change("Add Ada") as work:
        work.session.add(Salesperson(name="Ada"))
    backup = desk.back_up(folder)
    with desk.change("Add Ben") as work:
        work.session.add(Salesperson(name="Ben"))
    desk.close()
    kept_as = restore_over(backup, desk.path, folder, NOW)
    assert kept_as is not None
    assert kept_as.stem.endswith("before-restore")
    assert [row[0] for row in names(desk.path)] == ["Ada"]
    assert [row[0] for row in names(kept_as)] == ["Ada", "Ben"]


def names(path: Path) -> list[tuple[str, ...]]:
    """Gives who is on a desk."""
    with closing(open_untouched(path)) as connection:
        return [tuple(row) for row in connection.execute("SELECT name FROM salesperson ORDER BY id")]


def test_that_a_damaged_desk_is_set_aside_under_another_name(desk: DeskFile, tmp_path: Path) -> None:
    backup = desk.back_up(tmp_path / "backups")
    desk.close()
    desk.path.write_bytes(desk.path.read_bytes()[:20_000])
    aside = restore_over(backup, desk.path, tmp_path / "backups", NOW)
    assert aside is not None
    assert "damaged" in aside.name
    assert examine(desk.path).sound


def test_that_a_damaged_backup_changes_nothing(desk_path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.salesdesk"
    content = bytearray(desk_path.read_bytes())
    content[5 * PAGE + 100] ^= 1
    backup.write_bytes(content)
    before = desk_path.read_bytes()
    with pytest.raises(UserError, match="damaged"):
        restore_over(backup, desk_path, tmp_path / "backups", NOW)
    assert desk_path.read_bytes() == before


@pytest.mark.parametrize("plain", [False, True], ids=["sealed", "plain"])
def test_that_what_can_be_read_of_a_damaged_desk_is_saved(
    plain: bool, sample_path: Path, tmp_path: Path
) -> None:
    right, hurt, new = kept(sample_path), tmp_path / "hurt.salesdesk", tmp_path / "new.salesdesk"
    hurt.write_bytes(sample_path.read_bytes())
    if plain:
        with closing(open_untouched(sample_path)) as connection:
            copy_desk(connection, hurt, PLAIN)
    whole, dice = hurt.read_bytes(), random.Random(3)
    came = 0
    for _turn in range(4):
        content = bytearray(whole)
        for page in dice.sample(range(20, len(whole) // PAGE), 4):
            content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
        hurt.write_bytes(content)
        try:
            found = salvage(hurt, new)
        except UserError:
            continue  # one of the pages that say which tables there are
        came += 1
        assert hurt.read_bytes() == content
        assert examine(new).sound
        saved = kept(new)
        read = sum(len(rows) for name, rows in saved.items() if name not in ("step", "change_log"))
        of_all = sum(len(rows) for name, rows in right.items() if name not in ("step", "change_log"))
        assert read > 0.75 * of_all, "four pages of many, and one of them may lead to others"
        assert found.whole or saved["step"] == []
        assert found.torn or read == of_all, "what could not be read is named"
        new.unlink()
    assert came >= 2


def test_that_a_desk_without_its_first_page_cannot_be_saved_and_says_so(
    desk_path: Path, tmp_path: Path
) -> None:
    content = bytearray(desk_path.read_bytes())
    content[:PAGE] = bytes(PAGE)
    desk_path.write_bytes(content)
    with pytest.raises(UserError, match="Nothing can be read"):
        salvage(desk_path, tmp_path / "new.salesdesk")
    assert not (tmp_path / "new.salesdesk").exists()


def test_that_a_sound_desk_is_salvaged_whole(sample_path: Path, tmp_path: Path) -> None:
    found = salvage(sample_path, tmp_path / "new.salesdesk")
    assert found.whole
    assert kept(tmp_path / "new.salesdesk") == kept(sample_path)
