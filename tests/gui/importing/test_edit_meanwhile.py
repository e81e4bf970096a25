"""What is typed while an import is written stays in its field, with a sentence, and is stored after the import."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from salesdesk.exchange import import_file
from salesdesk.gui.importing import import_run
from salesdesk.gui.team.facts_form import FactsForm
from salesdesk.services.importing.service import ImportService

WORDS = "Asks before she answers"


class Pause:
    """Lets an import wait in the middle of its writing."""

    def __init__(self) -> None:
        self.begun, self.enough = threading.Event(), threading.Event()

    def apply(self, service: ImportService, preview: Any, *, progress: Callable[[int, int], None]) -> Any:
        """Writes an import, and waits after the first rows."""

        def _waits(done: int, total: int) -> None:
            progress(done, total)
            if done:
                self.begun.set()
                self.enough.wait(20)

        return import_file.apply_import(service, preview, progress=_waits)


@pytest.fixture
def pause(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pause]:
    """An import that waits in the middle of its writing."""
    made = Pause()
    monkeypatch.setattr(import_run, "apply_import", made.apply)
    yield made
    made.enough.set()


def test_that_words_typed_during_an_import_are_kept_and_stored_after_it(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot, pause: Pause
) -> None:
    step_down = drive.opened.furniture.errors.install()
    drive.opened.window.shell.roster.choose(1)
    page = drive.opened.window.shell.open_page("team")
    page.be_whole()
    form = page.findChild(FactsForm)
    many = [f"A-{i},Ida Lind,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,{i}" for i in range(3000)]
    drive.open(deals(*many)).preview()
    qtbot.mouseClick(drive.button("import_next"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(pause.begun.is_set, timeout=20_000)
    drive.opened.furniture.prompts.preset(False)
    assert not drive.opened.window.close(), "it is asked first whether the import shall be stopped"
    assert drive.opened.furniture.prompts.asked[-1] == "Stop the import?"
    form.edit("private_summary")
    edit = form.editor("private_summary")
    assert isinstance(edit, QPlainTextEdit)
    edit.setPlainText(WORDS)
    form.settle()
    bar = drive.opened.window.file_bar
    assert "Not saved yet: something else is writing to the file" in bar.words
    assert edit.toPlainText() == WORDS
    pause.enough.set()
    drive.settle()
    asked = "SELECT private_summary FROM salesperson WHERE id = 1"
    qtbot.waitUntil(lambda: drive.services.desk.rows(asked)[0][0] == WORDS, timeout=10_000)
    assert len(drive.deals()) == 3000
    qtbot.waitUntil(lambda: bar.words == "")
    step_down()
