"""Holds that search and the log of tracked fields serve any kind of record, however many there are."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from salesdesk.model.columns import text, whole
from salesdesk.store import triggers
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.search import find
from tests.store.made_up_kinds import desk_with, made_up

MANY = 100
LARGE = 10**12
INSERT = "INSERT INTO {kind} (id, name, created_at, changed_at) VALUES (?, ?, '2026-11-11', '2026-11-11')"


def write(desk: DeskFile, step: str, sql: str, *values: object) -> None:
    """Makes one step of a statement."""
    with desk.change(step) as work:
        work.session.connection().exec_driver_sql(sql, values)


def test_that_more_than_64_kinds_are_searched_and_a_large_id_is_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = [f"zz_{number:03}" for number in range(MANY)]
    made = {kind: made_up(kind, name=text("Name", searchable=True, required=True)) for kind in kinds}
    desk = desk_with(made, tmp_path / "many.salesdesk", monkeypatch)
    for kind in kinds:
        for number in (1, LARGE):
            write(desk, "Add", INSERT.format(kind=kind), number, f"word{kind[3:]} pump")
    for kind in kinds:
        hits = find(desk, f"word{kind[3:]}")
        assert sorted((hit.kind, hit.record_id) for hit in hits) == [(kind, 1), (kind, LARGE)]
    write(desk, "Rename", "UPDATE zz_099 SET name = 'wrench' WHERE id = ?", LARGE)
    assert [(hit.kind, hit.record_id) for hit in find(desk, "wrench")] == [("zz_099", LARGE)]
    assert [hit.record_id for hit in find(desk, "word099")] == [1]
    write(desk, "Clear", "DELETE FROM zz_098")
    assert find(desk, "word098") == []
    assert len(find(desk, "pump", limit=1000)) == 2 * MANY - 3
    desk.close()


def test_that_more_kinds_than_the_index_has_room_for_are_refused_when_the_triggers_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triggers, "_KINDS_PER_FILE", 8)
    with pytest.raises(ValueError, match="no room"):
        list(triggers.trigger_statements())


@pytest.fixture
def visits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskFile]:
    """A desk with a kind of the test's own, of which two fields are tracked."""
    visit = made_up(
        "zz_visit",
        name=text("Name", required=True),
        goal=text("Goal", tracked=True),
        size=whole("Size", tracked=True),
        other=text("Other"),
    )
    with closing(desk_with({"zz_visit": visit}, tmp_path / "visits.salesdesk", monkeypatch)) as desk:
        yield desk


def changes(desk: DeskFile) -> list[tuple[object, ...]]:
    """Gives the lines of the log of all kinds, oldest first."""
    sql = "SELECT kind, record_id, field, before, after FROM field_change ORDER BY id"
    return [tuple(row) for row in desk.rows(sql)]


def test_that_a_tracked_field_of_any_kind_is_logged_undone_and_redone(visits: DeskFile) -> None:
    write(visits, "Add", INSERT.format(kind="zz_visit"), 7, "first")
    write(visits, "Change", "UPDATE zz_visit SET goal = 'pump', other = 'x' WHERE id = ?", 7)
    write(visits, "Change", "UPDATE zz_visit SET goal = 'valve', size = 3 WHERE id = ?", 7)
    said = [
        ("zz_visit", 7, "goal", None, "pump"),
        ("zz_visit", 7, "goal", "pump", "valve"),
        ("zz_visit", 7, "size", None, "3"),
    ]
    assert sorted(changes(visits), key=repr) == sorted(said, key=repr)
    visits.undo()
    assert changes(visits) == said[:1]
    visits.redo()
    assert sorted(changes(visits), key=repr) == sorted(said, key=repr)


@pytest.mark.parametrize("sql", ["DELETE FROM field_change", "UPDATE field_change SET before = 'x'"])
def test_that_the_log_of_all_kinds_can_only_grow(sql: str, visits: DeskFile) -> None:
    write(visits, "Add", INSERT.format(kind="zz_visit"), 7, "first")
    write(visits, "Change", "UPDATE zz_visit SET goal = 'pump' WHERE id = ?", 7)
    with pytest.raises(DatabaseError, match="append-only"), visits.change("Tidy") as work:
        work.session.connection().exec_driver_sql(sql)
    assert len(changes(visits)) == 1
