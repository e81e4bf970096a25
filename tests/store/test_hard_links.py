"""A desk that is open by one name of its file is not opened by another one, beside which its log does not lie."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.cli.run import run
from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine, open_untouched
from salesdesk.store.restore import restore
from salesdesk.store.salvage import salvage
from tests.store.test_backups_at_once import open_elsewhere
from tests.store.test_strange_journal import killed, notes
from tests.store.test_trouble import add, names

OPEN = r"“hard\.salesdesk” is open just now by another name of the same file"


@pytest.fixture
def hard(desk_path: Path) -> Path:
    """A second name of a desk."""
    other = desk_path.with_name("hard.salesdesk")
    os.link(desk_path, other)
    return other


WAYS: list[Callable[[Path], object]] = [
    lambda path: DeskFile.open(path).close(),
    lambda path: open_untouched(path).close(),
    examine,
    lambda path: restore(path, path.with_name("new.salesdesk")),
    lambda path: salvage(path, path.with_name("new.salesdesk")),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.skipif(os.name == "nt", reason="no name can be given to an open file there")
def test_that_no_other_name_of_an_open_desk_is_opened(
    way: Callable[[Path], object], desk_path: Path, hard: Path, clock: FixedClock
) -> None:
    with open_elsewhere(desk_path), pytest.raises(UserError, match=OPEN):
        way(hard)
    with closing(DeskFile.open(desk_path, clock)) as desk:
        add(desk, "Ada")
        with pytest.raises(UserError, match=OPEN):
            way(hard)
        add(desk, "Ben")
    assert not [*hard.parent.glob("hard.salesdesk-*")]
    with closing(DeskFile.open(hard, clock)) as desk:
        assert {"Ada", "Ben"} <= {*names(desk)}


@pytest.mark.skipif(os.name == "nt", reason="no name can be given to an open file there")
def test_that_what_a_killed_program_left_beside_it_is_not_taken_for_an_open_one(
    desk_path: Path, hard: Path, clock: FixedClock
) -> None:
    killed(hard)
    with open_elsewhere(hard):
        assert notes(hard, clock) == 240, "by the name by which it is open it is opened as ever"
    with closing(DeskFile.open(hard, clock)):
        assert notes(hard, clock) == 240


def test_that_an_import_by_another_name_is_refused_in_a_sentence(
    desk_path: Path,
    hard: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    deals = tmp_path / "deals.csv"
    deals.write_text("Deal ID,Name,Owner,Amount\nX-1,Roof,Odile Faro,100\n", encoding="utf-8")
    words = ["import", "deals", str(deals), "--desk", str(hard), "--everybody", "--apply"]
    with open_elsewhere(desk_path):
        assert run(words) == 1
        assert "by another name of the same file" in capsys.readouterr().err
    assert run(words) == 0
