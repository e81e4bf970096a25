"""What is typed into any field of any screen is on the disk within two seconds, whatever field that is."""

import time
from itertools import count

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import Shiboken

from salesdesk.gui.screens import screens
from salesdesk.gui.tour import Tour
from salesdesk.store.desk_file import DeskFile
from tests.gui.test_absurd_in_every_field import fields_in

NUMBERS = count(7_100_001)
"""No figure of the sample team has these."""
NOTHING_TO_STORE = {"team_filter", "log_search", "list_filter", "week_date", "remember_as", "manual_search"}
"""Filters, and what an import asks before it writes anything."""
MOST_SECONDS = 2


def text_of(field: QWidget) -> str:
    """Gives what stands in a field."""
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def still_has(field: QWidget, number: str) -> bool:
    """Tells whether a number still stands in a field; one that is refused gives way to what is stored, with a word."""
    return Shiboken.isValid(field) and number in text_of(field)


def type_into_all(widget: QWidget) -> dict[str, QWidget]:
    """Types a number of its own into each field; gives the fields by number, but for those that took none.

    None has the keyboard, so that none is left and handed over before its time.
    """
    typed: dict[str, QWidget] = {}
    for field in fields_in(widget):
        number = str(next(NUMBERS))
        if field.objectName() not in NOTHING_TO_STORE:
            QTest.keyClicks(field, number)
            if number in text_of(field):
                typed[number] = field
    return typed


def on_disk(desk: DeskFile) -> str:
    """Gives all words and numbers of the desk but those of the search and of undo."""
    tables = desk.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%changed_at%'")
    return "\n".join(str(tuple(row)) for (table,) in tables for row in desk.rows(f"SELECT * FROM {table}"))


@pytest.mark.long
def test_that_whatever_is_typed_anywhere_is_on_the_disk_within_two_seconds(tour: Tour) -> None:
    lost, touched = list[str](), 0
    for name, widget in screens(tour):
        tour.settle()
        services = tour.workbench.opening.services
        typed = type_into_all(widget) if services is not None and Shiboken.isValid(widget) else {}
        if services is None or not typed:
            continue
        touched += len(typed)
        end = time.monotonic() + MOST_SECONDS
        left = dict(typed)
        while left and time.monotonic() < end:
            QTest.qWait(100)
            stored = on_disk(services.desk)
            left = {number: field for number, field in typed.items() if number not in stored}
        lost += [
            f"{name}: {field.objectName()} “{field.accessibleName()}”"
            for number, field in left.items() if still_has(field, number)
        ]  # fmt: skip
    assert not lost, "\n".join(lost)
    assert touched > 50
