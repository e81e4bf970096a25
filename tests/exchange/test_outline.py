"""The outline form of a report: rows of groups are no deals, and their names go to the deals below them."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.exchange.outline import outline_of
from salesdesk.services.importing.service import ImportService

_SUBTOTALS = (
    "Owner,Stage,Deal,Amount,Close date\nIda Moe,,,300,\n,Won,,100,\n,,Mast,100,2025-02-03\n,Lost,,200,\n"
    ",,Sail,200,2025-02-04\nUlf Bek,,,300,\n,Won,,300,\n,,Rope,300,2025-02-05\nGrand Total,,,600,\n"
)
_OWNER_ROWS = (
    "Owner,Deal,Amount,Stage,Close date\nIda Moe,,300,,\n,Mast,100,Won,2025-02-03\n,Sail,200,Lost,2025-02-04\n"
    "Ulf Bek,,300,,\n,Rope,300,Won,2025-02-05\nGrand Total,,600,,\n"
)
_NO_SUBTOTALS = (
    "Manager,Sales rep,Opportunity,Amount,Stage,Close date\nDana Kerr,,,,,\n,Ida Moe,,,,\n,,Mast,100,Won,2025-02-03\n"
    ",,Sail,200,Lost,2025-02-04\nEve Fox,,,,,\n,Ulf Bek,,,,\n,,Rope,300,Won,2025-02-05\n"
)

_COUNTED = (
    "Owner,Deal,Amount,Stage,Close date\nIda Moe (2),,300,,\n,Mast,100,Won,2025-02-03\n,Sail,200,Lost,2025-02-04\n"
    "Ulf Bek (2),,310,,\n,Rope,300,Won,2025-02-05\n,Keel,10,Open,2025-02-05\nGrand Total (4),,610,,\n"
)
_COUNTED_IN_WORDS = (
    "Owner,Deal,Amount,Stage,Close date\nIda Moe (1 deal),,100,,\n,Mast,100,Won,2025-02-03\n"
    "Ulf Bek (3 deals),,310,,\n,Rope,300,Won,2025-02-05\n,Keel,10,Open,2025-02-05\n,Sail,200,Lost,2025-02-04\n"
)


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text as a file of deals."""

    def previewed(text: str) -> ImportPreview:
        path = tmp_path / "crm.csv"
        path.write_text(text, encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, "deals"))

    return previewed


@pytest.mark.parametrize("text", [_SUBTOTALS, _OWNER_ROWS, _NO_SUBTOTALS])
def test_that_groups_are_no_deals_and_are_filled_down(preview, text: str) -> None:
    found = preview(text)
    totals = found.plan.totals
    assert (totals.won, totals.lost, totals.open) == (2, 1, 0)
    assert totals.won_amount == {"USD": Decimal(400)}
    assert [each["name"] for each in found.plan.creates["salesperson"]] == ["Ida Moe", "Ulf Bek"]
    assert any("what they name goes to the rows below" in words for words in found.notes)


@pytest.mark.parametrize("text", [_COUNTED, _COUNTED_IN_WORDS])
def test_that_the_count_of_a_group_is_no_number_of_a_person(preview, text: str) -> None:
    found = preview(text)
    people = found.plan.creates["salesperson"]
    assert [(each["name"], each.get("external_id")) for each in people] == [
        ("Ida Moe", None),
        ("Ulf Bek", None),
    ]
    owners = [row.values["salesperson_id"].index for row in found.plan.rows]
    assert len(set(owners[: len(owners) // 2])) <= len(set(owners)) == 2


def test_that_a_list_with_gaps_is_no_outline() -> None:
    rows = [["Ida Moe", "Mast", "100"], [None, "Sail", "200"], ["Ulf Bek", "Rope", "300"]]
    assert outline_of([list(row) for row in rows]) is None
