"""PySide never hears that Qt deleted an item of a layout, so none is wrapped that outlives its place in the layout."""

import gc

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLayout, QLayoutItem, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import row, widgets_in
from salesdesk.gui.screens import screens
from salesdesk.gui.tour import Tour
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.flow_layout import ItemsLayout


def wrapped_items() -> set[int]:
    """Gives the addresses PySide takes for items, but for those a layout of the project keeps itself."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    every = [each for each in gc.get_objects() if isinstance(each, QLayoutItem)]
    kept = {id(item) for each in every if isinstance(each, ItemsLayout) for item in each._items}
    loose = [each for each in every if not isinstance(each, QLayout) and id(each) not in kept]
    return {shiboken6.getCppPointer(each)[0] for each in loose if shiboken6.isValid(each)}


def test_that_the_widgets_of_a_layout_come_in_their_order_and_without_their_items(qtbot: QtBot) -> None:
    host, before = QWidget(), wrapped_items()
    qtbot.addWidget(host)
    first, second, elsewhere = QLabel("first"), QPushButton("second"), QLabel("elsewhere")
    outer = row(second, None, on=host)
    outer.addWidget(elsewhere)
    inner = QHBoxLayout()
    outer.addLayout(inner)
    inner.addWidget(elsewhere)
    outer.insertWidget(0, first)
    assert widgets_in(outer) == [first, second]
    assert widgets_in(inner) == [elsewhere]
    assert widgets_in(QHBoxLayout()) == []
    assert wrapped_items() <= before


def test_that_a_card_whose_links_go_beneath_its_title_leaves_no_item(
    context: GuiContext, qtbot: QtBot
) -> None:
    before = wrapped_items()
    card = Card(context.theme, "A title of some length", "quiet words")
    qtbot.addWidget(card)
    card.add_action("Do something about it", lambda: None)
    card.show()
    for width in (900, 200, 900, 200):
        card.resize(width, 200)
        QApplication.processEvents()
    assert wrapped_items() <= before


@pytest.mark.long
def test_that_no_screen_leaves_an_item(tour: Tour) -> None:
    # What is left stays left as long as its page, so that it is enough to look now and then.
    left = {
        screen: len(found)
        for place, (screen, _) in enumerate(screens(tour))
        if place % 12 == 0 and (found := wrapped_items())
    }
    assert not left
