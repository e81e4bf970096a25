"""What is typed while another program writes to the desk is tried until it is stored, in every form alike."""

import errno
import json
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import DeskFileError
from salesdesk.gui.coaching.compose_form import What
from salesdesk.gui.coaching.composer import Composer
from salesdesk.gui.last_words import UNSAVED
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.store.connection import connect_as_found
from salesdesk.store.left_words import drafts_in
from tests.gui.conftest import OpenWindow
from tests.gui.page_parts import compose
from tests.gui.talk import spoken
from tests.gui.test_file_watch import facts, foot, held, stored, window

__all__ = ["window"]
TYPED = "Asks well when nobody hurries"


def drafts(path: Path) -> str:
    """Gives all that is kept of forms that were begun and of lines that are typed in."""
    with closing(connect_as_found(path)) as connection:
        return json.dumps([list(row) for row in connection.execute("SELECT * FROM draft")], default=str)


def begin(window: OpenWindow, what: What, person: int = 1) -> Composer:
    """Opens a form of the coaching log."""
    tab = window.window.shell.open_page("coaching")
    compose(tab, what, person)
    return tab.findChild(Composer)


def type_into(qtbot: QtBot, composer: Composer, what: What) -> QWidget:
    """Types into the field with which a form begins."""
    form = composer._open
    assert form is not None
    part = form._parts[form.declared.first]
    assert part.objectName().startswith(f"compose_{what}")
    part.setFocus()
    qtbot.keyClicks(part, TYPED)
    return part


@pytest.mark.parametrize("what", ["note", "assignment", "point", "strength"])
def test_that_a_form_that_was_begun_is_kept_once_it_can_be(
    what: What, window: OpenWindow, qtbot: QtBot
) -> None:
    path = window.furniture.opening.services.path
    composer = begin(window, what)
    with held(path):
        type_into(qtbot, composer, what)
        qtbot.waitUntil(lambda: "something else is writing" in window.window.file_bar.words, timeout=20_000)
        assert foot(window).startswith("Not saved")
    qtbot.waitUntil(lambda: TYPED in drafts(path), timeout=20_000)
    qtbot.waitUntil(lambda: window.window.file_bar.words == "", timeout=20_000)
    assert foot(window).startswith("Saved")


def test_that_a_form_closed_or_turned_away_from_meanwhile_is_kept_for_its_person(
    window: OpenWindow, qtbot: QtBot
) -> None:
    path = window.furniture.opening.services.path
    composer = begin(window, "note")
    with held(path):
        part = type_into(qtbot, composer, "note")
        qtbot.keyClick(part, Qt.Key.Key_Escape)
        assert composer.isHidden()
        begin(window, "note", 2)
        assert composer._open is not None
        assert composer._open.blank, "the words of one person are not those of another"
        begin(window, "note", 1)
        assert composer._open.written()["text"] == TYPED
        assert foot(window).startswith("Not saved")
        composer.close_form()
    qtbot.waitUntil(lambda: TYPED in drafts(path), timeout=20_000)
    qtbot.waitUntil(lambda: foot(window).startswith("Saved"), timeout=20_000)


def test_that_adding_what_cannot_be_added_yet_is_told_in_one_plain_sentence(
    window: OpenWindow, qtbot: QtBot
) -> None:
    path = window.furniture.opening.services.path
    composer = begin(window, "note")
    with held(path):
        part = type_into(qtbot, composer, "note")
        with pytest.raises(DeskFileError) as met:
            qtbot.keyClick(part, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        window.furniture.errors._on_uncaught(met.type, met.value, met.tb)
        said = " ".join(" ".join(area.messages) for area in window.window.findChildren(BannerArea))
        assert "nothing was changed" in said
        assert "override" not in said
        assert "QWidget" not in said
    qtbot.waitUntil(lambda: TYPED in drafts(path), timeout=20_000)


def test_that_a_line_that_was_begun_is_kept_once_it_can_be(window: OpenWindow, qtbot: QtBot) -> None:
    path, typed = window.furniture.opening.services.path, window.furniture.context.typed
    with held(path):
        typed.keep("a line", {"words": TYPED})
        qtbot.waitUntil(lambda: foot(window).startswith("Not saved"), timeout=20_000)
    qtbot.waitUntil(lambda: TYPED in drafts(path), timeout=20_000)
    qtbot.waitUntil(lambda: foot(window).startswith("Saved"), timeout=20_000)


def test_that_a_window_does_not_close_over_a_form_typed_in_just_now(window: OpenWindow, qtbot: QtBot) -> None:
    path = window.furniture.opening.services.path
    composer = begin(window, "note")
    with held(path):
        type_into(qtbot, composer, "note")
        assert not window.window.close()
        assert window.window.isVisible()
    qtbot.waitUntil(lambda: TYPED in drafts(path), timeout=20_000)


def test_that_a_locked_window_closes_over_what_is_kept_outside_and_says_where_it_cannot_be(
    window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.furniture
    path, left = bench.opening.services.path, bench.opening.services.desk.left_words
    composer = begin(window, "note")
    with held(path):
        with monkeypatch.context() as full:
            full.setattr(left, "_write", raise_full)
            type_into(qtbot, composer, "note")
            bench.screen_lock.lock()
            assert not window.window.close()
            assert UNSAVED in spoken(window.window)
        assert window.window.close()
    assert not window.window.isVisible()
    assert TYPED in json.dumps(drafts_in(left.place))


def raise_full(*_given: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("name", ["email", "joined_on"])
def test_that_the_caret_stays_while_what_waited_is_stored(
    name: str, window: OpenWindow, qtbot: QtBot
) -> None:
    path, form = window.furniture.opening.services.path, facts(window)
    window.window.activateWindow()
    begun = "ann" if name == "email" else "3 no"
    with held(path):
        form.edit("role")
        role = form.editor("role")
        assert isinstance(role, QLineEdit)
        role.setFocus()
        qtbot.keyClicks(role, "Hunter")
        form.settle()
        form.edit(name)
        line = form.editor(name)
        assert isinstance(line, QLineEdit)
        qtbot.waitUntil(line.hasFocus)
        line.clear()
        qtbot.keyClicks(line, begun)
    qtbot.waitUntil(lambda: stored(path, "role") == "Hunter", timeout=20_000)
    qtbot.wait(1200)
    qtbot.keyClicks(line, "v")
    assert line.text() == f"{begun}v"


def test_that_the_caret_stays_while_a_line_is_stored_in_a_pause_of_typing(
    window: OpenWindow, qtbot: QtBot
) -> None:
    path, form = window.furniture.opening.services.path, facts(window)
    form.edit("role")
    line = form.editor("role")
    assert isinstance(line, QLineEdit)
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "Hun")
    qtbot.waitUntil(lambda: stored(path, "role") == "Hun", timeout=20_000)
    qtbot.wait(300)
    qtbot.keyClicks(line, "ter")
    assert line.text() == "Hunter"
    form.settle()
    assert stored(path, "role") == "Hunter"
