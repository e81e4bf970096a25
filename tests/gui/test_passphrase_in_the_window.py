"""A private desk asks before anything of it is shown; a passphrase is given, changed and taken away in the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.private_desk import AskPage
from salesdesk.gui.side.new_desk_window import NewDeskWindow
from salesdesk.gui.side.passphrase_window import PassphraseWindow
from salesdesk.gui.sight import Sight
from salesdesk.services.new_desk import make_desk
from salesdesk.store import keys
from tests.gui.conftest import OpenWindow, until_shown

Start = Callable[..., OpenWindow]
RIGHT, OTHER = "drei kluge Füchse tanzen", "vier müde Bären schlafen"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that cost little, so that many can be tried; and none known from another test."""
    monkeypatch.setattr(keys, "COST", 1 << 4)
    keys.forget_keys()


@pytest.fixture
def private(tmp_path: Path, clock: FixedClock) -> Path:
    """A desk with a passphrase that nobody has given yet."""
    path = tmp_path / "Secret.salesdesk"
    make_desk(path, clock, passphrase=RIGHT)
    keys.forget_keys()
    return path


def part(root: Any, kind: type, name: str) -> Any:
    found = root.findChild(kind, name)
    assert found is not None, name
    return found


def page_of(opened: OpenWindow) -> AskPage | None:
    return next(
        (each for each in opened.window.findChildren(AskPage) if each.isVisibleTo(opened.window)), None
    )


def answer(opened: OpenWindow, words: str, qtbot: QtBot, line: str = "ask_passphrase") -> None:
    page = page_of(opened)
    assert page is not None
    qtbot.waitUntil(lambda: part(page, QLineEdit, line).isEnabled(), timeout=30_000)
    part(page, QLineEdit, line).setText(words)
    part(page, QPushButton, "ask_open").click()


def until_open(opened: OpenWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: opened.furniture.opening.services is not None, timeout=30_000)
    until_shown(opened.furniture)


def window_of(opened: OpenWindow) -> PassphraseWindow:
    opened.window.actions_by_id["passphrase"].trigger()
    return opened.window.findChild(PassphraseWindow)


def give(shown: PassphraseWindow, new: str, old: str = "") -> None:
    part(shown, QLineEdit, "old_passphrase").setText(old)
    part(shown, QLineEdit, "new_passphrase").setText(new)
    part(shown, QLineEdit, "new_passphrase_again").setText(new)
    part(shown, QPushButton, "passphrase_keep").click()


def said_in(shown: PassphraseWindow) -> list[str]:
    return list(shown.banners.messages)


def test_that_nothing_is_shown_before_the_passphrase(start: Start, private: Path, qtbot: QtBot) -> None:
    opened = start(private)
    page = page_of(opened)
    assert page is not None
    assert opened.window.sight is Sight.START
    assert opened.furniture.opening.services is None
    assert "Secret" not in opened.window.windowTitle()
    assert part(page, QLineEdit, "ask_passphrase").echoMode() is QLineEdit.EchoMode.Password
    answer(opened, "a wrong one", qtbot)
    said = part(page, QLabel, "ask_said")
    assert opened.window.focusWidget() is said, "a second Enter presses nothing"
    qtbot.waitUntil(lambda: "not the passphrase" in said.text(), timeout=30_000)
    assert part(page, QLineEdit, "ask_passphrase").text() == ""
    assert opened.furniture.opening.services is None
    answer(opened, RIGHT, qtbot)
    until_open(opened, qtbot)
    assert opened.window.at_desk
    assert "Encrypted" in part(opened.window, QLabel, "status_left").text()
    assert page_of(opened) is None


def test_that_the_recovery_key_opens_it_too(start: Start, private: Path, qtbot: QtBot) -> None:
    keys.open_with(private, RIGHT)
    words = keys.key_for(keys.head_of(private), private).recovery
    keys.forget_keys()
    opened = start(private)
    page = page_of(opened)
    part(page, QPushButton, "ask_otherwise").click()
    answer(opened, words.lower().replace(" ", "-"), qtbot, "ask_recovery")
    until_open(opened, qtbot)
    assert opened.window.at_desk


def test_that_the_open_desk_stays_where_another_is_not_opened(
    opened: OpenWindow, private: Path, qtbot: QtBot
) -> None:
    before = opened.furniture.opening.services
    opened.furniture.opening.open(private)
    page = page_of(opened)
    assert page is not None
    opened.window.actions_by_id["lock"].trigger()
    assert opened.window.sight is Sight.LOCKED
    opened.window.unlock()
    assert page.isVisible()
    part(page, QPushButton, "ask_leave").click()
    assert opened.window.at_desk
    assert opened.furniture.opening.services is before
    opened.furniture.opening.open(private)
    answer(opened, RIGHT, qtbot)
    qtbot.waitUntil(lambda: opened.furniture.opening.services not in (None, before), timeout=30_000)
    assert opened.furniture.opening.services.path == private


def test_that_a_new_desk_can_be_made_with_a_passphrase(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    opened = start()
    opened.window.actions_by_id["new_desk"].trigger()
    asked = opened.window.findChild(NewDeskWindow)
    part(asked, QCheckBox, "new_desk_private").click()
    part(asked, QLineEdit, "new_passphrase").setText(RIGHT)
    part(asked, QLineEdit, "new_passphrase_again").setText(OTHER)
    part(asked, QPushButton, "make_desk").click()
    assert "not the same" in asked.banners.messages[0]
    part(asked, QLineEdit, "new_passphrase_again").setText(RIGHT)
    part(asked, QPushButton, "make_desk").click()
    until_open(opened, qtbot)
    assert opened.furniture.opening.services.privacy.is_private
    assert (tmp_path / "home" / "My team.salesdesk").read_bytes().startswith(b"SDSKlock")


def test_that_a_passphrase_is_given_changed_and_taken_away(opened: OpenWindow, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    assert services is not None
    services.desk.back_up(opened.furniture.opening.backups)
    shown = window_of(opened)
    give(shown, RIGHT)
    assert shown.focusWidget() in (None, shown), "a second Enter presses nothing"
    qtbot.waitUntil(lambda: services.privacy.is_private and bool(said_in(shown)), timeout=30_000)
    assert "encrypted now" in said_in(shown)[0]
    assert "1 backup" in part(shown, QLabel, "other_backups").text()
    assert "Encrypted" in part(opened.window, QLabel, "status_left").text()

    give(shown, OTHER, old="a wrong one")
    qtbot.waitUntil(lambda: any("not the passphrase" in each for each in said_in(shown)), timeout=30_000)
    assert services.privacy.is_right(RIGHT)

    give(shown, OTHER, old=RIGHT)
    qtbot.waitUntil(lambda: services.privacy.is_right(OTHER), timeout=30_000)
    qtbot.waitUntil(lambda: any("another one now" in each for each in said_in(shown)), timeout=30_000)

    opened.furniture.prompts.preset(True)
    part(shown, QLineEdit, "old_passphrase").setText(OTHER)
    part(shown, QPushButton, "passphrase_remove").click()
    qtbot.waitUntil(lambda: not services.privacy.is_private, timeout=30_000)
    qtbot.waitUntil(
        lambda: "Not encrypted" in part(opened.window, QLabel, "status_left").text(), timeout=30_000
    )
    assert opened.furniture.opening.services is services
    assert services.roster.roster().people


def test_that_backups_of_before_are_removed_when_asked(opened: OpenWindow, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    assert services is not None
    services.desk.back_up(opened.furniture.opening.backups)
    shown = window_of(opened)
    give(shown, RIGHT)
    qtbot.waitUntil(lambda: bool(said_in(shown)), timeout=30_000)
    opened.furniture.prompts.preset(True)
    part(shown, QPushButton, "other_backups_remove").click()
    assert not services.privacy.other_backups()
    assert said_in(shown)[-1] == "1 backup was removed."


def test_that_the_recovery_sheet_has_the_key(
    opened: OpenWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = opened.furniture.opening.services
    assert services is not None
    shown = window_of(opened)
    give(shown, RIGHT)
    qtbot.waitUntil(lambda: bool(said_in(shown)), timeout=30_000)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    opened.furniture.prompts.preset(tmp_path / "sheet.pdf")
    part(shown, QPushButton, "passphrase_sheet").click()
    words = "".join(page.extract_text() for page in PdfReader(tmp_path / "sheet.pdf").pages)
    assert all(group in words for group in services.privacy.recovery_key().split())
    assert RIGHT not in words


def test_that_without_a_keyring_nothing_is_remembered_and_that_is_said(
    opened: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    shown = window_of(opened)
    give(shown, RIGHT)
    qtbot.waitUntil(lambda: bool(said_in(shown)), timeout=30_000)
    part(shown, QPushButton, "passphrase_keyring").click()
    qtbot.waitUntil(lambda: any("no keyring" in each for each in said_in(shown)), timeout=30_000)
    assert opened.settings.current.in_keyring == ()


def test_that_the_strength_is_said_in_words(opened: OpenWindow, qtbot: QtBot) -> None:
    shown = window_of(opened)
    words = part(shown, QLabel, "passphrase_strength")
    part(shown, QLineEdit, "new_passphrase").setText("anna1990")
    qtbot.waitUntil(lambda: "Guessed" in words.text(), timeout=30_000)
    part(shown, QLineEdit, "new_passphrase").setText(RIGHT)
    qtbot.waitUntil(lambda: "centuries" in words.text(), timeout=30_000)


def test_that_caps_lock_is_noticed(opened: OpenWindow, qtbot: QtBot) -> None:
    shown = window_of(opened)
    shown.show()
    caps = part(shown, QLabel, "new_passphrase_caps")
    line = part(shown, QLineEdit, "new_passphrase")
    qtbot.keyClicks(line, "a")
    assert not caps.isVisible()
    QApplication.sendEvent(line, key_without_shift("B"))
    assert caps.isVisible()


def key_without_shift(letter: str) -> Any:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, letter)
