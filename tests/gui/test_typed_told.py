"""What was typed last time is told in one way, wherever that was, and the message leads to each of its places."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import DeskFileError
from salesdesk.gui.coaching.composer import Composer
from salesdesk.gui.prompts import TextDialog
from salesdesk.gui.team.facts_form import FactsForm
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.team import Salesperson
from salesdesk.services.coaching.drafts import Drafts, TypedWords
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow
from tests.gui.test_file_watch import facts
from tests.gui.test_typed_and_killed import line_in, type_and_kill
from tests.gui.typist import PLACES


def press(opened: OpenWindow, name: str) -> str:
    """Presses a button of the message, and gives its words."""
    (button,) = [each for each in opened.window.findChildren(QPushButton, name) if each.isVisible()]
    words = button.text()
    button.click()
    return words


def dialog_of(opened: OpenWindow) -> TextDialog:
    """Gives the question that is open."""
    (found,) = [each for each in opened.window.findChildren(TextDialog) if each.isVisible()]
    return found


def ask(opened: OpenWindow, answers: list[str]) -> QLineEdit:
    """Asks a question about a record, and gives its line."""
    opened.furniture.prompts.ask_text("Why is that?", "Say it", answers.append, about=("note", 7))
    line = dialog_of(opened).findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def test_that_an_answer_half_typed_is_there_when_the_question_is_asked_again(
    start: Callable[..., OpenWindow], sample_path: Path, qtbot: QtBot
) -> None:
    opened = start(sample_path)
    typed = opened.furniture.context.typed
    QTest.keyClicks(ask(opened, []), "because of")
    qtbot.waitUntil(lambda: not typed.waits)
    (kept,) = opened.furniture.opening.services.typed.begun().values()
    assert kept["words"] == "because of"
    assert kept["where"] == "Why is that?"
    typed.stop()  # as a kill: nothing is written or forgotten any more
    dialog_of(opened).close()
    opened.furniture.opening.close()
    again = start(sample_path)
    again.furniture.load_the_rest()
    assert "because of" in again.furniture.messages.words
    answers: list[str] = []
    line = ask(again, answers)
    assert line.text() == "because of"
    QTest.keyClicks(line, " him")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert answers == ["because of him"]
    assert not again.furniture.context.typed.begun


def test_that_an_answer_that_could_not_be_stored_stays_and_one_that_is_cancelled_goes(
    opened: OpenWindow, qtbot: QtBot
) -> None:
    typed = opened.furniture.context.typed

    def refuse(_words: str) -> None:
        raise DeskFileError("The disk is full.", "the disk is full")

    opened.furniture.prompts.ask_text("Why?", "Say it", refuse)
    QTest.keyClicks(dialog_of(opened).findChild(QLineEdit), "so")
    with qtbot.captureExceptions() as met:
        dialog_of(opened).accept()
    assert met
    assert [each["words"] for each in typed.begun.values()] == ["so"]
    opened.furniture.prompts.ask_text("Why?", "Say it", refuse)
    dialog_of(opened).reject()
    assert not typed.begun


def test_that_the_message_leads_to_the_cell_in_which_something_was_typed(
    start: Callable[..., OpenWindow], sample_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    type_and_kill(tmp_path / "home", sample_path, "quotas")
    opened = start(sample_path)
    opened.furniture.load_the_rest()
    assert press(opened, "banner_other") == "Go there"
    assert opened.window.shell.tabs.current_key() == "plans"
    table = opened.window.findChild(RecordTable, "table_quotas")
    qtbot.waitUntil(lambda: (line := line_in(table)) is not None and line.text() == "777")


def test_that_a_form_begun_is_told_and_opened_like_a_cell(opened: OpenWindow, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    Drafts(services.desk).keep("note", 1, {"text": "Half a thought"})
    opened.furniture.typed_told.tell()
    name = dict(services.coaching.people())[1]
    assert f"“Half a thought” (your note about {name})" in opened.furniture.messages.words
    assert press(opened, "banner_other") == "Go there"
    (form,) = [each for each in opened.window.findChildren(Composer) if each.isVisible()]
    assert form._open is not None
    assert form._open.written()["text"] == "Half a thought"
    assert opened.window.shell.person_id == 1


def test_that_several_places_are_told_together_and_each_is_reached(opened: OpenWindow, qtbot: QtBot) -> None:
    line = PLACES["problem"](opened.furniture)
    QTest.keyClicks(line, "first thing")
    gates = PLACES["gates"](opened.furniture)
    assert isinstance(gates, RecordTable)
    gates.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is gates.window())
    kept = {"words": "999", "where": "Gates"}
    opened.furniture.context.typed.keep(gates.typed._name_of(0, 1), kept)
    gates.window().close()
    opened.window.shell.open_page("team")
    services = opened.furniture.opening.services
    Drafts(services.desk).keep("note", 1, {"text": "Half a thought"})
    opened.furniture.typed_told.tell()
    words = opened.furniture.messages.words
    assert all(each in words for each in ("3 places", "first thing", "999", "Half a thought"))
    assert press(opened, "banner_other") == "Go to the first"
    assert opened.window.shell.here().page == "problems"
    assert "999" in opened.furniture.messages.words
    assert press(opened, "banner_other") == "Go to the next"
    shown = opened.furniture.sides.window_of("lists")
    assert shown is not None
    table = shown.findChild(RecordTable, "table_list_gate")
    qtbot.waitUntil(lambda: (cell := line_in(table)) is not None and cell.text() == "999")
    assert press(opened, "banner_other") == "Go to the next"
    assert [each for each in opened.window.findChildren(Composer) if each.isVisible()]
    assert opened.furniture.messages.words == ""


def test_that_what_a_field_does_not_understand_is_there_after_a_kill(
    start: Callable[..., OpenWindow], sample_path: Path, qtbot: QtBot
) -> None:
    opened = start(sample_path)
    form = facts(opened)
    form.edit("joined_on")
    line = form.editor("joined_on")
    QTest.keyClicks(line, "the 4th of")
    typed = opened.furniture.context.typed
    qtbot.waitUntil(lambda: bool(typed.begun) and not typed.waits)
    words = line.text()
    typed.stop()
    opened.furniture.opening.close()
    again = start(sample_path)
    again.furniture.load_the_rest()
    assert words in again.furniture.messages.words
    assert press(again, "banner_other") == "Go there"
    form = again.window.findChild(FactsForm)
    line = form.editor("joined_on")
    assert line.text() == words
    assert line.isVisible()
    assert line.property("invalid")


def test_that_escape_drops_what_a_field_does_not_understand(opened: OpenWindow, qtbot: QtBot) -> None:
    form = facts(opened)
    form.edit("joined_on")
    line = form.editor("joined_on")
    QTest.keyClicks(line, "the 4th of")
    qtbot.waitUntil(lambda: bool(opened.furniture.context.typed.begun))
    form.edit("joined_on")
    opened.window.activateWindow()
    qtbot.waitUntil(line.hasFocus)
    for _of_the_day_then_of_the_form in range(2):
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.isHidden()
    assert not opened.furniture.context.typed.begun


def to_the_trash(path: Path, person: str) -> None:
    """Puts a person into the Trash, as another program's window of SalesDesk does."""
    with closing(DeskFile.open(path)) as desk, desk.change("Delete person") as work:
        (found,) = desk.rows("SELECT id FROM salesperson WHERE name = ?", (person,))
        work.session.get_one(Salesperson, found["id"]).deleted_at = desk.now()


def test_that_a_form_about_somebody_in_the_trash_says_so_and_can_be_dropped(
    start: Callable[..., OpenWindow], sample_path: Path
) -> None:
    with closing(DeskFile.open(sample_path)) as desk:
        name = desk.rows("SELECT name FROM salesperson WHERE id = 2")[0]["name"]
        Drafts(desk).keep("note", 2, {"text": "Half a thought"})
    to_the_trash(sample_path, name)
    opened = start(sample_path)
    opened.furniture.load_the_rest()
    words = opened.furniture.messages.words
    assert f"{name} is in the Trash" in words
    assert "“Half a thought”" in words
    assert press(opened, "banner_other") == "Open the Trash"
    assert opened.furniture.sides.window_of("trash") is not None
    assert press(opened, "banner_action") == "Drop it"
    services = opened.furniture.opening.services
    assert not Drafts(services.desk).all()


def test_that_a_cell_of_somebody_in_the_trash_says_so_and_the_next_place_is_reached(
    start: Callable[..., OpenWindow], sample_path: Path, tmp_path: Path
) -> None:
    type_and_kill(tmp_path / "home", sample_path, "quotas")
    with closing(DeskFile.open(sample_path)) as desk:
        (draft,) = TypedWords(desk).begun().values()
        living = desk.rows(
            "SELECT id FROM salesperson WHERE name <> ? AND status = 'active'", (draft["row"],)
        )
        Drafts(desk).keep("note", living[0]["id"], {"text": "Half a thought"})
    to_the_trash(sample_path, draft["row"])
    opened = start(sample_path)
    opened.furniture.load_the_rest()
    assert press(opened, "banner_other") == "Go to the first"
    assert f"{draft['row']} is in the Trash" in opened.furniture.messages.words
    assert "“777”" in opened.furniture.messages.words
    assert press(opened, "banner_other") == "Go to the next"
    (form,) = [each for each in opened.window.findChildren(Composer) if each.isVisible()]
    assert form._open is not None
    assert form._open.written()["text"] == "Half a thought"
    assert opened.furniture.context.typed.begun
