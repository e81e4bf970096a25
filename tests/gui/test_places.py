"""One finds back: a record is opened in its room from anywhere, and Alt+Left goes to where one was before."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QTableView, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.pages import ME
from salesdesk.gui.places import Place, Places
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.gui.wishes import DoCommand, OpenPage, OpenRecord
from salesdesk.practice.nudges import Nudge
from salesdesk.services.attention import nudges
from tests.gui.talk import ALT, back, press


def here(shell: Any) -> tuple[int | None, str, str]:
    """Who is chosen, the tab and the page."""
    place = shell.here()
    return place.person_id, place.tab, place.page


def test_that_places_are_a_line_that_is_cut_where_one_goes_elsewhere() -> None:
    one, two, three = (Place(number, "desk", "today") for number in (1, 2, 3))
    places = Places()
    for place in (one, two, two):
        places.note(place)
    assert places.step(-1) == one
    assert places.step(-1) is None
    assert places.step(1) == two
    places.step(-1)
    places.note(three)
    assert places.step(1) is None
    assert places.step(-1) == one


def test_that_back_and_forward_lead_through_people_and_tabs(opened: Any, shell: Any, qtbot: QtBot) -> None:
    person = opened.furniture.opening.services.roster.roster().people[0].person_id
    press(opened, qtbot, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    shell.roster.choose(person)
    press(opened, qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert here(shell) == (person, "team", "overview")
    back(opened, qtbot)
    assert here(shell) == (person, "plans", "quotas")
    back(opened, qtbot)
    assert here(shell) == (None, "plans", "quotas")
    back(opened, qtbot)
    assert here(shell) == (None, "desk", "today")
    back(opened, qtbot)
    assert here(shell) == (None, "desk", "today"), "there is nothing before the first place"
    for _ in range(3):
        press(opened, qtbot, Qt.Key.Key_Right, ALT)
    assert here(shell) == (person, "team", "overview")


@pytest.mark.parametrize(
    ("kind", "tab"), [("note", "coaching"), ("strength", "team"), ("opportunity", "team")]
)
def test_that_a_record_found_anywhere_is_shown_in_its_room_and_back_is_one_step(
    opened: Any, shell: Any, qtbot: QtBot, kind: str, tab: str
) -> None:
    services, person = opened.furniture.opening.services, shell.roster._model.first_of
    assert person is not None
    row = next(
        row for row in services.records.rows(kind)
        if any(row.values.get("salesperson_id") == each.person_id for each in services.roster.roster().people)
    )  # fmt: skip
    shell.open_page("metrics")
    opened.furniture.context.wishes.make(OpenRecord(kind, row.id, row.values["salesperson_id"]))
    assert here(shell)[:2] == (row.values["salesperson_id"], tab)
    panel = shell.tabs.page(tab).findChild(QWidget, "side_panel")
    assert panel.isVisible()
    back(opened, qtbot)
    assert here(shell) == (None, "metrics", "results")
    press(opened, qtbot, Qt.Key.Key_Right, ALT)
    assert shell.here().record == (kind, row.id)
    assert panel.isVisible()


def test_that_back_from_a_record_to_its_own_page_closes_it(opened: Any, shell: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    person = services.roster.roster().people[0].person_id
    note = services.coaching.add_note(person, "Look").new_id("note")
    shell.roster.choose(person)
    shell.open_page("coaching")
    opened.furniture.context.wishes.make(OpenRecord("note", note, person))
    assert shell.tabs.page("coaching").panel.isVisible()
    back(opened, qtbot)
    assert here(shell) == (person, "coaching", "log")
    assert not shell.tabs.page("coaching").panel.isVisible()


def test_that_every_page_is_found_by_its_name_in_the_search(opened: Any, shell: Any, qtbot: QtBot) -> None:
    for words, place in (
        ("quotas and plans", "plans"),
        ("results (metrics", "metrics"),
        ("my log", "coaching"),
    ):
        shell.search.take_focus()
        qtbot.keyClicks(shell.search, words)
        shell.search._search()
        results = shell.search.findChild(QListWidget, "search_results") or shell.window().findChild(
            QListWidget, "search_results"
        )
        assert results.item(results.currentRow()).text().lower().startswith(words.split(" (")[0])
        qtbot.keyClick(shell.search, Qt.Key.Key_Return)
        assert here(shell)[1] == place
    assert shell.person_id == ME


def test_that_every_act_of_a_nudge_is_a_command(opened: Any) -> None:
    told: list[Nudge] = nudges(opened.furniture.opening.services.desk, opened.furniture.context.clock.today())
    assert told
    assert {nudge.action for nudge in told if nudge.record is None} <= set(opened.window.actions_by_id)


def test_that_my_own_work_stands_in_the_roster_with_what_is_about_nobody(
    opened: Any, shell: Any, qtbot: QtBot
) -> None:
    services = opened.furniture.opening.services
    services.coaching.add_note(None, "Ask for a room with a window")
    services.coaching.add_note(services.roster.roster().people[0].person_id, "About somebody")
    shell.open_page("plans")
    shell.roster.choose(ME)
    assert shell.tabs.keys == ("coaching",)
    assert here(shell) == (ME, "coaching", "my_log")
    page = shell.tabs.page("coaching")
    shown = page.findChild(QTableView, "table_coaching_log").model()
    texts = [
        str(shown.index(row, column).data())
        for row in range(shown.rowCount())
        for column in range(shown.columnCount())
    ]
    assert any("room with a window" in text for text in texts)
    assert not any("About somebody" in text for text in texts)
    press(opened, qtbot, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    assert opened.furniture.sessions.view is None, "there is no talk with oneself yet"
    shell.roster.choose(None)
    assert here(shell) == (None, "plans", "quotas"), "one is back where one was"


def test_that_a_tab_without_pages_of_my_own_opens_for_the_team(opened: Any, shell: Any) -> None:
    shell.roster.choose(ME)
    opened.furniture.context.wishes.make(OpenPage("metrics"))
    assert here(shell) == (None, "metrics", "results")
    opened.furniture.context.wishes.make(DoCommand("page_coaching_my_log"))
    assert here(shell) == (ME, "coaching", "my_log")


@pytest.mark.parametrize("kind", ["note", "assignment", "one_on_one", "agenda_point", "problem"])
def test_that_a_record_lands_on_the_page_where_its_kind_lives_whatever_page_was_left_there(
    opened: Any, shell: Any, kind: str
) -> None:
    services, wishes = opened.furniture.opening.services, opened.furniture.context.wishes
    person = services.roster.roster().people[0].person_id
    if kind == "agenda_point":
        services.coaching.bring_up(person, "Look at the fair")
    row = next(each for each in services.records.rows(kind) if each.values["salesperson_id"] == person)
    for choice in (ME, None):
        shell.roster.choose(choice)
        shell.open_page("coaching", "problems")
    wishes.make(OpenRecord(kind, row.id))
    where = (None, "coaching", "problems") if kind == "problem" else (person, "coaching", "log")
    assert here(shell) == where
    assert shell.tabs.page("coaching").findChild(SidePanel).record == (kind, row.id)


def test_that_a_note_about_nobody_is_my_own_and_lands_in_my_log(
    opened: Any, shell: Any, qtbot: QtBot
) -> None:
    note = opened.furniture.opening.services.coaching.add_note(None, "Zeppelin weather").new_id("note")
    shell.open_page("coaching", "problems")
    shell.search.take_focus()
    qtbot.keyClicks(shell.search, "zeppelin")
    shell.search._search()
    qtbot.keyClick(shell.search, Qt.Key.Key_Return)
    assert here(shell) == (ME, "coaching", "my_log")
    assert shell.here().record == ("note", note)
    back(opened, qtbot)
    assert here(shell) == (None, "coaching", "problems")


@pytest.mark.parametrize(("choice", "page"), [(None, "log"), (ME, "my_log")])
def test_that_a_new_note_is_written_in_the_log_of_the_choice_whatever_page_is_in_front(
    opened: Any, shell: Any, choice: int | None, page: str
) -> None:
    shell.roster.choose(choice)
    for front in ("problems", page):
        shell.open_page("coaching", front)
        opened.window.actions_by_id["new_note"].trigger()
        assert here(shell) == (choice, "coaching", page)
        assert shell.tabs.page("coaching").findChild(QWidget, "compose_note_text").isVisible()
