"""The window as a manager meets it: start, who and what, undo by name, lock, looks, search."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListView, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from salesdesk.gui import main_window
from salesdesk.gui.layouts import scroll_to
from salesdesk.gui.main_window import MainWindow, first_size
from salesdesk.gui.search_results import DETAIL
from salesdesk.model.deals import Account
from tests.gui.conftest import open_desk, until_shown

Start = Callable[..., Any]


def press(opened: Any, command_id: str) -> None:
    opened.window.actions_by_id[command_id].trigger()


def texts(widget: QWidget) -> str:
    """Everything a widget says on the screen."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def names(opened: Any) -> list[str]:
    services = opened.furniture.opening.services
    assert services is not None
    return [entry.name for entry in services.roster.roster().people]


def test_that_the_first_start_offers_a_choice(start: Start) -> None:
    opened = start()
    for key in ("sample", "import", "new", "open"):
        button = opened.window.findChild(QPushButton, f"welcome_{key}")
        assert button is not None
        assert button.isVisible()
    assert not opened.window.actions_by_id["undo"].isEnabled()


def test_that_the_sample_team_opens_by_one_click(start: Start, qtbot: QtBot) -> None:
    opened = start()
    qtbot.mouseClick(opened.window.findChild(QPushButton, "welcome_sample"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.furniture.opening.services is not None, timeout=20_000)
    assert len(names(opened)) == 9
    assert "Sample team" in opened.window.windowTitle()


def test_that_an_empty_desk_is_made_and_says_what_belongs_there(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    opened = start()
    press(opened, "new_desk")
    asked = opened.window.findChild(QDialog, "new_desk_window")
    opened.furniture.prompts.preset(tmp_path / "North.salesdesk")
    qtbot.mouseClick(asked.findChild(QPushButton, "choose_place"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Return)
    until_shown(opened.furniture)
    assert (tmp_path / "North.salesdesk").is_file()
    assert "Nobody is in the team yet" in texts(opened.window.shell.tabs)


def test_that_the_next_start_opens_the_desk_that_was_open_last(
    start: Start, sample_path: Path, qtbot: QtBot
) -> None:
    first = start(sample_path)
    first.window.close()
    second = start()
    services = second.furniture.opening.services
    assert services is not None
    assert services.path == sample_path


def test_that_a_foreign_file_is_refused_in_a_sentence_and_the_open_desk_stays(
    opened: Any, tmp_path: Path
) -> None:
    foreign = tmp_path / "notes.salesdesk"
    foreign.write_text("dear diary")
    opened.furniture.prompts.preset(foreign)
    press(opened, "open_desk")
    services = opened.furniture.opening.services
    assert services is not None
    assert services.path.name == "Sample team.salesdesk"
    assert "is not a SalesDesk file" in texts(opened.window)
    assert foreign.read_text() == "dear diary"


def test_that_the_chosen_person_stays_while_the_tabs_change(opened: Any) -> None:
    shell = opened.window.shell
    press(opened, "next_person")
    chosen = shell.person_id
    assert chosen is not None
    for tab in ("team", "plans", "coaching", "metrics", "desk"):
        press(opened, f"go_{tab}")
        assert shell.tabs.current_key() == tab
        assert shell.person_id == chosen
        assert shell.tabs.page(tab).person_id == chosen


def test_that_alt_up_and_down_walk_through_everybody_and_stop_at_the_ends(opened: Any) -> None:
    shell = opened.window.shell
    met = []
    for _ in range(20):
        press(opened, "next_person")
        met.append(shell.person_id)
    assert len(set(met)) == len(names(opened)) + 2, (
        "the salespeople, one candidate and the manager's own work"
    )
    for _ in range(20):
        press(opened, "previous_person")
    assert shell.person_id is None


def test_that_a_click_in_the_roster_chooses_the_person(opened: Any, qtbot: QtBot) -> None:
    roster = opened.window.findChild(QListView, "roster")
    assert roster is not None
    third = roster.model().index(4, 0)
    qtbot.mouseClick(roster.viewport(), Qt.MouseButton.LeftButton, pos=roster.visualRect(third).center())
    assert opened.window.shell.roster.person_id is not None
    assert third.data() in names(opened)


def test_that_undo_is_offered_by_name_and_everything_follows(opened: Any) -> None:
    services = opened.furniture.opening.services
    assert services is not None
    person = services.roster.roster().people[0]
    opened.furniture.context.bus.publish(
        services.records.edit("salesperson", person.person_id, "name", "Zoë New")
    )
    assert opened.window.actions_by_id["undo"].text().startswith("Undo: Change name of")
    assert "Zoë New" in names(opened)
    press(opened, "undo")
    assert person.name in names(opened)
    assert "Zoë New" not in names(opened)
    assert opened.window.actions_by_id["redo"].text().startswith("Redo: Change name of")
    press(opened, "redo")
    assert "Zoë New" in names(opened)


def test_that_the_locked_screen_names_nobody_and_no_file(opened: Any, qtbot: QtBot) -> None:
    press(opened, "lock")
    shown = texts(opened.window) + opened.window.windowTitle()
    assert "Sample team" not in shown
    assert not any(name in shown for name in names(opened))
    assert not opened.window.menuBar().isVisible()
    qtbot.mouseClick(opened.window.findChild(QPushButton, "unlock"), Qt.MouseButton.LeftButton)
    assert "Sample team" in opened.window.windowTitle()


def test_that_text_zoom_and_colours_are_kept_across_a_restart(opened: Any, start: Start) -> None:
    press(opened, "zoom_in")
    press(opened, "scheme_dark")
    opened.window.close()
    again = start()
    assert again.settings.current.zoom == 110
    assert again.settings.current.theme == "dark"
    assert again.window.actions_by_id["scheme_dark"].isChecked()


def test_that_searching_a_name_and_pressing_enter_opens_the_person(opened: Any, qtbot: QtBot) -> None:
    name = names(opened)[1]
    press(opened, "find")
    box = opened.window.shell.search
    qtbot.keyClicks(box, name.split()[-1][:4])
    qtbot.keyClick(box, Qt.Key.Key_Return)
    services = opened.furniture.opening.services
    assert services is not None
    assert opened.window.shell.person_id == services.roster.roster().people[1].person_id


def test_that_the_search_box_runs_commands_and_shows_their_keys(opened: Any, qtbot: QtBot) -> None:
    box = opened.window.shell.search
    box.take_focus()
    qtbot.keyClicks(box, "coaching lo")
    qtbot.waitUntil(lambda: "Ctrl+4" in _results(box), timeout=2000)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert opened.window.shell.tabs.current_key() == "coaching"


def test_that_a_search_without_hits_says_so(opened: Any, qtbot: QtBot) -> None:
    box = opened.window.shell.search
    box.take_focus()
    qtbot.keyClicks(box, "qqqqzz")
    qtbot.waitUntil(lambda: "Nothing found for “qqqqzz”." in _results(box), timeout=2000)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def _results(box: QWidget) -> str:
    found = [
        w
        for w in QApplication.allWidgets()
        if isinstance(w, QListWidget) and w.objectName() == "search_results"
    ]
    lines = [w.item(row) for w in found if w.isVisible() for row in range(w.count())]
    return "\n".join(f"{line.text()} {line.data(DETAIL) or ''}" for line in lines)


def test_that_undoing_a_huge_step_leaves_the_window_alive_and_ends_well(opened: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    count = "SELECT count(*) FROM account"
    before = services.desk.rows(count)[0][0]
    with services.desk.change("Import 6,000 accounts") as work:
        work.session.execute(insert(Account), [{"name": f"Account {i}"} for i in range(6000)])
    opened.furniture.context.bus.publish(work.changes)
    press(opened, "undo")
    assert not opened.window.actions_by_id["undo"].isEnabled(), "it goes on beside the window"
    qtbot.waitUntil(lambda: services.desk.rows(count)[0][0] == before, timeout=20_000)
    qtbot.waitUntil(lambda: opened.window.actions_by_id["redo"].text() == "Redo: Import 6,000 accounts")


def test_that_a_refused_file_is_said_on_the_page_in_sight(opened: Any, tmp_path: Path) -> None:
    foreign = tmp_path / "notes.salesdesk"
    foreign.write_text("dear diary")
    press(opened, "go_desk")
    press(opened, "go_team")
    opened.furniture.prompts.preset(foreign)
    press(opened, "open_desk")
    assert "is not a SalesDesk file" in texts(opened.window)


def test_that_a_desk_that_is_open_elsewhere_is_left_alone_and_not_forgotten(
    opened: Any, sample_path: Path, start: Start
) -> None:
    second = start(sample_path)
    assert second.furniture.opening.services is None
    assert "is open in another window of SalesDesk" in texts(second.window)
    assert second.settings.current.last_desk == str(sample_path)
    opened.window.close()
    open_desk(second.furniture, sample_path)
    assert second.furniture.opening.services is not None


def test_that_of_another_desk_the_team_is_chosen_and_of_the_same_one_who_was(
    opened: Any, sample_path: Path
) -> None:
    shell, third = opened.window.shell, opened.furniture.opening.services.roster.roster().people[2].person_id
    other = sample_path.with_name("Other.salesdesk")
    opened.furniture.opening.close()
    shutil.copy(sample_path, other)
    open_desk(opened.furniture, sample_path)
    for path, chosen in ((sample_path, third), (other, None)):
        shell.roster.choose(third)
        shell.open_page("team")
        open_desk(opened.furniture, path)
        assert shell.person_id == chosen
        for tab in ("team", "coaching", "desk"):
            assert shell.open_page(tab).person_id == chosen


@pytest.mark.parametrize(
    ("screen", "first"),
    [((1280, 720), (1264, 672)), ((1366, 728), (1280, 680)), ((2560, 1440), (1920, 1080))],
)
def test_that_the_first_window_fits_its_screen_with_its_frame(
    screen: tuple[int, int], first: tuple[int, int]
) -> None:
    size = first_size(QSize(*screen))
    assert (size.width(), size.height()) == first


def test_that_the_window_fits_a_screen_lower_than_the_desk_which_is_scrolled_then(
    opened: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.window.resize(1264, 1264)
    before = opened.window.saveGeometry().toBase64().data().decode()
    monkeypatch.setattr(main_window, "LEAST", QSize(900, 1500))  # no screen of the tests is as high
    low = MainWindow(opened.furniture.context.theme, before)
    qtbot.addWidget(low)
    low.show()
    screen, seen = low.screen().availableSize(), low.centralWidget()
    assert low.width() <= screen.width()
    assert low.height() <= screen.height()
    for widget in (low.shell.roster, low.shell.search):
        scroll_to(widget)
        assert seen.rect().contains(widget.mapTo(seen, widget.rect().topLeft()))
