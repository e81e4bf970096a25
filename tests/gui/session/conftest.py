"""A one-on-one in a window of its own, held as two people hold it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.session.session_view import SessionView
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile
from tests.services.session_desk import Table, lay_table

Opener = Callable[[DeskFile], SessionView]


@pytest.fixture
def table(desk: DeskFile) -> Table:
    """A small team, with Ada's one-on-one due."""
    return lay_table(desk)


@pytest.fixture
def opener(context: GuiContext, qtbot: QtBot, table: Table, clock: FixedClock) -> Iterator[Opener]:
    """Opens Ada's one-on-one, as often as a test wants."""
    opened: list[SessionView] = []

    def start(desk: DeskFile) -> SessionView:
        service = SessionService(desk, clock)
        view = SessionView(context, service, RecordsService(desk), service.prepare(table.ada))
        opened.append(view)
        view.resize(1280, 720)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return view

    yield start
    for view in opened:
        view.close()
        view.deleteLater()


@pytest.fixture
def view(opener: Opener, desk: DeskFile) -> SessionView:
    """Ada's one-on-one, open."""
    return opener(desk)
