"""Hands and eyes on the import wizard, and files of deals for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.record_table import RecordTable

HEADER = "Deal ID,Owner,Account,Product,Stage,Created date,Close date,Amount"


class Driver:
    """Hands and eyes on the wizard."""

    def __init__(self, opened: Any, qtbot: QtBot) -> None:
        self.opened, self.qtbot = opened, qtbot
        self.services = opened.furniture.opening.services
        self.flow = opened.furniture.imports

    @property
    def wizard(self) -> Any:
        return self.flow.wizard

    @property
    def page(self) -> str:
        return self.wizard.findChild(QStackedWidget).currentWidget().objectName()

    def open(self, path: Path) -> "Driver":
        self.opened.furniture.prompts.preset(path)
        self.opened.window.actions_by_id["import"].trigger()
        return self.settle()

    def settle(self) -> "Driver":
        background = self.opened.furniture.background
        self.qtbot.waitUntil(lambda: not background.jobs, timeout=20_000)
        return self

    def button(self, name: str) -> QPushButton:
        return self.wizard.findChild(QPushButton, name)

    def click(self, name: str) -> "Driver":
        button = self.button(name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        return self.settle()

    def preview(self) -> "Driver":
        """Goes on to what importing will do; whom it asks about are in the team as proposed."""
        self.click("import_next")
        return self.click("import_next") if self.page == "import_team" else self

    def columns(self) -> "Driver":
        """Goes back to the columns of the file."""
        self.click("import_back")
        return self.click("import_back") if self.page == "import_team" else self

    def choose(self, name: str, words: str) -> "Driver":
        """Chooses in a list as the keyboard does."""
        combo = self.combo(name)
        place = combo.findText(words)
        assert place >= 0, [combo.itemText(i) for i in range(combo.count())]
        combo.setFocus()
        self.qtbot.keyClick(combo, Qt.Key.Key_Home)
        for _ in range(place):
            self.qtbot.keyClick(combo, Qt.Key.Key_Down)
        return self.settle()

    def combo(self, name: str) -> QComboBox:
        """Finds a choice by its name, or that of a column by the column, as soon as it is there."""
        self.qtbot.waitUntil(lambda: bool(self._combos(name)))
        return self._combos(name)[0]

    def _combos(self, name: str) -> list[QComboBox]:
        # Those of a kind chosen before are hidden at once and gone a moment later.
        combos = [c for c in self.wizard.findChildren(QComboBox) if not c.isHidden()]
        return [c for c in combos if c.objectName() == name or c.accessibleName() == f"“{name}” goes into"]

    def write(self, name: str, words: str) -> None:
        line = self.wizard.findChild(QLineEdit, name)
        line.clear()
        self.qtbot.keyClicks(line, words)

    def said(self) -> str:
        return "\n".join(label.text() for label in self.wizard.findChildren(QLabel) if label.isVisible())

    def pills(self) -> list[str]:
        pills = [self.button(f"pill_{each}") for each in ("new", "changed", "same", "rejected")]
        return [pill.text() for pill in pills]

    def table(self) -> list[list[str]]:
        """Everything the table in front says, as it is read out."""
        shown = next(t for t in self.wizard.findChildren(RecordTable) if t.isVisible())
        model = shown.model()
        rows, columns = range(model.rowCount()), range(model.columnCount())
        return [[str(model.index(row, column).data() or "") for column in columns] for row in rows]

    def deals(self) -> dict[str, tuple[Any, ...]]:
        rows = self.services.desk.rows(
            "SELECT external_id, outcome, closed_on FROM opportunity WHERE external_id LIKE 'A-%'"
        )
        return {row["external_id"]: (row["outcome"], row["closed_on"]) for row in rows}


@pytest.fixture
def drive(opened: Any, qtbot: QtBot) -> Driver:
    return Driver(opened, qtbot)


@pytest.fixture
def deals(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of deals."""

    def written(*rows: str, name: str = "deals.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return path

    return written
