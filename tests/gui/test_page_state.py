"""What blocks of a page share: chosen in one of them, seen by those that read it, and by no others."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.page_state import PageState, Shared
from salesdesk.gui.pages import PageParts
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.blocks_page import BlocksPage, BlocksSpec
from salesdesk.services.changes import Changes
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of

SIZES: list[str] = ["small", "large"]
SIZE = Shared[str]("size", lambda _state: "small", lambda _state, size: size in SIZES)
WHOM = Shared[int | None]("whom", lambda state: state.person_id, of_person=True)
SPAN = Shared[str]("a span", lambda _state: "a year", of_tab=True)


@pytest.fixture
def parts(desk: DeskFile, context: GuiContext, clock: Any) -> PageParts:
    return parts_of(desk, context, clock)


class Words(QLabel, Block):
    """Says what is shared, and counts how often it was asked to."""

    def __init__(self, place: BlockPlace) -> None:
        super().__init__()
        self.place, self.times = place, 0

    def show_person(self, person_id: int | None) -> None:
        """Says it."""
        self.times += 1
        state = self.place.state
        self.setText(f"{person_id} {state.get(SIZE)} {state.get(WHOM)} {state.get(SPAN)}")


class OfSize(Words):
    """Reads the size."""

    reads = frozenset({SIZE})
    kinds = frozenset({"note"})


def words_on(page: BlocksPage) -> Words:
    """Gives the one block of a page."""
    (found,) = page.findChildren(Words)
    return found


def made(parts: PageParts, qtbot: QtBot, *blocks: Any) -> BlocksPage:
    page = BlocksPage(parts, BlocksSpec("made_up", "Made up", blocks))
    qtbot.addWidget(page)
    page.show()
    return page


def test_that_what_is_chosen_refreshes_who_reads_it_and_nobody_else(parts: PageParts, qtbot: QtBot) -> None:
    page = made(parts, qtbot, OfSize, Words)
    reader, other = page.findChildren(Words)
    reader.place.state.choose(SIZE, "large")
    assert (reader.text(), reader.times) == ("None large None a year", 2)
    assert (other.text(), other.times) == ("None small None a year", 1)


def test_that_out_of_sight_it_is_caught_up_with_when_shown(parts: PageParts, qtbot: QtBot) -> None:
    page = made(parts, qtbot, OfSize)
    reader = words_on(page)
    page.hide()
    reader.place.state.choose(SIZE, "large")
    assert reader.times == 1
    page.show()
    assert reader.text() == "None large None a year"


def test_that_a_choice_goes_when_it_holds_no_more(
    parts: PageParts, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    state = PageState(parts, made(parts, qtbot))
    state.choose(SIZE, "large")
    assert state.get(SIZE) == "large"
    monkeypatch.setattr(f"{__name__}.SIZES", ["small"])
    assert state.get(SIZE) == "large", "until the page reads anew"
    state.read_anew()
    assert state.get(SIZE) == "small"
    monkeypatch.undo()
    state.read_anew()
    assert state.get(SIZE) == "small", "it is forgotten"


def test_that_what_is_of_a_person_is_forgotten_with_the_person_and_the_rest_stays(
    parts: PageParts, qtbot: QtBot
) -> None:
    page = made(parts, qtbot, Words)
    words = words_on(page)
    words.place.state.choose(SIZE, "large")
    words.place.state.choose(WHOM, 7)
    page.invalidate()
    assert words.text() == "None large 7 a year"
    page.show_person(3)
    assert words.text() == "3 large 3 a year"


def test_that_what_is_of_the_tab_is_taken_over_by_its_other_page_when_that_is_shown(
    parts: PageParts, qtbot: QtBot
) -> None:
    first, second = made(parts, qtbot, Words), made(parts, qtbot, Words)
    second.hide()
    words_on(first).place.state.choose(SPAN, "all time")
    words = words_on(second)
    assert (words.text(), words.times) == ("None small None a year", 1)
    second.show()
    assert words.text() == "None small None all time"


def test_that_what_is_read_for_all_is_read_once(parts: PageParts, qtbot: QtBot) -> None:
    times: list[int] = []
    counted = Shared[int]("counted", lambda _state: (times.append(1), len(times))[1])
    state = PageState(parts, made(parts, qtbot))
    assert (state.get(counted), state.get(counted)) == (1, 1)
    state.read_anew()
    assert state.get(counted) == 2


def test_that_a_change_by_a_widget_of_the_page_waits_until_the_typing_rests(
    parts: PageParts, qtbot: QtBot
) -> None:
    page = made(parts, qtbot, OfSize)
    words = words_on(page)
    page.mark_stale(Changes("Write", frozenset({"note"})).by(words))
    assert words.times == 1
    page.mark_stale(Changes("Write", frozenset({"note"})))
    assert words.times == 2
