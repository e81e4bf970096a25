"""Erasing a person and handing out what is held about them, in a shell."""

from pathlib import Path

import pytest

from salesdesk.cli import run as cli
from salesdesk.model.team import Salesperson, Strength
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def path(desk_path: Path) -> Path:
    """A desk with Ada, who listens well, and Ben; closed."""
    desk = DeskFile.open(desk_path)
    with desk.change("Prepare") as work:
        work.session.add_all([Salesperson(name="Ada Brandt"), Salesperson(name="Ben Dahl")])
        work.session.flush()
        work.session.add(Strength(salesperson_id=1, name="Listening"))
    desk.close()
    return desk_path


def names(path: Path) -> list[str]:
    desk = DeskFile.open(path)
    found = [row["name"] for row in desk.rows("SELECT name FROM salesperson ORDER BY id")]
    desk.close()
    return found


def test_that_erasing_is_told_before_it_is_done(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["erase", str(path), "ada brandt"]) == 0
    assert "go for good, in the Trash or not, with Ada Brandt: 1 strength." in capsys.readouterr().out
    assert names(path) == ["Ada Brandt", "Ben Dahl"]
    assert cli.run(["erase", str(path), "Ada Brandt", "--apply", "--figures-too"]) == 0
    assert "Ada Brandt was erased." in capsys.readouterr().out
    assert names(path) == ["Ben Dahl"]
    assert cli.run(["erase", str(path), "Ada Brandt", "--apply"]) == 1
    assert "There is no salesperson “Ada Brandt”" in capsys.readouterr().err


def test_that_what_is_held_is_written_and_counted(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = path.with_name("ada.zip")
    assert cli.run(["held", str(path), "Ada Brandt", str(out)]) == 0
    assert out.stat().st_size > 1000
    assert "2 records about Ada Brandt, private ones too" in capsys.readouterr().out
