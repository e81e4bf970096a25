"""Money in two columns, debits and credits, is one signed amount; neither of the two is lost in silence."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.amount_signs import SIGNS, SOLD
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict


@pytest.fixture
def preview(tmp_path: Path):
    """Previews won deals with a debit and a credit each."""

    def previewed(
        debit: str, credit: str, *pairs: tuple[str, str], more: str = "", **answers: str
    ) -> ImportPreview:
        path = tmp_path / "ledger.csv"
        rows = (
            f"N{n};Mast {n};Won;2025-01-0{n};{one};{other};{more and n}"
            for n, (one, other) in enumerate(pairs, 1)
        )
        path.write_text(
            "\n".join((f"Deal ID;Deal;Stage;Close date;{debit};{credit};{more}", *rows)), encoding="utf-8"
        )
        return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices(answers=answers))

    return previewed


SALES = (("800.00", ""), ("200.00", "0.00"), ("", "100.00"))


@pytest.mark.parametrize(
    ("debit", "credit", "currency"),
    [
        ("Debit", "Credit", "USD"),
        ("Debit amount", "Credit amount", "USD"),
        ("Soll", "Haben", "USD"),
        ("Soll (EUR)", "Haben (EUR)", "EUR"),
        ("Débit EUR", "Crédit EUR", "EUR"),
        ("Debe", "Haber", "USD"),
        ("Dare", "Avere", "USD"),
        ("Дебет", "Кредит", "USD"),
        ("借方", "貸方", "USD"),
        ("借方金额", "贷方金额", "USD"),
    ],
)
def test_that_credits_are_taken_off_debits_and_both_are_told(
    preview, debit: str, credit: str, currency: str
) -> None:
    found = preview(debit, credit, *SALES)
    assert found.plan.totals.won_amount == {currency: Decimal(900)}
    told = f"“{debit}” and “{credit}” are read as one amount: above zero under “{debit}”, below under “{credit}”."
    assert told in found.assumed


def test_that_sales_under_credits_are_asked_about(preview) -> None:
    pairs = tuple((credit, debit) for debit, credit in SALES)
    with pytest.raises(OpenQuestionError, match="Most amounts under “Amount \\(Soll – Haben\\)”"):
        preview("Soll", "Haben", *pairs)
    sold = preview("Soll", "Haben", *pairs, **{SIGNS: SOLD})
    assert sold.plan.totals.won_amount == {"USD": Decimal(900)}


def test_that_credits_written_below_zero_are_so_once_and_one_taken_back_is_above(preview) -> None:
    below = preview("Debit", "Credit", ("800", ""), ("200", ""), ("", "-100"))
    assert below.plan.totals.won_amount == {"USD": Decimal(900)}
    back = preview("Debit", "Credit", ("800", ""), ("700", ""), ("600", ""), ("", "100"), ("", "-100"))
    assert back.plan.totals.won_amount == {"USD": Decimal(2100)}


@pytest.mark.parametrize(
    ("header", "debit", "credit"),
    [("Soll/Haben-Kennzeichen", "S", "H"), ("Debit/Credit", "Debit", "Credit"), ("Dr/Cr", "Dr", "Cr"),
     ("Debe/Haber", "D", "H")],
)  # fmt: skip
def test_that_a_column_of_marks_says_which_amounts_are_credits(
    tmp_path: Path, header: str, debit: str, credit: str
) -> None:
    path = tmp_path / "ledger.csv"
    marks = {"N1": (800, debit), "N2": (200, debit), "N3": (100, credit)}
    rows = (f"{number},Won,2025-01-01,{amount},{mark}" for number, (amount, mark) in marks.items())
    path.write_text("\n".join((f"Deal ID,Stage,Close date,Amount,{header}", *rows)), encoding="utf-8")
    found = preview_import(ImportService(None), read_source(path, "deals"))
    assert found.plan.totals.won_amount == {"USD": Decimal(900)}
    assert f"“{header}” says which amounts are credits; they are read as below zero." in found.assumed
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(header, "Credit/Debit card"), encoding="utf-8")
    cards = preview_import(ImportService(None), read_source(path, "deals"))
    assert cards.plan.totals.won_amount == {"USD": Decimal(1100)}, "a kind of card is no side of an entry"
    path.write_text(text.replace(",100,", ",-100,"), encoding="utf-8")
    signed = preview_import(ImportService(None), read_source(path, "deals"))
    assert signed.plan.totals.won_amount == {"USD": Decimal(900)}, "it has its sign already"


def test_that_a_row_with_both_is_rejected(preview) -> None:
    found = preview("Debit", "Credit", ("800", ""), ("200", "50"))
    [row] = found.plan.of(Verdict.REJECTED)
    assert (row.number, row.why) == (3, "It has both a debit and a credit (Debit – Credit).")


def test_that_a_column_of_amounts_beside_them_counts(preview) -> None:
    found = preview("Debit", "Credit", *SALES, more="Amount")
    assert found.plan.totals.won_amount == {"USD": Decimal(6)}
