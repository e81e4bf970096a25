"""The grid of quotas keeps its figures in sight, whatever a name or a mistyped amount is like."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.page import Page
from salesdesk.gui.plans.pages import PAGES
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.services.undoing import UndoService
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of

LONG = "Maximiliane Wilhelmine " * 6
HUGE = Decimal(99999999999999)


@pytest.fixture
def tab(desk: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot) -> Page:
    """The Plans tab of two, one with a very long name."""
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(name="Anna Ott"), Salesperson(name=LONG)])
        work.session.flush()
        work.session.add(Quota(salesperson_id=1, starts_on=date(2026, 10, 1), amount=Decimal(90_000)))
    made = PAGES[0].build(parts_of(desk, context, clock))
    qtbot.addWidget(made)
    context.bus.changed.connect(made.mark_stale)
    made.resize(1200, 800)
    made.show()
    return made


def table_of(tab: Page) -> RecordTable:
    found = tab.findChild(RecordTable, "table_quotas")
    assert found is not None
    QApplication.processEvents()
    return found


def test_that_a_very_long_name_leaves_the_quarters_in_sight(tab: Page) -> None:
    table = table_of(tab)
    assert table.columnWidth(0) <= 240
    assert table.horizontalScrollBar().maximum() == 0


def test_that_the_columns_shrink_again_when_a_huge_amount_is_undone(
    tab: Page, desk: DeskFile, context: GuiContext, qtbot: QtBot
) -> None:
    table = table_of(tab)
    before = [table.columnWidth(column) for column in range(1, 5)]
    day = "2026-10-01"
    table.cell_edited.emit(1, day, HUGE)
    wide = [table_of(tab).columnWidth(column) for column in range(1, 5)]
    assert max(wide) > max(before)
    context.bus.publish(UndoService(desk).undo())
    assert [table_of(tab).columnWidth(column) for column in range(1, 5)] == before
