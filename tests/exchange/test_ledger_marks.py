"""Marks of a ledger beside amounts tell credits from debits; one side alone is asked about."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.amount_signs import SIGNS, SOLD, TAKEN_OFF
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError


@pytest.fixture
def preview(tmp_path: Path):
    """Previews won deals with an amount each."""

    def previewed(*amounts: str, column: str = "Amount", **answers: str) -> ImportPreview:
        path = tmp_path / "ledger.csv"
        rows = (f"N{n};Mast {n};Won;2025-01-0{n};{amount}" for n, amount in enumerate(amounts, 1))
        path.write_text("\n".join((f"Deal ID;Deal;Stage;Close date;{column}", *rows)), encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices(answers=answers))

    return previewed


@pytest.mark.parametrize(
    ("debit", "credit", "currency"),
    [
        ("£2,000.00 DR", "£500.00 CR", "GBP"),
        ("£2,000.00 (DR)", "£500.00 (CR)", "GBP"),
        ("DR 2,000.00", "CR 500.00", "USD"),
        ("2.000,00 S", "500,00 H", "USD"),
        ("€2.000,00 Soll", "€500,00 Haben", "EUR"),
        ("2.000,00 € S", "500,00 € H", "EUR"),
        ("2.000,00 D", "500,00 A", "USD"),
        ("2 000,00 D", "500,00 C", "USD"),
        ("2,000.00 debit", "500.00 credit", "USD"),
        ("2 000,00 Дт", "500,00 Кт", "USD"),
    ],
)
def test_that_marked_credits_are_below_zero_where_a_column_has_debits_too(
    preview, debit: str, credit: str, currency: str
) -> None:
    found = preview(debit, credit, debit)
    assert found.plan.totals.won_amount == {currency: Decimal(3500)}
    assert any("are credits, read as below zero" in note for note in found.assumed)


@pytest.mark.parametrize(
    "amounts",
    [
        ("£2,000.00 CR", "£500.00"), ("£2,000.00CR", "£500.00 CR"), ("2,000.00 DR", "500.00"),
        ("2.000,00 H", "500,00"), ("€500,00 S", "€700,00 S"), ("2,000.00 CR", "12,500.00"),
    ],
)  # fmt: skip
def test_that_one_side_alone_is_asked_about(preview, amounts: tuple[str, ...]) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        preview(*amounts)
    assert asked.value.question.key == SIGNS
    assert "one side of a ledger" in asked.value.question.sentence


def test_that_the_marked_ones_are_what_was_answered(preview) -> None:
    amounts = ("£2,000.00 CR", "£500.00")
    assert preview(*amounts, **{SIGNS: SOLD}).plan.totals.won_amount == {"GBP": Decimal(1500)}
    assert preview(*amounts, **{SIGNS: TAKEN_OFF}).plan.totals.won_amount == {"GBP": Decimal(-1500)}


def test_that_cr_beside_the_money_of_india_is_crores(preview) -> None:
    assert preview("₹1.5 Cr", "₹20,000").plan.totals.won_amount == {"INR": Decimal(15_020_000)}


@pytest.mark.parametrize(
    ("amounts", "won"),
    [(("$1.2M", "$900"), 1_200_900), (("$1.2M", "$12.5K"), 1_212_500), (("€3M", "€0,5M"), 3_500_000),
     (("$1.2B", "$5M"), 1_205_000_000)],
)  # fmt: skip
def test_that_millions_and_billions_are_no_side_of_a_ledger(
    preview, amounts: tuple[str, ...], won: int
) -> None:
    assert [*preview(*amounts).plan.totals.won_amount.values()] == [Decimal(won)]


@pytest.mark.parametrize("amounts", [("1.2M", "3M"), ("1.2M", "12.5K"), ("1.2M", "900"), ("1.2B", "500M")])
def test_that_bare_millions_are_never_read_as_so_few(preview, amounts: tuple[str, ...]) -> None:
    found = preview(*amounts)
    assert found.plan.totals.won_amount == {}
    assert any("“Amount”" in told for told in found.told_left_out)


def test_that_a_letter_behind_hours_is_no_side_of_a_ledger(preview) -> None:
    found = preview("3 h", "5 s", column="Time spent")
    assert list(found.source.table.column(4)) == ["3 h", "5 s"]
