"""A file that does not name its columns is asked about, with rows of it; nothing goes anywhere in silence."""

from pathlib import Path

import openpyxl
import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.exchange.nameless import COLUMNS
from salesdesk.exchange.proposal import propose
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError

ROWS = [
    ["N7", "Mast", "Nordfeld", "Mia Orr", "1200.50", "Won", "2025-02-03"],
    ["N8", "Sail", "Südkap", "Jon Ek", "80.00", "Lost", "2025-02-04"],
    ["N9", "Rope", "Südkap", "Jon Ek", "25.00", "Talks", "2027-02-05"],
]
ORDER = "Deal number, Deal, Account, Salesperson, Amount, Stage, Closed"


def text_file(folder: Path, rows: list[list[str]], sign: str = ",") -> Path:
    path = folder / "rows.csv"
    path.write_text("\n".join(sign.join(row) for row in rows), encoding="utf-8")
    return path


def previewed(path: Path, answer: str | None = None, kind: str = "deals") -> ImportPreview:
    choices = ImportChoices(answers={COLUMNS: answer} if answer else {})
    return preview_import(ImportService(None), read_source(path, kind), choices)


def test_that_what_is_told_of_columns_is_said_not_to_be_read_where_the_file_names_them(
    tmp_path: Path,
) -> None:
    path = text_file(tmp_path, [ORDER.split(", "), *ROWS])
    found = previewed(path, "Deal, Account")
    assert found.plan.totals.won == 1, "the names of the file count"
    told = "“rows.csv” names its columns itself in row 1, so what was given with --columns is not read"
    assert any(note.startswith(told) for note in found.notes)
    assert not any(
        "--columns" in note
        for note in (*previewed(path).notes, *previewed(text_file(tmp_path, ROWS), ORDER).notes)
    )


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^", "~"])
def test_that_it_is_asked_with_two_rows_and_what_they_look_like(tmp_path: Path, sign: str) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        previewed(text_file(tmp_path, ROWS, sign))
    question = asked.value.question
    assert question.option == "--columns"
    assert question.examples[0] == "Row 1: N7 | Mast | Nordfeld | Mia Orr | 1200.50 | Won | 2025-02-03"
    assert len(question.examples) == 2
    (proposal,) = question.answers
    assert proposal.split(", ")[-3:] == ["Amount", "Stage", "Closed"]


def test_that_a_workbook_is_asked_about_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "rows.xlsx")
    with pytest.raises(OpenQuestionError, match="does not name its columns"):
        previewed(tmp_path / "rows.xlsx")


def test_that_every_row_counts_once_the_columns_are_told(tmp_path: Path) -> None:
    found = previewed(text_file(tmp_path, ROWS), ORDER)
    totals = found.plan.totals
    assert (totals.won, totals.lost, totals.open) == (1, 1, 1)
    assert [row.number for row in found.plan.rows] == [1, 2, 3]
    assert [row.values["external_id"] for row in found.plan.rows] == ["N7", "N8", "N9"]


def test_that_columns_can_be_called_as_in_a_file_and_left_out(tmp_path: Path) -> None:
    found = previewed(text_file(tmp_path, ROWS), "Vorgangsnummer,-,Kunde,,Betrag,Phase")
    assert set(found.mapping.columns.values()) == {"external_id", "account_id", "amount", "stage_id"}


def test_that_a_word_that_is_no_field_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="“Weather” is no field"):
        previewed(text_file(tmp_path, ROWS), "Deal,Weather")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Deal,Salesperson,Salesperson", "“Salesperson” is named for two columns"),
        (",".join(["none"] * 30), "30 names were given for"),
    ],
)
def test_that_a_name_told_twice_or_too_many_names_are_refused(tmp_path: Path, answer: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        previewed(text_file(tmp_path, ROWS), answer)


def test_that_what_somebody_told_is_not_said_to_be_guessed(tmp_path: Path) -> None:
    text = text_file(tmp_path, ROWS)
    with pytest.raises(OpenQuestionError) as asked:
        previewed(text)
    found = previewed(text, next(iter(asked.value.question.answers)))
    assert not any("because of what stands in it" in words for words in found.assumed)


def test_that_a_first_row_of_words_that_come_again_below_names_nothing(tmp_path: Path) -> None:
    rows = [
        ["Mast", "Mia Orr", "Won"],
        ["Sail", "Mia Orr", "Lost"],
        ["5", "Jon Ek", "Won"],
        ["6", "Jon Ek", "Won"],
    ]
    path = text_file(tmp_path, [[*row[1:], str(9 + i)] for i, row in enumerate(rows)])
    with pytest.raises(OpenQuestionError, match="does not name its columns"):
        previewed(path)


def test_that_quotas_without_names_are_asked_about(tmp_path: Path) -> None:
    path = text_file(tmp_path, [["Mia Orr", "2026-01-01", "900"], ["Mia Orr", "2026-04-01", "950"]])
    with pytest.raises(OpenQuestionError) as asked:
        previewed(path, kind="quotas")
    assert list(asked.value.question.answers) == ["Salesperson, Period starts, Quota"]


def test_that_no_row_further_down_is_taken_for_the_names(tmp_path: Path) -> None:
    rows = [["Mia Orr", "Q1 2026", "1000"], ["Mia Orr", "Q2 2026", "1100"], ["Jon Ek", "Q1 2026", "2000"]]
    with pytest.raises(OpenQuestionError, match="does not name its columns"):
        previewed(text_file(tmp_path, rows), kind="quotas")


def test_that_the_wizard_begins_with_the_guess(tmp_path: Path) -> None:
    proposal = propose(ImportService(None), text_file(tmp_path, ROWS))
    assert proposal.mapping.columns[5] == "stage_id"
    assert proposal.source.table.headers[0] == "Column 1"


def test_that_text_that_is_no_table_is_refused_as_before(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Mia,\nthank you, all is well.\nYours,\nJon\n", encoding="utf-8")
    with pytest.raises(UserError, match="nothing was imported as deals; its columns"):
        previewed(path)
