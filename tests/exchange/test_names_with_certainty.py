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


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Zuständ. Mitarb.", "salesperson_id"), ("Verantw. Verkäufer", "salesperson_id"),
        ("Abschl.-Datum", "closed_on"),
        ("CLOSE_DT", "closed_on"), ("OPP_AMT", "amount"), ("CUST_NM", "account_id"), ("Fechamento", "closed_on"),
        ("Opp. Own.", "salesperson_id"), ("Сумма, руб.", "amount"), ("Betrag, EUR", "amount"), ("Částka Kč", "amount"),
        ("hubspot_owner_name", "salesperson_id"), ("_ownerid_value", "salesperson_id"),
        ("owneridname", "salesperson_id"),
        ("_ownerid_value@OData.Community.Display.V1.FormattedValue", "salesperson_id"),
        ("業務人員", "salesperson_id"), ("結案日期", "closed_on"), ("預計簽單金額", "amount"),
        ("創建時間", "started_on"),
    ],
)  # fmt: skip
def test_that_abbreviated_technical_and_traditional_names_are_known(header: str, field: str) -> None:
    cells = {"amount": ("100", "70"), "salesperson_id": ("Mia Orr", "Jon Ek"), "account_id": ("A", "B")}.get(
        field, ("2025-02-03", "2025-02-04")
    )
    rows = tuple(FileRow(number, ("Mast", cell)) for number, cell in enumerate(cells, 2))
    assert map_columns(Table(("Deal", header), 1, rows, (), 1), "deals").columns.get(1) == field


def test_that_the_shown_words_of_a_code_count_before_the_code(tmp_path: Path) -> None:
    shown = "@OData.Community.Display.V1.FormattedValue"
    text = f"name,_ownerid_value,_ownerid_value{shown},statecode,statecode{shown},actualvalue\n"
    text += "Mast,ab-1,Mia Orr,1,Won,100\nSail,ab-2,Jon Ek,2,Lost,0\n"
    found = previewed(tmp_path, text)
    assert found.plan.totals.won_amount == {"USD": 100}
    assert [person["name"] for person in found.plan.creates["salesperson"]] == ["Mia Orr", "Jon Ek"]


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


def test_that_a_korean_backslash_before_digits_is_a_won(tmp_path: Path) -> None:
    text = 'Deal,Owner,Stage,Amount\n돛대,박서준,Won,"\\1,000"\n돛,최지우,Won,"-\\700"\n'
    for encoding in ("euc_kr", "utf-8"):
        assert previewed(tmp_path, text, encoding=encoding).plan.totals.won_amount == {"KRW": 300}


def test_that_a_yen_sign_is_known_after_its_file_was_turned_into_utf8(tmp_path: Path) -> None:
    text = '商談名,ステージ,金額,備考\nマスト,受注,"\\1,000",C:\\2025\\見積\n帆布,失注,(\\700),\n'
    assert previewed(tmp_path, text).plan.totals.won_amount == {"JPY": 1000}


def test_that_a_backslash_stays_one_where_it_is_no_sign_of_money(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("Deal,Remark,Stage\nポンプ,C:\\2025\\x,Won\n", encoding="utf-8")
    assert read_source(path, "deals").table.rows[0].cells[1] == "C:\\2025\\x"


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
