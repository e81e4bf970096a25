"""Puts absurd words into every field and cell in sight on every screen: nothing goes wrong, whatever is typed."""

import sys
from collections.abc import Iterator
from itertools import cycle

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTableView, QWidget
from shiboken6 import Shiboken

from salesdesk.env.errors import UserError
from salesdesk.gui.screens import screens
from salesdesk.gui.tour import Tour

ABSURD = cycle(
    (
        "-1", "31 Dec 9999",
        "\u202e\u05e9\u05dc\u05d5\u05dd\u202c", "👩\u200d👩\u200d👧🎉" * 20, "1 Jan 1800", "9" * 400, "12 URD",
        "31 Feb 2026", "a" * 10_000, "nul\x00 <b>&amp; %s {0}", "", "NaN", "two\nlines",
    )
)  # fmt: skip
ELSEWHERE = {"search", "new_desk_team"}
"""Enter in these leaves the desk that is walked through."""
ROWS = 2


@pytest.fixture
def tour(tour: Tour, monkeypatch: pytest.MonkeyPatch) -> Tour:
    hear = lambda _kind, error, _trace: tour.failures.extend(unexpected(error))  # noqa: E731
    monkeypatch.setattr(sys, "excepthook", hear)
    return tour


def unexpected(error: BaseException) -> list[str]:
    """Gives what is more than a refusal in a sentence that can be read."""
    refused = isinstance(error, UserError) and len(str(error)) < 300
    return [] if refused else [f"{type(error).__name__}: {error}"]


def put_in(field: QWidget, words: str) -> None:
    """Pastes over what stands in a field, and takes it with Enter."""
    field.setFocus()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.selectAll()
    QApplication.clipboard().setText(words)
    field.paste()
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def fields_in(widget: QWidget) -> list[QWidget]:
    """Gives the fields that are in sight and can be typed in."""
    found: list[QWidget] = [*widget.findChildren(QLineEdit), *widget.findChildren(QPlainTextEdit)]
    return [
        field for field in found
        if field.isVisible() and field.isEnabled() and not field.property("readOnly")
        and field.objectName() not in ELSEWHERE
    ]  # fmt: skip


def cells_of(view: QTableView) -> Iterator[tuple[int, int]]:
    """Gives the first rows' cells that can be edited."""
    model = view.model()
    for row in range(min(ROWS, model.rowCount())):
        for column in range(model.columnCount()):
            if Shiboken.isValid(view) and model.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable:
                yield row, column


def edit_cell(view: QTableView, row: int, column: int) -> None:
    """Opens a cell, types over what stands in it and takes it with Enter."""
    index = view.model().index(row, column)
    view.setFocus()
    view.setCurrentIndex(index)
    view.edit(index)
    if field := typed_in(view):
        put_in(field, next(ABSURD))
    # What was refused stays open to be mended.
    if Shiboken.isValid(view) and (field := typed_in(view)):
        QTest.keyClick(field, Qt.Key.Key_Escape)


def typed_in(view: QTableView) -> QWidget | None:
    """Gives the field that is open in a table and has the keyboard."""
    field = QApplication.focusWidget()
    inside = isinstance(field, QLineEdit | QPlainTextEdit) and view.isAncestorOf(field)
    return field if inside else None


def test_that_no_field_of_any_screen_breaks_whatever_is_typed(tour: Tour) -> None:
    touched = 0
    for name, widget in screens(tour):
        tour.settle()
        before = len(tour.failures)
        for field in fields_in(widget):
            if Shiboken.isValid(field) and field.isVisible():
                put_in(field, next(ABSURD))
                touched += 1
        for view in [view for view in widget.findChildren(QTableView) if view.isVisible()]:
            for row, column in cells_of(view):
                edit_cell(view, row, column)
                touched += 1
        tour.settle(seconds=10)
        tour.failures[before:] = [f"{name}: {failure}" for failure in tour.failures[before:]]
    assert not tour.failures, "\n".join(tour.failures)
    assert touched > 100
