"""The Trash as a manager meets it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.side.trash_window import EMPTY
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.widgets.record_table import RecordTable


def opened_trash(opened: Any, side: SideWindows) -> Any:
    opened.window.actions_by_id["trash"].trigger()
    return side.window_of("trash")


def table_of(window: Any) -> RecordTable:
    found = window.findChild(RecordTable)
    assert found is not None
    return found


def listed(window: Any) -> list[tuple[str, str]]:
    model = table_of(window).model()
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def services(opened: Any) -> Any:
    return opened.furniture.opening.services


def test_that_an_empty_trash_says_what_belongs_there(opened: Any, side: SideWindows) -> None:
    window = opened_trash(opened, side)
    assert EMPTY in [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert not window.findChild(QPushButton, "trash_restore").isEnabled()


def test_that_a_deleted_person_is_listed_once_with_what_went_along_and_comes_back(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    records = services(opened).records
    person = records.rows("salesperson", limit=1)[0]
    notes = len(records.rows("note", where={"salesperson_id": person.id}))
    window = opened_trash(opened, side)
    opened.furniture.context.bus.publish(records.trash("salesperson", [person.id]))
    assert listed(window) == [("Salesperson", person.values["name"])]
    assert int(table_of(window).model().index(0, 3).data()) >= notes
    table_of(window).selectRow(0)
    qtbot.mouseClick(window.findChild(QPushButton, "trash_restore"), Qt.MouseButton.LeftButton)
    assert records.one("salesperson", person.id).values["name"] == person.values["name"]
    assert len(records.rows("note", where={"salesperson_id": person.id})) == notes
    assert listed(window) == []
    assert services(opened).desk.undo_name() == "Restore salesperson"


def test_that_the_list_keeps_its_place_when_something_else_comes_back(opened: Any, side: SideWindows) -> None:
    records = services(opened).records
    strengths = records.rows("strength", limit=3)
    for row in strengths:
        records.trash("strength", [row.id])
    window = opened_trash(opened, side)
    table = table_of(window)
    table.selectRow(2)
    chosen = listed(window)[2]
    first = services(opened).trash.contents()[0]
    opened.furniture.context.bus.publish(services(opened).trash.restore("strength", first.record_id))
    assert len(listed(window)) == 2
    assert listed(window)[table.currentIndex().row()] == chosen


def test_that_what_is_known_by_its_date_is_called_by_its_date(opened: Any, side: SideWindows) -> None:
    records = services(opened).records
    meeting = records.rows("one_on_one", limit=1)[0]
    records.trash("one_on_one", [meeting.id])
    window = opened_trash(opened, side)
    assert listed(window)[0][1] == opened.furniture.context.formats.moment(meeting.values["starts_at"])


def test_that_typing_finds_things_in_the_trash(opened: Any, side: SideWindows, qtbot: QtBot) -> None:
    records = services(opened).records
    for row in records.rows("strength", limit=3):
        records.trash("strength", [row.id])
    window = opened_trash(opened, side)
    wanted = listed(window)[1][1]
    qtbot.keyClicks(window.findChild(QLineEdit, "trash_filter"), wanted)
    assert {title for _, title in listed(window)} == {wanted}
