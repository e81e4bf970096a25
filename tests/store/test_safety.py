"""Holds that nothing acknowledged is lost, and that readers and a writer get on with one another."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Note
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile

WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from salesdesk.model.coaching import Note
from salesdesk.store.desk_file import DeskFile

desk = DeskFile.open(Path(sys.argv[1]))
for number in range(100_000):
    with desk.change(f"Note {number}") as work:
        work.session.add_all([Note(text=f"{number} {part}", written_at=datetime.now()) for part in "ab"])
    print(number, flush=True)
"""


def test_that_a_kill_in_the_middle_of_writing_loses_nothing_acknowledged(
    desk_path: Path, clock: FixedClock
) -> None:
    command = [sys.executable, "-c", WRITER, str(desk_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        acknowledged = [int(line) for _, line in zip(range(25), writer.stdout, strict=False)]
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout]
    desk = DeskFile.open(desk_path, clock)
    texts = [row["text"] for row in desk.rows("SELECT text FROM note ORDER BY id")]
    last = len(texts) // 2 - 1
    assert texts == [f"{number} {part}" for number in range(last + 1) for part in "ab"]
    assert last - acknowledged[-1] in {0, 1}
    assert desk.is_sound()
    assert desk.undo_name() == f"Note {last}"
    desk.undo()
    assert desk.rows("SELECT count(*) FROM note")[0][0] == 2 * last
    desk.close()


def test_that_two_threads_read_whole_steps_while_one_writes(desk: DeskFile) -> None:
    counts, problems = list[int](), list[BaseException]()

    def read() -> None:
        try:
            for _ in range(25):
                with desk.read() as session:
                    counts.append(session.query(Note).count())
                counts.append(desk.rows("SELECT count(*) FROM note")[0][0])
        except BaseException as problem:
            problems.append(problem)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    while any(reader.is_alive() for reader in readers):
        with desk.change("Notes") as work:
            for part in range(3):
                work.session.add(Note(text=f"{part}", written_at=desk.now()))
                work.session.flush()
    assert problems == []
    assert len(counts) == 100
    assert {count % 3 for count in counts} == {0}


def test_that_reading_does_not_wait_for_a_long_change(desk: DeskFile) -> None:
    seen: list[int] = []

    def read() -> None:
        with desk.read() as session:
            seen.append(session.query(Salesperson).count())

    with desk.change("Import") as work:
        work.session.add(Salesperson(name="Ada"))
        work.session.flush()
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(5)
        assert seen == [0]


def test_that_two_threads_write_one_after_the_other(desk: DeskFile) -> None:
    def write(name: str) -> None:
        for number in range(15):
            with desk.change(f"Add {name} {number}") as work:
                work.session.add(Salesperson(name=f"{name} {number}"))

    writers = [threading.Thread(target=write, args=(name,)) for name in ("Ada", "Ben")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(20)
    assert desk.rows("SELECT count(*) FROM salesperson")[0][0] == 30
    steps = 0
    while desk.undo():
        steps += 1
    assert steps == 30


def test_that_the_connections_of_threads_that_ended_are_let_go(desk: DeskFile) -> None:
    for _ in range(5):
        thread = threading.Thread(target=desk.undo_name)
        thread.start()
        thread.join()
    assert len(desk._connections) <= 2


def test_that_reading_leaves_the_desk_as_it_is(desk: DeskFile) -> None:
    with desk.read() as session:
        session.add(Salesperson(name="Ada"))
        session.flush()
    assert desk.rows("SELECT name FROM salesperson") == []


@pytest.mark.parametrize("name", ["salesperson", "note"])
def test_that_reading_leaves_out_the_trash(name: str, desk: DeskFile) -> None:
    from salesdesk.model import model_of
    from tests.model.one_of_each import add_one_of_each

    with desk.change("Add everything") as work:
        ids = add_one_of_each(work.session)
    with desk.change("Delete") as work:
        work.session.get_one(model_of(name), ids[name]).deleted_at = desk.now()
    with desk.read() as session:
        assert session.query(model_of(name)).count() == 0
        assert session.get(model_of(name), ids[name]) is None
