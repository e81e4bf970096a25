"""Tests the quiet parts: cards, pills, banners, nudges, figures, badges and lines of pills."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.desk.needs_card import NudgeLine
from salesdesk.gui.layouts import column
from salesdesk.gui.theme import Theme
from salesdesk.gui.tokens import PERSON_COLOURS
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chip import Chip
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.widgets.figure_label import FigureLabel
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.person_badge import PersonBadge, colour_of, initials_of
from salesdesk.gui.widgets.single_press import once_a_double_click


def test_that_a_card_offers_its_explanation_only_where_there_is_one(qtbot: QtBot, theme: Theme) -> None:
    card = Card(theme, "Sales cycle", "last 90 days")
    qtbot.addWidget(card)
    card.show()
    help_button = card.findChild(QToolButton, "card_help")
    assert not help_button.isVisible()
    card.explain("From start to decision.")
    assert help_button.isVisible()
    with qtbot.waitSignal(card.explanation_requested):
        qtbot.mouseClick(help_button, Qt.MouseButton.LeftButton)


def test_that_an_explanation_opens_in_its_card_by_click_and_by_key_and_wraps(
    qtbot: QtBot, theme: Theme
) -> None:
    card = Card(theme, "Sales cycle")
    qtbot.addWidget(card)
    card.explain("From the day a deal began to the day it was decided, the middle one of all of them. " * 3)
    card.setFixedWidth(260)
    card.show()
    help_button, how = card.findChild(QToolButton, "card_help"), card.findChild(QLabel, "card_how")
    assert not how.isVisible()
    qtbot.mouseClick(help_button, Qt.MouseButton.LeftButton)
    assert how.isVisible()
    card.adjustSize()
    assert how.width() <= 260
    assert how.height() >= 3 * how.fontMetrics().lineSpacing()
    assert "decided" not in help_button.toolTip(), "what opens by a click need not be hovered as well"
    qtbot.keyClick(help_button, Qt.Key.Key_Space)
    assert not how.isVisible()


def test_that_a_link_of_a_card_acts_and_says_where_it_belongs(qtbot: QtBot, theme: Theme) -> None:
    card = Card(theme, "Strengths")
    qtbot.addWidget(card)
    done: list[str] = []
    link = card.add_action("Add", lambda: done.append("added"))
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert done == ["added"]
    assert link.accessibleName() == "Add: Strengths"


def test_that_a_message_stands_until_it_is_dismissed(qtbot: QtBot, theme: Theme) -> None:
    area = BannerArea(theme)
    qtbot.addWidget(area)
    done: list[str] = []
    for button, kind in (("banner_action", QPushButton), ("banner_dismiss", QToolButton)):
        banner = area.show_message(
            "12 rows were left out.", action="Show them", then=lambda: done.append("shown")
        )
        assert area.messages == ["12 rows were left out."]
        qtbot.mouseClick(banner.findChild(kind, button), Qt.MouseButton.LeftButton)
        assert area.messages == []
    assert done == ["shown"]


def test_that_one_message_stands_at_a_time(qtbot: QtBot, theme: Theme) -> None:
    area = BannerArea(theme)
    qtbot.addWidget(area)
    for words in ("one", "one", "two", "three", "four"):
        area.show_message(words, tone="error")
    assert area.messages == ["four"]
    area.clear()
    assert area.messages == []


def test_that_a_nudge_has_one_action_and_can_be_put_off(qtbot: QtBot, theme: Theme) -> None:
    nudge = NudgeLine(
        theme, who="Mara Ellwood", words="Quarterly review 9 days overdue", action="Schedule", late=True
    )
    qtbot.addWidget(nudge)
    assert nudge.findChild(Chip).text() == "late"
    assert nudge.accessibleName() == "late: Mara Ellwood. Quarterly review 9 days overdue"
    with qtbot.waitSignal(nudge.action_requested):
        qtbot.mouseClick(nudge.findChild(QPushButton, "nudge_action"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(nudge.postponed):
        qtbot.mouseClick(nudge.findChild(QPushButton, "nudge_postpone"), Qt.MouseButton.LeftButton)


def test_that_an_empty_list_offers_its_first_step(qtbot: QtBot, theme: Theme) -> None:
    empty = EmptyState(theme, "No strengths written down yet.", "Add a strength")
    qtbot.addWidget(empty)
    button = empty.findChild(QPushButton, "first_step")
    with qtbot.waitSignal(empty.first_step_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    empty.say("Nothing here.")
    assert button.isHidden()


def test_that_a_figure_opens_its_rows_and_is_read_aloud_with_its_range(qtbot: QtBot, theme: Theme) -> None:
    figure = FigureLabel(theme, "Win rate")
    qtbot.addWidget(figure)
    figure.show_figure("58%", spread="50–66%", note="of 41 deals")
    button = figure.findChild(QPushButton, "figure")
    assert button.accessibleName() == "Win rate: 58%, 50–66%, of 41 deals"
    with qtbot.waitSignal(figure.rows_requested):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_that_a_person_keeps_initials_and_colour(qtbot: QtBot, theme: Theme) -> None:
    badge = PersonBadge(theme, "Mara van Ellwood", 3, size=40)
    qtbot.addWidget(badge)
    assert initials_of("Mara van Ellwood") == "ME"
    assert initials_of("  ") == "?"
    assert colour_of(3) == colour_of(3 + len(PERSON_COLOURS))
    badge.resize(badge.sizeHint())
    ground = badge.grab().toImage().pixelColor(20, 4)
    assert ground == colour_of(3)


def test_that_pills_go_on_in_the_next_line_where_the_room_ends(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    flow = FlowLayout(around)
    for at in range(6):
        flow.addWidget(QLabel(f"a pill of words {at}"))
    assert flow.heightForWidth(120) > flow.heightForWidth(2000)
    around.resize(120, flow.heightForWidth(120))
    around.show()
    inside = [flow.itemAt(at) for at in range(flow.count())]
    assert all(item and around.rect().contains(item.geometry()) for item in inside)


def test_that_a_card_without_a_title_asks_how_at_its_right(qtbot: QtBot, theme: Theme) -> None:
    card = Card(theme)
    card.explain("Won deals by their closing day.")
    qtbot.addWidget(card)
    card.resize(300, 120)
    card.show()
    help_button = card.findChild(QToolButton, "card_help")
    qtbot.waitUntil(lambda: help_button.x() > 0)
    assert help_button.geometry().right() > 260


@pytest.mark.parametrize("zoom", [100, 200])
def test_that_the_range_beside_a_figure_is_never_cut(theme: Theme, qtbot: QtBot, zoom: int) -> None:
    theme.set_zoom(zoom)
    host, figure = QWidget(), FigureLabel(theme)
    qtbot.addWidget(host)
    figure.setParent(host)
    figure.show_figure("100%", spread="own range 34 to 90%")
    host.show()
    qtbot.waitExposed(host)
    # As a narrow column gives it, whatever the words would like.
    width = 187 * zoom // 100
    figure.setGeometry(0, 0, width, max(figure.heightForWidth(width), figure.sizeHint().height()))
    figure.show()
    (words,) = [each for each in figure.findChildren(QLabel) if each.text() == "own range 34 to 90%"]
    assert words.geometry().right() < width
    room, flags = words.contentsRect(), Qt.TextFlag.TextWordWrap
    needed = words.fontMetrics().boundingRect(room.adjusted(0, 0, 0, 10_000), flags, words.text())
    assert needed.width() <= room.width()
    assert needed.height() <= room.height()


def test_that_the_second_press_of_a_double_click_leaves_the_keyboard_where_the_first_has_put_it(
    qtbot: QtBot,
) -> None:
    window, button, line, presses = QWidget(), QPushButton("Add"), QLineEdit(), list[bool]()
    column(button, line, on=window)
    qtbot.addWidget(window)
    button.clicked.connect(lambda: presses.append(True))
    button.clicked.connect(lambda: line.setFocus(Qt.FocusReason.OtherFocusReason))
    once_a_double_click(button)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    place = button.mapTo(window, button.rect().center())
    for times in (1, 2):
        QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
        assert window.focusWidget() is line
        assert len(presses) == times
