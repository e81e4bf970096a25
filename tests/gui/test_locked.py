"""The lock: a page in place of everything, behind which no command runs, and which leads back to one's place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.commands.command import Command
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.lock_page import HIDDEN, LOCKED, WRONG
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.sight import UNSEEN, Sight
from salesdesk.gui.wishes import OpenPage
from salesdesk.services.new_desk import make_desk
from tests.gui.talk import NO, bring, part, press, spoken, start_talk
from tests.private import quick_keys

CTRL = Qt.KeyboardModifier.ControlModifier
__all__ = ["quick_keys"]


@pytest.fixture
def side(opened: Any) -> SideWindows:
    return opened.furniture.sides


def lock(opened: Any) -> None:
    opened.window.activateWindow()
    opened.window.actions_by_id["lock"].trigger()
    assert opened.window.sight is Sight.LOCKED


def unlock(opened: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(part(opened, "unlock"), Qt.MouseButton.LeftButton)


def above(opened: Any) -> list[str]:
    """Names all windows that can be seen beside the one of the desk."""
    return [
        w.objectName() for w in QApplication.topLevelWidgets() if w.isVisible() and w is not opened.window
    ]


def words_of_the_desk(opened: Any) -> set[str]:
    """Names that must be nowhere while the window is locked."""
    services = opened.furniture.opening.services
    people = {entry.name for entry in services.roster.roster().people}
    return people | {"Sample team"}


def test_that_nothing_runs_behind_the_lock_but_what_says_so_itself() -> None:
    assert [each.id for each in COMMANDS if each.allowed & Sight.LOCKED] == ["unlock"]
    assert [each.id for each in COMMANDS if each.allowed & Sight.COVERED] == ["lock"]
    assert not Command("anything", "Anything", "File").allowed & UNSEEN


@pytest.mark.qt_log_ignore("does not support raise")
def test_that_the_lock_names_nobody_in_any_way_a_screen_is_seen_or_heard(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    window, names = opened.window, words_of_the_desk(opened)
    services = opened.furniture.opening.services
    person = services.roster.roster().people[0]
    opened.furniture.context.bus.publish(
        services.records.edit("salesperson", person.person_id, "name", "Zebulon Quist")
    )
    names.add("Zebulon Quist")
    for command in ("settings", "open_recent", "lists"):
        window.actions_by_id[command].trigger()
    opened.furniture.prompts.confirm("Delete Zebulon Quist?", "Delete", lambda: None)
    window.file_bar.say("“Sample team.salesdesk” was replaced.")
    window.shell.search.take_focus("Zebulon")
    QGuiApplication.clipboard().setText("Zebulon Quist")
    QToolTip.showText(QPoint(0, 0), "Zebulon Quist", window)
    lock(opened)
    assert above(opened) == []
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # Those that are only hidden are found by screen readers all the same.
    assert QGuiApplication.topLevelWindows() == [window.windowHandle()]
    assert window.windowTitle() == "SalesDesk"
    seen = {
        "spoken": spoken(window),
        "tip": QToolTip.text() if QToolTip.isVisible() else "",
        "menus": "\n".join(action.text() for action in window.actions_by_id.values()),
        "texts": "\n".join(str(w.property("text")) for w in window.findChildren(QWidget) if w.isVisible()),
        "clipboard": QGuiApplication.clipboard().text(),
    }
    assert [(where, name) for where, said in seen.items() for name in names if name in said] == []
    assert "SalesDesk is hidden" in seen["spoken"]
    unlock(opened, qtbot)
    assert window.file_bar.isVisible()
    for each in window.findChildren(QDialog):
        each.close()


def test_that_windows_and_half_filled_forms_are_where_and_as_they_were(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    window = opened.window
    opened.furniture.prompts.ask_text("What shall it be called?", "Rename", str.split)
    line = window.findChild(QDialog, "ask_text").findChild(QLineEdit)
    qtbot.keyClicks(line, "Half a na")
    window.actions_by_id["settings"].trigger()
    settings = side.window_of("settings")
    assert settings is not None
    settings.move(37, 41)
    field = settings.findChild(QLineEdit, "field_review_days")
    assert field is not None
    field.setFocus()
    lock(opened)
    unlock(opened, qtbot)
    assert sorted(above(opened)) == ["ask_text", "settings_window"]
    assert line.text() == "Half a na"
    assert side.window_of("settings") is settings
    assert settings.pos() == QPoint(37, 41)
    assert settings.focusWidget() is field
    window.findChild(QDialog, "ask_text").reject()


@pytest.mark.qt_log_ignore("does not support")
def test_that_its_keys_are_understood_in_every_window_of_the_program(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    window = opened.window

    def press_in(beside: QWidget, pressed: QWidget, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        beside.activateWindow()
        qtbot.waitUntil(lambda: beside.windowHandle().isExposed())
        qtbot.keyClick(pressed.windowHandle(), key, held)
        assert window.sight is Sight.LOCKED, beside
        assert above(opened) == []
        unlock(opened, qtbot)

    window.actions_by_id["lists"].trigger()
    lists, menu = side.window_of("lists"), window.findChild(QMenu, "menu_file")
    assert lists is not None
    press_in(lists, lists, Qt.Key.Key_L, CTRL)
    lists.close()
    menu.popup(QPoint(0, 0))
    press_in(menu, window, Qt.Key.Key_L, CTRL)
    opened.furniture.prompts.confirm("Delete it?", "Delete", lambda: None)
    box = window.findChild(QDialog, "confirm")
    press_in(box, box, Qt.Key.Key_F9, NO)
    assert box.isVisible()
    box.close()


def test_that_the_desk_is_at_its_place_again_with_the_keyboard_where_it_was(
    opened: Any, qtbot: QtBot
) -> None:
    window = opened.window
    window.actions_by_id["next_person"].trigger()
    window.actions_by_id["go_coaching"].trigger()
    window.shell.roster.take_focus()
    here, keys = window.shell.here(), QApplication.focusWidget()
    lock(opened)
    press(opened, qtbot, Qt.Key.Key_Return)
    assert window.sight is Sight.DESK
    assert window.shell.here() == here
    assert QApplication.focusWidget() is keys


def test_that_drops_wishes_messages_and_a_scene_that_comes_wait_behind_the_lock(
    opened: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    window, furniture = opened.window, opened.furniture
    lock(opened)
    file = tmp_path / "deals.csv"
    file.write_text("Name,Amount\nA,1\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    QApplication.sendEvent(
        window,
        QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO),
    )
    assert furniture.imports.wizard is None
    here = window.shell.here()
    furniture.context.wishes.make(OpenPage("metrics"))
    furniture.do("start_one_on_one")
    furniture.context.messages.say("Backed up for Zebulon.")
    furniture.errors.show(ValueError("Zebulon"))
    window.show_shell("Another desk")
    assert window.sight is Sight.LOCKED
    assert window.windowTitle() == "SalesDesk"
    assert window.shell.here() == here
    assert furniture.context.messages.words == ""
    assert above(opened) == []
    unlock(opened, qtbot)
    assert furniture.context.messages.words == "Backed up for Zebulon."
    assert "Another desk" in window.windowTitle()
    qtbot.waitUntil(lambda: above(opened) == ["report_dialog"])
    window.findChild(QDialog, "report_dialog").close()


def test_that_a_cover_that_is_locked_stands_there_again(opened: Any, qtbot: QtBot) -> None:
    start_talk(opened, qtbot)
    bring(opened, qtbot, Sight.COVERED)
    press(opened, qtbot, Qt.Key.Key_L, CTRL)
    assert opened.window.sight is Sight.LOCKED
    unlock(opened, qtbot)
    assert opened.window.sight is Sight.COVERED
    assert "Turn the laptop back." in spoken(opened.window)
    press(opened, qtbot, Qt.Key.Key_F8)
    assert opened.window.sight is Sight.DESK


def test_that_without_a_passphrase_it_is_called_hide_everywhere(opened: Any, side: SideWindows) -> None:
    window = opened.window
    assert window.actions_by_id["lock"].text() == "Hide"
    assert part(opened, "bar_lock").text() == "Hide"
    window.actions_by_id["cheat_sheet"].trigger()
    assert (sheet := side.window_of("cheat_sheet")) is not None
    assert "Hide: Ctrl+L" in spoken(sheet)
    lock(opened)
    assert "does not protect" in HIDDEN.words
    assert HIDDEN.words in spoken(window)


@pytest.fixture
def private(opened: Any, quick_keys: None) -> Any:
    """The window on a desk that has just been given a passphrase."""
    opened.furniture.opening.services.privacy.set("four plain words")
    opened.furniture.opening.private.follow_anew()
    return opened


def test_that_a_passphrase_is_asked_for_and_a_wrong_one_is_told(private: Any, qtbot: QtBot) -> None:
    window = private.window
    assert window.actions_by_id["lock"].text() == part(private, "bar_lock").text() == "Lock"
    assert part(private, "bar_lock").toolTip() == "Lock (Ctrl+L)"
    lock(private)
    assert LOCKED.title in spoken(window)
    assert not part(private, "unlock").isVisible()
    window.actions_by_id["unlock"].trigger()
    assert window.sight is Sight.LOCKED
    field, button = part(private, "ask_passphrase"), part(private, "ask_open")
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "four plain word")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not button.isEnabled()
    qtbot.waitUntil(button.isEnabled)
    assert window.sight is Sight.LOCKED
    assert WRONG in spoken(window)
    assert field.text() == ""
    assert "Sample team" not in spoken(window)
    assert window.focusWidget() is field
    qtbot.keyClicks(field, "four plain words")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.sight is Sight.DESK)
    assert "four plain" not in spoken(window.lock_page)


def test_that_no_word_unlocks_but_that_of_the_open_desk_whatever_lies_in_its_place(
    private: Any, qtbot: QtBot, clock: FixedClock
) -> None:
    path = private.furniture.opening.services.path
    path.rename(path.with_name("moved"))
    lock(private)
    field, button = part(private, "ask_passphrase"), part(private, "ask_open")

    def answer(words: str) -> None:
        field.setText(words)
        button.click()

    answer("anything")
    qtbot.waitUntil(button.isEnabled)
    assert WRONG in spoken(private.window)
    make_desk(path, clock, passphrase="of somebody else")
    answer("of somebody else")
    qtbot.waitUntil(button.isEnabled)
    assert private.window.sight is Sight.LOCKED
    answer("four plain words")
    qtbot.waitUntil(lambda: private.window.sight is Sight.DESK)


def test_that_the_recovery_key_unlocks_too(private: Any, qtbot: QtBot) -> None:
    key = private.furniture.opening.services.privacy.recovery_key()
    lock(private)
    part(private, "ask_otherwise").click()
    qtbot.keyClicks(part(private, "ask_recovery"), key)
    part(private, "ask_open").click()
    qtbot.waitUntil(lambda: private.window.sight is Sight.DESK)


def test_that_it_locks_by_itself_as_the_settings_say(opened: Any, qtbot: QtBot) -> None:
    screen_lock, now = opened.furniture.screen_lock, [0.0]
    screen_lock.presses.now = lambda: now[0]
    screen_lock.presses.note()
    now[0] = 600
    screen_lock.look()
    assert opened.window.sight is Sight.DESK, "it is not asked for, and the desk has no passphrase"
    opened.settings.change(lock_when_idle="yes", lock_minutes=5)
    press(opened, qtbot, Qt.Key.Key_Shift)
    qtbot.keyClick(opened.window.windowHandle(), Qt.Key.Key_Shift)
    now[0] = 600 + 299
    screen_lock.look()
    assert opened.window.sight is Sight.DESK
    now[0] = 600 + 301
    screen_lock.look()
    assert opened.window.sight is Sight.LOCKED
    assert "Nothing was pressed in SalesDesk for 5 minutes." in spoken(opened.window)
    unlock(opened, qtbot)
    for told, setting in (
        (screen_lock.on_sleep, "lock_on_sleep"),
        (screen_lock.on_screen_lock, "lock_on_screen_lock"),
    ):
        opened.settings.change(**{setting: False})
        told()
        assert opened.window.sight is Sight.DESK
        opened.settings.change(**{setting: True})
        told()
        assert opened.window.sight is Sight.LOCKED
        unlock(opened, qtbot)


def test_that_there_is_nothing_to_lock_without_a_desk(start: Callable[..., Any]) -> None:
    opened = start()
    opened.furniture.screen_lock.on_sleep()
    assert opened.window.sight is Sight.START
    assert not opened.window.actions_by_id["lock"].isEnabled()
    assert opened.window.findChild(QPushButton, "unlock") is None
