"""What was read of a desk is read once, until anything is written."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile

PEOPLE = "SELECT count(*) AS n FROM salesperson WHERE deleted_at IS NULL"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskFile]:
    with closing(DeskFile.create(tmp_path / "team.salesdesk")) as made:
        yield made


def people(desk: DeskFile) -> int:
    return desk.kept.rows(PEOPLE)[0]["n"]


def add_person(desk: DeskFile) -> None:
    with desk.change("Add a person") as work:
        work.session.add(Salesperson(name="Mira Holm"))


def test_that_a_statement_is_asked_once(desk: DeskFile) -> None:
    first = desk.kept.rows(PEOPLE)
    assert desk.kept.rows(PEOPLE) is first


def test_that_other_values_are_another_question(desk: DeskFile) -> None:
    asked = "SELECT :n AS n"
    assert [desk.kept.rows(asked, {"n": n})[0]["n"] for n in (1, 2, 1)] == [1, 2, 1]


@pytest.mark.parametrize("write", [
    lambda desk: desk.undo(),
    lambda desk: desk.undo() and desk.redo() and desk.undo(),
])  # fmt: skip
def test_that_undo_and_redo_are_seen(desk: DeskFile, write: Callable[[DeskFile], object]) -> None:
    add_person(desk)
    assert people(desk) == 1
    write(desk)
    assert people(desk) == 0


def test_that_a_change_is_seen(desk: DeskFile) -> None:
    assert people(desk) == 0
    add_person(desk)
    assert people(desk) == 1


def test_that_what_another_thread_writes_is_seen(desk: DeskFile) -> None:
    assert people(desk) == 0
    thread = Thread(target=add_person, args=(desk,))
    thread.start()
    thread.join()
    assert people(desk) == 1


def test_that_a_second_program_is_seen(desk: DeskFile) -> None:
    assert people(desk) == 0
    other = DeskFile.open(desk.path)
    add_person(other)
    assert people(desk) == 1
    other.close()


def test_that_what_failed_is_not_kept(desk: DeskFile) -> None:
    with pytest.raises(ZeroDivisionError):
        desk.kept.get("share", lambda: 1 // 0)
    assert desk.kept.get("share", lambda: 1) == 1
