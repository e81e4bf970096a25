"""Numbers are read exactly, in every way people and spreadsheets write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.exchange.parse_numbers import Amount, decimal_mark, looks_like_number, parse_amount

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("cell", "number", "currency"),
    [
        ("1.234,56 €", "1234.56", "EUR"),
        ("$1,054.00", "1054", "USD"),
        ("USD 12.50", "12.5", "USD"),
        ("12,50 EUR", "12.5", "EUR"),
        ("£5", "5", "GBP"),
        ("1'234.50 CHF", "1234.5", "CHF"),
        ("1 054,00", "1054", None),
        ("1\u202f054,00 €", "1054", "EUR"),
        ("(250.00)", "-250", None),
        ("($1,250)", "-1250", "USD"),
        ("-3", "-3", None),
        ("−3,5", "-3.5", None),
        ("12,50-", "-12.5", None),
        ("20565.6206", "20565.6206", None),
        ("1.234.567", "1234567", None),
        (".5", "0.5", None),
        (1076.0, "1076", None),
        (43, "43", None),
    ],
)
def test_that_amounts_are_read_with_their_currency(cell, number: str, currency: str | None) -> None:
    assert parse_amount(cell) == Amount(Decimal(number).quantize(Decimal("0.0001")), currency)


@pytest.mark.parametrize(
    "cell", ["", "n", "5k", "about 5", "3 of 4", "12-31", None, True, "1.2.3,4", "9" * 20]
)
def test_that_what_is_no_number_is_not_made_one(cell) -> None:
    assert not looks_like_number(cell)


def test_that_a_doubtful_number_is_read_as_the_rest_of_its_column() -> None:
    assert parse_amount("1.054", ",").number == 1054
    assert parse_amount("1.054", ".").number == Decimal("1.054")
    assert decimal_mark(["1.054", "2.500,50", "17"]) == ","
    assert decimal_mark(["1,054", "2,500.50", "17"]) == "."
    assert decimal_mark(["1.054", "2.500"], ",") == ","


def test_that_a_dollar_sign_means_the_desks_own_dollar() -> None:
    assert parse_amount("$5", home_currency="CAD").currency == "CAD"
    assert parse_amount("$5", home_currency="EUR").currency == "USD"


@given(amounts)
def test_that_a_german_amount_comes_back_exactly(amount: Decimal) -> None:
    written = f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".") + " €"
    assert parse_amount(written, ",") == Amount(amount.quantize(Decimal("0.0001")), "EUR")


@given(amounts)
def test_that_an_american_amount_comes_back_exactly(amount: Decimal) -> None:
    written = f"(${-amount:,.2f})" if amount < 0 else f"${amount:,.2f}"
    assert parse_amount(written).number == amount


@given(st.text())
def test_that_any_text_is_either_a_number_or_refused(text: str) -> None:
    assert looks_like_number(text) in (True, False)
