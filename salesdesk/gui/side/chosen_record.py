"""Finds out which record is chosen in a page."""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication

from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.page import Page
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model import models

Chosen = tuple[str, int]


@runtime_checkable
class KnowsItsRecord(Protocol):
    """A page that knows better by itself which record is chosen."""

    def current_record(self) -> Chosen | None:
        """Gives kind and id of the record that is chosen, None where there is none."""
        ...


def chosen_record(page: Page) -> Chosen | None:
    """Gives kind and id of the record that is chosen in a page, None where there is none.

    A page may know better by itself (`current_record`); else it is the current row of the table with the
    keyboard, then of any other table, then the person the page shows.
    """
    if isinstance(page, KnowsItsRecord):
        return page.current_record()
    focused = QApplication.focusWidget()
    tables = sorted(page.findChildren(RecordTable), key=lambda table: table is not focused)
    for table in tables:
        found = _current_of(table)
        if found is not None:
            return found
    return ("salesperson", page.person_id) if page.person_id is not None else None


def _current_of(table: RecordTable) -> Chosen | None:
    model, current = table.model(), table.currentIndex()
    if not table.isVisible() or not current.isValid() or not isinstance(model, RecordTableModel):
        return None
    row = model.row_at(current.row())
    return (row.kind, row.id) if row.kind in models() else None
