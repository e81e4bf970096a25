"""The sheet of a short talk is one page; what has no room beneath the talk stands beside it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from salesdesk.env.clock import FixedClock
from salesdesk.exchange.sheets.review import write_review_sheet
from salesdesk.model.fields import Audience
from salesdesk.practice.assignments import AssignmentDraft
from salesdesk.practice.checklist import NamedRatio
from salesdesk.practice.ratio import shrunk
from salesdesk.practice.trend import RatioPoint
from salesdesk.services.review_sheet import ReviewSheet, ReviewSheetService
from salesdesk.services.sessions.service import SessionService
from salesdesk.services.sessions.values import CompetencyRecord, SessionState
from salesdesk.store.desk_file import DeskFile
from tests.services.session_desk import lay_table

ANSWERS = "She asked who decides before she offered, and wrote the answer down that day."


@pytest.fixture
def talk(desk: DeskFile, clock: FixedClock) -> ReviewSheet:
    """A talk with one line of words at every step, four ratios and a handful of commitments."""
    table, service = lay_table(desk), SessionService(desk, clock)
    meeting = service.prepare(table.ada)
    for step in service.state(meeting, Audience.MANAGER).steps:
        service.write_note(meeting, step.key, ANSWERS)
    for number in range(4):
        service.agree_assignment(meeting, AssignmentDraft(
            what=f"Step {number}: ask who decides", knows_how=number % 2 == 0, axis="skill", basis="gap",
            basis_text="Opens with our product", done_in="The next two first meetings", own_words="Who first",
            due_on=date(2026, 11, 20),
        ))  # fmt: skip
    service.finish(meeting, "agree", "", seen=True)
    sheet = ReviewSheetService(desk, clock).sheet(meeting)
    return replace(sheet, session=_full(sheet.session))


def _full(session: SessionState) -> SessionState:
    older = tuple(replace(session.this_time[0], id=90 + n, what=f"Older {n}") for n in range(3))
    return replace(session, agreed=older, competencies=(session.competencies * 4)[:4])


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_that_a_short_talk_is_one_page_with_its_signatures(
    qapp: QApplication, talk: ReviewSheet, tmp_path: Path, paper: str
) -> None:
    if paper == "letter":
        # It is 50 points shorter: two commitments less.
        session = talk.session
        talk = replace(
            talk, session=replace(session, this_time=session.this_time[:3], agreed=session.agreed[:2])
        )
    path = tmp_path / f"short-{paper}.pdf"
    write_review_sheet(talk, path, paper=paper)
    pages = PdfReader(path).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert text.count(ANSWERS) == len(talk.talked_about)
    assert text.index("We agreed") < text.index("Since last time")
    assert "Ada Lindqvist, read on 11 Nov" in text


def test_that_the_name_of_a_win_is_not_cut(qapp: QApplication, talk: ReviewSheet, tmp_path: Path) -> None:
    name = "Success reviews with a client who buys for the second time, and with one who does not"
    wins = tuple(replace(win, name=name) for win in talk.session.wins[:1])
    assert wins
    path = tmp_path / "long.pdf"
    write_review_sheet(replace(talk, session=replace(talk.session, wins=wins)), path)
    assert name in " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_that_the_name_of_a_ratio_is_not_cut(qapp: QApplication, talk: ReviewSheet, tmp_path: Path) -> None:
    name = "Success reviews with a client who buys again"
    ratios = (replace(talk.session.competencies[0], name=name), *talk.session.competencies[1:])
    path = tmp_path / "ratios.pdf"
    write_review_sheet(replace(talk, session=replace(talk.session, competencies=ratios)), path)
    assert name in " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_that_the_signatures_stay_on_the_first_of_two_pages(
    qapp: QApplication, talk: ReviewSheet, tmp_path: Path
) -> None:
    notes = dict.fromkeys(talk.session.notes, f"{ANSWERS} " * 9)
    path = tmp_path / "two.pdf"
    write_review_sheet(replace(talk, session=replace(talk.session, notes=notes)), path)
    first, *others = ("".join(page.extract_text().split()) for page in PdfReader(path).pages)
    assert others
    assert "readon11Nov" in first
    assert "readon11Nov" not in "".join(others)


def test_that_a_ratio_and_its_range_are_never_parted_over_two_lines(
    qapp: QApplication, talk: ReviewSheet, tmp_path: Path
) -> None:
    """“likely 83 to” at the end of one line and “100%” in the next reads as another figure."""
    many = shrunk(1111, 1234, 4500, 9000)
    session = talk.session
    cards = tuple(
        replace(
            each,
            own=replace(each.own, number=1.0),
            record=CompetencyRecord(many, tuple(RatioPoint(date(2026, 11, at), many) for at in (1, 8))),
        )
        for each in session.competencies
    )
    ratio = NamedRatio("From Negotiation with the buyer's board", many, many)
    lines = tuple(
        replace(line, parts=(ratio, ratio)) if line.key == "conversion_rates" else line
        for line in session.lines
    )
    path = tmp_path / "sheet.pdf"
    write_review_sheet(replace(talk, session=replace(session, competencies=cards, lines=lines)), path)
    said = [line.strip() for page in PdfReader(path).pages for line in page.extract_text().splitlines()]
    text = [line.replace("\N{NO-BREAK SPACE}", " ") for line in said]
    likely = [line for line in text if "likely" in line]
    assert len(likely) == len(cards) + 2
    assert all(re.search(r"likely \d+ to \d+%", line) for line in likely), likely
    assert sum("1,111 of 1,234, 90%" in line for line in text) == len(cards) + 2
    assert sum("said 100%" in line for line in text) == len(cards)
    assert not any("…" in line for line in text)
