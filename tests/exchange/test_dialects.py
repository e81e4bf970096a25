"""Exports as the programs write them: codes for outcomes, names of columns in one word, links behind names."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import DealTotals


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text as a file of deals, or of people."""

    def previewed(text: str, kind: str = "deals") -> ImportPreview:
        path = tmp_path / "export.csv"
        path.write_text(text, encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, kind))

    return previewed


def outcomes(totals: DealTotals) -> tuple[int, int, int]:
    return totals.won, totals.lost, totals.open


def owners(preview: ImportPreview) -> list[str]:
    return [person["name"] for person in preview.plan.creates.get("salesperson", ())]


@pytest.mark.parametrize(
    "text",
    [
        "ID,STAGE_ID,STAGE_SEMANTIC_ID,CLOSEDATE\n1,C2:UC_A,S,2025-02-03\n2,C2:UC_B,F,2025-02-03\n3,C2:UC_C,P,2027-02-03\n",
        "opportunityid,name,statecode,actualclosedate\n1,Crane,1,2025-02-03\n2,Winch,2,2025-02-03\n3,Rope,0,\n",
        "Deal ID,Life Cycle Status Code,Close date\n1,4,2025-02-03\n2,5,2025-02-03\n3,2,\n",
        "Deal ID,Result,Close date\n1,W,2025-02-03\n2,L,2025-02-03\n3,O,2027-02-03\n",
    ],
)
def test_that_codes_of_programs_tell_the_outcome_and_this_is_told(preview, text: str) -> None:
    found = preview(text)
    assert outcomes(found.plan.totals) == (1, 1, 1)
    assert any(words.startswith("The codes under") for words in found.assumed)


def test_that_a_column_with_anything_but_codes_is_read_as_words(preview) -> None:
    found = preview("Deal ID,Stage,State\n1,Won,1\n2,Lost,Bavaria\n3,Won,2\n")
    assert not any(words.startswith("The codes under") for words in found.assumed)


@pytest.mark.parametrize(
    "owner",
    [
        "Sales owner",
        "Owned By",
        "Assigned User Name",
        "UserResponsible",
        "user_id/name",
        "OwnerId",
        "Deal - Owner",
    ],
)
def test_that_the_owner_is_found_by_what_programs_call_it(preview, owner: str) -> None:
    text = f"Deal ID,{owner},Stage,Amount\n1,Mia Orr,Won,5\n2,Jo Fox,Lost,7\n"
    assert owners(preview(text)) == ["Mia Orr", "Jo Fox"]


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("Betrag", "Betrag Währung"),
        ("BidAmount", "BidCurrency"),
        ("Deal - Value", "Deal - Currency of Value"),
    ],
)
def test_that_the_currency_beside_an_amount_is_its_own(preview, amount: str, currency: str) -> None:
    found = preview(
        f"Deal ID,Stage,{amount},{currency},Close date\n1,Won,5,EUR,2025-02-03\n2,Lost,7,EUR,2025-02-03\n"
    )
    assert found.plan.totals.won_amount == {"EUR": Decimal(5)}


def test_that_the_link_behind_a_name_is_no_part_of_it(preview) -> None:
    found = preview("Deal ID,Account,Stage\n1,Nord (https://notes.example/Nord-1),Won\n2,Nord (North),Lost\n")
    assert [account["name"] for account in found.plan.creates["account"]] == ["Nord", "Nord (North)"]


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Last Name,Email\nMia,Orr,mia@firm.example\nJo,Fox,jo@firm.example\n",
        "Nachname,Vorname,Gebiet\nOrr,Mia,Nord\nFox,Jo,Süd\n",
        "Name,Vorname,Gebiet\nOrr,Mia,Nord\nFox,Jo,Süd\n",
        "Cognome,Nome,Territorio\nOrr,Mia,Nord\nFox,Jo,Sud\n",
        "Name,Last name,Full name of boss\nMia Orr,Orr,A B\nJo Fox,Fox,A B\n",
        "Prénom,Nom de famille,Région\nMia,Orr,Nord\nJo,Fox,Sud\n",
    ],
)
def test_that_people_whose_names_stand_in_two_columns_are_called_by_both(preview, text: str) -> None:
    assert [row.values["name"] for row in preview(text, "people").plan.rows] == ["Mia Orr", "Jo Fox"]


def test_that_family_names_come_first_where_they_do(preview) -> None:
    found = preview("姓,名,メール\n佐藤,花子,h@firm.example\n鈴木,一郎,i@firm.example\n", "people")
    assert [row.values["name"] for row in found.plan.rows] == ["佐藤 花子", "鈴木 一郎"]


def test_that_owners_in_two_columns_are_told_from_contacts(preview) -> None:
    text = "Deal ID,{0}First Name,{0}Last Name,Stage\n1,Mia,Orr,Won\n2,Jo,Fox,Lost\n"
    assert owners(preview(text.format("Owner "))) == ["Mia Orr", "Jo Fox"]
    assert owners(preview(text.format(""))) == []


@pytest.mark.parametrize("word", ["не закрыта", "Not set", "keine Angabe", "brak", "未設定"])
def test_that_words_for_nothing_leave_a_date_open(preview, word: str) -> None:
    found = preview(f"Deal ID,Stage,Close date\n1,Won,2025-02-03\n2,Proposal,{word}\n3,Lost,2025-02-05\n")
    assert outcomes(found.plan.totals) == (1, 1, 1)


def test_that_a_unit_in_brackets_is_no_part_of_a_name_and_tells_the_currency_of_a_shared_sign(
    preview,
) -> None:
    found = preview(
        "商机编号,销售阶段,商机金额（元）,实际成交日期\n1,赢单,￥500,2025-02-03\n2,丢单,￥700,2025-02-04\n"
    )
    assert found.plan.totals.won_amount == {"CNY": Decimal(500)}
