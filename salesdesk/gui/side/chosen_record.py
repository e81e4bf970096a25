"""Finds out which record of a page is meant: the one open beside it, or the one chosen in a table."""

from PySide6.QtWidgets import QApplication

from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.page import Page
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.model import models

Chosen = tuple[str, int]


def chosen_record(page: Page) -> Chosen | None:
    """Gives kind and id of the record that is meant on a page, None where there is none.

    It is the current row of the table with the keyboard, else the record that is open beside the page, else the
    current row of any other table, else the person the page shows.
    """
    focused = QApplication.focusWidget()
    tables = sorted(page.findChildren(RecordTable), key=lambda table: table is not focused)
    in_use = tables[:1] if focused in tables else []
    opened = [panel.record for panel in page.findChildren(SidePanel) if panel.isVisible()]
    found = [*map(_current_of, in_use), *opened, *map(_current_of, tables)]
    whom = ("salesperson", page.person_id) if page.person_id else None
    return next((each for each in found if each is not None), whom)


def _current_of(table: RecordTable) -> Chosen | None:
    model, current = table.model(), table.currentIndex()
    if not table.isVisible() or not current.isValid() or not isinstance(model, RecordTableModel):
        return None
    kind, number = model.record_at(current.row())
    return (kind, number) if kind in models() else None
