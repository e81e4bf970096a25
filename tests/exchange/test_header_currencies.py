"""The currency that the name of a column tells counts for its plain numbers, and is asked for where it only may."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.currencies import CURRENCY, currency_of, names_currency
from salesdesk.exchange.header_currencies import currency_in, currency_words
from salesdesk.exchange.import_file import ImportChoices, preview_import, read_source
from salesdesk.exchange.parse_numbers import parse_amount
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError


def won(folder: Path, header: str, amount: str = "1200", answer: str = "") -> dict[str, Decimal]:
    path = folder / "crm.csv"
    rows = f"1;Ada;Closed Won;2025-02-01;{amount}\n2;Bo;Closed Lost;2025-02-02;{amount}\n"
    path.write_text(f"Deal ID;Owner;Stage;Close date;{header}\n{rows}", encoding="utf-8")
    choices = ImportChoices(answers={CURRENCY: answer} if answer else {})
    return dict(
        preview_import(ImportService(None), read_source(path, "deals"), choices).plan.totals.won_amount
    )


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("Amount in Rs", "INR"), ("Amount Rs", "INR"), ("Amount (in Rs.)", "INR"), ("Umsatz in Franken", "CHF"),
        ("Valor em reais", "BRL"), ("Amount in Rand", "ZAR"), ("Revenue in R", "ZAR"), ("Amount in Won", "KRW"),
        ("Tutar TL", "TRY"), ("Сумма в рублях", "RUB"), ("Bedrag in euro", "EUR"), ("Amount (S/)", "PEN"),
    ],
)  # fmt: skip
def test_that_plain_numbers_are_in_the_currency_their_column_is_called_by(
    tmp_path: Path, header: str, currency: str
) -> None:
    assert won(tmp_path, header) == {currency: 1200}


@pytest.mark.parametrize(
    "header", ["Amount in thousands", "Actual amount", "Won amount", "Importe real", "Amount"]
)
def test_that_other_words_of_a_name_are_no_currency(header: str) -> None:
    assert not currency_in(header)
    assert not currency_words(header)


@pytest.mark.parametrize(("header", "code"), [("Amount (Real)", "BRL"), ("Amount (R)", "ZAR")])
def test_that_a_word_in_brackets_that_may_be_a_currency_is_asked_about(
    tmp_path: Path, header: str, code: str
) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        won(tmp_path, header)
    assert list(asked.value.question.answers) == [code, "USD"]
    assert won(tmp_path, header, answer=code) == {code: 1200}
    assert won(tmp_path, header, answer="USD") == {"USD": 1200}
    with pytest.raises(UserError, match="cannot be in SEK"):
        won(tmp_path, header, answer="SEK")


def test_that_amounts_with_their_own_currency_ask_nothing_of_their_column(tmp_path: Path) -> None:
    assert won(tmp_path, "Amount (Real)", "1200 EUR") == {"EUR": 1200}


@pytest.mark.parametrize(
    ("amount", "codes"),
    [("1200 FCFA", ["XAF", "XOF"]), ("1200 Dh", ["AED", "MAD"]), ("Bs. 1200", ["BOB", "VES"])],
)
def test_that_a_sign_of_several_currencies_far_from_the_desks_own_is_asked_about(
    tmp_path: Path, amount: str, codes: list[str]
) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        won(tmp_path, "Amount", amount)
    assert list(asked.value.question.answers) == codes
    assert won(tmp_path, "Amount", amount, answer=codes[0]) == {codes[0]: 1200}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("S/ 1200", "PEN"), ("S/. 1200", "PEN"), ("Mex$1200", "MXN"), ("U$S 1200", "USD"), ("₵1200", "GHS"),
        ("1200 Rubel", "RUB"), ("1200 Dong", "VND"), ("1200 Leu", "RON"), ("1200 Lev", "BGN"), ("1200 Hryvnia", "UAH"),
        ("1200 Koruna", "CZK"), ("R 1200", "ZAR"), ("1200 won", "KRW"),
    ],
)  # fmt: skip
def test_that_signs_and_nouns_beside_amounts_are_known(words: str, code: str) -> None:
    found = parse_amount(words)
    assert (found.number, found.currency) == (1200, code)


@pytest.mark.parametrize("words", ["1200 R", "3 won", "Won 12"])
def test_that_a_letter_behind_a_number_and_a_numbered_stage_are_no_amounts(words: str) -> None:
    with pytest.raises(ValueError, match="no"):
        parse_amount(words)


@pytest.mark.parametrize(
    ("words", "code"),
    [("Koruna česká", "CZK"), ("Couronne suédoise", "SEK"), ("Dollaro USA", "USD"), ("Sterlina", "GBP"),
     ("US Dollar", "USD"), ("доллар США", "USD")],
)  # fmt: skip
def test_that_names_of_currencies_are_known_in_either_order(words: str, code: str) -> None:
    assert currency_of(words, "EUR") == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Britisches Pfund", "GBP"), ("Pfund Sterling", "GBP"), ("livre britannique", "GBP"), ("Britse ponden", "GBP"),
        ("фунт стерлингов", "GBP"), ("Great Britain Pound", "GBP"), ("funt brytyjski", "GBP"), ("英镑", "GBP"),
        ("libra esterlina", "GBP"), ("Polnischer Zloty", "PLN"), ("польских злотых", "PLN"), ("złotych", "PLN"),
        ("Schweizer Franken", "CHF"), ("İsviçre frangı", "CHF"), ("швейцарских франков", "CHF"),
        ("スイスフラン", "CHF"), ("franków szwajcarskich", "CHF"), ("US-Dollar", "USD"), ("U.S. dollars", "USD"),
        ("dollar américain", "USD"), ("dollari americani", "USD"), ("amerických dolarů", "USD"), ("美元", "USD"),
        ("Amerikan doları", "USD"), ("канадский доллар", "CAD"), ("канадских долларов", "CAD"),
        ("カナダドル", "CAD"), ("Ägyptisches Pfund", "EGP"), ("Russian Roubles", "RUB"), ("белорусских рублей", "BYN"),
        ("coroas norueguesas", "NOK"), ("corone danesi", "DKK"), ("Romanian Lei", "RON"), ("Saudi Riyal", "SAR"),
    ],
)  # fmt: skip
def test_that_a_noun_and_whose_it_is_name_a_currency_however_they_are_bent(words: str, code: str) -> None:
    assert currency_of(words) == code
    assert parse_amount(f"1000 {words}").currency == code


@pytest.mark.parametrize(
    "words", ["Canadian", "British", "Swiss deal", "Dollar deal", "Franklin", "Polish frank talk"]
)
def test_that_words_beside_those_of_a_currency_name_none(words: str) -> None:
    assert not names_currency(words)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Betrag (Britisches Pfund)", "GBP"), ("Betrag in kanadischen Dollar", "CAD"),
        ("Betrag, Pfund Sterling", "GBP"),
        ("Сумма, канадских долларов", "CAD"), ("Сумма, руб.", "RUB"),
        ("Montant (dollars américains)", "USD"), ("Montant en livres sterling", "GBP"),
    ],
)  # fmt: skip
def test_that_the_name_of_a_column_may_name_a_currency_in_two_words(
    tmp_path: Path, header: str, code: str
) -> None:
    assert won(tmp_path, header) == {code: Decimal(1200)}
