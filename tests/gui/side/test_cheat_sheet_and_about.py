"""The sheet of shortcuts and the page about SalesDesk say what is so."""

import os
import re
import socket
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QPushButton, QTextBrowser

import salesdesk
from salesdesk.gui.commands.command import cheat_sheet
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.side.about_window import LIBRARIES
from salesdesk.gui.side.news_window import tell_news
from salesdesk.gui.side_windows import SideWindows

ROOT = Path(salesdesk.__file__).parents[1]


def words(window: Any) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel)]


def test_that_the_sheet_shows_every_shortcut(opened: Any, side: SideWindows) -> None:
    opened.window.actions_by_id["cheat_sheet"].trigger()
    shown = words(side.window_of("cheat_sheet"))
    assert not [
        (does, keys) for _, does, keys in cheat_sheet(COMMANDS) if does not in shown or keys not in shown
    ]


def test_that_about_names_every_library_of_the_project_with_the_licence_of_the_page() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=\[]", each)[0] for each in project["dependencies"]}
    assert {library.name.lower() for library in LIBRARIES} == declared
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for library in LIBRARIES:
        address = f"`{library.name}`".lower()
        row = next(line for line in page.splitlines() if address in line.lower())
        assert row.rstrip("| ").endswith(library.licence), library.name


def test_that_about_tells_the_version_and_where_the_data_is_and_copies_it(
    opened: Any, side: SideWindows
) -> None:
    opened.window.actions_by_id["about"].trigger()
    window = side.window_of("about")
    assert window is not None
    shown = "\n".join(words(window))
    opening = opened.furniture.opening
    for wanted in (
        salesdesk.__version__,
        str(opening.services.desk.path),
        str(opening.backups),
        "no network code",
    ):
        assert wanted in shown
    window.findChild(QPushButton, "about_copy").click()
    assert str(opening.services.desk.path) in QGuiApplication.clipboard().text()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not tell")
def test_that_about_says_what_of_a_network_there_is_at_the_moment_and_how_to_look(
    opened: Any, side: SideWindows
) -> None:
    opened.window.actions_by_id["about"].trigger()
    assert "none is open" in words(side.window_of("about"))
    assert any(f"process {os.getpid()}" in each for each in words(side.window_of("about")))
    side.window_of("about").close()
    with socket.socket(socket.AF_INET6):
        opened.window.actions_by_id["about"].trigger()
        assert "1 is open" in words(side.window_of("about"))


def test_that_about_leads_to_the_licence_of_every_part(opened: Any, side: SideWindows) -> None:
    opened.window.actions_by_id["about"].trigger()
    window = side.window_of("about")
    assert window is not None
    window.findChild(QPushButton, "about_licences").click()
    parts = window.findChild(QListWidget, "licences_parts")
    (alembic,) = parts.findItems("alembic", Qt.MatchFlag.MatchExactly)
    parts.setCurrentItem(alembic)
    assert "Permission is hereby granted" in window.findChild(QPlainTextEdit, "licences_text").toPlainText()


def test_that_whats_new_is_in_the_help_menu(opened: Any, side: SideWindows) -> None:
    opened.window.actions_by_id["news"].trigger()
    window = side.window_of("news")
    assert window is not None
    assert f"Version {salesdesk.__version__}" in window.findChild(QTextBrowser, "news_page").toPlainText()


def test_that_an_upgrade_is_told_once_and_a_first_start_says_nothing(opened: Any, side: SideWindows) -> None:
    settings, said = opened.furniture._settings, opened.furniture.messages
    told = (opened.window, settings, said, lambda: side.show("news"))
    settings.change(last_version="")
    tell_news(*told)
    assert (said.words, settings.current.last_version) == ("", salesdesk.__version__)
    settings.change(last_version="0.0.1")
    tell_news(*told)
    assert said.words == f"SalesDesk is now version {salesdesk.__version__}."
    assert settings.current.last_version == salesdesk.__version__
