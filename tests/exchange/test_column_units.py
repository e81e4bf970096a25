"""Amounts that stand in thousands, millions or lakhs are read as what they are, or asked about."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.column_units import UNITS, Unit, parted_unit, unit_of
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text as a file of a kind, with an answer to what its amounts are."""

    def previewed(text: str, answer: str | None = None, kind: str = "deals") -> ImportPreview:
        path = tmp_path / "crm.csv"
        path.write_text(text, encoding="utf-8")
        choices = ImportChoices(answers={UNITS: answer} if answer else {})
        return preview_import(ImportService(None), read_source(path, kind), choices)

    return previewed


def _deals(header: str, below: str = "") -> str:
    return f"Deal ID;Deal;{header};Stage;Close date\n{below}1;Mast;100;Won;2025-02-03\n2;Sail;12.5;Won;2025-02-04\n"


def _won(found: ImportPreview) -> dict[str, Decimal]:
    return dict(found.plan.totals.won_amount)


@pytest.mark.parametrize(
    ("header", "times", "currency"),
    [
        ("Amount (k€)", 1000, "EUR"), ("Amount (in thousands)", 1000, "USD"), ("Amount ($000)", 1000, "USD"),
        ("Amount in thousands", 1000, "USD"), ("Amount kUSD", 1000, "USD"), ("Amount ($k)", 1000, "USD"),
        ("Amount [£m]", 10**6, "GBP"), ("Amount (USD '000)", 1000, "USD"), ("Amount ($MM)", 10**6, "USD"),
        ("Amount (₹ lakh)", 10**5, "INR"), ("Amount (₹ Cr)", 10**7, "INR"), ("Amount (€bn)", 10**9, "EUR"),
        ("Umsatz (Mio. €)", 10**6, "EUR"), ("Betrag TEUR", 1000, "EUR"), ("Betrag (T€)", 1000, "EUR"),
        ("Betrag in Tsd. EUR", 1000, "EUR"), ("Montant (milliers d'euros)", 1000, "EUR"),
        ("Montant (M€)", 10**6, "EUR"), ("Importo (migliaia di euro)", 1000, "EUR"), ("Importo (mln €)", 10**6, "EUR"),
        ("Importe (miles de euros)", 1000, "EUR"), ("Valor (R$ mil)", 1000, "BRL"), ("Valor (milhares)", 1000, "USD"),
        ("Bedrag (x 1.000 €)", 1000, "EUR"), ("Bedrag (duizenden)", 1000, "USD"), ("Wartość (tys. zł)", 1000, "PLN"),
        ("Wartość w tysiącach", 1000, "USD"), ("Částka (tis. Kč)", 1000, "CZK"), ("Částka (mil. Kč)", 10**6, "CZK"),
        ("Сумма (тыс. руб.)", 1000, "RUB"), ("Сумма, млн руб.", 10**6, "RUB"), ("Tutar (bin TL)", 1000, "TRY"),
        ("金額（百万円）", 10**6, "JPY"), ("金額(千円)", 1000, "JPY"), ("金额（万元）", 10**4, "CNY"),
        ("Belopp (TSEK)", 1000, "SEK"),
    ],
)  # fmt: skip
def test_that_a_unit_in_the_name_of_a_column_multiplies_and_is_told(
    preview, header: str, times: int, currency: str
) -> None:
    text = _deals(header) if header != "Belopp (TSEK)" else _deals("Amount (TSEK)")
    found = preview(text)
    assert _won(found) == {currency: Decimal("112.5") * times}
    assert any(f"multiplied by {times:,}" in words for words in found.assumed)


@pytest.mark.parametrize("below", [";;$k;;\n", "-;-;kUSD;-;date\n", ";;(in thousands);;yyyy-mm-dd\n"])
def test_that_a_row_of_units_below_the_names_counts(preview, below: str) -> None:
    found = preview(_deals("Amount", below))
    assert _won(found) == {"USD": Decimal(112500)}
    assert len(found.plan.rows) == 2


def test_that_a_line_above_the_table_counts(preview) -> None:
    found = preview("All amounts in thousands of EUR\n\n" + _deals("Amount"))
    assert sum(_won(found).values()) == Decimal(112500)


@pytest.mark.parametrize("header", ["Amount (M)", "Amount (T)", "Importe (mil)", "Amount (mil €)"])
def test_that_a_unit_of_two_meanings_is_asked(preview, header: str) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        preview(_deals(header))
    assert asked.value.question.key == UNITS
    assert sum(_won(preview(_deals(header), "thousands")).values()) == Decimal(112500)


def test_that_somebody_may_say_that_they_are_whole_amounts(preview) -> None:
    assert _won(preview(_deals("Amount (k€)"), "ones")) == {"EUR": Decimal("112.5")}


def test_that_a_number_with_its_own_unit_is_multiplied_once(preview) -> None:
    text = _deals("Amount (k€)").replace(";100;", ";100 k€;")
    assert _won(preview(text)) == {"EUR": Decimal(112500)}


@pytest.mark.parametrize(
    "header",
    ["Amount", "Amount (EUR)", "Amount (excl. VAT)", "Total (all)", "Amount (2)", "Deals over 1 million"],
)
def test_that_other_words_are_no_units(header: str) -> None:
    assert parted_unit(header)[1] is None


def test_that_the_words_of_a_unit_are_known() -> None:
    assert unit_of("k€") == Unit(1000, "EUR")
    assert unit_of("all amounts") is None


def test_that_quotas_in_thousands_are_multiplied(preview) -> None:
    text = "Salesperson;Period starts;Quota (k$)\nMia Orr;2025-01-01;100\nMia Orr;2025-04-01;100\n"
    found = preview(text, kind="quotas")
    assert any("multiplied by 1,000" in words for words in found.assumed)


@pytest.mark.parametrize("unit", ["(k€)", "(TEUR)"])
def test_that_quotas_in_a_column_a_period_keep_their_unit(preview, unit: str) -> None:
    found = preview(f"Salesperson;Q1 2025 {unit};Q2 2025 {unit}\nMia Orr;100;120\n", kind="quotas")
    assert [row.values["amount"] for row in found.plan.rows] == [100_000, 120_000]


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("Actual Amount", "Expected Amount"),
        ("Importe real", "Importe previsto"),
        ("Actual Amount", "Planned amount"),
    ],
)
def test_that_an_expected_amount_fills_in_for_an_actual_one(preview, actual: str, expected: str) -> None:
    found = preview(
        f"Deal ID;Deal;{actual};{expected};Stage;Close date\n1;Mast;100;120;Won;2025-02-03\n"
        "2;Sail;;250;Won;2025-02-04\n"
    )
    assert _won(found) == {"USD": Decimal(350)}
