"""What reports put around their rows is read for what it is: groups within groups, units, totals, other amounts."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.export_rows import write_rejected_rows
from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text as a file of some kind."""

    def previewed(text: str, kind: str = "deals") -> ImportPreview:
        path = tmp_path / "report.csv"
        path.write_text(text, encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, kind))

    return previewed


NOBODYS = "Deals without a salesperson: 1. They count for nobody; look whether a column is left out."


def counts(preview: ImportPreview) -> tuple[int, int, int]:
    totals = preview.plan.totals
    return totals.won, totals.lost, totals.open


def test_that_groups_within_groups_are_filled_down_each_to_its_own_end(preview) -> None:
    found = preview(
        "Owner,Stage,Deal,Amount,Close date\n"
        "Mia Orr,Won,Mast,100,2025-02-03\n,,Sail,50,2025-02-03\n,Subtotal,,150,\n,Lost,Rope,20,2025-02-03\n"
        ",Subtotal,,20,\nSubtotal,,,170,\nJon Ek,Lost,Keel,70,2025-02-03\n,,Helm,5,2025-02-03\nTotal,,,245,\n"
    )
    assert counts(found) == (2, 3, 0)
    assert [row.values["salesperson_id"].index for row in found.plan.rows] == [0, 0, 0, 1, 1]


@pytest.mark.parametrize(
    "total", [",Subtotal,,,{}\n", "Subtotal,,,,{}\n", ",,,Zwischensumme,{}\n", ",,,,{}\n"]
)
def test_that_an_owner_named_once_between_totals_is_filled_down_in_any_column(preview, total: str) -> None:
    found = preview(
        "Deal,Owner,Stage,Close date,Amount\nMast,Mia Orr,Won,2025-02-03,100\nSail,,Won,2025-02-04,50\n"
        + total.format(150)
        + "Rope,Jon Ek,Lost,2025-02-03,70\n"
        + total.format(70)
        + "Keel,Ada Lind,Lost,2025-02-03,30\nHelm,,Won,2025-02-05,5\n"
        + total.format(35)
    )
    assert [row.cells[1] for row in found.source.table.rows] == [
        "Mia Orr", "Mia Orr", "Jon Ek", "Ada Lind", "Ada Lind",
    ]  # fmt: skip
    assert any("“Owner” names each group once: 2 rows below" in note for note in found.notes)


def test_that_an_owner_who_is_missing_beside_totals_of_something_else_is_not_made_up(preview) -> None:
    found = preview(
        "Deal,Stage,Owner,Close date,Amount\nMast,Won,Mia Orr,2025-02-03,100\nSail,Won,,2025-02-04,50\n"
        "Rope,Won,Jon Ek,2025-02-04,20\nSubtotal,,,,170\nKeel,Lost,Mia Orr,2025-02-03,70\nSubtotal,,,,70\n"
    )
    assert NOBODYS in found.notes


def test_that_an_arrow_behind_its_name_says_a_column_of_groups(preview) -> None:
    found = preview(
        "Deal,Stage ↑,Amount,Close date\nMast,Won,100,2025-02-03\nSail,,50,2025-02-03\nRope,Lost,20,2025-02-03\n"
    )
    assert counts(found) == (2, 1, 0)


def test_that_a_list_that_is_only_sorted_is_not_filled_down(preview) -> None:
    found = preview(
        "Deal,Stage,Owner ↓,Close date\nMast,Won,Mia Orr,2025-02-03\n"
        "Sail,Won,Mia Orr,2025-02-03\nRope,Lost,,2025-02-03\n"
    )
    assert NOBODYS in found.notes


def test_that_a_label_with_a_count_heads_the_rows_below_it(preview) -> None:
    found = preview(
        "Deal,Account,Owner,Amount,Close date\nStage: Won (2 records)\nMast,Nord,Mia Orr,100,2025-02-03\n"
        "Sail,Nord,Mia Orr,50,2025-02-03\nStage: Lost (1 record)\nRope,Nord,Mia Orr,20,2025-02-03\n"
    )
    assert counts(found) == (2, 1, 0)


@pytest.mark.parametrize("total", ["Total", "Gesamt", "Razem", "合計"])
def test_that_a_total_as_wide_as_the_rows_is_nobody(preview, total: str) -> None:
    found = preview(
        f"Salesperson,Q1 2026,Q2 2026\nMia Orr,100,200\nJon Ek,300,400\n{total},400,600\n", "quotas"
    )
    assert len(found.plan.rows) == 4


@pytest.mark.parametrize(
    ("units", "currency"),
    [
        ("(text),(text),(EUR),(yyyy-mm-dd)", "EUR"),
        (",,CHF,JJJJ-MM-TT", "CHF"),
        ("String,Picklist,Currency,Date", "USD"),
    ],
)
def test_that_a_row_of_units_below_the_names_is_no_deal(preview, units: str, currency: str) -> None:
    found = preview(
        f"Deal,Stage,Amount,Close date\n{units}\nMast,Won,100.50,2025-02-03\nSail,Lost,50.00,2025-02-04\n"
    )
    assert [row.number for row in found.plan.rows] == [3, 4]
    assert found.plan.totals.won_amount == {currency: Decimal("100.5")}


def test_that_a_row_with_nothing_but_its_number_is_rejected_and_can_be_mended(
    preview, tmp_path: Path
) -> None:
    found = preview(
        "Deal ID,Deal,Stage,Amount,Close date\nN1,Mast,Won,100,2025-02-03\nN2,,,,\nN3,Sail,Lost,50,2025-02-03\n"
    )
    [row] = found.plan.of(Verdict.REJECTED)
    assert (row.number, row.why) == (3, "It has nothing but its number.")
    write_rejected_rows(found, tmp_path / "rejected.csv")
    assert "N2" in (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")


def test_that_an_expected_amount_stands_in_where_there_is_no_actual_one(preview) -> None:
    found = preview(
        "Thema;Geschätzter Umsatz;Tatsächlicher Umsatz;Status;Abschlussdatum\n"
        "Mast;120,50;100,50;Gewonnen;03.02.2025\nSegel;50,00;;Offen;03.02.2027\n"
    )
    assert [row.values["amount"] for row in found.plan.rows] == [Decimal("100.5"), Decimal(50)]
    assert any("is empty for 1 deal" in words for words in found.notes)


def test_that_totals_with_the_names_of_their_groups_are_no_deals(preview) -> None:
    found = preview(
        "Owner,Stage,Deal,Account,Amount,Close date\n"
        "Mia Orr,Won,Mast,Gale,100,2025-02-03\nMia Orr,Subtotal,,Sum,100,\nMia Orr,,,Count,1,\n"
        "Subtotal,,,Sum,100,\n,,,Count,1,\nJon Ek,Lost,Keel,Loom,70,2025-02-03\nJon Ek,Subtotal,,Sum,70,\n"
        "Subtotal,,,Sum,70,\nTotal,,,Sum,170,\n,,,Count,2,\n"
    )
    assert counts(found) == (1, 1, 0)


def test_that_a_company_called_total_is_no_total(preview) -> None:
    found = preview(
        "Owner,Deal,Account,Amount,Stage\nMia Orr,Mast,Total,100,Won\nMia Orr,Sail,Total,70,Lost\n"
    )
    assert counts(found) == (1, 1, 0)


def test_that_headings_say_what_became_of_the_deals_below(preview) -> None:
    names = "Deal,Owner,Amount,Close date\n"
    found = preview(
        f"Board,,,\nWon,,,\n{names}Mast,Mia Orr,100,2025-02-03\n,,100,\nLost,,,\n{names}Keel,Jon Ek,70,2025-02-04\n"
        f"Talks,,,\n{names}Helm,Jon Ek,5,2025-06-04\n"
    )
    assert counts(found) == (1, 1, 1)
    assert any(words.startswith("“Stage” is taken from the headings") for words in found.assumed)


def test_that_a_row_of_all_with_percents_between_its_sums_is_nobody(preview) -> None:
    text = (
        "Rep,Q1 2025 Target,Q1 2025 Actual,Q1 2025 %,Q2 2025 Target,Q2 2025 Actual,Q2 2025 %\n"
        "Mia Orr,100,90,90%,120,60,50%\nJon Ek,80,80,100%,90,9,10%\nTeam,180,170,94%,210,69,33%\n"
    )
    assert len(preview(text, "quotas").plan.rows) == 4


def test_that_a_row_of_data_under_the_same_names_is_no_total_for_the_word_all(preview) -> None:
    found = preview(
        "ID,Owner,Stage,Scope,Amount\n11,Mia Orr,Won,New,70\n12,Mia Orr,Won,All,100\n13,Mia Orr,Won,Sum,5\n"
    )
    assert counts(found) == (3, 0, 0)


def test_that_lines_of_dashes_and_starred_sums_of_printed_lists_are_no_deals(preview) -> None:
    found = preview(
        "30.03.2025    List    Page 1\n\n|Deal|Owner  |Net value|Curr.|Status|\n|----|-------|---------|-----|------|\n"
        "|Mast|Mia Orr|1.000,00 |EUR  |won   |\n|Sail|Jon Ek |  700,00 |EUR  |lost  |\n"
        "30.03.2025    List    Page 2\n\n|Deal|Owner  |Net value|Curr.|Status|\n|----|-------|---------|-----|------|\n"
        "|Keel|Mia Orr|   50,00 |EUR  |won   |\n|*   |       |1.750,00 |EUR  |      |\n"
    )
    assert counts(found) == (2, 1, 0)
    assert not found.plan.of(Verdict.REJECTED)
