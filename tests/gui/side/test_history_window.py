"""The history of a record, in the words of the screen."""

from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QLabel, QPlainTextEdit

from salesdesk.gui.side.history_window import EMPTY
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.widgets.record_table import RecordTable


def lines(window: Any) -> list[tuple[str, str, str]]:
    """Gives (field, before, after) of every line, newest first."""
    model = window.findChild(RecordTable).model()
    return [tuple(model.index(row, column).data() for column in (2, 3, 4)) for row in range(model.rowCount())]


def test_that_changes_are_told_in_field_labels_and_words(opened: Any, side: SideWindows) -> None:
    records = opened.furniture.opening.services.records
    deal = records.rows("opportunity", where={"outcome": "open"}, limit=1)[0]
    other = next(p for p in records.options("salesperson") if p[0] != deal.values["salesperson_id"])
    records.edit("opportunity", deal.id, "amount", Decimal("12345.50"))
    records.edit("opportunity", deal.id, "expected_on", date(2027, 1, 8))
    records.edit("opportunity", deal.id, "salesperson_id", other[0])
    records.edit("opportunity", deal.id, "next_step", "Signs the pilot")
    side.show_history("opportunity", deal.id)
    found = lines(side.window_of("history"))
    assert found[0][2] == "Signs the pilot"
    assert found[0][0] == "Next step of the buyer"
    assert found[1] == ("Salesperson", deal.texts["salesperson_id"], other[1])
    assert found[2][0] == "Expected to close"
    assert found[2][2] == "8 Jan 2027"
    assert found[3][0] == "Amount"
    assert found[3][2] == "$12,345.50"


def test_that_an_emptied_field_is_called_empty_and_the_change_stands_in_full_below(
    opened: Any, side: SideWindows
) -> None:
    records = opened.furniture.opening.services.records
    note = records.rows("note", limit=1)[0]
    long = "A first line.\n" + "And a second one that goes on. " * 5
    records.edit("note", note.id, "text", long)
    side.show_history("note", note.id)
    window = side.window_of("history")
    assert window is not None
    full = window.findChild(QPlainTextEdit, "history_full")
    assert full is not None
    assert "And a second one that goes on." in full.toPlainText()


def test_that_deleting_and_bringing_back_are_told_as_such(opened: Any, side: SideWindows) -> None:
    services = opened.furniture.opening.services
    strength = services.records.rows("strength", limit=1)[0]
    side.show_history("strength", strength.id)
    window = side.window_of("history")
    assert window is not None
    assert EMPTY in [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    opened.furniture.context.bus.publish(services.records.trash("strength", [strength.id]))
    opened.furniture.context.bus.publish(services.trash.restore("strength", strength.id))
    assert [field for field, _, _ in lines(window)] == ["Brought back", "Moved to the Trash"]
    assert strength.values["name"] in window.windowTitle()


def test_that_a_record_added_by_hand_begins_with_being_added(opened: Any, side: SideWindows) -> None:
    services = opened.furniture.opening.services
    changes = services.records.add("product", {"name": "Hand blender"})
    side.show_history("product", changes.new_id("product"))
    assert [field for field, _, _ in lines(side.window_of("history"))] == ["Added"]
