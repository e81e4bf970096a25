"""Where only a title, a sheet or the name of the file tells what became of the deals, none is a sale in silence."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from salesdesk.exchange.file_tables import ALL_SHEETS
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.exchange.named_outcomes import AS_SAID, AS_SALES, TITLE
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError

HEAD = ("Deal", "Owner", "Amount", "Closed on")
ROWS = (("Valve", "Ada Lind", 300, "2024-03-06"), ("Filter", "Bo Ek", 400, "2024-03-07"))


def written(tmp_path: Path, name: str, *above: str) -> Path:
    lines = (*above, *(",".join(map(str, row)) for row in (HEAD, *ROWS)))
    (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / name


def workbook(tmp_path: Path, *sheets: str) -> Path:
    book = Workbook()
    for number, name in enumerate(sheets):
        sheet = book.create_sheet(name, number)
        for row in (HEAD, *((f"{deal} {name}", *rest) for deal, *rest in ROWS)):
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "deals.xlsx")
    return tmp_path / "deals.xlsx"


def previewed(path: Path, sheet: str | None = None, **answers: str) -> ImportPreview:
    return preview_import(
        ImportService(None), read_source(path, "deals", sheet), ImportChoices(answers=answers)
    )


def told(preview: ImportPreview) -> tuple[int, int, int]:
    totals = preview.plan.totals
    return totals.won, totals.lost, totals.open


@pytest.mark.parametrize(
    ("name", "above", "expected"),
    [
        ("lost deals 2024.csv", (), (0, 2, 0)),
        ("closed_lost_2024.csv", (), (0, 2, 0)),
        ("report.csv", ("Lost opportunities in Q1 2024",), (0, 2, 0)),
        ("report.csv", ("Sales report", "Stage: Closed Lost", "Region: North"), (0, 2, 0)),
        ("report.csv", ("Offene Chancen",), (0, 0, 2)),
        ("lost.csv", ("Won deals",), (2, 0, 0)),
    ],
)
def test_that_deals_under_a_title_of_lost_or_open_ones_are_asked_about(
    tmp_path: Path, name: str, above: tuple[str, ...], expected: tuple[int, int, int]
) -> None:
    path = written(tmp_path, name, *above)
    if expected == (2, 0, 0):
        assert told(previewed(path)) == expected
        return
    with pytest.raises(OpenQuestionError, match="--title said, --title sales") as asked:
        previewed(path)
    assert asked.value.question.examples[0] == f"Row {len(above) + 2}: Valve, Ada Lind, 300, 2024-03-06"
    said = previewed(path, **{TITLE: AS_SAID})
    assert told(said) == expected
    assert any(
        words.startswith("What became of the deals is taken from their title") for words in said.assumed
    )
    assert told(previewed(path, **{TITLE: AS_SALES})) == (2, 0, 0)


@pytest.mark.parametrize(
    "title", ["Won and lost deals", "Win/loss report", "Deals by region", "Win loss analysis"]
)
def test_that_a_title_of_both_says_nothing(tmp_path: Path, title: str) -> None:
    assert told(previewed(written(tmp_path, "report.csv", title))) == (2, 0, 0)


def test_that_sheets_that_are_read_as_one_say_it_each_of_its_own_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path, "Won", "Lost", "Others")
    assert told(previewed(path)) == (2, 0, 0)
    for sheet, expected in (("Lost", (0, 2, 0)), (ALL_SHEETS, (4, 2, 0))):
        with pytest.raises(OpenQuestionError, match="--title"):
            previewed(path, sheet)
        assert told(previewed(path, sheet, **{TITLE: AS_SAID})) == expected


def test_that_a_column_that_tells_it_counts_before_a_title(tmp_path: Path) -> None:
    path = tmp_path / "lost deals.csv"
    path.write_text("Deal,Owner,Stage,Closed on\nValve,Ada Lind,Closed Won,2024-03-06\n", encoding="utf-8")
    assert told(previewed(path)) == (1, 0, 0)
