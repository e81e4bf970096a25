"""All of the open desk goes out from the File menu, as a zip or as plain SQLite, while one works on."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.store.restore import restore
from tests.store.test_archive_and_salvage import kept


def export(opened: Any, command: str, path: Path, qtbot: QtBot) -> str:
    """Exports into a file and gives what is said at the end."""
    opened.furniture.context.prompts.preset(path)
    opened.window.actions_by_id[command].trigger()
    qtbot.waitUntil(lambda: not opened.furniture.background.jobs, timeout=20_000)
    return opened.furniture.messages.words


def test_that_everything_goes_into_a_zip_of_which_an_identical_desk_is_made(
    opened: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "all.zip"
    words = export(opened, "export_all", path, qtbot)
    assert str(path) in words
    assert "private notes" in words
    desk = opened.furniture.opening.services.path
    opened.furniture.opening.close()
    restore(path, tmp_path / "new.salesdesk")
    assert kept(tmp_path / "new.salesdesk") == kept(desk)


def test_that_plain_sqlite_is_read_by_any_program(opened: Any, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "all.sqlite"
    assert str(path) in export(opened, "export_plain", path, qtbot)
    desk = opened.furniture.opening.services.desk
    with closing(sqlite3.connect(path)) as plain:
        for kind in ("salesperson", "opportunity", "note"):
            sql = f"SELECT count(*) FROM {kind}"
            assert plain.execute(sql).fetchone()[0] == desk.rows(sql)[0][0]


@pytest.mark.parametrize(("command", "name"), [("export_all", "all.zip"), ("export_plain", "all.sqlite")])
def test_that_a_folder_that_is_not_there_is_told_in_a_sentence(
    opened: Any, tmp_path: Path, qtbot: QtBot, command: str, name: str
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    export(opened, command, tmp_path / "nowhere" / name, qtbot)
    said = [words for area in opened.window.findChildren(BannerArea) for words in area.messages]
    assert any("could not be written" in words for words in said)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
