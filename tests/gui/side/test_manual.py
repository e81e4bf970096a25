"""The manual: complete, linked, true in its keys, and found by words."""

import re
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLineEdit, QListWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from salesdesk.cli import COMMANDS as CLI_COMMANDS
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.side.cheat_sheet import IN_LISTS
from salesdesk.gui.side.manual_pages import manual_pages, page_named
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.tabs import TABS

PAGES = manual_pages()
KEYS = re.compile(r"\*\*((?:Ctrl|Shift|Alt)\+[^*]+|F\d{1,2})\*\*")
IN_FIELDS = {"Alt+Down", "Ctrl+Enter", "Ctrl+PgDn", "Ctrl+W", "F2", "F3", "F4"} | {
    keys for _, keys in IN_LISTS
}


def opened_manual(opened: Any, side: SideWindows) -> Any:
    opened.window.actions_by_id["manual"].trigger()
    return side.window_of("manual")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_that_every_page_has_a_title_and_links_only_to_pages_that_are_there(page: Any) -> None:
    assert page.text.startswith("# ")
    assert page.title
    names = {each.name for each in PAGES}
    assert not [
        link for link in re.findall(r"\]\(([^)]+)\)", page.text) if link.removesuffix(".md") not in names
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_that_every_key_in_the_manual_is_a_key_of_the_program(page: Any) -> None:
    known = {command.keys for command in COMMANDS} | IN_FIELDS
    assert not [keys for keys in KEYS.findall(page.text) if keys not in known]


def test_that_the_manual_names_every_command_of_the_command_line() -> None:
    page = page_named(PAGES, "command-line")
    assert not [name for name in CLI_COMMANDS if f"salesdesk {name} " not in page.text]


@pytest.mark.parametrize(("tab", "page"), [(tab.key, tab.manual) for tab in TABS])
def test_that_f1_opens_the_page_of_the_tab_in_front(
    opened: Any, side: SideWindows, tab: str, page: str
) -> None:
    assert page in {each.name for each in PAGES}
    opened.window.actions_by_id[f"go_{tab}"].trigger()
    manual = opened_manual(opened, side)
    assert manual.page.name == page
    assert manual.findChild(QTextBrowser, "manual_page").toPlainText().startswith(manual.page.title)


def test_that_words_are_found_and_marked(opened: Any, side: SideWindows, qtbot: QtBot) -> None:
    manual = opened_manual(opened, side)
    search = manual.findChild(QLineEdit, "manual_search")
    contents = manual.findChild(QListWidget, "manual_contents")
    qtbot.keyClicks(search, "curtain")
    listed = [contents.item(row).text() for row in range(contents.count())]
    assert listed == [page.title for page in PAGES if "curtain" in page.text.lower()]
    marks = manual.findChild(QTextBrowser, "manual_page").extraSelections()
    assert marks
    assert {mark.cursor.selectedText().lower() for mark in marks} == {"curtain"}
    search.setText("xylophone")
    assert not contents.isVisible()
    search.clear()
    assert contents.count() == len(PAGES)


def test_that_a_link_leads_to_its_page(opened: Any, side: SideWindows) -> None:
    manual = opened_manual(opened, side)
    manual.findChild(QTextBrowser, "manual_page").anchorClicked.emit(QUrl("trash.md"))
    assert manual.page.name == "trash"


def test_that_the_manual_keeps_up_with_the_colours(opened: Any, side: SideWindows) -> None:
    manual = opened_manual(opened, side)
    manual.open_page("start")
    theme = opened.furniture.context.theme
    document = manual.findChild(QTextBrowser, "manual_page").document()

    def link_colours() -> set[str]:
        pieces = [
            piece.fragment()
            for number in range(document.blockCount())
            for piece in document.findBlockByNumber(number)
        ]
        return {p.charFormat().foreground().color().name() for p in pieces if p.charFormat().isAnchor()}

    theme.set_scheme("dark")
    assert link_colours() == {theme.colour("accent_text").name()}
    theme.set_scheme("light")
    assert link_colours() == {theme.colour("accent_text").name()}
