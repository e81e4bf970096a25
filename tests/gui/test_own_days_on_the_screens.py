"""A quota that starts on a day of its own is counted over these days, and every screen with the figure says so."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from salesdesk.env.clock import FixedClock
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.deals import Opportunity
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson, TeamSettings
from salesdesk.services.new_desk import make_desk
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow

ANNA = 1


@pytest.fixture
def own(start, tmp_path: Path, clock: FixedClock, qtbot: QtBot) -> OpenWindow:
    """The window on a desk whose quotas run from 31 Aug, in a fiscal year from June; 5 times what remains is open."""
    path = tmp_path / "Own.salesdesk"
    make_desk(path, clock)
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    with desk.change("Fill", undoable=False) as work:
        work.session.execute(update(TeamSettings).values(fiscal_year_start=6))
        work.session.add(Salesperson(name="Anna Ott"))
        work.session.flush()
        work.session.add_all([
            Quota(salesperson_id=ANNA, starts_on=date(2026, 8, 31), period="quarter", amount=Decimal(2000)),
            Opportunity(name="Crane", salesperson_id=ANNA, outcome="won", amount=Decimal(1000),
                        closed_on=date(2026, 8, 31)),
            Opportunity(name="Pump", salesperson_id=ANNA, outcome="open", amount=Decimal(5000)),
        ])  # fmt: skip
    desk.close()
    opened = start(path)
    qtbot.waitUntil(lambda: bool(words(opened.window)))
    return opened


def words(widget: QWidget) -> str:
    """Gives all words in sight."""
    QApplication.processEvents()
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def days(opened: OpenWindow) -> str:
    """Gives the sentence about the days."""
    write = opened.furniture.context.formats.plain_day
    return f"Counted over the days of the quotas, {write(date(2026, 8, 31))} to {write(date(2026, 11, 29))}."


@pytest.mark.parametrize("person", [None, ANNA])
@pytest.mark.parametrize("tab", ["desk", "plans"])
def test_that_desk_and_plans_say_over_which_days(own: OpenWindow, tab: str, person: int | None) -> None:
    own.window.shell.roster.choose(person)
    own.window.shell.tabs.open(tab)
    assert days(own) in words(own.window)


def test_that_the_page_of_a_person_says_over_which_days(own: OpenWindow) -> None:
    own.window.shell.roster.choose(ANNA)
    own.window.shell.tabs.open("team")
    assert days(own) in words(own.window)


def test_that_the_plan_of_a_talk_says_over_which_days(own: OpenWindow, qtbot: QtBot) -> None:
    own.furniture.sessions.start(ANNA)
    view, services = own.furniture.sessions.view, own.furniture.opening.services
    assert view is not None
    assert services is not None
    services.sessions.go_to(view.one_on_one_id, "plan")
    view.reload()
    qtbot.waitUntil(lambda: days(own) in words(view))


def test_that_the_plans_write_coverage_as_the_cards_do(own: OpenWindow) -> None:
    assert "of what remains" in words(own.window)
    own.window.shell.tabs.open("plans")
    QApplication.processEvents()
    table = own.window.findChild(RecordTable, "table_pace")
    heads = [
        table.model().headerData(column, table.header.orientation())
        for column in range(table.model().columnCount())
    ]
    assert table.model().index(0, heads.index("Coverage")).data() == "5.0×"
