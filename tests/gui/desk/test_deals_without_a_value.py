"""Open deals before the price list: no screen says that nothing is open, each says what gives them a value."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.model.deals import Opportunity
from salesdesk.model.team import Salesperson
from salesdesk.services.new_desk import make_desk
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow
from tests.gui.desk.needs import write

WORDS = "3 open deals have no value yet: import the price list"


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    """A desk with three open deals whose products have no price."""
    made = tmp_path / "New.salesdesk"
    make_desk(made, clock)
    desk = DeskFile.open(made, clock, tmp_path / "backups")
    write(desk, Salesperson(name="Ada", joined_on=date(2020, 1, 1)))
    write(desk, *(Opportunity(name=f"Deal {n}", salesperson_id=1, outcome="open") for n in range(3)))
    desk.close()
    return made


def said(opened: OpenWindow) -> str:
    return "\n".join(label.text() for label in opened.window.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("tab", ["desk", "plans", "metrics"])
def test_that_open_deals_without_a_value_are_said_as_such(
    tab: str, start: Callable[..., OpenWindow], path: Path, qtbot: QtBot
) -> None:
    opened = start(path)
    opened.window.shell.tabs.open(tab)
    qtbot.waitUntil(lambda: WORDS in said(opened))
    assert "$0 open" not in said(opened)


def test_that_a_person_s_results_say_so_too(
    start: Callable[..., OpenWindow], path: Path, qtbot: QtBot
) -> None:
    opened = start(path)
    opened.window.shell.roster.choose(1)
    opened.window.shell.tabs.open("team")
    qtbot.waitUntil(lambda: WORDS in said(opened))
    assert "$0 open" not in said(opened)


def test_that_where_some_have_a_value_both_are_said(
    start: Callable[..., OpenWindow], path: Path, clock: FixedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    write(desk, Opportunity(name="Big", salesperson_id=1, outcome="open", amount=Decimal(5000)))
    desk.close()
    opened = start(path)
    qtbot.waitUntil(lambda: f"open; {WORDS}" in said(opened))
