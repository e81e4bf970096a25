"""The page of one person is made when somebody is first looked at."""

from salesdesk.gui.team.person_view import PersonView
from tests.gui.conftest import OpenWindow


def test_that_the_table_of_the_team_stands_without_a_page_of_a_person(opened: OpenWindow) -> None:
    shell = opened.window.shell
    shell.roster.choose(None)
    page = shell.tabs.open("team")
    assert not page.findChildren(PersonView)
    shell.roster.choose(1)
    (made,) = page.findChildren(PersonView)
    assert made.isVisible()
    shell.roster.choose(None)
    assert not made.isVisible()
    shell.roster.choose(2)
    assert page.findChildren(PersonView) == [made]
