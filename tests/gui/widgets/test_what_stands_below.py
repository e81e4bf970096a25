"""What stands below the edge of the window is made in a turn of its own, once what stands above it was painted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.turns import turns_of
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.gui.widgets.record_table import RecordTable
from tests.gui.conftest import OpenWindow, open_desk

ABOVE = ("results_card", "competencies_card")
BELOW = ("board_card", "strengths_card", "timeline_card", "facts_card")


class FirstPainting(QObject):
    """Notes what stands on a page, and where, when it is first painted."""

    def __init__(self, page: BlocksPage) -> None:
        super().__init__()
        self._page = page
        self.places: dict[str, QRect] = {}
        page._content.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notes it once."""
        if event.type() is QEvent.Type.Paint and not self.places:
            self.places = places(self._page)
        return False


def places(page: BlocksPage) -> dict[str, QRect]:
    """Gives where each card stands that is seen."""
    found = {name: page.findChild(QWidget, name) for name in (*ABOVE, *BELOW)}
    return {name: card.geometry() for name, card in found.items() if card is not None and card.isVisible()}


def person_page(opened: OpenWindow, person: int = 1) -> BlocksPage:
    """Opens the page of a person and gives it as it stands after the click."""
    shell = opened.window.shell
    shell.roster.choose(person)
    page = shell.tabs.open("team")
    assert isinstance(page, BlocksPage)
    return page


def reached_by_tab(page: BlocksPage) -> list[str]:
    """Names what Tab comes to on a page, in its order."""
    order, each = list[str](), page.nextInFocusChain()
    while each is not page:
        if page.isAncestorOf(each) and each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(f"{type(each).__name__} {each.objectName()} {each.accessibleName()}")
        each = each.nextInFocusChain()
    return order


@pytest.mark.parametrize("size", [(1440, 900), (1000, 600)])
def test_that_what_stands_below_comes_after_the_first_painting_and_moves_nothing(
    opened: OpenWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    opened.window.resize(*size)
    page = person_page(opened)
    first = FirstPainting(page)
    assert page.waiting
    qtbot.waitUntil(lambda: not page.waiting)
    qtbot.wait(50)
    assert set(first.places) == set(ABOVE)
    now = places(page)
    assert set(now) == {*ABOVE, *BELOW}
    assert {name: now[name] for name in ABOVE} == first.places
    area = page.findChild(QScrollArea)
    assert area.verticalScrollBar().value() == 0
    assert area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_that_a_page_ends_up_as_if_all_of_it_had_been_made_at_once(
    opened: OpenWindow, qtbot: QtBot, sample_path: Path
) -> None:
    page = person_page(opened)
    page.be_whole()
    qtbot.wait(100)
    at_once, by_tab = places(page), reached_by_tab(page)
    opened.window.shell.roster.choose(None)
    opened.furniture.opening.close()
    open_desk(opened.furniture, sample_path)
    page = person_page(opened)
    page.open_record("strength", 1)
    assert page.waiting
    qtbot.waitUntil(lambda: not page.waiting)
    qtbot.wait(100)
    reached = reached_by_tab(page)
    assert len(reached) > len(by_tab), "the panel comes after what stands on the page"
    assert reached[: len(by_tab)] == by_tab
    page.go_back()
    qtbot.wait(100)
    assert places(page) == at_once


def test_that_a_page_left_before_makes_the_rest_when_it_is_seen_again(
    opened: OpenWindow, qtbot: QtBot
) -> None:
    page = person_page(opened)
    opened.window.shell.tabs.open("desk")
    qtbot.wait(100)
    assert page.waiting
    assert not turns_of(page).waiting
    assert page.findChild(QWidget, "timeline_card") is None
    assert opened.window.shell.tabs.open("team") is page
    qtbot.waitUntil(lambda: not page.waiting)
    assert page.findChild(QWidget, "timeline_card").isVisible()


def test_that_another_person_chosen_meanwhile_is_whom_the_rest_shows(
    opened: OpenWindow, qtbot: QtBot
) -> None:
    page = person_page(opened)
    opened.window.shell.roster.choose(2)
    qtbot.waitUntil(lambda: not page.waiting)
    shown = page.findChild(QWidget, "facts_card")
    facts = [button.text() for button in shown.findChildren(QPushButton)]
    assert shown.isVisible()
    page.refresh()
    assert [button.text() for button in shown.findChildren(QPushButton)] == facts


def test_that_a_wish_for_what_stands_below_makes_it_at_once(opened: OpenWindow) -> None:
    page = person_page(opened)
    assert page.waiting
    assert page.perform("new_strength")
    assert not page.waiting
    QApplication.processEvents()
    assert page.findChild(RecordTable, "table_strengths").has_unsettled_edit()
