"""The bar about the file of the desk stands as low as its words allow, and cuts nothing."""

from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.file_bar import FileBar

OFFERS = [("again", "Try again", lambda: None), ("leave", "Not now", lambda: None)]
LONG = (
    "What a program left beside this desk when it was ended belongs to another file, so it was set aside. "
    * 2
)


def shown(bar: FileBar, words: str, width: int) -> tuple[QLabel, list[QPushButton]]:
    """Shows words in a bar of a width; gives the words and the buttons."""
    bar.say(words, offers=OFFERS)
    bar.resize(width, bar.sizeHint().height())
    bar.show()
    QApplication.processEvents()
    bar.resize(width, max(bar.heightForWidth(width), bar.minimumSizeHint().height()))
    QApplication.processEvents()
    label = bar.findChild(QLabel, "file_bar_words")
    assert isinstance(label, QLabel)
    return label, [each for each in bar.findChildren(QPushButton) if each.isVisible()]


def test_that_buttons_stand_behind_short_words_and_beneath_long_ones(theme: Theme, qtbot: QtBot) -> None:
    bar = FileBar(theme)
    qtbot.addWidget(bar)
    label, buttons = shown(bar, "The disk is full.", 1200)
    assert len(buttons) == len(OFFERS)
    assert all(abs(each.geometry().center().y() - label.geometry().center().y()) <= 2 for each in buttons)
    assert all(each.x() > label.x() + label.fontMetrics().horizontalAdvance(label.text()) for each in buttons)
    low = bar.height()
    label, buttons = shown(bar, LONG, 700)
    assert bar.height() > low
    assert all(each.y() >= label.geometry().bottom() for each in buttons)
    assert label.height() >= label.heightForWidth(label.width()), "no line of the words is cut"
    label, buttons = shown(bar, "The disk is full.", 260)
    assert all(
        each.y() >= label.geometry().bottom() and bar.rect().contains(each.geometry()) for each in buttons
    )
