"""A start of the program in which somebody types and never comes to an end: `python -m tests.gui.typist ...`."""

import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.env.clock import FixedClock
from salesdesk.env.paths import paths_in
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.application import Application, StartOptions
from salesdesk.gui.widgets.draft_keeper import PAUSE_MS
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.workbench import Workbench

Place = Callable[[Workbench], QWidget]
"""Goes to where something is typed: a line, or a table whose first cell to edit is typed into."""


def _quotas(workbench: Workbench) -> QWidget:
    return _table(workbench.shell.open_page("plans"), "table_quotas")


def _week(workbench: Workbench) -> QWidget:
    workbench.do("week_numbers")
    page = workbench.shell.open_page("metrics", "competencies")
    page.commands()["week_numbers"]()
    return _table(page, "table_week_numbers")


def _gates(workbench: Workbench) -> QWidget:
    workbench.sides.open_lists("gate")
    return _table(workbench.window, "table_list_gate")


def _problem(workbench: Workbench) -> QWidget:
    page = workbench.shell.open_page("coaching", "problems")
    return page.findChild(QLineEdit, "entry_problem")


def _table(around: QWidget, name: str) -> RecordTable:
    table = around.findChild(RecordTable, name)
    while not table.isVisible():
        QTest.qWait(10)
    return table


PLACES: Mapping[str, Place] = {"quotas": _quotas, "week": _week, "gates": _gates, "problem": _problem}
COLUMN: Mapping[str, int] = {}


def editor(place: QWidget, column: int) -> QLineEdit:
    """Gives the line to type into, for which the first cell of a column is opened where it is a table."""
    if not isinstance(place, RecordTable):
        assert isinstance(place, QLineEdit)
        return place
    index = place.model().index(0, column)
    place.setFocus()
    place.setCurrentIndex(index)
    place.edit(index)
    found = place.indexWidget(index)
    assert isinstance(found, QLineEdit)
    return found


def main(home: str, desk: str, place: str, words: str, other: str = "") -> None:
    """Types, says so as soon as the pause after the first key is over, and waits to be killed.

    Where there is an `other` file, that takes the place of the desk before anything is typed.
    """
    paths = paths_in(Path(home))
    paths.make()
    settings = SettingsFile(paths.settings_file)
    settings.load()
    clock = FixedClock(datetime(2026, 11, 11, 9, 0))
    application = Application(paths, settings, clock, StartOptions(Path(desk)))
    workbench = application.furnish()
    application.window.show()
    workbench.opening.first(Path(desk))
    workbench.errors.install()
    if other:
        Path(other).replace(desk)
    line = editor(PLACES[place](workbench), COLUMN.get(place, 1))
    QTest.keyClicks(line, words)
    # Of the time that a busy machine took for anything else nothing is counted.
    while workbench.context.typed.waits:
        QTest.qWait(PAUSE_MS)
    sys.stdout.write("typed\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
