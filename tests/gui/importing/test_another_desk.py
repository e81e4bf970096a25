"""Another desk is opened over an import: what was chosen in it is not lost without a question."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog
from pytestqt.qtbot import QtBot

from tests.gui.conftest import open_desk

PEOPLE = ("Ada Lind,Rep", "Jon Ek,Rep", "Mia Orr,Rep")


@pytest.fixture
def asked(drive: Any, deals: Callable[..., Path]) -> Any:
    drive.open(deals(*PEOPLE, header="Name,Job title", name="people.csv")).click("import_next")
    assert drive.page == "import_team"
    return drive


@pytest.fixture
def other(desk_template: Path, tmp_path: Path) -> Path:
    return copyfile(desk_template, tmp_path / "Other.salesdesk")


def tick(drive: Any, qtbot: QtBot) -> QCheckBox:
    box = drive.wizard.findChildren(QCheckBox, "in_team")[0]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    return box


def test_that_another_desk_is_opened_over_a_begun_import_only_after_a_question(
    asked: Any, other: Path, qtbot: QtBot
) -> None:
    prompts, opening = asked.opened.furniture.prompts, asked.opened.furniture.opening
    here, box = opening.services.path, tick(asked, qtbot)
    chosen = box.isChecked()
    prompts.preset(other, False)
    asked.opened.window.actions_by_id["open_desk"].trigger()
    assert "Open another desk in the midst of an import?" in prompts.asked[-1]
    assert opening.services.path == here
    assert asked.wizard.isVisible()
    assert box.isChecked() is chosen
    prompts.preset(True)
    open_desk(asked.opened.furniture, other)
    assert opening.services.path == other
    assert asked.wizard is None


def test_that_a_new_desk_is_asked_about_before_it_is_made(asked: Any, qtbot: QtBot) -> None:
    prompts, window = asked.opened.furniture.prompts, asked.opened.window
    tick(asked, qtbot)
    prompts.preset(False)
    window.actions_by_id["new_desk"].trigger()
    assert "Open another desk" in prompts.asked[-1]
    assert window.findChild(QDialog, "new_desk_window") is None
    assert asked.wizard.isVisible()


def test_that_an_import_in_which_nothing_was_chosen_is_left_at_once(asked: Any, other: Path) -> None:
    before = list(asked.opened.furniture.prompts.asked)
    open_desk(asked.opened.furniture, other)
    assert asked.opened.furniture.prompts.asked == before
    assert asked.wizard is None


def test_that_a_desk_that_cannot_be_opened_leaves_the_import_as_it_is(
    asked: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "Broken.salesdesk"
    broken.write_text("no desk", encoding="utf-8")
    tick(asked, qtbot)
    asked.opened.furniture.prompts.preset(True)
    asked.opened.furniture.opening.open(broken)
    assert asked.wizard.isVisible()
