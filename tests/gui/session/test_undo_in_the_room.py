"""Undo while two people look: steps of this talk only, never its start, and said in place."""

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salesdesk.gui.session.session_view import SessionView
from salesdesk.gui.sight import Sight
from salesdesk.gui.widgets.banner import BannerArea
from tests.gui.talk import bring, part, press, start_talk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def said(opened: Any) -> list[str]:
    areas = opened.window.findChildren(BannerArea)
    return [words for area in areas for words in area.messages]


def undo(opened: Any, qtbot: QtBot) -> None:
    """Presses Ctrl+Z on a button, where it is no undo of typed text."""
    part(opened, "leave_session").setFocus()
    press(opened, qtbot, Qt.Key.Key_Z, CTRL)


def a_shared_step(opened: Any) -> None:
    view: SessionView = opened.furniture.sessions.view
    view._talk.do(lambda service, number: service.add_point(number, "The harvest market"))


def points(opened: Any) -> list[str]:
    desk = opened.furniture.opening.services.desk
    rows = desk.rows("SELECT text FROM agenda_point WHERE text = 'The harvest market'")
    return [row[0] for row in rows]


def test_that_undo_takes_back_steps_of_this_talk_and_never_its_start(opened: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    other = services.roster.roster().people[3].person_id
    services.records.edit("salesperson", other, "name", "Zebulon")
    view = start_talk(opened, qtbot)
    assert not opened.window.actions_by_id["undo"].isEnabled()
    a_shared_step(opened)
    assert points(opened) == ["The harvest market"]
    for _ in range(4):
        undo(opened, qtbot)
    assert points(opened) == []
    assert said(opened) == ["Taken back: Add point"]
    assert opened.furniture.sessions.view is view
    assert opened.window.sight is Sight.SHARED
    assert services.roster.roster().find(other).name == "Zebulon"
    press(opened, qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert points(opened) == ["The harvest market"]
    assert said(opened) == ["Done again: Add point"]


def test_that_what_came_from_elsewhere_during_the_talk_is_left_alone(opened: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    start_talk(opened, qtbot)
    a_shared_step(opened)
    other = services.roster.roster().people[3].person_id
    opened.furniture.context.bus.publish(services.records.edit("salesperson", other, "name", "Zebulon"))
    undo(opened, qtbot)
    assert services.roster.roster().find(other).name == "Zebulon"
    assert points(opened) == []
    press(opened, qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert services.roster.roster().find(other).name == "Zebulon"
    assert points(opened) == ["The harvest market"]


def test_that_undo_reaches_past_a_private_step_and_leaves_it(opened: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    view = start_talk(opened, qtbot)
    a_shared_step(opened)
    bring(opened, qtbot, Sight.OWN)
    qtbot.keyClicks(view.sides.own.note, "Quitte")
    press(opened, qtbot, Qt.Key.Key_F8)
    note = "SELECT count(*) FROM note WHERE visibility = 'private' AND text = 'Quitte'"
    assert opened.window.actions_by_id["undo"].isEnabled()
    undo(opened, qtbot)
    assert points(opened) == []
    assert said(opened) == ["Taken back: Add point"]
    assert services.desk.rows(note)[0][0] == 1
    press(opened, qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert points(opened) == ["The harvest market"]
    assert services.desk.rows(note)[0][0] == 1


def test_that_a_step_that_others_build_on_is_left_and_that_is_said(opened: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    start_talk(opened, qtbot)
    a_shared_step(opened)
    number = services.desk.rows("SELECT id FROM agenda_point WHERE text = 'The harvest market'")[0][0]
    services.records.edit("agenda_point", number, "visibility", "private")
    undo(opened, qtbot)
    assert points(opened) == ["The harvest market"]
    assert said(opened) == ["Nothing was taken back: it cannot be turned round on its own any more."]


def test_that_a_private_step_is_neither_named_nor_taken_back_on_the_side_both_read(
    opened: Any, qtbot: QtBot
) -> None:
    services = opened.furniture.opening.services
    view = start_talk(opened, qtbot)
    bring(opened, qtbot, Sight.OWN)
    qtbot.keyClicks(view.sides.own.note, "Quitte")
    press(opened, qtbot, Qt.Key.Key_F8)
    assert opened.window.sight is Sight.SHARED
    undo(opened, qtbot)
    note = "SELECT count(*) FROM note WHERE visibility = 'private' AND text = 'Quitte'"
    assert services.desk.rows(note)[0][0] == 1
    assert said(opened) == []
    assert "rivate" not in opened.window.actions_by_id["undo"].text()
    bring(opened, qtbot, Sight.OWN)
    undo(opened, qtbot)
    assert services.desk.rows(note)[0][0] == 0
    assert "private note" in said(opened)[0]
    press(opened, qtbot, Qt.Key.Key_F8)
    assert said(opened) == [], "what was said on the own side does not cross over"
    part(opened, "leave_session").setFocus()
    press(opened, qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert services.desk.rows(note)[0][0] == 0


def test_that_in_a_field_undo_stays_undo_of_the_text(opened: Any, qtbot: QtBot) -> None:
    start_talk(opened, qtbot)
    a_shared_step(opened)
    note = part(opened, "note_wins")
    note.setFocus()
    qtbot.keyClicks(note, "Won it")
    press(opened, qtbot, Qt.Key.Key_Z, CTRL)
    assert note.toPlainText() == ""
    assert points(opened) == ["The harvest market"]


def test_that_how_a_part_was_led_is_taken_back_by_undo_and_by_a_second_press(
    opened: Any, qtbot: QtBot
) -> None:
    start_talk(opened, qtbot)
    bring(opened, qtbot, Sight.OWN)
    desk = opened.furniture.opening.services.desk

    def led() -> tuple[list[str], list[str]]:
        """Gives which buttons are down, and what is stored."""
        buttons = [each for each in ("ask", "tell", "show") if part(opened, f"way_{each}").isChecked()]
        return buttons, [
            row["way"] for row in desk.rows("SELECT way FROM note WHERE way IS NOT NULL ORDER BY id")
        ]

    before = led()[1]
    qtbot.mouseClick(part(opened, "way_ask"), Qt.MouseButton.LeftButton)
    assert led() == (["ask"], [*before, "ask"])
    press(opened, qtbot, Qt.Key.Key_Z, CTRL)
    assert led() == ([], before)
    press(opened, qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert led() == (["ask"], [*before, "ask"])
    qtbot.mouseClick(part(opened, "way_ask"), Qt.MouseButton.LeftButton)
    assert led() == ([], before)
    qtbot.mouseClick(part(opened, "way_tell"), Qt.MouseButton.LeftButton)
    assert led() == (["tell"], [*before, "tell"])
