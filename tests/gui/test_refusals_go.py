"""A refusal is read and then goes: by itself after a while, or with the next thing that is done."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.widgets import banner
from salesdesk.gui.widgets.banner import BannerArea
from tests.gui.conftest import OpenWindow

WORDS = "“abc” is not an amount."


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A page that is seen."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def area(page: QWidget, context: GuiContext, monkeypatch: pytest.MonkeyPatch) -> BannerArea:
    """A place for messages on that page, where a while is short."""
    monkeypatch.setattr(banner, "LINGERS", 80)
    return BannerArea(context.theme, page)


@pytest.mark.parametrize("tone", ["soon", "error"])
def test_that_a_refusal_goes_after_a_while(area: BannerArea, qtbot: QtBot, tone: str) -> None:
    area.show_message(WORDS, tone=tone)
    assert area.messages == [WORDS]
    qtbot.waitUntil(lambda: not area.messages, timeout=2000)


def test_that_what_can_be_answered_or_tells_a_result_stays(area: BannerArea, qtbot: QtBot) -> None:
    for tone, action in (("error", "Try again"), ("info", "")):
        shown = area.show_message(WORDS, tone=tone, action=action)
        assert not shown.going, "it may be read for as long as it is true"


@pytest.mark.parametrize("key", ["team", "plans", "coaching", "metrics"])
def test_that_a_refusal_goes_with_the_next_act(opened: OpenWindow, key: str) -> None:
    page = opened.window.shell.tabs.open(key)
    areas = page.findChildren(BannerArea)
    areas[0].show_message(WORDS, tone="soon")
    services = opened.furniture.opening.services
    changes = services.records.trash("note", [services.records.rows("note")[0].id])
    opened.furniture.context.messages.say_done(changes)
    assert not areas[0].messages
