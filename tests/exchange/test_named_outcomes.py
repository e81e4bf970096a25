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
        ("report.csv", ("Closed Lost Opportunities FY24",), (0, 2, 0)),
        ("report.csv", ("Deals of the Northern region that we did not win in 2024",), (0, 2, 0)),
        ("report.csv", ("Affaires en cours de la région Nord au 30/06/2024",), (0, 0, 2)),
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
    ("won", "lost", "opened"),
    [
        ("Closed Won Opportunities FY24", "Closed Lost Opportunities FY24", "Open Opportunities FY24"),
        (
            "Gewonnene Verkaufschancen 2024",
            "Verlorene Angebote im Jahr 2024",
            "Offene Angebote im 1. Halbjahr",
        ),
        ("Affaires gagnées en 2024", "Opportunités perdues - exercice 2024", "Affaires ouvertes au 30/06"),
        ("Oportunidades ganadas en 2024", "Negocios perdidos del año 2024", "Oportunidades abiertas 2024"),
        ("Trattative vinte nel 2024", "Opportunità perse anno 2024", "Trattative aperte al 30/06"),
        ("Negócios ganhos em 2024", "Oportunidades perdidas 2024", "Negócios em aberto 2024"),
        ("Gewonnen deals in 2024", "Verloren offertes over 2024", "Openstaande offertes 2024"),
        ("Wygrane szanse w 2024 roku", "Przegrane szanse sprzedaży za 2024", "Otwarte szanse 2024"),
        ("Vyhrané obchody za rok 2024", "Ztracené příležitosti 2024", "Otevřené příležitosti 2024"),
        ("2024 yılında kazanılan fırsatlar", "2024 kaybedilen fırsatlar", "Açık fırsatlar 2024"),
        ("Выигранные сделки за 2024 год", "Проигранные сделки за 2024 год", "Открытые сделки на 30.06"),
        ("2024年度受注案件一覧", "2024年度失注案件一覧", "進行中の案件一覧"),
        ("2024年赢单商机列表", "2024年输单商机列表", "进行中的商机列表"),
    ],
)
def test_that_titles_of_every_language_say_it(tmp_path: Path, won: str, lost: str, opened: str) -> None:
    for title, expected in ((won, (2, 0, 0)), (lost, (0, 2, 0)), (opened, (0, 0, 2))):
        path = written(tmp_path, "report.csv", title)
        path.write_text(
            path.read_text(encoding="utf-8").replace("Closed on", "Expected close"), encoding="utf-8"
        )
        if title == opened:
            assert told(previewed(path)) == expected
            path = written(tmp_path, "report.csv", title)
        with pytest.raises(OpenQuestionError, match="--title"):
            previewed(path)
        assert told(previewed(path, **{TITLE: AS_SAID})) == expected


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
