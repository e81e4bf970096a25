"""The side both read, of everybody in the sample team: it says what is, what was agreed and what is next."""

import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.exchange.sheets.review import write_review_sheet
from salesdesk.gui.session.session_view import SessionView
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.model.coaching import STEPS
from salesdesk.model.fields import Audience
from tests.gui.session.words import words_in

STAMPS = re.compile(
    r"\b(late|overdue|failed|bad|low|short of|behind an|not met|must|aim|weak|poor|missed|management level)\b|[▲▼]|"
    r"put in more hours|team mate is|says about you|the person|carried over",
    re.IGNORECASE,
)
"""What blames, orders or comes from the manager's settings; none of it is for somebody who reads along."""


def said(view: QWidget, own_words: list[str]) -> str:
    """Gives the words of a side without those that people of the team wrote themselves."""
    words = words_in(view)
    for written in sorted(own_words, key=len, reverse=True):
        words = words.replace(written, "")
    return words


def written_by_people(services: Any) -> list[str]:
    """Gives every text that is somebody's own: notes, assignments, names of deals and accounts."""
    tables = {
        "note": ("text",), "assignment": ("what", "evidence", "own_words", "done_in", "basis_text"),
        "agenda_point": ("text",), "opportunity": ("name", "next_step"), "account": ("name",),
        "one_on_one": ("answer_comment",), "strength": ("name",), "gate": ("name",), "stage": ("name",),
        "competency": ("name", "of_what", "into_what"), "gate_pass": ("evidence",),
    }  # fmt: skip
    return [
        row[0]
        for table, columns in tables.items()
        for column in columns
        for row in services.desk.rows(f"SELECT DISTINCT {column} FROM {table} WHERE length({column}) > 3")
    ]


def _leave(opened: Any, qtbot: QtBot) -> None:
    """Leaves the talk and turns the laptop back."""
    opened.furniture.sessions.view.leave()
    qtbot.mouseClick(opened.window.findChild(QPushButton, "cover_back"), Qt.MouseButton.LeftButton)
    assert opened.furniture.sessions.view is None


def people(services: Any) -> list[int]:
    return [row["id"] for row in services.desk.rows("SELECT id FROM salesperson WHERE status = 'active'")]


def test_that_no_step_blames_orders_or_quotes_a_setting(opened: Any, qtbot: QtBot) -> None:
    services, sessions = opened.furniture.opening.services, opened.furniture.sessions
    own = written_by_people(services)
    for person in people(services)[:4]:
        sessions.start(person)
        view = sessions.view
        for step in STEPS:
            view.findChild(QPushButton, f"step_{step}").click()
            assert not STAMPS.findall(said(view, own)), step
        for answer in ("knows_how", "does_not_know_how"):
            view.findChild(QPushButton, "add_assignment").click()
            view.findChild(QPushButton, answer).click()
            view.findChild(QPushButton, "agree_assignment").click()
            assert not STAMPS.findall(said(view, own)), answer
            view.findChild(QWidget, "shared_side").close_fork()
        _leave(opened, qtbot)


@pytest.mark.parametrize("upcoming", [False, True])
def test_that_no_sheet_blames_orders_or_quotes_a_setting(upcoming: bool, opened: Any, tmp_path: Path) -> None:
    services = opened.furniture.opening.services
    own = written_by_people(services)
    for person in people(services):
        sheets = services.review_sheet
        sheet = sheets.sheet(sheets.session_of(person, upcoming=upcoming))
        assert sheet.session.audience is Audience.SALESPERSON
        write_review_sheet(sheet, tmp_path / "sheet.pdf", pen=upcoming)
        text = " ".join(
            " ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "sheet.pdf").pages
        )
        for written in own:
            text = text.replace(" ".join(written.split()), "")
        assert not STAMPS.findall(text)


def test_that_nothing_on_the_side_both_read_is_painted_as_late(opened: Any) -> None:
    services, sessions = opened.furniture.opening.services, opened.furniture.sessions
    sessions.start(people(services)[0])
    red = opened.furniture.context.theme.tokens.late
    side = sessions.view.findChild(QWidget, "shared_side")
    toned = [part.property("tone") for part in side.findChildren(QWidget)]
    assert "late" not in toned
    assert "error" not in toned
    assert red not in [part.palette().windowText().color().name() for part in side.findChildren(QWidget)]


def test_that_one_button_finishes_and_it_says_so(opened: Any) -> None:
    services, sessions = opened.furniture.opening.services, opened.furniture.sessions
    sessions.start(people(services)[0])
    for step in STEPS:
        sessions.view.findChild(QPushButton, f"step_{step}").click()
        shown = [
            button.words
            for button in sessions.view.findChildren(KeyButton)
            if button.isVisible() and "inish" in button.words
        ]
        assert shown == ["Finish"], step


def test_that_a_day_nobody_can_read_is_not_framed_in_red(opened: Any, qtbot: QtBot) -> None:
    services, sessions = opened.furniture.opening.services, opened.furniture.sessions
    sessions.start(people(services)[0])
    view = sessions.view
    view.findChild(QPushButton, "step_book").click()
    day = view.findChild(DateEdit, "next_day")
    day.setFocus()
    qtbot.keyClicks(day, "when it snows")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: day.property("invalid"))
    tokens = opened.furniture.context.theme.tokens
    colours = _colours(day)
    assert tokens.soon in colours
    assert tokens.late not in colours


def _colours(part: QWidget) -> set[str]:
    """Gives the colours a part is painted in."""
    image = part.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_that_nobody_blames_over_the_numbers_and_the_deal_either(opened: Any, qtbot: QtBot) -> None:
    services, sessions = opened.furniture.opening.services, opened.furniture.sessions
    own = written_by_people(services)
    for person in people(services):
        sessions.start(person)
        view = sessions.view
        state = services.sessions.state(view.one_on_one_id, Audience.SALESPERSON)
        for asked in state.competencies:
            services.sessions.rate(view.one_on_one_id, asked.id, number=0.9, rating=1)
            services.sessions.reveal(view.one_on_one_id, asked.id)
        if state.deal_choices:
            services.sessions.choose(view.one_on_one_id, deal=state.deal_choices[0].id)
        view.reload()
        for step in STEPS:
            view.findChild(QPushButton, f"step_{step}").click()
            assert not STAMPS.findall(said(view, own)), step
        _leave(opened, qtbot)


def test_that_no_explanation_at_the_table_speaks_of_settings_or_others(
    qtbot: QtBot, view: SessionView
) -> None:
    said: list[str] = []
    for step in STEPS:
        qtbot.mouseClick(view.findChild(QWidget, f"step_{step}"), Qt.MouseButton.LeftButton)
        said += [each.text() for each in view.findChildren(QLabel, "card_how") if each.text()]
    assert said
    assert not [words for words in said if "setting" in words or "rest of the team" in words]
