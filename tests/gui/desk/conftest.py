"""A desk two months old with three who need the manager, and the window on it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Assignment, OneOnOne
from salesdesk.model.team import Salesperson
from salesdesk.services.new_desk import make_desk
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow
from tests.gui.desk.needs import lines, write


@pytest.fixture
def desk_path(tmp_path: Path, clock: FixedClock) -> Path:
    """A desk two months old: Ada's quarterly review is late, Ben has two late assignments, Cleo waits."""
    path = tmp_path / "Old.salesdesk"
    make_desk(path, clock)
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    today = clock.today()
    write(desk, *(Salesperson(name=name, joined_on=date(2020, 1, 1)) for name in ("Ada", "Ben", "Cleo")))
    write(
        desk,
        *(OneOnOne(salesperson_id=n, kind="quarterly_review", state="held",
                   starts_at=datetime(2026, 11, 1, 9)) for n in (2, 3)),
        OneOnOne(salesperson_id=1, state="held", starts_at=datetime(2026, 11, 2, 9)),
        OneOnOne(salesperson_id=1, kind="quarterly_review", state="held", starts_at=datetime(2026, 6, 2, 9)),
    )  # fmt: skip
    for days, carried in ((9, 0), (3, 2)):
        due = today - timedelta(days=days)
        made = Assignment(
            salesperson_id=2, what=f"Late {days}", assigned_on=due, due_on=due, times_carried=carried
        )
        write(desk, made)
    with desk.change("Date them", undoable=False) as work:
        work.session.execute(update(Salesperson).values(created_at=datetime(2026, 9, 1)))
    desk.close()
    return path


@pytest.fixture
def old(start, desk_path: Path, qtbot: QtBot) -> OpenWindow:
    """The window on that desk, the Desk in front."""
    opened = start(desk_path)
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.waitUntil(lambda: bool(lines(opened)))
    return opened
