"""The pages of the real tabs: where their chips stand, what they share, and that the keyboard stays where it was."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.metrics.week_card import WeekNumbersCard
from salesdesk.gui.pages import Whose
from salesdesk.gui.tabs import TABS
from salesdesk.gui.widgets.blocks import ListCard
from tests.gui.conftest import OpenWindow
from tests.gui.metrics.whole import choose_span

OF_TEAM = [
    (tab.key, page.key) for tab in TABS for page in tab.pages if page.of.TEAM & page.of and len(tab.pages) > 2
]


def top(widget: QWidget, window: QWidget) -> int:
    """Gives how far from the top of the window a widget begins."""
    return widget.mapTo(window, QPoint(0, 0)).y()


def title(page: QWidget) -> QLabel:
    """Gives the heading of a page."""
    return next(
        each for each in page.findChildren(QLabel) if each.property("role") == "title" and each.isVisible()
    )


@pytest.mark.parametrize(("tab", "key"), OF_TEAM)
def test_that_the_chips_stand_between_the_heading_and_the_rest(
    opened: OpenWindow, qtbot: QtBot, tab: str, key: str
) -> None:
    window = opened.window
    page = window.shell.open_page(tab, key)
    qtbot.waitUntil(page.isVisible)
    QApplication.processEvents()
    chip: Any = window.findChild(QPushButton, f"chip_{key}")
    assert chip.isVisible()
    assert chip.isChecked()
    assert top(title(page), window) < top(chip, window)
    assert page.isAncestorOf(chip)
    row: Any = chip.parentWidget()
    assert abs(row.mapTo(window, QPoint(0, 0)).x() - title(page).mapTo(window, QPoint(0, 0)).x()) <= 4


def test_that_a_chip_pressed_with_the_keyboard_keeps_it_on_the_next_page(
    opened: OpenWindow, qtbot: QtBot
) -> None:
    window = opened.window
    window.shell.open_page("metrics", "results")
    chip: Any = window.findChild(QPushButton, "chip_competencies")
    qtbot.waitUntil(chip.isVisible)
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert window.shell.tabs.page_key("metrics") == "competencies"
    QApplication.processEvents()
    assert QApplication.focusWidget() is chip


def test_that_a_span_of_time_chosen_on_one_page_holds_on_the_others(opened: OpenWindow, qtbot: QtBot) -> None:
    shell = opened.window.shell
    results: Any = shell.open_page("metrics", "results")
    choose_span(results, "all")
    competencies = shell.open_page("metrics", "competencies")
    qtbot.waitUntil(competencies.isVisible)
    span: Any = competencies.findChild(QComboBox, "metrics_window")
    assert span.currentText() == "All time"
    assert any("all time" in label.text() for label in competencies.findChildren(QLabel))


def test_that_the_numbers_of_the_week_open_their_page(opened: OpenWindow, qtbot: QtBot) -> None:
    window = opened.window
    window.shell.open_page("metrics", "effect")
    window.actions_by_id["week_numbers"].trigger()
    assert window.shell.tabs.page_key("metrics") == "competencies"
    card = window.findChild(WeekNumbersCard)
    assert card is not None
    qtbot.waitUntil(lambda: card.isVisible() and card.table.isVisible())


def test_that_the_list_of_a_page_takes_the_height_that_is_left(opened: OpenWindow, qtbot: QtBot) -> None:
    window = opened.window
    window.resize(1600, 1400)
    page = window.shell.open_page("coaching", "problems")
    card = page.findChild(ListCard)
    assert card is not None
    qtbot.waitUntil(lambda: page.isVisible() and top(card, window) > 0)
    foot = top(page, window) + page.height()
    qtbot.waitUntil(lambda: 0 <= foot - (top(card, window) + card.height()) < 40)
    for scheme, zoom in (("dark", 100), ("light", 150), ("light", 100)):
        opened.furniture.context.theme.set_scheme(scheme)
        opened.furniture.context.theme.set_zoom(zoom)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: 0 <= foot - (top(card, window) + card.height()) < 40)


def test_that_the_problems_show_their_day_first(opened: OpenWindow) -> None:
    page = opened.window.shell.open_page("coaching", "problems")
    card = page.findChild(ListCard)
    assert card is not None
    model = card.list.table.model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert heads == ["Day", "By", "What"]


def test_that_my_own_log_shows_nothing_of_the_team_beside_it(opened: OpenWindow, qtbot: QtBot) -> None:
    opened.window.shell.roster.choose_kind(Whose.ME)
    page = opened.window.shell.open_page("coaching", "my_log")
    qtbot.waitUntil(page.isVisible)
    for name in ("balance_card", "points_card"):
        assert not page.findChild(QWidget, name).isVisible()


def test_that_the_log_of_a_candidate_is_theirs_alone(opened: OpenWindow, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    assert services is not None
    candidate = services.records.add("salesperson", {"name": "Yun Park", "status": "candidate"})
    opened.window.shell.refresh()
    opened.window.shell.roster.choose(candidate.new_id("salesperson"))
    page = opened.window.shell.open_page("coaching", "log")
    qtbot.waitUntil(page.isVisible)
    assert "Yun Park" in [label.text() for label in page.findChildren(QLabel)]
    assert not page.findChild(QWidget, "balance_card").isVisible(), "the balance is that of the team"


def test_that_a_talk_left_open_with_a_candidate_is_gone_on_with(opened: OpenWindow) -> None:
    services = opened.furniture.opening.services
    assert services is not None
    candidate = services.records.add("salesperson", {"name": "Yun Park", "status": "candidate"})
    services.sessions.prepare(candidate.new_id("salesperson"))
    needs = services.monday.view(None).needs
    assert ("Yun Park", "Go on") in [(each.person, each.action_label) for each in needs]


def test_that_no_name_of_a_person_however_long_makes_a_page_wider(opened: OpenWindow) -> None:
    shell, services = opened.window.shell, opened.furniture.opening.services
    assert services is not None
    person = services.roster.roster().people[0].person_id
    opened.furniture.context.bus.publish(services.records.edit("salesperson", person, "name", "w" * 10_000))
    shell.roster.choose(person)
    for tab in ("team", "coaching", "metrics"):
        page = shell.open_page(tab)
        QApplication.processEvents()
        named = [each for each in page.findChildren(QLabel) if each.isVisible() and "www" in each.text()]
        assert max(each.sizeHint().width() for each in named) < 1200, tab
