"""The lists as a manager works in them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.side.lists_window import ListsWindow
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.widgets.list_page import ListPage
from salesdesk.services.lists.service import LISTED
from salesdesk.store.desk_file import DeskFile
from tests.gui.talk import start_talk

LEFT, ENTER = Qt.MouseButton.LeftButton, Qt.Key.Key_Return
SET_UP = (
    ("stage", "First talk"),
    ("gate", "Named the problem"),
    ("competency", "Talk to meeting"),
    ("product", "Mixer"),
    ("account", "Old mill"),
    ("opportunity", "Mixer for the mill"),
)
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def lists(opened: Any, kind: str) -> ListsWindow:
    opened.window.actions_by_id["lists"].trigger()
    found = opened.furniture.sides.window_of("lists")
    assert isinstance(found, ListsWindow)
    # The main window may still be coming up; only the active window has the keyboard.
    while QApplication.activeWindow() is not found:
        QTest.qWait(1)
    found.open_kind(kind)
    return found


def page(opened: Any, kind: str) -> ListPage:
    return lists(opened, kind).page(kind)


def column(of: ListPage, at: int = 0) -> list[str]:
    model = of.table.model()
    return [model.index(row, at).data() for row in range(model.rowCount())]


def go_to(of: ListPage, row: int, at: int = 0) -> None:
    of.table.setFocus()
    of.table.setCurrentIndex(of.table.model().index(row, at))


def write(qtbot: QtBot, words: str) -> None:
    """Types into the cell that is being edited and presses Enter."""
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, ENTER)


def place(of: ListPage, name: str) -> int:
    columns = of.table.model().columns  # type: ignore[attr-defined]
    return next(at for at, field in enumerate(columns) if field.name == name)


def undo_name(opened: Any) -> str:
    return opened.furniture.opening.services.undoing.undo_name


@pytest.fixture
def bare(start: Callable[..., Any], desk_path: Path) -> Any:
    """The window on a desk as an import leaves it that brought neither stages nor competencies."""
    return start(desk_path)


def test_that_every_list_stands_at_the_left_and_opens_at_the_right(opened: Any) -> None:
    window = lists(opened, "opportunity")
    kinds = window.findChild(QListWidget, "lists_kinds")
    for row, kind in enumerate(LISTED):
        kinds.setCurrentRow(row)
        assert window.page(kind).isVisible()
        # No import of the sample team has asked about a name.
        assert window.page(kind).table.model().rowCount() > 0 or kind == "name_in_files"


def test_that_a_stage_is_added_named_and_undone_by_name(opened: Any, qtbot: QtBot) -> None:
    stages = page(opened, "stage")
    before = column(stages)
    qtbot.mouseClick(stages.findChild(QPushButton, "list_add"), LEFT)
    write(qtbot, "Trial run")
    assert column(stages) == [*before[:-2], "Trial run", *before[-2:]]
    assert undo_name(opened) == "Change stage of “New stage”"
    window = opened.furniture.sides.window_of("lists")
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert column(stages) == before


def test_that_control_n_adds_where_the_list_is_filtered(opened: Any, qtbot: QtBot) -> None:
    products = page(opened, "product")
    products.take_filter()
    qtbot.keyClicks(products.findChild(QLineEdit, "list_filter"), "tray")
    qtbot.waitUntil(lambda: all("tray" in name for name in column(products)))
    qtbot.keyClick(products, Qt.Key.Key_N, CONTROL)
    write(qtbot, "Sealing film")
    assert "Sealing film" in column(products)
    assert products.findChild(QLineEdit, "list_filter").text() == ""


def test_that_alt_and_arrows_move_a_row_and_the_place_goes_along(opened: Any, qtbot: QtBot) -> None:
    competencies = page(opened, "competency")
    first, second = column(competencies)[:2]
    go_to(competencies, 0)
    qtbot.keyClick(competencies.table, Qt.Key.Key_Down, ALT)
    assert column(competencies)[:2] == [second, first]
    assert competencies.table.currentIndex().row() == 1
    assert undo_name(opened) == f"Move competency “{first}” down"
    qtbot.mouseClick(competencies.findChild(QPushButton, "list_up"), LEFT)
    assert column(competencies)[:2] == [first, second]
    assert opened.window.shell.person_id is None


def test_that_a_deal_chooses_its_account_from_a_list(opened: Any, qtbot: QtBot) -> None:
    deals = page(opened, "opportunity")
    go_to(deals, 0, place(deals, "account_id"))
    qtbot.keyClick(deals.table, ENTER)
    combo = QApplication.focusWidget()
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(5)
    name = combo.currentText()
    qtbot.keyClick(combo, ENTER)
    assert column(deals, place(deals, "account_id"))[0] == name


def test_that_a_deal_follows_a_stage_that_means_won(opened: Any, qtbot: QtBot) -> None:
    deals = page(opened, "opportunity")
    row = column(deals, place(deals, "outcome")).index("Open")
    go_to(deals, row, place(deals, "stage_id"))
    QGuiApplication.clipboard().setText("Won")
    deals.table.paste()
    assert column(deals, place(deals, "outcome"))[row] == "Won"
    assert column(deals, place(deals, "closed_on"))[row] == "11 Nov 2026"


def test_that_deals_are_found_by_account_and_the_count_says_so(opened: Any, qtbot: QtBot) -> None:
    deals = page(opened, "opportunity")
    account = next(name for name in column(deals, place(deals, "account_id")) if name)
    qtbot.keyClicks(deals.findChild(QLineEdit, "list_filter"), account)
    qtbot.waitUntil(lambda: set(column(deals, place(deals, "account_id"))) == {account})
    said = [label.text() for label in deals.findChildren(QLabel)]
    assert any(f"{deals.table.model().rowCount()} of " in words for words in said)
    qtbot.keyClicks(deals.findChild(QLineEdit, "list_filter"), " xyzzy")
    qtbot.waitUntil(lambda: deals.table.model().rowCount() == 0)
    assert deals.table.accessibleDescription().startswith("None of the deals")


def test_that_only_the_newest_deals_are_listed_and_that_this_is_said(opened: Any) -> None:
    deals = page(opened, "opportunity")
    said = [label.text() for label in deals.findChildren(QLabel)]
    assert any(words.startswith("The 500 added last, of ") for words in said)


def test_that_a_range_is_pasted_as_one_step(opened: Any) -> None:
    products = page(opened, "product")
    go_to(products, 0, place(products, "series"))
    QGuiApplication.clipboard().setText("Blue\t1,200\nRed\t80.5")
    products.table.paste()
    assert column(products, place(products, "series"))[:2] == ["Blue", "Red"]
    assert column(products, place(products, "list_price"))[:2] == ["$1,200", "$80.50"]
    assert undo_name(opened) == "Change 4 cells in products"


def test_that_what_cannot_be_read_is_said_in_place_and_changes_nothing(opened: Any, qtbot: QtBot) -> None:
    products = page(opened, "product")
    at = place(products, "list_price")
    before = column(products, at)
    go_to(products, 0, at)
    qtbot.keyClick(products.table, ENTER)
    write(qtbot, "cheap")
    window = opened.furniture.sides.window_of("lists")
    assert "cheap" in window.banners.messages[0]
    go_to(products, 0)
    qtbot.keyClick(products.table, ENTER)
    QApplication.focusWidget().clear()
    write(qtbot, "")
    assert ["cannot be empty" in words for words in window.banners.messages] == [True]
    assert column(products, at) == before


def test_that_a_number_beyond_all_bounds_is_refused_in_place(opened: Any, qtbot: QtBot) -> None:
    accounts = page(opened, "account")
    at = place(accounts, "employees")
    before = column(accounts, at)
    go_to(accounts, 0, at)
    qtbot.keyClick(accounts.table, ENTER)
    write(qtbot, "9" * 30)
    assert column(accounts, at) == before
    assert "too large" in opened.furniture.sides.window_of("lists").banners.messages[0]


def test_that_what_the_desk_refuses_goes_back_to_what_is_stored(opened: Any, qtbot: QtBot) -> None:
    accounts = page(opened, "account")
    before = column(accounts)
    # Gone meanwhile, as by another window on the same file, so that nothing told the list.
    records = opened.furniture.opening.services.records
    records.trash("account", [accounts.table.model().row_at(0).id])
    go_to(accounts, 0)
    qtbot.keyClick(accounts.table, ENTER)
    write(qtbot, "Another name")
    qtbot.waitUntil(lambda: column(accounts) == before[1:])
    assert "no longer there" in opened.furniture.sides.window_of("lists").banners.messages[0]


def test_that_deleting_says_what_still_refers_and_undo_brings_it_back(opened: Any, qtbot: QtBot) -> None:
    stages = page(opened, "stage")
    before = column(stages)
    go_to(stages, before.index("Meeting"))
    qtbot.keyClick(stages.table, Qt.Key.Key_Delete)
    window = opened.furniture.sides.window_of("lists")
    assert column(stages) == [name for name in before if name != "Meeting"]
    assert "“Meeting”" in window.banners.messages[0]
    assert "deals refer to it" in window.banners.messages[0]
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert column(stages) == before


def test_that_a_list_follows_what_happens_elsewhere(opened: Any) -> None:
    gates = page(opened, "gate")
    records = opened.furniture.opening.services.records
    stage = records.rows("stage", where={"name": "Proposal"})[0]
    opened.furniture.context.bus.publish(records.edit("stage", stage.id, "name", "Offer"))
    assert "Offer" in column(gates)
    assert "Proposal" not in column(gates)


def test_that_a_desk_without_competencies_is_offered_three_to_start_with(bare: Any, qtbot: QtBot) -> None:
    competencies = page(bare, "competency")
    first = competencies.findChild(QPushButton, "first_step")
    assert first.text() == "Add the three to start with"
    assert first.hasFocus()
    qtbot.mouseClick(first, LEFT)
    assert column(competencies) == ["Conversation to meeting", "Meeting to proposal", "Proposal to win"]
    assert undo_name(bare) == "Add the usual competencies"
    bare.window.actions_by_id["undo"].trigger()
    assert first.isVisible()


def test_that_a_gate_without_stages_says_what_to_do_first(bare: Any, qtbot: QtBot) -> None:
    gates = page(bare, "gate")
    assert not gates.findChild(QPushButton, "first_step").isVisible()
    qtbot.mouseClick(gates.findChild(QPushButton, "list_add"), LEFT)
    assert "Add the stages first" in bare.furniture.sides.window_of("lists").banners.messages[0]


def test_that_a_desk_is_set_up_by_hand_from_nothing(
    bare: Any, qtbot: QtBot, desk_path: Path, clock: FixedClock
) -> None:
    for kind, name in SET_UP:
        page(bare, kind).add()
        write(qtbot, name)
    desk = DeskFile.open(desk_path, clock)
    deal = desk.rows("SELECT d.name, s.name AS stage FROM opportunity d JOIN stage s ON s.id = d.stage_id")
    assert [tuple(row) for row in deal] == [("Mixer for the mill", "First talk")]
    assert desk.rows("SELECT name FROM gate")[0]["name"] == "Named the problem"
    assert tuple(desk.rows("SELECT name, of_what FROM competency")[0]) == ("Talk to meeting", "tries")
    desk.close()


def test_that_the_lists_close_for_a_one_on_one(opened: Any, side: SideWindows, qtbot: QtBot) -> None:
    lists(opened, "opportunity")
    start_talk(opened, qtbot)
    assert side.window_of("lists") is None


@pytest.mark.parametrize(("key", "end"), [(Qt.Key.Key_Tab, -1), (Qt.Key.Key_Backtab, 0)])
@pytest.mark.parametrize("kind", [kind for kind, _ in SET_UP])
def test_that_tab_leaves_a_list_at_its_end(opened: Any, kind: str, key: Qt.Key, end: int) -> None:
    of = page(opened, kind)
    model = of.table.model()
    row, column = (model.rowCount() - 1, of.table.shown_columns()[-1]) if end else (0, 0)
    go_to(of, row, column)
    QTest.keyClick(of.window().windowHandle(), key)
    assert QApplication.focusWidget() is not of.table
    assert QApplication.focusWidget() is not None


def test_that_what_was_added_to_a_list_is_said_with_undo(opened: Any, qtbot: QtBot) -> None:
    of = page(opened, "account")
    before = len(column(of))
    of.add()
    window = opened.furniture.sides.window_of("lists")
    assert window.banners.messages == ["Added: account, today. Type over its name."]
    window.findChild(QPushButton, "banner_action").click()
    qtbot.waitUntil(lambda: len(column(of)) == before)
