"""A button with the keyboard has one frame: the style's own dotted one round its words is not drawn as well."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.theme import set_role


@pytest.mark.parametrize("role", ["", "primary", "pill", "link"])
def test_that_there_is_nothing_but_words_inside_the_ring(
    qtbot: QtBot, context: GuiContext, role: str
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = QPushButton("")
    set_role(button, role)
    button.setCheckable(True)
    button.setChecked(True)
    first, column = QPushButton("First"), QVBoxLayout(page)
    for each in (first, button):
        column.addWidget(each)
    page.resize(300, 100)
    page.show()
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert button.hasFocus()
    QApplication.processEvents()
    image = button.grab().toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    inner = {
        image.pixelColor(x, y).name()
        for x in range(4, image.width() - 4)
        for y in range(4, image.height() - 4)
        if 12 < x < image.width() - 12
    }
    assert inner == {middle.name()}
