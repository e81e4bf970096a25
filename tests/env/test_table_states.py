"""How tables come back as they were left."""

import errno
from pathlib import Path

import pytest

from salesdesk.env.table_states import TableState, TableStates


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tables.json"


def test_that_a_table_comes_back_as_it_was_left(file: Path) -> None:
    left = TableState(widths={"name": 180}, hidden=("email",), sort_column="name", descending=True)
    TableStates(file).remember("team", left)
    assert TableStates(file).state_of("team") == left


def test_that_tables_do_not_disturb_one_another(file: Path) -> None:
    states = TableStates(file)
    states.remember("team", TableState(sort_column="name"))
    states.remember("deals", TableState(sort_column="amount"))
    assert TableStates(file).state_of("team").sort_column == "name"


def test_that_a_table_never_seen_is_plain(file: Path) -> None:
    assert TableStates(file).state_of("team") == TableState()


def test_that_an_unchanged_table_writes_nothing(file: Path) -> None:
    states = TableStates(file)
    states.remember("team", TableState(hidden=("email",)))
    file.unlink()
    states.remember("team", TableState(hidden=("email",)))
    assert not file.exists()


@pytest.mark.parametrize("noted", ["3", "[]", '{"widths": [1], "hidden": 2, "sort_column": null}'])
def test_that_a_wrong_note_gives_a_plain_table(file: Path, noted: str) -> None:
    file.write_text('{"team": ' + noted + "}", encoding="utf-8")
    assert TableStates(file).state_of("team") == TableState()


def test_that_a_full_disk_stops_nobody_and_is_written_when_there_is_room(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states, left = TableStates(file), TableState(sort_column="name")
    states.remember_page("team", "list")
    before = file.read_bytes()

    def full(*_arguments: object, **_more: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_text", full)
        states.remember("team", left)
        states.remember_page("team", "quotas")
    assert states.state_of("team") == left
    assert states.page_of("team") == "quotas"
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file], "nothing half-written is left"
    states.remember("team", left)
    again = TableStates(file)
    assert (again.state_of("team"), again.page_of("team")) == (left, "quotas")
