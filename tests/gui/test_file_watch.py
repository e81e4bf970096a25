"""What is typed while the desk cannot be written to stays where it is and is stored later; a lost file is told."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.team.facts_form import FactsForm
from salesdesk.store import hold
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow, until_shown
from tests.store.test_own_locks import command_that_takes_it_for_closed
from tests.store.test_presence import exchange, take_away, write_over
from tests.store.test_trouble import add

WORDS = "Quiet in meetings, strong afterwards"


@pytest.fixture
def window(opened: OpenWindow) -> Iterator[OpenWindow]:
    """The window on the sample team, with what meets its errors in place."""
    step_down = opened.furniture.errors.install()
    opened.furniture.file_watch.look()
    yield opened
    step_down()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Lets another program keep the right to write for a while."""
    with closing(connect_as_found(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def press(window: OpenWindow, name: str) -> None:
    """Presses a button of the bar, and waits for the desk that it brings, where it does."""
    button = window.window.file_bar.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    assert button.isVisibleTo(window.window.file_bar)
    button.click()
    until_shown(window.furniture)


def foot(window: OpenWindow) -> str:
    """Gives the words at the foot."""
    return window.window.status.findChild(QWidget, "status_left").words


def stored(path: Path, column: str, person: int = 1) -> Any:
    """Gives what is kept of a person in a desk file."""
    with closing(connect_as_found(path)) as connection:
        return connection.execute(f"SELECT {column} FROM salesperson WHERE id = ?", (person,)).fetchone()[0]


def facts(window: OpenWindow, person: int = 1) -> FactsForm:
    """Opens the page of a person and gives the form of the facts."""
    window.window.shell.roster.choose(person)
    page = window.window.shell.open_page("team")
    page.be_whole()
    return page.findChild(FactsForm)


def type_summary(form: FactsForm, words: str = WORDS) -> QPlainTextEdit:
    """Types the manager's own summary, and leaves the field."""
    form.edit("private_summary")
    edit = form.editor("private_summary")
    assert isinstance(edit, QPlainTextEdit)
    edit.setPlainText(words)
    form.settle()
    return edit


def test_that_words_stay_in_their_field_until_they_are_stored(window: OpenWindow, qtbot: QtBot) -> None:
    path, form = window.furniture.opening.services.path, facts(window)
    with held(path):
        edit = type_summary(form)
        assert edit.toPlainText() == WORDS
        assert form.has_unsettled_edit()
        assert foot(window).startswith("Not saved")
        assert "something else is writing to the file" in window.window.file_bar.words
        window.window.setFocus()
        window.window.shell.refresh()
        assert edit.toPlainText() == WORDS, "neither leaving the field nor a refresh takes them away"
    qtbot.waitUntil(lambda: stored(path, "private_summary") == WORDS, timeout=5000)
    qtbot.waitUntil(lambda: window.window.file_bar.words == "")
    assert foot(window).startswith("Saved")
    assert not form.has_unsettled_edit()


def test_that_words_about_one_person_are_never_stored_about_another(window: OpenWindow, qtbot: QtBot) -> None:
    path, form = window.furniture.opening.services.path, facts(window)
    before = stored(path, "private_summary", 2)
    with held(path):
        type_summary(form)
        assert facts(window, 2) is form
    qtbot.waitUntil(lambda: stored(path, "private_summary") == WORDS, timeout=5000)
    assert stored(path, "private_summary", 2) == before
    edit = form.editor("private_summary")
    assert isinstance(edit, QPlainTextEdit)
    qtbot.waitUntil(lambda: edit.toPlainText() == (before or ""))


def test_that_an_act_that_cannot_be_done_is_told_and_nothing_repeats_it(window: OpenWindow) -> None:
    path = window.furniture.opening.services.path
    with held(path):
        window.furniture.errors._on_uncaught(*_raised_by(lambda: _rename(window)))
        messages = " ".join(window.window.shell.messages.messages)
    assert "nothing was changed" in messages
    assert window.window.file_bar.words == ""


def _rename(window: OpenWindow) -> None:
    window.furniture.opening.services.records.edit("salesperson", 1, "role", "Hunter", together="")


def _raised_by(act: Callable[[], object]) -> tuple[Any, Any, Any]:
    try:
        act()
    except Exception as error:
        return type(error), error, error.__traceback__
    raise AssertionError("nothing was raised")


@pytest.fixture
def newer(sample_path: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """The desk as another machine left it."""
    path = shutil.copyfile(sample_path, tmp_path / "newer.salesdesk")
    desk = DeskFile.open(path, clock)
    with desk.change("Elsewhere") as work:
        from salesdesk.model.team import Salesperson

        work.session.get(Salesperson, 2).role = "Changed elsewhere"
    desk.close()
    return path


def test_that_the_work_goes_on_in_a_file_beside_one_that_was_exchanged(
    window: OpenWindow, newer: Path, qtbot: QtBot
) -> None:
    path = window.furniture.opening.services.path
    form = facts(window)
    type_summary(form, "Before")
    exchange(path, newer)
    theirs = path.read_bytes()
    edit = type_summary(form)
    assert "replaced by another one" in window.window.file_bar.words
    assert foot(window).startswith("Not saved")
    assert edit.toPlainText() == WORDS
    press(window, "file_keep")
    kept = window.furniture.opening.services.path
    assert kept == path.with_name("Sample team (kept 11 Nov 09.00).salesdesk")
    assert window.window.file_bar.words == ""
    assert stored(kept, "private_summary") == WORDS, "what was typed meanwhile is there too"
    assert path.read_bytes() == theirs
    assert kept.stem in window.window.windowTitle()
    assert foot(window).startswith("Saved")


def test_that_the_two_files_are_compared(window: OpenWindow, newer: Path) -> None:
    path, prompts = window.furniture.opening.services.path, window.furniture.prompts
    type_summary(facts(window), "Before")
    exchange(path, newer)
    window.furniture.file_watch.look()
    prompts.preset(False)
    press(window, "file_compare")
    assert prompts.asked == ["What differs between this desk and the other file"]
    assert window.furniture.opening.services.place.compare() == [
        "Salespeople: 0 only here, 0 only in the other file, 2 not the same"
    ]


def test_that_the_other_file_opens_and_what_was_here_is_kept(window: OpenWindow, newer: Path) -> None:
    path = window.furniture.opening.services.path
    form = facts(window)
    type_summary(form, "Before")
    exchange(path, newer)
    type_summary(form)
    press(window, "file_take")
    services = window.furniture.opening.services
    assert services.path == path
    assert services.desk.rows("SELECT role FROM salesperson WHERE id = 2")[0][0] == "Changed elsewhere"
    kept = path.with_name("Sample team (kept 11 Nov 09.00).salesdesk")
    assert stored(kept, "private_summary") == WORDS
    assert stored(kept, "role", 2) != "Changed elsewhere"


def test_that_the_desk_goes_on_in_its_file_where_that_has_all_that_was_here(
    window: OpenWindow,
) -> None:
    services = window.furniture.opening.services
    path, form = services.path, facts(window)
    type_summary(form, "Before")
    command_that_takes_it_for_closed(services.desk)
    type_summary(form)
    assert "took it for closed" in window.window.file_bar.words
    press(window, "file_take")
    again = window.furniture.opening.services
    assert again.path == path
    assert again.place.loss() == window.window.file_bar.words == ""
    assert again.desk.rows("SELECT 1 FROM salesperson WHERE name = 'By command'")
    assert stored(path, "private_summary") == "Before"
    assert [each.words for each in window.furniture.typed_told.waiting()] == [WORDS], "it waits in its field"
    assert [each.name for each in path.parent.glob("*.salesdesk")] == [path.name], "nothing is kept beside it"
    assert "The file had all that was here. You go on in it." in window.window.shell.messages.messages
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as the next turn of the window does


def test_that_the_desk_goes_on_in_an_exchanged_file_that_has_more_and_says_what(
    window: OpenWindow, newer: Path, clock: FixedClock
) -> None:
    services = window.furniture.opening.services
    assert services is not None
    shutil.copyfile(sample := services.path, newer)
    with closing(DeskFile.open(newer, clock)) as other:
        add(other, "Cleo Marsh")
    exchange(sample, newer)
    window.furniture.file_watch.look()
    press(window, "file_take")
    assert window.window.file_bar.words == ""
    assert not [*sample.parent.glob("*(kept*")], "nothing is kept beside it"
    said = " ".join(window.window.shell.messages.messages)
    assert "Salespeople: 0 only here, 1 only in the other file, 0 not the same" in said


def test_that_the_desk_goes_on_in_its_file_where_what_was_here_can_no_longer_be_read(
    window: OpenWindow, newer: Path
) -> None:
    path, prompts = window.furniture.opening.services.path, window.furniture.prompts
    form = facts(window)
    type_summary(form, "Before")
    with closing(connect_as_found(newer)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("DELETE FROM change_log")
        other.execute("VACUUM")  # so that each of its pages holds something else
    write_over(path, newer)
    type_summary(form)
    prompts.preset(True)
    press(window, "file_take")
    services = window.furniture.opening.services
    assert services.path == path
    assert services.place.loss() == ""
    assert stored(path, "role", 2) == "Changed elsewhere"
    assert prompts.asked == ["Open the file as it is now?"]
    assert [each.words for each in window.furniture.typed_told.waiting()] == [WORDS]
    assert not [*path.parent.glob("*(kept*")]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_that_a_desk_that_was_renamed_is_put_back(window: OpenWindow, tmp_path: Path) -> None:
    path = window.furniture.opening.services.path
    form = facts(window)
    type_summary(form, "Before")
    take_away(path, path)
    window.furniture.file_watch.look()
    assert "moved, renamed or deleted" in window.window.file_bar.words
    type_summary(form)
    press(window, "file_put_back")
    assert stored(path, "private_summary") == WORDS
    assert window.furniture.file_watch.waiting == []


def test_that_a_file_that_comes_into_the_place_of_one_that_is_gone_is_not_written_over(
    window: OpenWindow, newer: Path
) -> None:
    path = window.furniture.opening.services.path
    form = facts(window)
    type_summary(form, "Before")
    take_away(path, path)
    window.furniture.file_watch.look()
    exchange(path, newer)
    press(window, "file_put_back")
    type_summary(form)
    window.furniture.file_watch.look()
    assert path.read_bytes() == newer.read_bytes(), "what came meanwhile is another machine's work"
    press(window, "file_keep")
    kept = path.with_name("Sample team (kept 11 Nov 09.00).salesdesk")
    assert stored(kept, "private_summary") == WORDS


def test_that_work_goes_on_when_a_desk_that_was_moved_away_comes_back(window: OpenWindow) -> None:
    path = window.furniture.opening.services.path
    form = facts(window)
    type_summary(form, "Before")
    take_away(path, path)
    type_summary(form)
    assert foot(window).startswith("Not saved")
    path.with_name("elsewhere.salesdesk").rename(path)
    window.furniture.file_watch.look()
    assert window.window.file_bar.words == ""
    assert foot(window).startswith("Saved")
    assert stored(path, "private_summary") == WORDS


def test_that_the_bar_offers_nothing_while_others_look_on(window: OpenWindow, newer: Path) -> None:
    exchange(window.furniture.opening.services.path, newer)
    window.furniture.file_watch.look()
    button = window.window.file_bar.findChild(QPushButton, "file_keep")
    assert button.isVisible()
    window.window.lock()
    assert not button.isVisible()
    window.window.unlock()
    assert button.isVisible()


def test_that_a_window_does_not_close_over_words_that_are_not_stored(
    window: OpenWindow, qtbot: QtBot
) -> None:
    path, prompts = window.furniture.opening.services.path, window.furniture.prompts
    with held(path):
        type_summary(facts(window))
        prompts.preset(False)
        assert not window.window.close()
        assert prompts.asked == ["What you typed last is not saved yet."]
        assert window.furniture.opening.services is not None
    qtbot.waitUntil(lambda: stored(path, "private_summary") == WORDS, timeout=5000)
    assert window.window.close()


def test_that_closing_keeps_what_was_here_of_a_desk_that_was_exchanged(
    window: OpenWindow, newer: Path
) -> None:
    path = window.furniture.opening.services.path
    form = facts(window)
    exchange(path, newer)
    type_summary(form)
    assert window.window.close()
    assert stored(path, "role", 2) == "Changed elsewhere"
    assert stored(path.with_name("Sample team (kept 11 Nov 09.00).salesdesk"), "private_summary") == WORDS


def test_that_a_line_shows_what_was_typed_until_it_is_stored(window: OpenWindow, qtbot: QtBot) -> None:
    path = window.furniture.opening.services.path
    form = facts(window)
    with held(path):
        form.edit("role")
        line = form.editor("role")
        assert isinstance(line, QLineEdit)
        line.setText("Hunter")
        line.textEdited.emit("Hunter")
        form.settle()
        assert line.text() == "Hunter"
        assert line.isVisible()
    qtbot.waitUntil(lambda: stored(path, "role") == "Hunter", timeout=5000)


def test_that_what_was_changed_is_moved_into_the_file_when_the_work_rests(
    window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(hold, "REST_S", 0)
    place = window.furniture.opening.services.place
    _rename(window)
    assert place.move_is_due
    window.furniture.file_watch.look()
    qtbot.waitUntil(lambda: not place.move_is_due, timeout=10_000)
    alone = shutil.copyfile(window.furniture.opening.services.path, tmp_path / "alone.salesdesk")
    assert stored(alone, "role") == "Hunter"
    assert place.loss() == ""


def test_that_missing_changes_are_told_until_that_is_understood(
    start: Callable[..., OpenWindow], sample_path: Path
) -> None:
    told = sample_path.with_name(f".{sample_path.name}.missing")
    told.touch()
    window = start(sample_path)
    assert "what was stored last" in window.window.file_bar.words
    assert told.exists()
    press(window, "file_understood")
    assert window.window.file_bar.words == ""
    assert not told.exists()


def test_that_the_foot_says_not_saved_as_long_as_the_file_is_gone(window: OpenWindow, tmp_path: Path) -> None:
    path = window.furniture.opening.services.path
    away = path.rename(tmp_path / "away.salesdesk")
    window.furniture.file_watch.look()
    assert foot(window).startswith("Not saved")
    window.furniture.opening.show_status()
    window.window.turned.emit()
    assert foot(window).startswith("Not saved"), "neither a backup nor another page makes that untrue"
    away.rename(path)
    window.furniture.file_watch.look()
    assert foot(window).startswith("Saved")
