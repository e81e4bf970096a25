"""Every screen says one number of one thing, with others on the desk who are not in the team."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.services.metrics.windows import Window
from salesdesk.store.desk_file import DeskFile
from tests.services.others_desk import add_others


@pytest.fixture
def opened(
    start: Callable[..., Any], sample_template: Path, tmp_path: Path, clock: FixedClock
) -> Iterator[Any]:
    """The window on the sample team with others beside it."""
    path = shutil.copyfile(sample_template, tmp_path / "Team.salesdesk")
    desk = DeskFile.open(path, clock)
    add_others(desk, clock.today())
    desk.close()
    return start(path)


def _page(opened: Any, key: str) -> QWidget:
    tabs = opened.window.shell.tabs
    opened.window.actions_by_id[f"go_{key}"].trigger()
    assert tabs.current_key() == key
    return tabs.page(key)


def _figure(page: QWidget, name: str) -> str:
    holder = page.findChild(QWidget, name)
    return holder.findChild(QPushButton, "figure").text()


def _said(page: QWidget, name: str) -> str:
    holder = page.findChild(QWidget, name)
    return " ".join(label.text() for label in holder.findChildren(QLabel) if not label.isHidden())


def _cells(table: QTableView) -> dict[str, dict[str, str]]:
    """Gives the words of a table by the first cell of the row and the head of the column."""
    model = table.model()
    heads = [str(model.headerData(c, Qt.Orientation.Horizontal)) for c in range(model.columnCount())]
    rows = [
        [str(model.index(row, column).data() or "") for column in range(len(heads))]
        for row in range(model.rowCount())
    ]
    return {row[0]: dict(zip(heads, row, strict=True)) for row in rows}


def _plan_line(opened: Any, name: str) -> dict[str, str]:
    table = _page(opened, "plans").findChild(QTableView, "table_pace")
    return _cells(table)[name]


def _roster(opened: Any) -> str:
    model = opened.window.findChild(QListView, "roster").model()
    return " ".join(
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())
    )


def test_that_the_team_says_one_number_on_every_screen(opened: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    money = _page(opened, "desk")._context.formats.money
    pace = services.plans.pace(services.plans.periods(services.plans.year_today(), "quarter")[3]).team
    won, held = pace.attainment.won, pace.coverage.open_pipeline
    desk = _page(opened, "desk")
    assert _figure(desk, "desk_won") == money(won, short=True)
    assert _figure(desk, "desk_coverage") == f"{pace.coverage.times}×"
    share = _said(desk, "desk_won").split(" of quota")[0].split()[-1]
    assert f"{share} of quota" in _roster(opened)
    line = _plan_line(opened, "Team total")
    assert (line["Won"], line["Of quota"], line["Open deals"]) == (money(won), share, money(held))
    assert line["Coverage"] == f"{pace.coverage.times}×"
    metrics = _page(opened, "metrics")
    assert (
        _figure(metrics, "result_pipeline")
        == money(held, short=True)
        == money(services.metrics.pipeline(None).total.value, short=True)
    )
    assert f"{pace.open_deals:,} open deals" in _said(metrics, "result_pipeline")
    assert "Other" not in _said(metrics, "result_won")


def test_that_a_person_says_one_number_on_every_screen(opened: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    table = _page(opened, "team").findChild(QTableView, "table_team")
    team = _cells(table)
    for person in services.roster.roster().people:
        opened.window.shell.roster.choose(person.person_id)
        page = _page(opened, "team")
        desk, plans = _page(opened, "desk"), _plan_line(opened, person.name)
        row = team[person.name]
        assert _figure(page, "result_won") == _figure(desk, "desk_won")
        assert row["Won Q4 2026"] == plans["Won"]
        assert row["Of quota"] == (plans["Of quota"] or "–")
        assert row["Of quota"] == "–" or row["Of quota"] in _said(page, "result_won")
        cover = plans["Coverage"]
        assert _figure(page, "result_open") == (cover or "–")
        assert _figure(page, "result_open") == _figure(desk, "desk_coverage")
        assert _figure(page, "result_win_rate") == (row["Win rate"] or "–")


def test_that_the_numbers_of_the_week_say_the_team_total(opened: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    opened.window.actions_by_id["week_numbers"].trigger()
    page = _page(opened, "metrics")
    back = page.findChild(QWidget, "week_before")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    week = page.findChild(QWidget, "week_card")._bar.week
    first = services.numbers.grid(week).measured[0]
    whole = services.metrics.competency_by_person(first.id, Window("w", "", week, week)).whole.estimate
    lines = _cells(page.findChild(QTableView, "table_week_numbers"))
    own = {name: list(cells.values())[1:3] for name, cells in lines.items()}
    assert own["Team total"] == [f"{whole.trials:,}", f"{whole.successes:,}"]
    assert own["Other archived (left)"] == ["500", "499"]
    assert not [name for name in own if "outside" in name or "trashed" in name]
    assert "People in brackets are not in the team total." in page.findChild(QLabel, "week_hint").text()
