"""A table whose names stand below one another is read column by column; a list of fields is not such a table."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService

BESIDE = [
    ["Deal", "Mast", "Sail", "Keel"],
    ["Owner", "Mia Orr", "Jon Ek", "Jon Ek"],
    ["Status", "Won", "Lost", "Won"],
    ["Close date", date(2025, 2, 3), date(2025, 2, 4), date(2025, 2, 5)],
    ["Amount", 1200, 700, 50.5],
]
UPRIGHT = [list(row) for row in zip(*BESIDE, strict=True)]
FIELDS = [
    ["Field", "Type", "What it means"],
    *([name, "text", "see the handbook"] for name in ("Deal", "Owner", "Status", "Close date", "Amount")),
    *([name, "text", "see the handbook"] for name in ("Account", "Currency", "Next step", "Probability")),
]


@pytest.fixture
def preview(tmp_path: Path):
    """Previews sheets of a workbook as deals; those in `hidden` are not seen."""

    def previewed(sheets: dict[str, list[list[object]]], *hidden: str) -> ImportPreview:
        book = Workbook()
        del book["Sheet"]
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            if name in hidden:
                sheet.sheet_state = "hidden"
        book.save(tmp_path / "deals.xlsx")
        return preview_import(ImportService(None), read_source(tmp_path / "deals.xlsx", "deals"))

    return previewed


def test_that_each_column_beside_the_names_is_a_deal(preview) -> None:
    found = preview({"Deals": BESIDE})
    assert found.plan.totals.won_amount == {"USD": 1250.5}
    assert [(row.number, row.values["name"]) for row in found.plan.rows] == [
        (2, "Mast"),
        (3, "Sail"),
        (4, "Keel"),
    ]
    assert any("stand below one another" in note for note in found.notes)


def test_that_a_list_of_fields_is_not_taken_for_the_deals(preview) -> None:
    assert preview({"Fields": FIELDS, "Deals": UPRIGHT}).source.sheet == "Deals"


def test_that_a_longer_sheet_that_is_hidden_stands_back(preview) -> None:
    old = [UPRIGHT[0], *([f"Old {n}", "Ann Old", "Won", date(2019, 2, 3), n] for n in range(1, 40))]
    assert preview({"Old": old, "Deals": UPRIGHT}, "Old").source.sheet == "Deals"
    assert preview({"Read me": [["Look at", "the deals"]], "Deals": UPRIGHT}, "Deals").source.sheet == "Deals"
