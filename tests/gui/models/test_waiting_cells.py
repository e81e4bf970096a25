"""A cell that could not be stored shows what was typed until it is, also when the table is read anew."""

from typing import Any

from pytestqt.qtbot import QtBot

from salesdesk.env.errors import DeskFileError
from salesdesk.env.locale import Formats
from salesdesk.gui.models.record_list import RecordList
from salesdesk.gui.models.record_table_model import WaitingCells
from salesdesk.model import field_of
from salesdesk.services.field_words import TableRow

ROLE = field_of("salesperson", "role")


class Store:
    """Takes edits, or refuses them while it is held."""

    def __init__(self) -> None:
        self.held, self.taken = True, list[tuple[int, str, Any]]()

    def take(self, record_id: int, name: str, value: Any) -> None:
        """Stores one edit."""
        if self.held:
            raise DeskFileError("held", "held")
        self.taken.append((record_id, name, value))


def refused(qtbot: QtBot, cells: WaitingCells, value: str) -> None:
    """Types into the role of the first person, which is not taken."""
    with qtbot.capture_exceptions() as met:
        cells.hand_over(1, ROLE, value, "")
    assert [kind for kind, _error, _trace in met] == [DeskFileError], "who meets all errors hears of it"


def test_that_a_cell_waits_until_it_is_stored(qtbot: QtBot) -> None:
    store, rows = Store(), RecordList([ROLE], Formats())
    cells = WaitingCells(store.take)
    refused(qtbot, cells, "Hunter")
    refused(qtbot, cells, "Farmer")
    assert not cells.taken
    row = TableRow(1, {"role": "Old"})
    rows.set_rows((row,))
    cells.show_in(rows)
    assert rows.cell(rows.at(0), ROLE)[0] == "Farmer"
    store.held = False
    cells.try_again()
    assert cells.taken
    assert store.taken == [(1, "role", "Farmer")], "only what was typed last is stored"
