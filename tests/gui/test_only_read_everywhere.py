"""On a desk that may only be read every page is walked, and what is on offer there never ends in a refusal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.only_read import LOOKS
from salesdesk.gui.pages import Whose
from salesdesk.gui.tabs import TABS
from salesdesk.services.lists.service import LISTED
from salesdesk.store import hold
from tests.gui.conftest import OpenWindow

SEEN_MS = 30
HELD = ("chart_menu", "_close")


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gathers what tried to write."""
    met: list[str] = []
    refuse = hold.read_only

    def note(name: str) -> Exception:
        met.append(name)
        return refuse(name)

    monkeypatch.setattr(hold, "read_only", note)
    return met


@pytest.fixture
def reading(medium: Path, start: Callable[..., OpenWindow], refused: list[str]) -> Iterator[OpenWindow]:
    """The window on a desk that may only be read."""
    opened = start(medium)
    step_down = opened.furniture.errors.install()
    opened.furniture.context.background.finish()
    yield opened
    step_down()


def pages(opened: OpenWindow) -> Iterator[tuple[str, QWidget]]:
    """Goes through every page, for each kind of choice it stands for."""
    shell = opened.furniture.shell
    for choice in Whose:
        if choice is Whose.PERSON:
            shell.roster.choose(1)
        else:
            shell.roster.choose_kind(choice)
        for tab in TABS:
            for page in tab.pages_of(choice):
                yield f"{tab.key}/{page.key} of {choice.name}", shell.open_page(tab.key, page.key)


def side_windows(opened: OpenWindow) -> Iterator[tuple[str, QWidget]]:
    """Goes through the windows beside that show what is in the desk."""
    for name in ("trash", "settings", "imports", "history"):
        if name == "history":
            opened.furniture.sides.show_history("salesperson", 1)
        shown = opened.furniture.sides.show(name)
        assert shown is not None
        yield name, shown
    for kind in LISTED:
        opened.furniture.sides.open_lists(kind)
        shown = opened.furniture.sides.show("lists")
        assert shown is not None
        yield f"list of {kind}", shown


def fields_that_take(around: QWidget) -> Iterator[str]:
    """Names each field that could be typed into or chosen in, and each cell that could be edited."""
    for field in around.findChildren(QWidget):
        if not field.isVisible() or not field.isEnabled():
            continue
        if isinstance(field, QLineEdit | QPlainTextEdit | QComboBox):
            name = field.objectName() or field.parentWidget().objectName()
            readable = not isinstance(field, QComboBox) and field.isReadOnly()
            if not readable and not field.property(LOOKS):
                yield f"{type(field).__name__} {name} {field.accessibleName()}"
        if isinstance(field, QTableView) and field.model() is not None:
            for column in range(field.model().columnCount()):
                index = field.model().index(0, column)
                if index.flags() & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable):
                    yield f"cell of {field.objectName()}, column {column}"


def buttons_in(around: QWidget) -> list[QAbstractButton]:
    """Gives what can be pressed now; the menu of a chart holds up whoever presses it."""
    found = around.findChildren(QAbstractButton)
    return [b for b in found if b.isVisible() and b.isEnabled() and not b.objectName().endswith(HELD)]


def press_all(opened: OpenWindow, around: QWidget, refused: list[str], seen: set[str]) -> list[str]:
    """Presses every button that is on offer and was not seen before, and names those whose work was refused."""
    wrong: list[str] = []
    QTest.qWait(SEEN_MS)
    while button := next((b for b in buttons_in(around) if _name(b) not in seen), None):
        seen.add(_name(button))
        button.click()
        QTest.qWait(SEEN_MS)
        _close_what_opened(opened, around)
        if refused:
            wrong.append(_name(button))
            refused.clear()
        if not isValid(around) or not around.isVisible():
            break
    return wrong


def _name(button: QAbstractButton) -> str:
    return f"{button.objectName()} {button.text()}"


def _close_what_opened(opened: OpenWindow, around: QWidget) -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for dialog in opened.window.findChildren(QDialog):
        if dialog.isVisible() and dialog is not around and not dialog.isAncestorOf(around):
            dialog.close()


@pytest.mark.long
def test_that_no_field_and_no_cell_takes_anything_and_no_button_ends_in_a_refusal(
    reading: OpenWindow, refused: list[str]
) -> None:
    assert "may only be read" in reading.window.file_bar.words
    wrong: list[str] = []
    seen: set[str] = set()
    for walk in (pages, side_windows):
        for name, shown in walk(reading):
            QApplication.processEvents()
            wrong += [f"{name}: {each}" for each in fields_that_take(shown)]
            wrong += [f"{name}: {each} was refused" for each in press_all(reading, shown, refused, seen)]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.long
def test_that_every_command_that_is_on_ends_in_no_refusal(reading: OpenWindow, refused: list[str]) -> None:
    wrong: list[str] = []
    for each in COMMANDS:
        if each.id in ("quit", "lock", "curtain", "new_desk", "open_desk", "open_sample", "open_recent"):
            continue
        if reading.window.actions_by_id[each.id].isEnabled():
            reading.furniture.do(each.id)
            QApplication.processEvents()
            _close_what_opened(reading, reading.window)
        if refused:
            wrong.append(each.id)
            refused.clear()
    assert not wrong
