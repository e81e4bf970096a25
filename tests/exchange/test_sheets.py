"""Every declared sheet is written by the command, and the salesperson's have nothing private."""

import argparse
import io
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from salesdesk.cli import report_command
from salesdesk.cli.run import carry_out
from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.exchange.sheets import SHEETS, SheetWish
from salesdesk.exchange.sheets.blocks import Columns, table
from salesdesk.exchange.sheets.writing import SheetContent, write_sheet
from salesdesk.model import field_of
from salesdesk.model.kinds import link_to
from salesdesk.practice.assignments import AssignmentDraft
from salesdesk.services.practices import FIGURES
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile
from tests.services.session_desk import OTHERS, PRIVATE_WORDS, Table, lay_table


@pytest.fixture
def talk(desk: DeskFile, clock: FixedClock) -> Table:
    table = lay_table(desk)
    service = SessionService(desk, clock)
    meeting = service.prepare(table.ada)
    service.write_note(meeting, "skill", "Zwetschge", "private")
    service.agree_assignment(
        meeting, AssignmentDraft(what="Follow up the proposal", knows_how=True, due_on=date(2026, 11, 13))
    )
    service.finish(meeting, "agree", "", seen=True)
    return table


def words_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


@pytest.mark.parametrize("name", SHEETS)
def test_that_every_sheet_is_written_by_the_command(
    qapp: QApplication, name: str, desk: DeskFile, talk: Table, tmp_path: Path
) -> None:
    parser, out, path = argparse.ArgumentParser(), io.StringIO(), tmp_path / "sheet.pdf"
    report_command.add_arguments(parser)
    words = [name, "--desk", str(desk.path), "--person", "Ada Lindqvist", "--out", str(path)]
    assert carry_out(report_command.run, parser.parse_args(words), out, out) == 0, out.getvalue()
    said = words_of(path)
    assert "Ada Lindqvist" in said
    assert "Follow up the proposal" in said
    if SHEETS[name].shared:
        assert not [word for word in (*PRIVATE_WORDS, *OTHERS) if word in said]


def test_that_the_manager_s_sheet_tells_every_declared_figure_of_the_team_with_how_it_is_computed(
    qapp: QApplication, desk: DeskFile, clock: FixedClock, talk: Table, tmp_path: Path
) -> None:
    wish = SheetWish(desk=desk, clock=clock, formats=Formats(currency="USD"))
    write_sheet(SHEETS["practices"].content(wish), tmp_path / "own.pdf")
    said = words_of(tmp_path / "own.pdf")
    for figure in FIGURES.values():
        assert figure.title in said
        assert " ".join(figure.explanation.split()[:4]) in said
    assert "Due" in said


def test_that_a_review_sheet_without_a_person_is_refused_in_words(desk: DeskFile, clock: FixedClock) -> None:
    wish = SheetWish(desk=desk, clock=clock, formats=Formats(currency="USD"))
    with pytest.raises(UserError, match="about one person"):
        SHEETS["review"].content(wish)


def test_that_a_shared_sheet_takes_no_block_that_is_private(
    qapp: QApplication, desk: DeskFile, clock: FixedClock, talk: Table, tmp_path: Path
) -> None:
    records, formats, path = RecordsService(desk), Formats(currency="USD"), tmp_path / "sheet.pdf"
    rows = records.rows("note")
    for name, refused in (("text", False), ("sign", True)):
        blocks = [Columns((), tuple(table([field_of("note", name)], rows, formats)), 0.5)]
        content = SheetContent("Anna", "Anna", "", lambda _page, _width, blocks=blocks: [blocks], shared=True)
        with pytest.raises(ValueError, match="private block") if refused else nullcontext():
            write_sheet(content, path)
        assert path.exists() is not refused
        path.unlink(missing_ok=True)
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("name", SHEETS)
def test_that_only_the_salesperson_s_sheets_are_shared(
    name: str, desk: DeskFile, clock: FixedClock, talk: Table
) -> None:
    wish = SheetWish(desk=desk, clock=clock, formats=Formats(currency="USD"), person_id=talk.ada)
    assert SHEETS[name].content(wish).shared is SHEETS[name].shared is (name == "review")


@pytest.mark.parametrize("sheet", SHEETS)
def test_that_an_assignment_on_a_printed_sheet_leads_to_its_record(
    qapp: QApplication, desk: DeskFile, talk: Table, tmp_path: Path, sheet: str
) -> None:
    parser, out, path = argparse.ArgumentParser(), io.StringIO(), tmp_path / "sheet.pdf"
    report_command.add_arguments(parser)
    words = [sheet, "--desk", str(desk.path), "--person", "Ada Lindqvist", "--out", str(path)]
    assert report_command.run(parser.parse_args(words), out, out) == 0, out.getvalue()
    links = [
        mark.get_object()["/A"]["/URI"] for page in PdfReader(path).pages for mark in page.get("/Annots", [])
    ]
    number = desk.rows("SELECT id FROM assignment WHERE what = 'Follow up the proposal'")[0]["id"]
    assert link_to("assignment", number) in links
