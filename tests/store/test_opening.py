"""Holds how a desk file is made, opened, refused and closed."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.store.connection import APPLICATION_ID, connect_as_found, file_uri
from salesdesk.store.desk_file import PASSING_KB, DeskFile


def sql_file(path: Path, *statements: str) -> None:
    """Runs statements on a desk, or on a new file of plain SQLite."""
    connection = connect_as_found(path) if path.exists() else dbapi2.connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def text_file(path: Path) -> None:
    """Writes somebody's notes under the name of a desk."""
    path.write_text("Name,Amount\nAda,12\n", encoding="utf-8")


def random_bytes(path: Path) -> None:
    """Writes what an encrypted file looks like."""
    path.write_bytes(bytes(range(256)) * 64)


def other_database(path: Path) -> None:
    """Makes a SQLite file of another program."""
    sql_file(path, "CREATE TABLE song (title TEXT)", "INSERT INTO song VALUES ('Ode')")


def half_a_header(path: Path) -> None:
    """Writes the beginning of a SQLite file and no more."""
    path.write_bytes(b"SQLite format 3\x00" + bytes(20))


FOREIGN: list[Callable[[Path], object]] = [
    text_file, random_bytes, other_database, half_a_header, Path.touch,
]  # fmt: skip


def refusal(path: Path) -> str:
    """Opens a file that must be refused, holds that it was left untouched and gives the sentence."""
    before = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}
    with pytest.raises(UserError) as refused:
        DeskFile.open(path)
    assert {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()} == before
    sentence = str(refused.value)
    assert path.name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize("make", FOREIGN)
def test_that_a_file_that_is_no_desk_is_refused_and_left_untouched(
    make: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "notes.salesdesk"
    make(path)
    assert "is not a SalesDesk file" in refusal(path)


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir])
def test_that_a_missing_file_or_a_folder_is_refused(make: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "gone.salesdesk"
    make(path)
    assert "There is no file" in refusal(path)


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_that_a_desk_of_a_newer_program_is_refused_and_left_untouched(journal: str, desk_path: Path) -> None:
    sql_file(desk_path, f"PRAGMA journal_mode = {journal}", "UPDATE alembic_version SET version_num = '9999'")
    assert "newer SalesDesk" in refusal(desk_path)


@pytest.mark.parametrize("damage", [slice(100, 4096), slice(4096, None)])
def test_that_a_damaged_desk_is_refused_and_left_untouched(damage: slice, desk_path: Path) -> None:
    content = bytearray(desk_path.read_bytes())
    content[damage] = b"\xff" * len(content[damage])
    desk_path.write_bytes(content)
    assert "is damaged" in refusal(desk_path)


def test_that_a_desk_cut_short_is_refused_and_left_untouched(desk_path: Path) -> None:
    desk_path.write_bytes(desk_path.read_bytes()[:5000])
    assert "is damaged" in refusal(desk_path)


def test_that_damage_further_inside_is_found_by_the_check(desk_path: Path) -> None:
    desk = DeskFile.open(desk_path)
    (page,) = desk.rows("SELECT rootpage FROM sqlite_master WHERE name = 'note'")[0]
    size = int(desk.rows("PRAGMA page_size")[0][0])
    desk.close()
    content = bytearray(desk_path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    desk_path.write_bytes(content)
    desk = DeskFile.open(desk_path)
    assert not desk.is_sound()
    desk.close()


def test_that_a_whole_desk_is_sound(desk: DeskFile) -> None:
    assert desk.is_sound()


def test_that_reading_a_whole_file_keeps_none_of_it_in_memory(desk: DeskFile, tmp_path: Path) -> None:
    kept: list[object] = []

    def read() -> None:
        assert desk.is_sound()
        desk.back_up(tmp_path / "backups")
        kept.extend(thread for thread in desk._connections if thread is threading.current_thread())

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert not kept
    with desk.passing() as connection:
        assert connection.execute("PRAGMA cache_size").fetchone()[0] == -PASSING_KB


def test_that_creating_refuses_to_write_over_a_file(desk_path: Path) -> None:
    before = desk_path.read_bytes()
    with pytest.raises(UserError, match="already there"):
        DeskFile.create(desk_path)
    assert desk_path.read_bytes() == before


def test_that_a_new_desk_makes_its_folder_and_has_one_row_of_settings(tmp_path: Path) -> None:
    path = tmp_path / "plans" / "été 100%? #1.salesdesk"
    desk = DeskFile.create(path)
    assert [row["team_name"] for row in desk.rows("SELECT team_name FROM team_settings")] == ["My team"]
    assert desk.undo_name() == ""
    desk.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_that_every_connection_is_safe_and_says_whose_file_it_is(desk: DeskFile) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "application_id": APPLICATION_ID}
    assert {name: desk.rows(f"PRAGMA {name}")[0][0] for name in wanted} == wanted
    with desk.read() as session:
        raw = session.connection().exec_driver_sql
        assert {name: raw(f"PRAGMA {name}").scalar() for name in wanted} == wanted


def test_that_a_closed_desk_is_one_file_that_holds_everything(desk_path: Path, clock: FixedClock) -> None:
    from salesdesk.model.team import Salesperson

    desk = DeskFile.open(desk_path, clock)
    with desk.change("Add Ada") as work:
        work.session.add(Salesperson(name="Ada"))
    with desk.read() as session:
        assert session.get(Salesperson, 1)
    assert len(list(desk_path.parent.glob(f"{desk_path.name}*"))) > 1
    desk.close()
    assert [p.name for p in desk_path.parent.glob(f"{desk_path.name}*")] == [desk_path.name]
    moved = shutil.copyfile(desk_path, desk_path.with_name("moved.salesdesk"))
    again = DeskFile.open(moved, clock)
    assert again.rows("SELECT name FROM salesperson")[0]["name"] == "Ada"
    again.close()


def test_that_a_desk_on_a_share_in_a_network_has_an_address_without_a_host() -> None:
    assert file_uri("file://server/sales/team.salesdesk") == "file:////server/sales/team.salesdesk"
    assert file_uri("file:///C:/sales/team.salesdesk") == "file:///C:/sales/team.salesdesk"


def test_that_a_sound_desk_is_opened_once_to_be_looked_at(
    desk_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, own = list[str](), dbapi2.connect

    def noting(address: str, **how: object) -> dbapi2.Connection:
        opened.append(address)
        return own(address, **how)

    monkeypatch.setattr(dbapi2, "connect", noting)
    desk = DeskFile.open(desk_path, clock)
    assert len(opened) == 1
    desk.rows("SELECT 1")
    # One reads, and one listens for what others write.
    assert len(opened) == 3
    desk.close()
