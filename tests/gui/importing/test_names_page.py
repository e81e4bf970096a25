"""The wizard asks which names are the same, once: answers hold for later imports and while one goes back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QScrollArea

FIRST = ("A-1,Robert Tarn,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,1200",)
LATER = (
    "A-2,Bob Tarn,Nordfeldt,Alpha,Won,2026-01-05,2026-03-14,100",
    "A-3,Bob Tarn,Kvist,Alpha,Won,2026-01-05,2026-03-14,100",
)


@pytest.fixture
def asked(drive: Any, deals: Callable[..., Path]) -> Any:
    """Opens the wizard at the question whether Bob is Robert."""
    drive.open(deals(*FIRST)).preview().click("import_next")
    drive.open(deals(*LATER, name="later.csv")).click("import_next")
    assert drive.page == "import_names"
    return drive


def offered(drive: Any) -> dict[str, QPushButton]:
    """Gives the answers in sight by what a screen reader says of them; earlier ones may not have gone yet."""
    return {b.accessibleName(): b for b in drive.wizard.findChildren(QPushButton) if b.isVisible()}


def answer(drive: Any, names: str, words: str) -> None:
    drive.qtbot.waitUntil(lambda: f"{names}: {words}" in offered(drive))
    drive.qtbot.mouseClick(offered(drive)[f"{names}: {words}"], Qt.MouseButton.LeftButton)
    assert f"{names}: {words}" in chosen(drive)


def chosen(drive: Any) -> list[str]:
    buttons = drive.wizard.findChildren(QPushButton)
    return [button.accessibleName() for button in buttons if button.isChecked() and button.isVisible()]


def people(drive: Any) -> set[str]:
    rows = drive.services.desk.rows("SELECT name FROM salesperson WHERE deleted_at IS NULL")
    return {row["name"] for row in rows} & {"Robert Tarn", "Bob Tarn"}


def test_that_the_same_makes_no_new_person_and_is_not_asked_again(
    asked: Any, deals: Callable[..., Path]
) -> None:
    assert "Bob Tarn  ·  2 deals" in asked.said()
    assert "Robert Tarn" in asked.said()
    answer(asked, "Bob Tarn, Robert Tarn", "The same")
    answer(asked, "Nordfeldt, Nordfeld", "Not the same")
    asked.click("import_next")
    assert asked.page == "import_preview", "nobody is new"
    asked.click("import_next")
    assert people(asked) == {"Robert Tarn"}
    asked.open(deals("A-9,Bob Tarn,Kvist,Alpha,Won,2026-01-05,2026-03-14,100", name="third.csv")).click(
        "import_next"
    )
    assert asked.page == "import_preview"


def test_that_what_is_left_open_stays_apart(asked: Any) -> None:
    asked.click("import_next")
    assert asked.page == "import_team"
    asked.click("import_next").click("import_next")
    assert people(asked) == {"Robert Tarn", "Bob Tarn"}


def test_that_answers_stay_while_one_goes_back_and_forth(asked: Any) -> None:
    answer(asked, "Bob Tarn, Robert Tarn", "The same")
    asked.click("import_next").click("import_back")
    assert asked.page == "import_names"
    asked.qtbot.waitUntil(lambda: "Bob Tarn, Robert Tarn: The same" in chosen(asked))
    answer(asked, "Bob Tarn, Robert Tarn", "Not the same")
    asked.click("import_next")
    assert asked.page == "import_team"
    asked.click("import_back")
    assert asked.page == "import_names"
    asked.click("import_back")
    assert asked.page == "import_found"


def test_that_who_is_kept_apart_after_the_team_was_asked_about_is_asked_about_too(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*FIRST)).preview().click("import_next")
    new = "A-4,Zoë 🦊 Vix,Kvist,Alpha,Won,2026-01-05,2026-03-14,100"
    drive.open(deals(*LATER, new, name="later.csv")).click("import_next")
    answer(drive, "Bob Tarn, Robert Tarn", "The same")
    drive.click("import_next")
    assert drive.page == "import_team"
    assert "New with this file: 1 salesperson. Is this one in your team?" in drive.said()
    drive.click("import_next").click("import_back").click("import_back")
    drive.qtbot.waitUntil(lambda: "Bob Tarn, Robert Tarn: The same" in chosen(drive))
    answer(drive, "Bob Tarn, Robert Tarn", "Not the same")
    drive.click("import_next")
    assert drive.page == "import_team", "Bob was not asked about yet"
    assert "New with this file: 2 salespeople. Which are in your team?" in drive.said()
    drive.click("import_next")
    assert drive.page == "import_preview"
    drive.click("import_back").click("import_next")
    assert drive.page == "import_preview", "whoever was seen is not asked about again"


QUOTAS = "Salesperson,Year,Q1,Q2,Q3,Q4"


def test_that_what_is_left_open_looks_open_is_asked_again_and_the_end_says_where_it_went(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*FIRST)).preview().click("import_next")
    for year in (2026, 2027):
        sheet = deals(f"Bob Tarn,{year},100,200,300,400", name=f"q{year}.csv", header=QUOTAS)
        drive.open(sheet).click("import_next")
        assert drive.page == "import_names"
        assert chosen(drive) == ["Bob Tarn, Robert Tarn: Later"]
        assert drive.wizard.focusWidget().accessibleName() == "Bob Tarn, Robert Tarn: Later"
        drive.click("import_next")
        if drive.page == "import_team":
            (box,) = [b for b in drive.wizard.findChildren(QCheckBox, "in_team") if not b.isHidden()]
            drive.qtbot.keyClick(box, Qt.Key.Key_Space)
            drive.click("import_next")
        drive.click("import_next")
        assert drive.page == "import_done"
        assert "New for people who are not in your team: 4 quotas (Bob Tarn)." in drive.said()


def test_that_tab_comes_to_what_is_chosen_of_each_pair_and_the_arrow_keys_to_the_others(asked: Any) -> None:
    answer(asked, "Nordfeldt, Nordfeld", "Not the same")
    asked.click("import_next").click("import_back")
    asked.wizard.activateWindow()
    asked.qtbot.waitUntil(asked.wizard.isActiveWindow)
    stops = list[str]()
    for _ in range(2):
        stops.append(QApplication.focusWidget().accessibleName())
        asked.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert stops == ["Bob Tarn, Robert Tarn: Later", "Nordfeldt, Nordfeld: Not the same"]
    asked.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    asked.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert "Nordfeldt, Nordfeld: The same" in chosen(asked)


def test_that_an_answer_can_be_taken_back(asked: Any) -> None:
    answer(asked, "Bob Tarn, Robert Tarn", "The same")
    answer(asked, "Bob Tarn, Robert Tarn", "Later")
    asked.click("import_next")
    assert asked.page == "import_team", "Bob is new"


def test_that_what_came_under_a_name_left_open_comes_along_and_is_named_before_and_after(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*FIRST)).preview().click("import_next")
    for number, (name, year) in enumerate((("Bob Tarn", 2026), ('"Tarn, Bob"', 2027))):
        sheet = deals(f"{name},{year},100,200,300,400", name=f"q{year}.csv", header=QUOTAS)
        drive.open(sheet).click("import_next")
        assert drive.page == "import_names"
        if number:
            answer(drive, "Tarn, Bob, Robert Tarn", "The same")
            drive.click("import_next")
            assert "4 quotas that came under that name before go along" in drive.said()
            assert "“Tarn, Bob” = “Robert Tarn”" in drive.said()
        else:
            drive.click("import_next")
            (box,) = [b for b in drive.wizard.findChildren(QCheckBox, "in_team") if not b.isHidden()]
            drive.qtbot.keyClick(box, Qt.Key.Key_Space)
            drive.click("import_next")
        drive.click("import_next")
        assert drive.page == "import_done"
    assert "4 quotas that came under that name before go along" in drive.said()
    rows = drive.services.desk.rows(
        "SELECT p.name, q.starts_on FROM quota q JOIN salesperson p ON p.id = q.salesperson_id "
        "WHERE p.name LIKE '%Tarn'"
    )
    assert sorted((row["name"], row["starts_on"][:4]) for row in rows) == [
        *[("Robert Tarn", "2026")] * 4, *[("Robert Tarn", "2027")] * 4,
    ]  # fmt: skip
    assert people(drive) == {"Robert Tarn"}


def test_that_at_200_per_cent_names_are_whole_and_no_page_is_wider_than_the_window(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.opened.furniture.context.theme.set_zoom(200)
    drive.open(deals(*FIRST, name="the_weekly_export_of_all_deals_of_the_north.csv"))
    drive.wizard.resize(1240, 660)
    drive.preview().click("import_next")
    page = drive.wizard.findChild(QScrollArea, "import_done")
    drive.qtbot.waitUntil(lambda: page.viewport().width() > 1000)
    assert page.horizontalScrollBar().maximum() == 0
    drive.open(deals(*LATER, name="later.csv"))
    drive.wizard.resize(1240, 660)
    drive.click("import_next")
    names = [label for label in drive.wizard.findChildren(QLabel) if label.text().startswith("Bob Tarn")]
    assert [label.wordWrap() for label in names if label.isVisible()] == [True]
    assert drive.wizard.findChild(QScrollArea, "import_names").horizontalScrollBar().maximum() == 0
