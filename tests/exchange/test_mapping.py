"""Columns find their fields by name and by what stands in them."""

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.chosen_columns import mapping_from_headers
from salesdesk.exchange.mapping import check_mapping, map_columns
from salesdesk.exchange.table import FileRow, Table


def table_of(headers: list[str], *rows: list[object]) -> Table:
    cells = tuple(FileRow(number, tuple(row)) for number, row in enumerate(rows, start=2))  # type: ignore[arg-type]
    return Table(tuple(headers), 1, cells, ())


def mapped(kind: str, headers: list[str], *rows: list[object]) -> dict[str, str]:
    table = table_of(headers, *rows)
    return map_columns(table, kind).by_header(table.headers)


def test_that_the_owner_wins_over_the_creator_and_stage_stands_apart_from_status() -> None:
    found = mapped(
        "deals",
        ["Deal - Creator", "Deal - Owner", "Deal - Stage", "Deal - Status"],
        ["Ada", "Bob", "Proposal", "Won"],
        ["Ada", "Cyd", "Proposal", "Open"],
    )
    assert found == {"Deal - Owner": "salesperson_id", "Deal - Stage": "stage_id", "Deal - Status": "outcome"}


def test_that_a_status_of_bare_numbers_is_not_a_deal_status() -> None:
    found = mapped(
        "deals", ["SalesOrderID", "OrderDate", "Status", "SubTotal", "TotalDue"],
        ["1", "2024-01-31", "5", "10.50", "12"], ["2", "2024-02-01", "5", "11.50", "13"],
    )  # fmt: skip
    assert found == {"SalesOrderID": "external_id", "OrderDate": "closed_on", "SubTotal": "amount"}


def test_that_a_status_that_names_stages_is_the_stage() -> None:
    found = mapped("deals", ["Deal ID", "Status"], ["1", "Proposal"], ["2", "Won"], ["3", "Demo held"])
    assert found["Status"] == "stage_id"


def test_that_the_expected_close_date_is_told_from_the_close_date() -> None:
    found = mapped(
        "deals", ["Expected Close Date", "Close Date", "Stage"], ["2024-05-01", "2024-04-01", "Won"]
    )
    assert found["Expected Close Date"] == "expected_on"
    assert found["Close Date"] == "closed_on"


def test_that_a_column_is_not_used_for_what_its_values_cannot_be() -> None:
    found = mapped("deals", ["Deal ID", "Amount", "Value", "Stage"], ["1", "large", "30", "Won"])
    assert found["Value"] == "amount"
    assert "Amount" not in found


def test_that_a_column_of_salespeople_by_number_is_matched_by_number() -> None:
    found = mapped("quotas", ["Rep", "Quota date", "Quota"], ["274", "2024-01-01", "5000"])
    assert found["Rep"] == "salesperson_id.external_id"


def test_that_a_slip_of_the_pen_in_a_header_is_understood() -> None:
    assert mapped("deals", ["Deal ID", "Ammount", "Stage"], ["1", "3", "Won"])["Ammount"] == "amount"


def test_that_stages_under_an_unknown_name_are_found_by_their_words() -> None:
    found = mapped(
        "deals", ["Deal ID", "Where it stands"], *[[str(i), ["Won", "Talking"][i % 2]] for i in range(9)]
    )
    assert found["Where it stands"] == "stage_id"


def test_that_bare_serials_can_be_dates() -> None:
    found = mapped("deals", ["Deal ID", "Closed", "Stage"], ["1", 45355.0, "Won"])
    assert found["Closed"] == "closed_on"


def test_that_a_remembered_mapping_follows_columns_that_moved() -> None:
    table = table_of(["B", "A"], ["Won", "1"])
    remembered = mapping_from_headers(table, {"A": "external_id", "B": "stage_id"}, "CRM")
    assert remembered.columns == {0: "stage_id", 1: "external_id"}
    assert remembered.remembered == "CRM"


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("deals", ["Account", "Sector", "Revenue"]),
        ("quotas", ["Name", "Hire date"]),
        ("products", ["Account", "Sector"]),
        ("people", ["Product", "Price"]),
    ],
)
def test_that_a_file_of_another_kind_is_refused_with_its_columns(kind: str, headers: list[str]) -> None:
    table = table_of(headers, ["x"] * len(headers))
    with pytest.raises(UserError, match="has no column for") as refused:
        check_mapping(map_columns(table, kind), table, kind, "list.csv")
    assert headers[0] in str(refused.value)


def test_that_two_columns_that_could_be_the_amount_are_told_apart_by_their_names() -> None:
    found = mapped("deals", ["Deal ID", "Deal - Weighted value", "Deal - Value"], ["1", "50", "100"])
    assert found == {"Deal ID": "external_id", "Deal - Value": "amount"}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Vendedor de la operación", "salesperson_id"), ("Titolare della trattativa", "salesperson_id"),
        ("Dono da oportunidade", "salesperson_id"), ("Vlastník obchodního případu", "salesperson_id"),
        ("Opiekun transakcji", "salesperson_id"), ("Менеджер сделки", "salesperson_id"),
        ("Verantwoordelijke van de verkoopkans", "salesperson_id"), ("Fırsatın sahibi", "salesperson_id"),
        ("商談の担当者", "salesperson_id"), ("Oppty Owner", "salesperson_id"),
    ],
)  # fmt: skip
def test_that_the_name_of_the_record_beside_a_known_name_says_nothing_more(header: str, field: str) -> None:
    found = mapped("deals", [header, "Stage"], ["Ada Ek", "Won"], ["Bo Lind", "Demo"])
    assert found.get(header) == field


def test_that_products_are_named_with_the_word_for_them_behind() -> None:
    assert mapped("products", ["Nombre del producto", "PVP"], ["Mesa", "10"])["Nombre del producto"] == "name"


@pytest.mark.parametrize(
    ("header", "field"), [("Uzavřeno", "closed_on"), ("Closed won", "closed_on"), ("Lost", "lost_on")]
)
def test_that_days_under_the_name_of_a_flag_are_the_days_on_which_it_came_true(
    header: str, field: str
) -> None:
    found = mapped(
        "deals", ["Deal", "Stage", header], ["Sail", "Won", "2025-02-03"], ["Mast", "Lost", "2025-02-04"]
    )
    assert found[header] == field


def test_that_a_column_of_codes_of_currencies_is_the_currency_whatever_its_name() -> None:
    rows = (["Sail", "Won", "10", "CHF"], ["Mast", "Won", "20", "NOK"])
    assert mapped("deals", ["Deal", "Stage", "Amount", "Money in"], *rows)["Money in"] == "currency"
    twice = [[*row, "EUR"] for row in rows]
    assert (
        "currency"
        not in mapped("deals", ["Deal", "Stage", "Amount", "Money in", "Billed in"], *twice).values()
    )


@pytest.mark.parametrize("actual", ["Werkelijke opbrengst", "Tatsächlicher Umsatz", "Actual value"])
def test_that_what_a_deal_brought_comes_before_what_was_expected(actual: str) -> None:
    found = mapped("deals", ["Geschatte opbrengst", actual, "Fase"], ["20", "19", "Gewonnen"])
    assert found[actual] == "amount"


@pytest.mark.parametrize("word", ["TOP", "ALL", "EUR"])
def test_that_one_code_that_stands_everywhere_under_a_name_that_says_nothing_of_money_is_left_out(
    word: str,
) -> None:
    rows = (["Sail", "Won", "10", word], ["Mast", "Won", "20", word])
    assert "Reach" not in mapped("deals", ["Deal", "Stage", "Amount", "Reach"], *rows)
    assert mapped("deals", ["Deal", "Stage", "Amount", "Currency"], *rows)["Currency"] == "currency"


def test_that_the_number_by_which_a_program_keeps_its_currency_is_left_out() -> None:
    assert "Currency ID" not in mapped(
        "deals", ["ID", "Amount", "Currency ID"], ["1", "5", "-99"], ["2", "7", "-99"]
    )
    assert mapped("deals", ["ID", "Amount", "Currency ID"], ["1", "5", "EUR"])["Currency ID"] == "currency"
