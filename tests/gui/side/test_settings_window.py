"""The settings as a manager changes them."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.model import fields_of
from salesdesk.services.practices import THRESHOLDS
from salesdesk.services.team_settings import team_settings

TICKS = ("lock_when_idle", "lock_on_sleep", "lock_on_screen_lock")


def opened_settings(opened: Any, side: SideWindows) -> Any:
    opened.window.actions_by_id["settings"].trigger()
    return side.window_of("settings")


def type_into(qtbot: QtBot, window: Any, name: str, text: str) -> QLineEdit:
    line = window.findChild(QLineEdit, f"field_{name}")
    line.selectAll()
    qtbot.keyClicks(line, text)
    for form in window._team_forms:
        form.settle()
    return line


def settle_laptop(window: Any) -> None:
    for form in window._laptop.values():
        form.settle()


def stored(opened: Any, name: str) -> Any:
    return team_settings(opened.furniture.opening.services.desk)[name]


def test_that_every_declared_team_setting_has_its_field(opened: Any, side: SideWindows) -> None:
    window = opened_settings(opened, side)
    missing = [
        name
        for name in (*(f.name for f in fields_of("team_settings")), *THRESHOLDS)
        if not window.findChild(QWidget, f"field_{name}")
    ]
    assert not missing


def test_that_a_setting_is_kept_at_once_and_can_be_undone(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    window = opened_settings(opened, side)
    before = stored(opened, "review_days")
    line = type_into(qtbot, window, "review_days", "28")
    assert stored(opened, "review_days") == 28
    opened.window.actions_by_id["undo"].trigger()
    assert stored(opened, "review_days") == before
    assert line.text() == str(before)


def test_that_a_month_that_does_not_exist_is_refused_in_a_sentence(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    window = opened_settings(opened, side)
    line = type_into(qtbot, window, "fiscal_year_start", "13")
    assert stored(opened, "fiscal_year_start") == 1
    assert line.text() == "13"
    said = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    assert [words for words in said if "between 1 and 12" in words]


def test_that_the_look_chosen_here_is_in_force_at_once_and_remembered(opened: Any, side: SideWindows) -> None:
    window = opened_settings(opened, side)
    for name, value in (("theme", "dark"), ("zoom", "120")):
        box = window.findChild(QComboBox, f"field_{name}")
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        settle_laptop(window)
    theme = opened.furniture.context.theme
    assert theme.tokens.name == "dark"
    assert theme.zoom == 120
    assert (opened.settings.current.theme, opened.settings.current.zoom) == ("dark", 120)
    assert opened.window.actions_by_id["scheme_dark"].isChecked()
    theme.set_zoom(100)
    opened.window.actions_by_id["scheme_light"].trigger()


def test_that_what_is_still_being_typed_is_kept_when_the_window_closes(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    window = opened_settings(opened, side)
    line = window.findChild(QLineEdit, "field_team_name")
    line.selectAll()
    qtbot.keyClicks(line, "Lake team")
    window.close()
    assert stored(opened, "team_name") == "Lake team"


def test_that_a_language_is_offered_where_there_is_one_and_holds_from_the_next_start(
    opened: Any, side: SideWindows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert opened_settings(opened, side).findChild(QComboBox, "field_language") is None
    side.window_of("settings").close()
    place = tmp_path / "pl" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "salesdesk.mo").touch()
    monkeypatch.setattr("salesdesk.gui.side.laptop_settings.locale_dir", lambda: tmp_path)
    window = opened_settings(opened, side)
    box = window.findChild(QComboBox, "field_language")
    assert [box.itemText(place) for place in range(box.count())] == ["As the system", "English", "polski"]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    settle_laptop(window)
    assert opened.settings.current.language == "pl"
    assert "next start" in window.findChild(BannerArea).messages[0]


def test_that_it_is_chosen_when_the_window_locks_by_itself(
    opened: Any, side: SideWindows, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesdesk.gui.side.laptop_settings.tells_of_lock", lambda: True)
    window = opened_settings(opened, side)
    words = [each.text() for each in window.findChildren(QLabel)]
    assert "Hide by itself" in words, "for this desk has no passphrase"
    ticks = {name: window.findChild(QCheckBox, f"field_{name}") for name in TICKS}
    assert [ticks[name].isChecked() for name in TICKS] == [False, True, True]
    for each in ticks.values():
        each.click()
    settle_laptop(window)
    now = opened.settings.current
    assert (now.lock_when_idle, now.lock_on_sleep, now.lock_on_screen_lock) == ("yes", False, False)
    box = window.findChild(QComboBox, "field_lock_minutes")
    box.setCurrentIndex(box.findData("30"))
    box.activated.emit(box.currentIndex())
    settle_laptop(window)
    assert opened.settings.current.lock_minutes == 30
    assert opened.furniture.screen_lock.locks_when_idle
