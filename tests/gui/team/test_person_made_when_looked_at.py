"""The page of one person is made when somebody is first looked at."""

from PySide6.QtWidgets import QWidget

from tests.gui.conftest import OpenWindow


def test_that_the_table_of_the_team_stands_without_a_page_of_a_person(opened: OpenWindow) -> None:
    shell = opened.window.shell
    shell.roster.choose(None)
    shell.tabs.open("team")
    assert not opened.window.findChildren(QWidget, "page_overview")
    shell.roster.choose(1)
    (made,) = opened.window.findChildren(QWidget, "page_overview")
    assert made.isVisible()
    shell.roster.choose(None)
    assert not made.isVisible()
    shell.roster.choose(2)
    assert opened.window.findChildren(QWidget, "page_overview") == [made]
