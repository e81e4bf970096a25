"""A desk whose file is lost goes on in another one while threads write and read: none is told as done what is not."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import DeskFileError
from salesdesk.model.team import Salesperson
from salesdesk.services.desk_place import DeskPlace
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.presence import Loss
from tests.store.test_presence import HOW
from tests.store.test_trouble import add, names

WAIT_S = 20
SLOW = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 200000) SELECT count(*) FROM n"


class Worker(threading.Thread):
    """Works on a desk beside the window; knows what it was told at its end."""

    def __init__(self, work: Callable[["Worker"], object]) -> None:
        super().__init__()
        self._work = work
        self.begun, self.let_on = threading.Event(), threading.Event()
        self.told: object = "nothing"
        self.start()
        assert self.begun.wait(WAIT_S)

    def run(self) -> None:
        """Does the work."""
        try:
            self._work(self)
        except Exception as problem:
            self.told = problem
        else:
            self.told = "done"

    def end(self) -> object:
        """Lets the work go on to its end; gives what it was told."""
        self.let_on.set()
        self.join(WAIT_S)
        assert not self.is_alive()
        return self.told


def importing(desk: DeskFile) -> Worker:
    """Begins a change on another thread, which waits in the midst of it."""

    def work(worker: Worker) -> None:
        with desk.change("Long import") as work:
            work.session.add(Salesperson(name="Imported"))
            work.session.flush()
            worker.begun.set()
            worker.let_on.wait(WAIT_S)

    return Worker(work)


def idling(desk: DeskFile) -> Worker:
    """Reads once on another thread, which then lives on."""

    def work(worker: Worker) -> None:
        desk.rows("SELECT 1")
        worker.begun.set()
        worker.let_on.wait(WAIT_S)

    return Worker(work)


def reading(desk: DeskFile) -> Worker:
    """Reads without a rest on another thread."""

    def work(worker: Worker) -> None:
        while not worker.let_on.is_set():
            assert desk.rows(SLOW)[0][0] == 200000
            worker.begun.set()

    return Worker(work)


@pytest.fixture
def other(desk_path: Path, tmp_path: Path) -> Path:
    """Another desk, which may come into the place of the open one."""
    return shutil.copyfile(desk_path, tmp_path / "other.salesdesk")


@pytest.fixture
def place(desk: DeskFile, clock: FixedClock, other: Path) -> DeskPlace:
    """The open desk of a window."""
    assert other.exists()
    desk.hold.hurried = threading.current_thread()
    add(desk, "Before")
    assert names(desk) == ["Before"]
    return DeskPlace(desk, clock)


def go_on(place: DeskPlace, loss: Loss) -> None:
    """Does what the button of the bar does."""
    place.put_back() if loss is Loss.GONE else place.keep_beside()


@pytest.mark.parametrize("loss", [Loss.GONE, Loss.EXCHANGED])
def test_that_a_change_is_never_told_as_done_that_the_desk_which_goes_on_lacks(
    loss: Loss, place: DeskPlace, desk: DeskFile, other: Path
) -> None:
    worker = importing(desk)
    HOW[loss](desk.path, other)
    assert place.loss() == loss.value
    threading.Timer(0.3, worker.let_on.set).start()
    go_on(place, loss)
    told = worker.end()
    assert isinstance(told, DeskFileError), told
    assert "Nothing is written" in str(told)
    add(desk, "After")
    assert names(desk) == ["Before", "After"]


def test_that_nothing_is_closed_before_a_change_has_ended(place: DeskPlace, desk: DeskFile) -> None:
    worker = importing(desk)
    threading.Timer(0.3, worker.let_on.set).start()
    desk.close(go_on_in=desk.path)
    assert worker.let_on.is_set(), "else it was closed under it"
    assert worker.end() == "done"
    assert names(desk) == ["Before", "Imported"]


def test_that_whoever_waited_for_a_file_that_was_let_go_hears_of_it(place: DeskPlace, desk: DeskFile) -> None:
    before = desk.hold
    desk.close(go_on_in=desk.path)
    with pytest.raises(DeskFileError, match="goes on in another file"), before.writing(lambda: None):
        pytest.fail("nothing may be written into it")


@pytest.mark.parametrize("loss", [Loss.GONE, Loss.EXCHANGED])
def test_that_a_thread_that_reads_outlives_the_change_of_the_file(
    loss: Loss, place: DeskPlace, desk: DeskFile, other: Path
) -> None:
    workers = [reading(desk) for _number in range(3)]
    HOW[loss](desk.path, other)
    assert place.loss() == loss.value
    go_on(place, loss)
    told = [worker.end() for worker in workers]
    # Between the loss and the going on there is no file to open; whoever begins then hears so.
    assert all(each == "done" or isinstance(each, DeskFileError) for each in told), told
    add(desk, "After")
    assert names(desk) == ["Before", "After"]


def test_that_closing_moves_everything_into_the_file_though_a_thread_that_read_lives_on(
    place: DeskPlace, desk: DeskFile
) -> None:
    worker = idling(desk)
    desk.close()
    assert not desk.path.with_name(desk.path.name + "-wal").exists()
    assert worker.end() == "done"
