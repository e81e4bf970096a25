"""The printed sheet: one page, words that can be selected, vectors, and nothing that is not the person's."""

import argparse
import io
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from salesdesk.cli import report_command
from salesdesk.cli.run import carry_out
from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.exchange.sheets.review import write_review_sheet
from salesdesk.practice.assignments import AssignmentDraft
from salesdesk.services.records import RecordsService
from salesdesk.services.review_sheet import ReviewSheet, ReviewSheetService
from salesdesk.services.sessions.service import SessionService
from salesdesk.services.sessions.values import Point
from salesdesk.store.desk_file import DeskFile
from tests.services.session_desk import OTHERS, PRIVATE_WORDS, Table, lay_table

POINT = Point(0, "", "manager", "agreed", 0, False, False)
LONG = "We looked at the first meetings of the last weeks and what made two of them go on. " * 12


@pytest.fixture
def table(desk: DeskFile) -> Table:
    return lay_table(desk)


@pytest.fixture
def held(desk: DeskFile, clock: FixedClock, table: Table) -> int:
    """A session of 28 minutes that was held, with notes of both sorts."""
    service = SessionService(desk, clock)
    meeting = service.prepare(table.ada)
    service.write_note(meeting, "wins", "The Ferrum order, because she asked first")
    service.write_note(meeting, "skill", "Zwetschge", "private")
    service.add_point(meeting, "Quitte", "private")
    service.choose(meeting, deal=table.deal)
    service.rate(meeting, table.meeting_ratio, number=0.62, rating=3)
    service.agree_assignment(meeting, AssignmentDraft(
        what="Open with the client's own metric", knows_how=False, axis="skill", basis="gap",
        basis_text="Opens with our product", done_in="The next two first meetings", own_words="Us first",
        due_on=date(2026, 11, 25),
    ))  # fmt: skip
    service.agree_assignment(
        meeting, AssignmentDraft(what="Follow up the proposal", knows_how=True, due_on=date(2026, 11, 13))
    )
    clock.moment += timedelta(minutes=28)
    service.finish(meeting, "disagree", "60 % is not my goal", seen=True)
    return meeting


@pytest.fixture
def sheet(desk: DeskFile, clock: FixedClock, held: int) -> ReviewSheet:
    return ReviewSheetService(desk, clock).sheet(held)


def text_of(path: Path) -> str:
    reader = PdfReader(path)
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def test_that_the_sheet_is_one_page_of_selectable_words(
    qapp: QApplication, sheet: ReviewSheet, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.pdf"
    write_review_sheet(sheet, path)
    text = text_of(path)
    for words in (
        "Ada Lindqvist", "One-on-one · Wed 11 Nov 2026 · 28 min", "Since last time", "New opportunities",
        "Closing ratios", "Won of decided 1 of 2", "Your numbers", "Conversation to meeting", "65 of 130",
        "said 62%", "The Ferrum order, because she asked first", "Open with the client's own metric",
        "Development assignment · skill", "in the next two first meetings", "Sales assignment",
        "by 25 Nov 2026", "Next time", "Wed 18 Nov 2026, 09:00", "Ada sees it differently.", "60 % is not my goal",
        "Ada Lindqvist, read on 11 Nov", "Ferrum line two: Proposal, 1 of 3 gates",
    ):  # fmt: skip
        assert words in text, words


def test_that_nothing_private_and_nobody_else_is_printed(
    qapp: QApplication, sheet: ReviewSheet, tmp_path: Path
) -> None:
    for pen in (False, True):
        path = tmp_path / f"sheet-{pen}.pdf"
        write_review_sheet(sheet, path, pen=pen)
        text = text_of(path)
        assert not [word for word in (*PRIVATE_WORDS, *OTHERS, "Bruno") if word in text]


def test_that_the_charts_are_vectors_and_the_font_is_embedded(
    qapp: QApplication, sheet: ReviewSheet, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.pdf"
    write_review_sheet(sheet, path)
    page = PdfReader(path).pages[0]
    assert len(page.images) == 0
    fonts = page["/Resources"]["/Font"].values()  # type: ignore[index,union-attr]
    assert all("Inter" in font.get_object()["/BaseFont"] for font in fonts)
    without = replace(sheet, session=replace(sheet.session, competencies=()))
    bare = tmp_path / "bare.pdf"
    write_review_sheet(without, bare)
    drawn, undrawn = _strokes(path), _strokes(bare)
    assert drawn > undrawn + 10


def _strokes(path: Path) -> int:
    contents = PdfReader(path).pages[0].get_contents()
    assert contents is not None
    return contents.get_data().count(b" l\n")


@pytest.mark.parametrize("pen", [False, True])
@pytest.mark.parametrize("count", [1, 12, pytest.param(40, marks=pytest.mark.long)])
def test_that_no_commitment_and_no_note_is_ever_cut(
    count: int, pen: bool, qapp: QApplication, sheet: ReviewSheet, tmp_path: Path
) -> None:
    session, last = sheet.session, "and that is the whole of it"
    long = f"{LONG}{'a' * 300} {last}"
    many = tuple(
        replace(session.this_time[0], id=n, what=f"Step {n}: {LONG[:200]} done{n}") for n in range(count)
    )
    full = replace(
        session, this_time=many, agreed=many, notes={s.key: f"{s.key} {long}" for s in session.steps}
    )
    path = tmp_path / "full.pdf"
    write_review_sheet(replace(sheet, session=full), path, pen=pen)
    reader = PdfReader(path)
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for n in range(count):
        assert text.count(f"done{n} ") == 2
    assert text.count(last) == len(session.steps)
    assert "…" not in text
    assert text.index("We agreed") < text.index("Since last time")
    assert text.count("read on 11 Nov") == 1
    assert f"page 1 of {len(reader.pages)}" in text


@pytest.mark.parametrize("pen", [False, True])
def test_that_an_answer_in_many_words_is_printed_whole(
    pen: bool, qapp: QApplication, sheet: ReviewSheet, tmp_path: Path
) -> None:
    said = replace(sheet.session.wrap, comment=f"{LONG}and that is all I say")
    path = tmp_path / "answer.pdf"
    write_review_sheet(replace(sheet, session=replace(sheet.session, wrap=said)), path, pen=pen)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)
    assert "and that is all I say" in text


def test_that_what_gives_way_says_how_much_is_left_out(
    qapp: QApplication, sheet: ReviewSheet, tmp_path: Path
) -> None:
    point = replace(POINT, discussed=True)
    points = tuple(replace(point, id=n, text=f"Point {n}") for n in range(40))
    path = tmp_path / "points.pdf"
    write_review_sheet(replace(sheet, session=replace(sheet.session, points=points)), path)
    assert "… 32 more" in text_of(path)


def test_that_how_to_reach_the_person_is_not_printed(
    qapp: QApplication, desk: DeskFile, clock: FixedClock, held: int, table: Table, tmp_path: Path
) -> None:
    records = RecordsService(desk)
    for name, value in {"email": "ada@mill.example", "phone": "555 0101", "external_id": "CRM-77"}.items():
        records.edit("salesperson", table.ada, name, value)
    path = tmp_path / "sheet.pdf"
    write_review_sheet(ReviewSheetService(desk, clock).sheet(held), path)
    text = text_of(path)
    assert not [word for word in ("ada@mill.example", "555 0101", "CRM-77", "level") if word in text]


def test_that_a_sheet_on_letter_paper_has_its_size(
    qapp: QApplication, sheet: ReviewSheet, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    write_review_sheet(sheet, path, paper="letter")
    box = PdfReader(path).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (612, 792)


def test_that_a_folder_that_is_not_there_is_one_plain_sentence(
    qapp: QApplication, sheet: ReviewSheet, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="choose another folder"):
        write_review_sheet(sheet, tmp_path / "nowhere" / "sheet.pdf")


def test_that_a_sheet_to_prepare_with_hides_the_record_and_leaves_lines(
    qapp: QApplication, desk: DeskFile, clock: FixedClock, held: int, table: Table, tmp_path: Path
) -> None:
    service = ReviewSheetService(desk, clock)
    upcoming = service.sheet(service.session_of(table.ada, upcoming=True))
    path = tmp_path / "prepare.pdf"
    write_review_sheet(upcoming, path, pen=True)
    text = text_of(path)
    assert "Your number:" in text
    assert "after your own numbers" in text
    assert "65 of 130" not in text
    assert "Wed 18 Nov 2026" in text


def test_that_a_held_session_reads_later_as_it_was(
    desk: DeskFile, clock: FixedClock, held: int, table: Table
) -> None:
    service = ReviewSheetService(desk, clock)
    before = service.sheet(held).session
    clock.moment += timedelta(days=7)
    sessions = SessionService(desk, clock)
    following = sessions.prepare(table.ada)
    sessions.agree_assignment(
        following, AssignmentDraft(what="Something new", knows_how=True, due_on=date(2026, 11, 30))
    )
    sessions.finish(following, "agree")
    after = service.sheet(held).session
    assert after.lines == before.lines
    assert after.last_on == before.last_on
    assert [a.what for a in after.agreed] == [a.what for a in before.agreed]
    assert after.next.starts_at == before.next.starts_at


def run(*words: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    report_command.add_arguments(parser)
    out, err = io.StringIO(), io.StringIO()
    code = carry_out(report_command.run, parser.parse_args(["review", *words]), out, err)
    return code, out.getvalue(), err.getvalue()


def test_that_the_command_writes_the_sheet_of_the_last_session(
    qapp: QApplication, desk: DeskFile, held: int, tmp_path: Path
) -> None:
    path = tmp_path / "ada.pdf"
    code, said, _ = run("--desk", str(desk.path), "--person", "lindqvist", "--out", str(path))
    assert (code, said.strip()) == (0, f"Wrote {path}")
    assert "The Ferrum order" in text_of(path)


def test_that_the_command_refuses_somebody_unknown_in_one_sentence(
    desk: DeskFile, held: int, tmp_path: Path
) -> None:
    code, said, problem = run(
        "--desk", str(desk.path), "--person", "Nobody", "--out", str(tmp_path / "x.pdf")
    )
    assert (code, said) == (1, "")
    assert problem.strip() == (
        "There is no salesperson “Nobody” in this desk; check how the name is written."
    )


def test_that_the_command_refuses_a_person_without_a_session(
    desk: DeskFile, table: Table, tmp_path: Path
) -> None:
    code, _, problem = run(
        "--desk", str(desk.path), "--person", "Bruno Ekdahl", "--out", str(tmp_path / "x.pdf")
    )
    assert code == 1
    assert "no one-on-one with this person yet" in problem


def test_that_the_sheet_needs_neither_a_window_nor_a_running_program(
    desk: DeskFile, held: int, tmp_path: Path
) -> None:
    path = tmp_path / "alone.pdf"
    code = (
        "import argparse, sys\n"
        "from salesdesk.cli import report_command as command\n"
        "parser = argparse.ArgumentParser()\n"
        "command.add_arguments(parser)\n"
        "sys.exit(command.run(parser.parse_args(sys.argv[1:]), sys.stdout, sys.stderr))\n"
    )
    words = ["review", "--desk", str(desk.path), "--person", "Ada Lindqvist", "--out", str(path)]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ada Lindqvist" in text_of(path)


def test_that_a_sheet_printed_later_says_what_is_of_that_day(
    qapp: QApplication, desk: DeskFile, clock: FixedClock, held: int, tmp_path: Path
) -> None:
    service, path = ReviewSheetService(desk, clock), tmp_path / "sheet.pdf"
    write_review_sheet(service.sheet(held), path)
    assert "as of" not in text_of(path)
    assert "goal now" not in text_of(path)
    clock.moment += timedelta(days=9)
    write_review_sheet(service.sheet(held), path)
    assert "One deal, as of " in text_of(path)
    assert "goal now " in text_of(path)
