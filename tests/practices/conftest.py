"""A laid table and a one-on-one at it, in a real window: what the tests of the practices are held on."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.session.session_view import SessionView
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of
from tests.gui.team.room import TeamRoom
from tests.services.session_desk import Table, lay_table


@pytest.fixture
def table(desk: DeskFile) -> Table:
    """Ada and Bruno, their deals, numbers and what was agreed a week ago."""
    return lay_table(desk)


@pytest.fixture
def sessions(desk: DeskFile, clock: FixedClock) -> SessionService:
    """The one-on-ones of the desk."""
    return SessionService(desk, clock)


@pytest.fixture
def meeting(sessions: SessionService, table: Table) -> int:
    """A running one-on-one with Ada."""
    return sessions.prepare(table.ada)


@pytest.fixture
def view(
    context: GuiContext, sessions: SessionService, meeting: int, desk: DeskFile, qtbot: QtBot
) -> Iterator[SessionView]:
    """The one-on-one with Ada as the window shows it."""
    made = SessionView(context, sessions, RecordsService(desk), meeting)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def team_tab(desk: DeskFile, table: Table, context: GuiContext, clock: FixedClock, qtbot: QtBot) -> TeamRoom:
    """The Team tab as the window shows it."""
    made = TeamRoom(parts_of(desk, context, clock))
    qtbot.addWidget(made)
    context.bus.changed.connect(made.mark_stale)
    made.resize(1200, 760)
    made.show()
    return made
