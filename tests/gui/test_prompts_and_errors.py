"""Tests questions with verbs and safe defaults, and what becomes of errors."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import UserError
from salesdesk.gui.errors import ErrorReporter, ReportDialog
from salesdesk.gui.prompts import Prompts, TextDialog
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.banner import BannerArea


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme."""
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The window over which questions open."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_a_confirmation_has_verbs_and_the_safe_one_is_the_default(qtbot: QtBot, window: QWidget) -> None:
    done: list[str] = []
    Prompts(window).confirm(
        "Move 3 deals to the Trash?",
        "Move 3 deals",
        lambda: done.append("moved"),
        otherwise=lambda: done.append("kept"),
    )
    box = window.findChild(QMessageBox, "confirm")
    assert box.defaultButton().text() == "Keep as it is"
    act = next(button for button in box.buttons() if button.text() == "Move 3 deals")
    with qtbot.waitSignal(box.finished):
        act.click()
    assert done == ["moved"]


def test_that_a_confirmation_shows_words_as_they_were_typed(qtbot: QtBot, window: QWidget) -> None:
    Prompts(window).confirm("Erase “A <b>B</b>”?", "Erase", lambda: None, detail="It holds “<i>C</i>”.")
    box = window.findChild(QMessageBox, "confirm")
    formats = {label.text(): label.textFormat() for label in box.findChildren(QLabel) if label.text()}
    assert set(formats) >= {"Erase “A <b>B</b>”?", "It holds “<i>C</i>”."}
    assert set(formats.values()) == {Qt.TextFormat.PlainText}
    box.reject()


def test_that_escape_keeps_things_as_they_are(qtbot: QtBot, window: QWidget) -> None:
    done: list[str] = []
    Prompts(window).confirm(
        "Sure?", "Go on", lambda: done.append("went"), otherwise=lambda: done.append("kept")
    )
    box = window.findChild(QMessageBox, "confirm")
    with qtbot.waitSignal(box.finished):
        box.reject()
    assert done == ["kept"]


def test_that_preset_answers_are_given_in_order_without_a_dialog(window: QWidget, tmp_path: Path) -> None:
    prompts, got = Prompts(window), []
    prompts.preset(True, False, tmp_path / "deals.csv", None, " Quarter 4 ")
    prompts.confirm("One?", "Do", lambda: got.append("one"))
    prompts.confirm("Two?", "Do", lambda: got.append("two"))
    prompts.open_file("Import", "CSV (*.csv)", got.append)
    prompts.save_file("Save", "PDF (*.pdf)", got.append, "sheet.pdf")
    prompts.ask_text("Name?", "Rename", got.append)
    assert got == ["one", tmp_path / "deals.csv", "Quarter 4"]
    assert prompts.asked == ["One?", "Two?", "Import", "Save", "Name?"]


def test_that_a_text_is_asked_for_and_given_when_something_is_written(qtbot: QtBot, window: QWidget) -> None:
    got: list[str] = []
    Prompts(window).ask_text("What shall it be called?", "Rename", got.append)
    dialog = window.findChild(TextDialog)
    act = next(b for b in dialog.findChild(QDialogButtonBox).buttons() if b.text() == "Rename")
    assert not act.isEnabled()
    qtbot.keyClicks(dialog.findChild(QLineEdit), "Best guess")
    with qtbot.waitSignal(dialog.accepted):
        act.click()
    assert got == ["Best guess"]


def test_that_a_sentence_for_the_user_stands_nearest_to_where_they_are(
    qtbot: QtBot, window: QWidget, theme: Theme
) -> None:
    outer, page = BannerArea(theme), QWidget()
    inner, field = BannerArea(theme), QLineEdit()
    for around, parts in ((page, (inner, field)), (window, (outer, page))):
        layout = QVBoxLayout(around)
        for part in parts:
            layout.addWidget(part)
    window.activateWindow()
    page.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    ErrorReporter(window, Prompts(window)).show(UserError("Nothing was saved. Choose another name."))
    assert inner.messages == ["Nothing was saved. Choose another name."]
    assert outer.messages == []


def test_that_a_bug_is_logged_and_reported_once_with_copy_and_save(
    qtbot: QtBot, window: QWidget, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    prompts = Prompts(window)
    reporter = ErrorReporter(window, prompts)
    step_down = reporter.install()
    try:
        with caplog.at_level(logging.ERROR):
            for _ in range(2):
                try:
                    raise ValueError("unexpected shape")
                except ValueError as error:
                    sys.excepthook(ValueError, error, error.__traceback__)
    finally:
        step_down()
    (dialog,) = window.findChildren(ReportDialog)
    copy, save, close = dialog.findChildren(QPushButton)
    copy.click()
    told = QGuiApplication.clipboard().text()
    assert "ValueError\n" in told
    assert f"{__name__}:" in told
    assert "unexpected shape" not in told
    prompts.preset(tmp_path / "report.txt")
    save.click()
    assert "ValueError" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    with qtbot.waitSignal(dialog.finished):
        close.click()
    assert len(caplog.records) == 2
