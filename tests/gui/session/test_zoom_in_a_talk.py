"""A talk opened with large letters is, back at the usual ones, as if opened with them; and the other way."""

from collections import defaultdict
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLayout, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.session.session_view import SessionView
from salesdesk.model.words import STEPS
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile
from tests.gui.session.conftest import Opener
from tests.services.session_desk import Table

Measured = dict[tuple[str, str], set[tuple[int, ...]]]


def walk(view: SessionView, service: SessionService) -> SessionView:
    """Opens everything there is in a talk once."""
    for step in STEPS:
        service.go_to(view.one_on_one_id, step)
        view.reload()
        QApplication.processEvents()
    view._shared.open_fork()
    for _ in range(2):
        view.toggle_private()
        QApplication.processEvents()
    assert view.sides.own is not None
    return view


def measured(view: SessionView) -> Measured:
    """Gives the margins and spacings of every layout, and the sizes that were set."""
    found: Measured = defaultdict(set)
    for layout in view.findChildren(QLayout):
        owner, margins = layout.parentWidget(), layout.contentsMargins()
        gaps = [layout.spacing()]
        if isinstance(layout, QGridLayout):
            gaps = [layout.horizontalSpacing(), layout.verticalSpacing()]
        sizes = (margins.left(), margins.top(), margins.right(), margins.bottom(), *gaps)
        found[type(owner).__name__, owner.objectName() if owner else ""].add(sizes)
    for part in (each for each in view.findChildren(QWidget) if not each.objectName().startswith("qt_")):
        margins = part.contentsMargins() if isinstance(part, QLabel) else None
        sizes = (part.maximumWidth(), part.maximumHeight(), margins.top() if margins else 0)
        found[type(part).__name__, part.objectName()].add(sizes)
    return found


@pytest.mark.parametrize(("opened_at", "seen_at"), [(200, 100), (100, 200)])
def test_that_a_talk_follows_the_zoom(
    opener: Opener, desk: DeskFile, context: GuiContext, opened_at: int, seen_at: int
) -> None:
    service = SessionService(desk, context.clock)
    context.theme.set_zoom(opened_at)
    followed = walk(opener(desk), service)
    context.theme.set_zoom(seen_at)
    QApplication.processEvents()
    now, anew = measured(followed), measured(walk(opener(desk), service))
    stayed = [f"{part}: {now[part]} instead of {anew[part]}" for part in anew if now[part] != anew[part]]
    assert not stayed, f"{len(stayed)} measures stay\n" + "\n".join(stayed)


def test_that_what_was_agreed_is_not_cut_at_the_side(
    qtbot: QtBot, opener: Opener, desk: DeskFile, table: Table, context: GuiContext
) -> None:
    values = {
        "salesperson_id": table.ada,
        "what": "Ask the Smokehouseworks",
        "assigned_on": date(2026, 10, 1),
    }
    RecordsService(desk).add("assignment", values)
    context.theme.set_zoom(200)
    view = opener(desk)
    column = view.findChild(QScrollArea, "agreed_column")
    assert column is not None
    qtbot.waitUntil(column.isVisible)
    (words,) = [each for each in column.findChildren(QLabel) if "Smokehouse" in each.text()]
    longest = max(map(words.fontMetrics().horizontalAdvance, words.text().split()))
    qtbot.waitUntil(lambda: words.width() >= longest)
    assert column.widget().width() <= column.viewport().width()
