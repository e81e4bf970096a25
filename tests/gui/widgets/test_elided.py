"""Tests that words are cut where the room ends, but a figure only as a whole."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from salesdesk.gui.plain_tips import plain_tip
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.elided import ElidedLabel, elided

WORDS = (
    "1,250 of 3,400 euros", "Won $1,250,000 this quarter", "between 20 % and 55 %", "Loma 120 for Vasterby",
    "1 234 567 in all", "$1,250",
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_that_no_width_ever_shows_a_part_of_a_figure(theme: Theme, words: str) -> None:
    metrics = QFontMetrics(theme.font())
    figures = {part.strip(",") for part in words.split(" ") if any(sign.isdigit() for sign in part)}
    for width in range(metrics.horizontalAdvance(words) + 5):
        shown = elided(metrics, words, width)
        parts = [p.strip("…,") for p in shown.split(" ") if any(sign.isdigit() for sign in p)]
        assert set(parts) <= figures, shown
        assert shown == words or shown.endswith("…")


def test_that_words_with_room_stay_whole(theme: Theme) -> None:
    assert elided(QFontMetrics(theme.font()), "as it is", 500) == "as it is"


def test_that_words_like_marks_are_shown_and_told_as_they_were_typed(qtbot: QtBot) -> None:
    label = ElidedLabel("Ada <b>Lind</b> & Co")
    qtbot.addWidget(label)
    label.resize(20, 20)
    label.show()
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.toolTip() == "<span>Ada &lt;b&gt;Lind&lt;/b&gt; &amp; Co</span>"
    assert plain_tip("North & South < 5") == "North & South < 5"
