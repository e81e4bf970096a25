"""A column is known by its name whatever stands beside it: its record, an e-mail, a tax or a sign."""

import pytest

from salesdesk.exchange.mapping import map_columns
from salesdesk.exchange.table import FileRow, Table


def taken_for(header: str, *cells: str) -> str | None:
    """Gives what a column of this name and these cells is read as, beside one that names the deal."""
    rows = tuple(FileRow(place, (f"Deal {place}", cell)) for place, cell in enumerate(cells, 2))
    return map_columns(Table(("Deal name", header), 1, rows, (), 1), "deals").columns.get(1)


@pytest.mark.parametrize(
    "header",
    [
        "Opportunity: Betrag (Währung)", "Opportunity: Amount Currency", "Deal - Value (Currency)", "Betrag (Währung)",
        "Opportunité : Montant (devise)", "Oportunidad: Importe (divisa)", "Deal: Preis Währung",
    ],
)  # fmt: skip
def test_that_the_currency_of_an_amount_is_known_behind_the_name_of_its_record(header: str) -> None:
    assert taken_for(header, "EUR", "EUR") == "currency"


@pytest.mark.parametrize(
    "header",
    [
        "price", "Preis", "Gesamtpreis", "Precio", "Preço", "Prezzo", "Prijs", "Cena", "Fiyat", "Prix", "总价", "価格",
        "Цена", "Lead value, $", "Price (USD)", "Umsatz netto", "Net revenue", "Preis (€)", "Montant TTC",
        "Deal - Price",
        "Bedrag excl. btw", "Částka bez DPH", "税抜金額", "Сумма с НДС", "price_eur",
    ],
)  # fmt: skip
def test_that_a_price_is_an_amount_in_any_language_with_and_without_tax(header: str) -> None:
    assert taken_for(header, "100", "250") == "amount"


@pytest.mark.parametrize(
    "header",
    [
        "owner_email", "Owner Email", "Deal owner email", "Sales rep email", "Owner (email)", "Rep E-Mail",
        "Verkäufer E-Mail", "Email del propietario", "Courriel du commercial",
        "担当者メールアドレス", "Deal - Owner email",
    ],
)  # fmt: skip
def test_that_the_address_of_an_owner_names_the_owner(header: str) -> None:
    assert taken_for(header, "mia.orr@nord.example", "jon.fay@nord.example") == "salesperson_id"


@pytest.mark.parametrize("header", ["Email", "Contact email", "Customer e-mail", "Kunde E-Mail"])
def test_that_other_addresses_name_no_owner(header: str) -> None:
    assert taken_for(header, "mia.orr@nord.example", "jon.fay@nord.example") != "salesperson_id"


@pytest.mark.parametrize(
    "header",
    [
        "Managed by", "Handled by", "Lead Owner", "Account Manager", "Kundenberater", "Consulente",
        "Conseiller commercial",
        "Ответственный менеджер", "Verantwoordelijke verkoper", "Full Name (Owning User) (User)", "Name (Owner)",
    ],
)  # fmt: skip
def test_that_more_words_for_owners_are_known(header: str) -> None:
    assert taken_for(header, "Mia Orr", "Jon Fay") == "salesperson_id"


@pytest.mark.parametrize(
    "header",
    [
        "Item ID (auto generated)", "Ref", "deal_ref", "Deal reference", "N°", "Nº", "№", "#", "Vorgangs-ID",
        "Auftrags-ID", "Verkaufschancen-ID", "Lead-ID", "N° affaire", "№ сделки", "Deal #",
    ],
)  # fmt: skip
def test_that_more_names_of_numbers_are_known(header: str) -> None:
    assert taken_for(header, "9001", "9007") == "external_id"


def test_that_a_number_sign_above_a_count_of_the_rows_is_no_number_of_deals() -> None:
    assert taken_for("№", "1", "2", "3", "4") is None


def test_that_an_item_that_stands_on_several_rows_is_no_number_of_a_deal() -> None:
    assert taken_for("Item ID", "9001", "9007") == "external_id"
    assert taken_for("Item ID", "9001", "9007", "9001") is None


@pytest.mark.parametrize(
    "header",
    [
        "Sell-to Customer Name", "Bill-to Name", "Sold-to party", "Debitor", "Debitorname", "Person - Organization",
        "Contact: Company", "Account Name (Potential Customer) (Account)",
    ],
)  # fmt: skip
def test_that_customers_are_known_by_the_side_they_stand_on(header: str) -> None:
    assert taken_for(header, "Nord", "Süd") == "account_id"


@pytest.mark.parametrize("header", ["Person - Name", "Contact: Name", "Contact"])
def test_that_a_contact_is_neither_deal_nor_owner_nor_customer(header: str) -> None:
    assert taken_for(header, "Mia Orr", "Jon Fay") is None


def test_that_a_column_of_people_names_the_owners_where_nothing_else_does_and_they_have_several_deals() -> (
    None
):
    assert taken_for("Person", "Mia Orr", "Jon Fay", "Mia Orr") == "salesperson_id"
    assert taken_for("People", "Mia Orr", "Jon Fay", "Mia Orr") == "salesperson_id"
    assert taken_for("Person", "Mia Orr", "Jon Fay", "Ida Moe") is None
