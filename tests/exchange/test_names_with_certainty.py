"""A column is known by its name whether it is said to be expected, estimated or real, in any language."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.exchange.mapping import map_columns
from salesdesk.exchange.table import FileRow, Table
from salesdesk.services.importing.service import ImportService


def previewed(folder: Path, text: str, kind: str = "deals", encoding: str = "utf-8") -> ImportPreview:
    path = folder / "crm.csv"
    path.write_bytes(text.encode(encoding))
    return preview_import(ImportService(None), read_source(path, kind))


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Anticipated value", "amount"), ("Gesch. Umsatz", "amount"), ("Tats. Umsatz", "amount"),
        ("Voraussichtl. Abschlussdatum", "expected_on"), ("Tats. Abschlussdatum", "closed_on"),
        ("Montant potentiel", "amount"), ("Importe estimado", "amount"), ("Valore presunto", "amount"),
        ("Valor projetado", "amount"), ("Beoogde waarde", "amount"), ("Planowana kwota", "amount"),
        ("Odhadovaná hodnota", "amount"), ("Skutečné uzavření", "closed_on"), ("Tahmini tutar", "amount"),
        ("Плановая сумма", "amount"), ("想定金額", "amount"), ("预测金额", "amount"),
    ],
)  # fmt: skip
def test_that_what_is_expected_or_real_is_known(header: str, field: str) -> None:
    cell = "100" if field == "amount" else "2025-02-03"
    table = Table(("Deal", header), 1, (FileRow(2, ("Mast", cell)), FileRow(3, ("Sail", cell))), (), 1)
    assert map_columns(table, "deals").columns[1] == field


def test_that_what_came_in_counts_before_what_was_expected(tmp_path: Path) -> None:
    text = "Thema,Status,Gesch. Umsatz,Tats. Umsatz\nMast,Gewonnen,100,90\nSail,Verloren,70,0\n"
    assert previewed(tmp_path, text).plan.totals.won_amount == {"USD": 90}


def test_that_each_row_has_its_amount_under_one_of_two_currencies(tmp_path: Path) -> None:
    text = "Deal,Stage,Amount (EUR),Amount (USD)\nMast,Won,100,\nSail,Won,,250\nKeel,Lost,7,\n"
    found = previewed(tmp_path, text)
    assert found.plan.totals.won_amount == {"EUR": 100, "USD": 250}
    assert "“Amount (EUR)”, “Amount (USD)” are read as one amount, each in its own currency." in found.assumed
    both = previewed(tmp_path, "Deal,Stage,Amount (EUR),Amount (USD)\nMast,Won,100,110\nSail,Lost,7,8\n")
    assert both.plan.totals.won_amount == {"EUR": 100}


def test_that_a_japanese_backslash_before_digits_is_a_yen(tmp_path: Path) -> None:
    text = '商談名,ステージ,金額\nマスト,受注,"\\1,000"\n帆布,失注,"\\700"\n'
    assert previewed(tmp_path, text, encoding="cp932").plan.totals.won_amount == {"JPY": 1000}


def test_that_a_particle_between_the_names_is_kept(tmp_path: Path) -> None:
    text = "Voornaam,Tussenvoegsel,Achternaam\nMia,van der,Meer\nJon,,Bos\n"
    rows = previewed(tmp_path, text, "people").plan.rows
    assert [row.values["name"] for row in rows] == ["Mia van der Meer", "Jon Bos"]


def test_that_both_last_names_of_a_person_are_kept(tmp_path: Path) -> None:
    text = "Nombre(s),Apellido paterno,Apellido materno\nMía,Olmo,Ruiz\nJon,Ek,\n"
    rows = previewed(tmp_path, text, "people").plan.rows
    assert [row.values["name"] for row in rows] == ["Mía Olmo Ruiz", "Jon Ek"]


def test_that_names_of_columns_over_several_lines_are_read_in_a_short_file(tmp_path: Path) -> None:
    names = '"Deal\nName","Deal\nOwner","Deal\nValue\n(USD)",Status\n'
    text = names + '"Mast\n(tall)",Mia Orr,100,Won\nSail,Jon Ek,70,Lost\n'
    assert previewed(tmp_path, text).plan.totals.won_amount == {"USD": 100}


def test_that_name_alone_is_whose_quota_it_is(tmp_path: Path) -> None:
    text = "Name,Period,Target\nMia Orr,2025-01,100\nJon Ek,2025-01,70\n"
    assert previewed(tmp_path, text, "quotas").mapping.columns[0] == "salesperson_id"
