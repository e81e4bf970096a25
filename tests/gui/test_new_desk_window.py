"""A new desk asks whose it is and in what it counts; Enter goes on with what is proposed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.conftest import until_shown

Start = Callable[..., Any]


def asked_by(opened: Any) -> Any:
    opened.window.actions_by_id["new_desk"].trigger()
    return opened.window.findChild(QDialog, "new_desk_window")


def type_into(asked: Any, qtbot: QtBot, name: str, words: str) -> QLineEdit:
    line = asked.findChild(QLineEdit, name)
    line.selectAll()
    qtbot.keyClicks(line, words)
    return line


def settings_of(opened: Any) -> tuple[str, str, int]:
    until_shown(opened.furniture)
    services = opened.furniture.opening.services
    row = services.desk.rows("SELECT team_name, currency, fiscal_year_start FROM team_settings")[0]
    return row["team_name"], row["currency"], row["fiscal_year_start"]


def test_that_enter_makes_a_desk_with_what_is_proposed(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    opened = start()
    asked = asked_by(opened)
    assert asked.windowTitle().startswith("Name your desk and choose its folder")
    assert asked.focusWidget() is asked.findChild(QLineEdit, "new_desk_team")
    qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Return)
    assert (tmp_path / "home" / "My team.salesdesk").is_file()
    currency = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) or "USD"
    assert settings_of(opened) == ("My team", currency, 1)


def test_that_name_currency_and_fiscal_year_are_taken(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    opened = start()
    asked = asked_by(opened)
    type_into(asked, qtbot, "new_desk_team", "North / East")
    type_into(asked, qtbot, "new_desk_currency", "eur")
    year = asked.findChild(QComboBox, "new_desk_year")
    year.setFocus()
    qtbot.keyClicks(year, "April")
    qtbot.keyClick(year, Qt.Key.Key_Return)
    assert settings_of(opened) == ("North / East", "EUR", 4)
    assert opened.furniture.opening.services.path == tmp_path / "home" / "North  East.salesdesk"


def test_that_the_proposed_file_is_one_that_is_free(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    opened = start()
    for name in ("My team", "My team 2", "My team 3"):
        qtbot.keyClick(asked_by(opened).focusWidget(), Qt.Key.Key_Return)
        until_shown(opened.furniture)
        assert opened.furniture.opening.services.path == tmp_path / "home" / f"{name}.salesdesk"


@pytest.mark.parametrize("typed", ["E1", "dollars"])
def test_that_a_currency_that_is_none_is_said_in_place(
    typed: str, start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    opened = start()
    asked = asked_by(opened)
    qtbot.keyClick(type_into(asked, qtbot, "new_desk_currency", typed), Qt.Key.Key_Return)
    assert "three letters" in " ".join(
        label.text() for label in asked.findChildren(QLabel) if label.isVisible()
    )
    assert opened.furniture.opening.services is None
    qtbot.keyClick(type_into(asked, qtbot, "new_desk_currency", "EUR"), Qt.Key.Key_Return)
    until_shown(opened.furniture)
    assert settings_of(opened)[1] == "EUR"


def test_that_a_taken_file_is_refused_in_place_and_the_answers_stay(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    opened = start()
    taken = tmp_path / "Mine.salesdesk"
    taken.write_text("mine")
    asked = asked_by(opened)
    type_into(asked, qtbot, "new_desk_team", "Nord")
    opened.furniture.prompts.preset(taken)
    qtbot.mouseClick(asked.findChild(QPushButton, "choose_place"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Return)
    assert taken.read_text() == "mine"
    assert "already there" in " ".join(
        label.text() for label in asked.findChildren(QLabel) if label.isVisible()
    )
    assert asked.findChild(QLineEdit, "new_desk_team").text() == "Nord"


def test_that_escape_makes_nothing(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    opened = start()
    qtbot.keyClick(asked_by(opened), Qt.Key.Key_Escape)
    assert list((tmp_path / "home").glob("*.salesdesk")) == []


def test_that_leaving_before_the_desk_is_made_is_called_cancel(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    asked = asked_by(start())
    foot = asked.findChild(QPushButton, "new_desk_window_close")
    assert foot.text() == "Cancel"
    qtbot.mouseClick(foot, Qt.MouseButton.LeftButton)
    assert not list((tmp_path / "home").glob("*.salesdesk"))


def test_that_no_name_of_a_team_is_too_long_for_a_file_nor_is_its_end_taken_for_an_ending(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    opened = start()
    asked, name = asked_by(opened), "🎉" * 100
    asked.findChild(QLineEdit, "new_desk_team").setText(name)
    asked.findChild(QPushButton, "make_desk").click()
    assert settings_of(opened)[0] == name
    opened.furniture.opening.check_and_back_up(by_hand=True)
    qtbot.waitUntil(lambda: not opened.furniture.background.jobs)
    assert len(list((tmp_path / "home").rglob("🎉*.salesdesk"))) == 2, "the desk and a backup of it"
    asked = asked_by(opened)
    opened.furniture.prompts.preset(tmp_path / "Team v1.2")
    asked.findChild(QPushButton, "choose_place").click()
    assert asked.findChild(QLabel, "new_desk_place").words == str(tmp_path / "Team v1.2.salesdesk")
