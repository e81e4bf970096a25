"""The page of the wizard that asks who is in the team, driven by mouse and keys in a real window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.conftest import open_desk

HEADER = "Name,Job title,Region,Manager"
MANAGERS = ("Dustin Brinkmann", "Melvin Marxen", "Rocco Neubert")
DEALS = (
    "A-1,Zoë Łoś,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,1200",
    "A-2,Bo Berg,Kvist,Alpha,Lost,2026-01-06,,8",
)


def name_of(number: int) -> str:
    return f"{chr(65 + number % 26)}ila Number{number:02}"


def rows(count: int) -> list[str]:
    return [f"{name_of(n)},Rep,North,{MANAGERS[n % 3]}" for n in range(count)]


def boxes(drive: Any) -> list[QCheckBox]:
    return [box for box in drive.wizard.findChildren(QCheckBox, "in_team") if not box.isHidden()]


def ticked(drive: Any) -> list[str]:
    found = drive.wizard.findChildren(QCheckBox, "in_team")
    return sorted({box.text() for box in found if box.isChecked()})


def states(drive: Any, names: list[str]) -> list[str]:
    found = {
        row["name"]: row["status"] for row in drive.services.desk.rows("SELECT name, status FROM salesperson")
    }
    return [found.get(name, "") for name in names]


@pytest.fixture
def asked(drive: Any, deals: Callable[..., Path]) -> Any:
    drive.open(deals(*rows(35), header=HEADER, name="team.csv")).click("import_next")
    assert drive.page == "import_team"
    return drive


def test_that_thirty_five_new_people_are_asked_about_and_nobody_is_guessed(asked: Any) -> None:
    assert "New with this file: 35 salespeople. Which are in your team?" in asked.said()
    assert ticked(asked) == []
    assert "0 of 35 in my team" in asked.said()
    assert QApplication.focusWidget() is asked.wizard.findChild(QLineEdit, "team_filter")


def test_that_a_name_and_enter_tick_nine_and_the_rest_is_kept_outside(asked: Any, qtbot: QtBot) -> None:
    field = asked.wizard.findChild(QLineEdit, "team_filter")
    mine = sorted(name_of(n) for n in range(9))
    for n in range(9):
        qtbot.keyClicks(field, f"number{n:02}")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert ticked(asked) == mine
    qtbot.keyClick(field, Qt.Key.Key_Return)
    asked.settle()
    assert asked.page == "import_preview", "Enter in the empty filter goes on"
    named = ", ".join(mine)
    assert f"Of the new people 9 are in your team: {named}; 26 are kept as not in your team." in asked.said()
    before = len(asked.services.roster.roster().people)
    asked.click("import_next")
    assert asked.page == "import_done"
    assert len(asked.services.roster.roster().people) == before + 9
    assert set(states(asked, mine)) == {"active"}
    assert states(asked, [name_of(20)]) == ["outside"]
    asked.click("import_undo")
    assert states(asked, [*mine, name_of(20)]) == [""] * 10, "one undo takes back people and answer"


def test_that_everybody_of_a_manager_is_one_click(asked: Any, qtbot: QtBot) -> None:
    pills = asked.wizard.findChildren(QPushButton, "team_of_manager")
    assert {pill.text() for pill in pills} == {
        f"Everybody of {manager} ({12 if n < 2 else 11})" for n, manager in enumerate(MANAGERS)
    }
    pill = next(pill for pill in pills if "Rocco" in pill.text())
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert ticked(asked) == sorted(name_of(n) for n in range(35) if n % 3 == 2)


def test_that_it_says_why_somebody_is_ticked(asked: Any, deals: Callable[..., Path]) -> None:
    assert "Ticked already" not in asked.said()
    pill = next(p for p in asked.wizard.findChildren(QPushButton, "team_of_manager") if "Rocco" in p.text())
    asked.qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    asked.click("import_next").click("import_next")
    later = [f"Zoë Later{n},Rep,North,{MANAGERS[n]}" for n in range(3)]
    asked.open(deals(*later, header=HEADER, name="later.csv")).click("import_next")
    assert ticked(asked) == ["Zoë Later2"]
    assert "Ticked already: the people of Rocco Neubert." in asked.said()


def test_that_everybody_of_a_manager_is_taken_back_when_it_is_pressed_again(asked: Any, qtbot: QtBot) -> None:
    pill = next(
        pill for pill in asked.wizard.findChildren(QPushButton, "team_of_manager") if "Rocco" in pill.text()
    )
    assert not pill.isChecked()
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert pill.isChecked()
    qtbot.keyClick(next(box for box in boxes(asked) if box.isChecked()), Qt.Key.Key_Space)
    assert not pill.isChecked(), "one of them was let go by hand"
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert len(ticked(asked)) == 11
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert ticked(asked) == []


def test_that_the_filter_forgives_a_mistake_where_nobody_matches_to_the_letter(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot
) -> None:
    people = ("Maureen Vale,Rep,North,", "Bo Berg,Rep,North,", "Ann Maure,Rep,North,")
    drive.open(deals(*people, header="Name,Job title,Region,Manager", name="team.csv")).click("import_next")
    field = drive.wizard.findChild(QLineEdit, "team_filter")
    qtbot.keyClicks(field, "mauren")
    assert "Maureen Vale" in [box.text() for box in boxes(drive)]
    assert "Bo Berg" not in [box.text() for box in boxes(drive)]
    field.clear()
    qtbot.keyClicks(field, "maureen")
    assert [box.text() for box in boxes(drive)] == ["Maureen Vale"]


def test_that_one_new_person_is_not_spoken_of_as_many(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals("Bo Berg,Rep,North,", header="Name,Job title,Region,Manager", name="team.csv"))
    drive.click("import_next")
    assert "Is this one in your team?" in drive.said()
    assert "The others" not in drive.said()
    assert "If not, this one is kept as not in my team" in drive.said()
    assert not drive.button("team_all").isVisible()
    assert not drive.button("team_none").isVisible()


def test_that_space_ticks_and_the_arrows_walk(asked: Any, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    first, second = boxes(asked)[:2]
    assert QApplication.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Space)
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert ticked(asked) == [first.text()]
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is first


def test_that_tab_comes_back_to_the_name_it_left_and_to_the_first_where_that_is_out_of_sight(
    asked: Any, qtbot: QtBot
) -> None:
    def stops() -> list[str]:
        return [box.text() for box in boxes(asked) if box.focusPolicy() & Qt.FocusPolicy.TabFocus]

    names = [box.text() for box in boxes(asked)]
    assert stops() == names[:1]
    first = boxes(asked)[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_End)
    assert stops() == names[-1:]
    now = QApplication.focusWidget()
    assert now is not None
    assert (now.accessibleName(), now.objectName()) == (names[-1], "in_team")
    qtbot.keyClick(now, Qt.Key.Key_Backtab)
    asked.wizard.findChild(QLineEdit, "team_filter").setText(names[3])
    assert stops() == [names[3]]
    asked.wizard.findChild(QLineEdit, "team_filter").clear()
    assert stops() == [names[3]]


def test_that_all_and_nobody_mean_those_that_are_shown(asked: Any, qtbot: QtBot) -> None:
    asked.write("team_filter", "marxen")
    assert len(boxes(asked)) == 12
    asked.click("team_all")
    assert len(ticked(asked)) == 12
    asked.wizard.findChild(QLineEdit, "team_filter").clear()
    asked.click("team_none")
    assert ticked(asked) == []


def test_that_a_click_beside_the_box_ticks_too(asked: Any, qtbot: QtBot) -> None:
    from salesdesk.gui.widgets.elided import ElidedLabel

    beside = next(
        label
        for label in asked.wizard.findChildren(ElidedLabel)
        if label.words == "Rep" and label.isVisible()
    )
    qtbot.mouseClick(beside, Qt.MouseButton.LeftButton)
    assert len(ticked(asked)) == 1


def test_that_the_answer_stays_on_the_way_back_and_forth(asked: Any) -> None:
    asked.write("team_filter", "number03")
    asked.click("team_all").click("import_next")
    assert asked.page == "import_preview"
    asked.click("import_back")
    assert asked.page == "import_team"
    asked.click("import_back")
    assert asked.page == "import_found"
    asked.choose("Region", "Leave out").click("import_next")
    assert ticked(asked) == [name_of(3)]


def test_that_two_of_one_name_have_an_answer_each_on_the_way_back_and_forth(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot
) -> None:
    told = ("Ada Lo,Rep,S-17", "Ada Lo,Rep,S-18", "Bo Berg,Rep,S-19")
    drive.open(deals(*told, header="Name,Job title,Employee ID", name="team.csv"))
    drive.click("import_next")
    drive.click("team_none")
    found = {box.text(): box for box in boxes(drive)}
    assert set(found) == {"Ada Lo (S-17)", "Ada Lo (S-18)", "Bo Berg"}
    qtbot.mouseClick(found["Ada Lo (S-18)"], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    drive.click("import_back").click("import_next")
    assert ticked(drive) == ["Ada Lo (S-18)"]
    drive.write("team_filter", "s-17")
    assert [box.text() for box in boxes(drive)] == ["Ada Lo (S-17)"]


def test_that_a_later_file_asks_about_new_names_only(asked: Any, deals: Callable[..., Path]) -> None:
    asked.click("import_next").click("import_next")
    asked.open(deals(*rows(35), header=HEADER, name="team.csv")).click("import_next")
    assert asked.page == "import_preview", "who was answered for is not asked about again"
    asked.open(deals(*DEALS)).click("import_next")
    assert asked.page == "import_team"
    assert {box.text() for box in boxes(asked)} == {"Zoë Łoś", "Bo Berg"}
    assert ticked(asked) == [], "files before named others as well, so nobody is proposed"
    asked.write("team_filter", "zoe los")
    assert [box.text() for box in boxes(asked)] == ["Zoë Łoś"], "accents need not be typed"


def test_that_people_alone_bring_no_gates(asked: Any) -> None:
    asked.click("import_next").click("import_next")
    assert "What has the buyer done" not in asked.said()


def test_that_gates_are_offered_and_taken_in_one_step(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot, clock: Any, tmp_path: Path
) -> None:
    from salesdesk.services.new_desk import make_desk

    make_desk(tmp_path / "New.salesdesk", clock)
    open_desk(drive.opened.furniture, tmp_path / "New.salesdesk")
    drive.services = drive.opened.furniture.opening.services
    drive.open(deals(*DEALS, "A-3,Bo Berg,Kvist,Alpha,Prospecting,,,")).preview().click("import_next")
    assert "What has the buyer done at each stage?" in drive.said()
    drive.click("take_gates")
    count = "SELECT count(*) FROM gate WHERE deleted_at IS NULL"
    assert drive.services.desk.rows(count)[0][0] == 1
    assert drive.services.undoing.undo_name == "Take the proposed gates"
    drive.click("undo_gates")
    assert drive.services.desk.rows(count)[0][0] == 0
    assert drive.button("take_gates").isVisible()


def test_that_gates_put_away_are_not_asked_about_again_and_the_import_can_still_be_undone(
    drive: Any, deals: Callable[..., Path], clock: Any, tmp_path: Path
) -> None:
    from salesdesk.services.new_desk import make_desk

    make_desk(tmp_path / "New.salesdesk", clock)
    open_desk(drive.opened.furniture, tmp_path / "New.salesdesk")
    drive.services = drive.opened.furniture.opening.services
    drive.open(deals(*DEALS)).preview().click("import_next")
    drive.click("put_gates_away")
    assert "What has the buyer done" not in drive.said()
    assert drive.button("import_undo").isVisible()
    drive.open(deals("A-9,Bo Berg,Kvist,Alpha,Prospecting,,,")).preview().click("import_next")
    assert drive.page == "import_done"
    assert "What has the buyer done" not in drive.said()


def test_that_escape_clears_the_filter_before_it_leaves_the_import(asked: Any, qtbot: QtBot) -> None:
    field = asked.wizard.findChild(QLineEdit, "team_filter")
    qtbot.keyClicks(field, "number03")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), asked.page) == ("", "import_team")
    assert asked.wizard.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert asked.wizard is None


def test_that_leaving_asks_once_somebody_was_ticked(asked: Any, qtbot: QtBot) -> None:
    prompts = asked.opened.furniture.prompts
    box = boxes(asked)[0]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    prompts.preset(False)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert "Leave this import?" in prompts.asked[-1]
    assert asked.wizard.isVisible()
    assert ticked(asked) == [box.text()]
    prompts.preset(True)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert asked.wizard is None


def test_that_the_main_window_asks_before_it_closes_over_somebody_who_was_ticked(
    asked: Any, qtbot: QtBot
) -> None:
    prompts, window = asked.opened.furniture.prompts, asked.opened.window
    box = boxes(asked)[0]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    prompts.preset(False)
    assert not window.close()
    assert "what you have chosen is forgotten" in prompts.asked[-1]
    assert asked.wizard.isVisible()
    assert ticked(asked) == [box.text()]
    prompts.preset(True)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert asked.wizard is None


def test_that_the_main_window_closes_at_once_over_an_import_in_which_nothing_was_chosen(asked: Any) -> None:
    asked_before = list(asked.opened.furniture.prompts.asked)
    assert asked.opened.window.close()
    assert asked.opened.furniture.prompts.asked == asked_before


def test_that_a_filter_without_a_hit_says_so_until_it_is_emptied(asked: Any, qtbot: QtBot) -> None:
    field = asked.wizard.findChild(QLineEdit, "team_filter")
    qtbot.keyClicks(field, "qqq")
    assert "Nobody here matches “qqq”. Esc shows all again." in asked.said()
    assert boxes(asked) == []
    field.setText("q" * 10_000)
    assert len(next(line for line in asked.said().split("\n") if "Nobody here" in line)) < 100
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert "Nobody here matches" not in asked.said()
    assert len(boxes(asked)) == 35


def test_that_who_was_ticked_is_ticked_again_when_the_same_file_is_opened_again(
    asked: Any, qtbot: QtBot
) -> None:
    path = asked.wizard.path
    box = boxes(asked)[0]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    name, was = box.text(), ticked(asked)
    asked.opened.furniture.prompts.preset(True)
    asked.wizard.reject()
    asked.open(path).click("import_next")
    assert asked.page == "import_team"
    assert name in was
    assert ticked(asked) == was
