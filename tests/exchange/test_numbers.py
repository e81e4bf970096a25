"""Numbers are read exactly, in every way people and spreadsheets write them."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.exchange.currencies import UnknownCurrencyError, currency_of
from salesdesk.exchange.decimal_marks import decimal_mark, decimal_question, mark_evidence
from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.exchange.parse_numbers import Amount, looks_like_number, parse_amount
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError

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
        (" $(300.00)", "-300", "USD"),
        ("(300,50) €", "-300.5", "EUR"),
        ("(USD 12.00)", "-12", "USD"),
        (" $-   ", "0", "USD"),
        ("- zł", "0", "PLN"),
        ("1.200,-", "1200", None),
        ("CHF 1'200.–", "1200", "CHF"),
        ("Fr. 80.50", "80.5", "CHF"),
        ("2.345,00 kr", "2345", None),
        ("kr. 2 345,50", "2345.5", None),
        ("R$ 1.234,56", "1234.56", "BRL"),
        ("1 234,56 zł", "1234.56", "PLN"),
        ("7 500,00 Kč", "7500", "CZK"),
        ("₺1.234,50", "1234.5", "TRY"),
        ("90,00 TL", "90", "TRY"),
        ("１２，０００円", "12000", "JPY"),
        ("450,00 руб.", "450", "RUB"),
        ("50 euros", "50", "EUR"),
        ("31k", "31000", None),
        ("1.5 K", "1500", None),
        ("30.00 US Dollar", "30", "USD"),
        ("EUR 90.00 (USD 100.00)", "90", "EUR"),
    ],
)
def test_that_amounts_are_read_with_their_currency(cell, number: str, currency: str | None) -> None:
    assert parse_amount(cell) == Amount(Decimal(number).quantize(Decimal("0.0001")), currency)


@pytest.mark.parametrize(
    "cell", ["", "n", "5q", "5m", "about 5", "3 of 4", "12-31", None, True, "1.2.3,4", "9" * 20]
)
def test_that_what_is_no_number_is_not_made_one(cell) -> None:
    assert not looks_like_number(cell)


def test_that_a_doubtful_number_is_read_as_the_rest_of_its_column() -> None:
    assert parse_amount("1.054", ",").number == 1054
    assert parse_amount("1.054", ".").number == Decimal("1.054")
    assert _mark("1.054", "2.500,50", "17") == (",", "sure")
    assert _mark("1,054", "2,500.50", "17") == (".", "sure")
    assert _mark("1,250", "14,000", delimiter=",") == (".", "sure")
    assert _mark("$1,250", "$14,000", delimiter="\t") == (".", "sure")


def _mark(*texts: str, **file) -> tuple[str, str]:
    return decimal_mark(mark_evidence(texts), **file)


@pytest.mark.parametrize(
    ("texts", "file", "mark"),
    [
        (("1.250 €", "970 €", "14.000 €"), {"delimiter": ","}, ","),
        (("1.250", "14.000"), {"delimiter": ";"}, ","),
        (("1.250", "14.000"), {"delimiter": "\t", "dates_with_dots": True}, ","),
        (("1.250", "14.000"), {"delimiter": ",", "currencies": ("PLN",)}, ","),
    ],
)
def test_that_three_digits_behind_every_sign_are_thousands_where_the_file_speaks_for_it(
    texts, file, mark
) -> None:
    assert _mark(*texts, **file) == (mark, "likely")


@pytest.mark.parametrize(
    ("texts", "file"),
    [
        (("1.250", "14.000"), {"delimiter": ","}),
        (("$1.250", "$14.000"), {"delimiter": ","}),
        (("1.250 €", "14000 €"), {"delimiter": ","}),
        (("1,250 €", "14,000 €"), {"delimiter": ";"}),
        (("1.250", "14,000"), {"delimiter": ";"}),
    ],
)
def test_that_three_digits_behind_every_sign_are_asked_about_where_nothing_tells_them(texts, file) -> None:
    assert _mark(*texts, **file)[1] == "open"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("US Dollar", "USD"), ("Euro (EUR)", "EUR"), ("EUR - Euro", "EUR"), ("Złoty polski", "PLN"),
        ("Canadian dollars", "CAD"), ("Доллар США", "USD"), ("日本円", "JPY"), ("Kč", "CZK"), ("eur", "EUR"),
        ("Türk Lirası", "TRY"), ("kr", None), ("Franc", None), ("Franken", "CHF"), ("Rupee", "INR"), ("Złoty", "PLN"),
        ("Krona", "SEK"), ("Norwegian Krone", "NOK"), ("Krone", None), ("Renminbi", "CNY"), ("Real", "BRL"),
        ("Peso", None), ("Forint", "HUF"), ("Dirham", None), ("Shekel", "ILS"), ("Won", "KRW"), ("Baht", "THB"),
        ("Ringgit", "MYR"), ("Rand", "ZAR"), ("Dollar canadien", "CAD"), ("South Korean Won", "KRW"),
    ],
)  # fmt: skip
def test_that_currencies_are_known_by_their_names_in_many_languages(words: str, code: str | None) -> None:
    assert currency_of(words) == code


@pytest.mark.parametrize(
    ("text", "number", "code"),
    [
        ("Rs. 1,200", 1200, "INR"), ("Rs.1,200/-", 1200, "INR"), ("R 1 200", 1200, "ZAR"), ("Fr. 1'200.–", 1200, "CHF"),
        ("RM 1,200", 1200, "MYR"), ("1200 Złoty", 1200, "PLN"), ("1 200:-", 1200, None), ("1200 Franc", 1200, None),
    ],
)  # fmt: skip
def test_that_amounts_are_read_beside_signs_and_words_of_currencies(
    text: str, number: int, code: str | None
) -> None:
    found = parse_amount(text)
    assert (found.number, found.currency) == (number, code)


def test_that_a_word_of_several_currencies_means_the_desks_own_where_it_is_one_of_them() -> None:
    assert [currency_of("Franc", home) for home in ("CHF", "XOF", "USD")] == ["CHF", "XOF", None]


def test_that_a_sign_of_several_currencies_means_the_desks_own() -> None:
    assert currency_of("kr", "NOK") == "NOK"
    assert currency_of("¥", "CNY") == "CNY"
    with pytest.raises(UnknownCurrencyError):
        currency_of("marbles")


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


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    [
        ("$12k", 12_000, "USD"), ("$1.2M", 1_200_000, "USD"), ("1,5 Mio. €", 1_500_000, "EUR"),
        ("500 Tsd. €", 500_000, "EUR"),
        ("2,5 млн руб", 2_500_000, "RUB"), ("3.5 mln PLN", 3_500_000, "PLN"), ("120万円", 1_200_000, "JPY"),
        ("30 K €", 30_000, "EUR"), ("2 million", 2_000_000, None),
    ],
)  # fmt: skip
def test_that_words_for_thousands_and_millions_count(text: str, number: int, currency: str | None) -> None:
    found = parse_amount(text, "," if "," in text else ".")
    assert (found.number, found.currency) == (number, currency)


@pytest.mark.parametrize("text", ["5 mil", "12 apples", "1 M 2"])
def test_that_a_word_that_is_thousands_here_and_millions_there_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_amount(text)


def test_that_the_question_for_the_decimals_shows_what_either_answer_makes_of_the_amounts() -> None:
    asked = decimal_question("crm.csv", "Amount", ("12.500", "-€1.234"))
    assert asked.examples == ("12.500 → 12.50 or 12,500.00", "-€1.234 → -1.234 or -1,234.00")
    assert asked.answers["comma"] == "a comma parts the decimals: 12,500.00"


DUTCH = (
    "Nummer\tVerkoper\tFase\tSluitdatum\tBedrag\n"
    "1\tMia Orr\tGewonnen\t13-02-2024\t1.200\n2\tJon Fay\tGewonnen\t25-02-2024\t850\n"
)


def previewed(folder: Path, text: str) -> ImportPreview:
    path = folder / "deals.tsv"
    path.write_text(text, encoding="utf-8")
    return preview_import(ImportService(None), read_source(path, "deals"))


def test_that_the_language_of_the_columns_tells_the_sign_of_the_decimals_and_is_told(tmp_path: Path) -> None:
    found = previewed(tmp_path, DUTCH)
    assert found.plan.totals.won_amount == {"USD": 2050}
    told = "The columns are named in a language that parts decimals by a comma, so 1.200 is read as 1,200."
    assert told in found.assumed


@pytest.mark.parametrize(
    "names", ["ID\tOwner\tStage\tClose date\tAmount", "ID\tOwner\tFase\tSluitdatum\tBedrag"]
)
def test_that_columns_named_in_english_leave_the_sign_of_the_decimals_open(
    tmp_path: Path, names: str
) -> None:
    with pytest.raises(OpenQuestionError, match="thousands or have three decimals"):
        previewed(tmp_path, "\n".join((names, *DUTCH.splitlines()[1:])))
