"""A page that is only declared works by itself: rows behind open, edits are stored, changes are seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.widgets.block_maker import Beside
from salesdesk.gui.widgets.blocks import by_person, entry, figures, listing, sentence
from salesdesk.gui.widgets.blocks_page import BlocksPage, BlocksSpec
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.services.bundle import Services
from salesdesk.services.people import active_people, person_meant
from salesdesk.services.practices.usual import EntryBlock
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of


@dataclass(frozen=True)
class Shown:
    """A figure as a service gives it."""

    key: str
    title: str
    text: str
    spread: str
    note: str
    explanation: str
    kind: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Bar:
    """A bar as a service gives it."""

    title: str
    parts: tuple[tuple[str, int], ...]
    kind: str
    ids: tuple[int, ...]


def open_points(services: Services, person_id: int | None) -> list[Shown]:
    """Counts the notes of everybody or of one person."""
    where = {} if person_id is None else {"salesperson_id": person_id}
    ids = tuple(row.id for row in services.records.rows("strength", where=where))
    return [
        Shown("strengths", "Strengths", str(len(ids)), "", f"{len(ids)} named", "Counted.", "strength", ids)
    ]


def bars(services: Services, _person_id: int | None) -> list[Bar]:
    """Gives everybody's strengths."""
    rows = services.records.rows("strength")
    return [
        Bar(name, (("named", sum(row.values["salesperson_id"] == number for row in rows)), ("lost", 1)), "strength",
            tuple(row.id for row in rows if row.values["salesperson_id"] == number))
        for number, name in active_people(services.desk)
    ]  # fmt: skip


BLOCKS = (
    figures(open_points),
    sentence(lambda services, person: f"{open_points(services, person)[0].text} to build on."),
    entry(EntryBlock("agenda_point", "visibility")),
    Beside((listing("strength"),), (by_person("By person", bars),)),
)


@pytest.fixture
def services(sample_desk: DeskFile, clock: Any) -> Services:
    """The services of a small sample team."""
    return Services(sample_desk, clock)


@pytest.fixture
def page(services: Services, context: GuiContext, qtbot: QtBot) -> Iterator[BlocksPage]:
    """A declared page, seen."""
    made = BlocksPage(
        parts_of(services.desk, context, services.clock), BlocksSpec("strengths", "Strengths", BLOCKS)
    )
    context.bus.changed.connect(made.mark_stale)
    qtbot.addWidget(made)
    made.resize(1300, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    context.bus.changed.disconnect(made.mark_stale)


def figure_of(page: BlocksPage) -> QPushButton:
    """Gives the big number of the one figure card."""
    card = page.findChild(Card, "figure_strengths")
    found = card.findChild(QPushButton, "figure")
    assert isinstance(found, QPushButton)
    return found


def panel_of(page: BlocksPage) -> SidePanel:
    """Gives the panel beside the blocks."""
    found = page.findChild(SidePanel)
    assert isinstance(found, SidePanel)
    return found


def table_of(page: BlocksPage) -> RecordTable:
    """Gives the list that is edited in place."""
    found = page.findChild(RecordTable, "table_list_strength")
    assert isinstance(found, RecordTable)
    return found


def test_that_a_figure_opens_its_rows_with_the_explanation(page: BlocksPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(figure_of(page), Qt.MouseButton.LeftButton)
    panel = panel_of(page)
    assert panel.isVisible()
    assert panel.accessibleName() == "Strengths"
    assert "Counted." in [label.text() for label in panel.findChildren(QLabel)]


def test_that_an_edit_in_the_list_is_stored_and_the_figures_and_words_follow(
    page: BlocksPage, services: Services, qtbot: QtBot
) -> None:
    before = int(figure_of(page).text())
    page.commands()["new_strength"]()
    qtbot.waitUntil(lambda: not page.is_being_edited() or services.undoing.undo_name == "Add strength")
    page.findChild(QPushButton, "list_add").setFocus()
    qtbot.waitUntil(lambda: int(figure_of(page).text()) == before + 1)
    assert page.findChild(QLabel, "sentence").text() == f"{before + 1} to build on."


def test_that_the_page_turns_to_one_person_in_every_block(
    page: BlocksPage, services: Services, context: GuiContext, qtbot: QtBot
) -> None:
    person = active_people(services.desk)[0][0]
    page.show_person(person)
    own = services.records.rows("strength", where={"salesperson_id": person})
    assert figure_of(page).text() == str(len(own))
    table = table_of(page)
    assert table.model().rowCount() == len(own)
    page.commands()["new_strength"]()
    added = services.records.rows("strength", order_by=("-id",), limit=1)[0]
    assert added.values["salesperson_id"] == person
    table.setFocus()


def test_that_a_bar_opens_that_persons_rows(page: BlocksPage, services: Services, qtbot: QtBot) -> None:
    number, name = active_people(services.desk)[0]
    (button,) = [
        b
        for b in page.findChildren(QPushButton)
        if b.accessibleName().startswith(f"{name}:") or b.toolTip() == name
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel_of(page).accessibleName() == name
    assert number


def test_that_one_line_names_the_person_and_its_button_the_choice(
    page: BlocksPage, services: Services, qtbot: QtBot
) -> None:
    number, name = active_people(services.desk)[0]
    line = page.findChild(QLineEdit, "entry_agenda_point")
    qtbot.keyClicks(line, "something about nobody")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "something about nobody", "the words stay until it is said whose they are"
    line.clear()
    qtbot.keyClicks(line, f"{name.split()[0]}: call the client back")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    newest = services.records.rows("agenda_point", order_by=("-id",), limit=1)[0]
    assert (newest.values["text"], newest.values["salesperson_id"]) == ("call the client back", number)
    qtbot.keyClicks(line, f"{name} call them")
    qtbot.keyClick(line, Qt.Key.Key_F2)
    second = services.records.rows("agenda_point", order_by=("-id",), limit=1)[0]
    assert second.values["text"] == "call them"
    assert second.values["visibility"] != newest.values["visibility"]


def test_that_two_of_one_first_name_have_to_be_told_apart() -> None:
    people = [(1, "Boris Faz"), (2, "Boris Vian"), (3, "Ada Li")]
    assert person_meant("Boris: late", people) == (None, "Boris: late")
    assert person_meant("boris vian: late", people) == (2, "late")
    assert person_meant("Ada at Konex: they cheered", people) == (3, "at Konex: they cheered")
    assert person_meant("ada wants a discount", people) == (3, "wants a discount")
    assert person_meant("Adam is late", people) == (None, "Adam is late")


def test_that_the_colours_of_the_bars_are_said_in_words(page: BlocksPage, context: GuiContext) -> None:
    legend = next(label for label in page.findChildren(QLabel) if "lost" in label.text())
    assert context.theme.colour("accent").name() in legend.text()
    context.theme.set_scheme("dark")
    assert context.theme.colour("accent").name() in legend.text()
    context.theme.set_scheme("light")
