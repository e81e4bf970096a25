"""A desk whose file is lost again and again goes on each time, also where nothing was read in between."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.services.desk_place import DeskPlace
from salesdesk.store.desk_file import DeskFile
from tests.store.test_presence import exchange
from tests.store.test_trouble import add, names

TIMES = 3


@pytest.fixture
def desk(sample_path: Path, clock: FixedClock) -> Iterator[DeskFile]:
    """A desk that somebody works with."""
    desk = DeskFile.open(sample_path, clock)
    add(desk, "Typed here")
    assert "Typed here" in names(desk), "a window has read its desk"
    yield desk
    desk.close()


@pytest.mark.parametrize("first", ["put back", "kept beside"])
def test_that_every_way_on_holds_any_number_of_times(
    first: str, desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    place, other = DeskPlace(desk, clock), tmp_path / "other.salesdesk"
    DeskFile.create(other, clock).close()
    for number in range(TIMES):
        if first == "put back":
            desk.path.unlink()
            assert place.loss() == "gone"
            place.put_back()
        exchange(desk.path, shutil.copyfile(other, tmp_path / f"their {number}.salesdesk"))
        assert place.loss() == "exchanged"
        assert any("only here" in line for line in place.compare())
        there = desk.path
        assert place.keep_beside() != there
        assert place.loss() == ""
    assert "Typed here" in names(desk)
