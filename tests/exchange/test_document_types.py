"""Orders, quotes and credit notes in one file are told apart, and amounts that are below zero are asked about."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.amount_signs import SIGNS, SOLD, TAKEN_OFF
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError


def previewed(folder: Path, text: str, **answers: str) -> ImportPreview:
    path = folder / "documents.csv"
    path.write_text(text, encoding="utf-8")
    return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices(answers=answers))


@pytest.mark.parametrize(
    ("header", "sold", "offered"),
    [
        ("Order date,Type", "Order", "Quote"), ("Booked date,Doc type", "Sales order", "Quotation"),
        ("Close date,Record type", "Invoice", "Estimate"), ("Invoice date,Status", "Sales Order", "Quotation Sent"),
        ("Belegdatum,Belegart", "Kundenauftrag", "Angebot"), ("Date de facture,Nature", "Facture", "Devis"),
        ("Fecha de factura,Clase", "Pedido", "Presupuesto"), ("Data fattura,Tipo", "Ordine", "Preventivo"),
        ("Data da venda,Tipo", "Pedido", "Orçamento"), ("Orderdatum,Soort", "Order", "Offerte"),
        ("Data faktury,Typ", "Zamówienie", "Oferta"), ("Datum objednávky,Druh", "Objednávka", "Nabídka"),
        ("Дата заказа,Вид", "Заказ", "Коммерческое предложение"), ("Sipariş tarihi,Tür", "Sipariş", "Teklif"),
        ("受注日,伝票種別", "注文書", "見積書"), ("订单日期,单据类型", "订单", "报价单"),
    ],
)  # fmt: skip
def test_that_what_is_only_offered_is_no_sale(tmp_path: Path, header: str, sold: str, offered: str) -> None:
    found = previewed(
        tmp_path,
        f"Deal ID,{header},Amount\n1,2024-03-21,{sold},100\n2,2024-03-22,{offered},70\n3,2024-03-23,{sold},5\n",
    )
    totals = found.plan.totals
    assert (totals.won, totals.open, totals.won_amount) == (2, 1, {"USD": Decimal(105)})
    assert any(offered in words for words in found.assumed)


def test_that_a_column_that_says_won_and_lost_counts_before_kinds_of_documents(tmp_path: Path) -> None:
    found = previewed(
        tmp_path,
        "Deal ID,Order date,Type,Status,Amount\n1,2024-03-21,Order,Lost,100\n2,2024-03-22,Quote,Won,70\n",
    )
    assert (found.plan.totals.won, found.plan.totals.lost) == (1, 1)
    assert found.plan.totals.won_amount == {"USD": Decimal(70)}


@pytest.mark.parametrize("amount", ["200", "-200", "(200)", "$200", "200 USD"])
def test_that_a_credit_note_is_taken_off(tmp_path: Path, amount: str) -> None:
    text = (
        f"Invoice no,Invoice date,Type,Amount\n1,2024-03-21,Invoice,1000\n2,2024-03-22,Credit note,{amount}\n"
    )
    assert previewed(tmp_path, text).plan.totals.won_amount == {"USD": Decimal(800)}


def test_that_stages_and_other_words_are_no_kinds_of_documents(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Deal ID,Stage,Amount\n1,Qualified,100\n2,Quote,70\n3,Order form sent,5\n4,Won,9\n"
    )
    assert (found.plan.totals.won, found.plan.totals.open) == (1, 3)


BELOW = 'Deal ID,Order date,Amount\n1,2024-03-21,"(1,000.50)"\n2,2024-03-22,-70\n3,2024-03-23,20\n'


def test_that_amounts_mostly_below_zero_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(OpenQuestionError) as stopped:
        previewed(tmp_path, BELOW)
    assert (stopped.value.question.key, list(stopped.value.question.answers)) == (SIGNS, [SOLD, TAKEN_OFF])
    for answer, amount in ((SOLD, "1050.50"), (TAKEN_OFF, "-1050.50")):
        told = previewed(tmp_path, BELOW, **{SIGNS: answer}).plan.totals.won_amount
        assert told == {"USD": Decimal(amount)}


def test_that_some_amounts_below_zero_are_as_they_are(tmp_path: Path) -> None:
    text = "Deal ID,Order date,Amount\n1,2024-03-21,1000\n2,2024-03-22,-70\n3,2024-03-23,20\n"
    assert previewed(tmp_path, text).plan.totals.won_amount == {"USD": Decimal(950)}


LEDGER = 'Order no,Order date,Amount\n1,2024-03-21,"{first} Cr"\n2,2024-03-22,"{second} Cr"\n3,2024-03-23,"{third}"\n'


def test_that_credits_and_debits_of_a_ledger_are_asked_about(tmp_path: Path) -> None:
    text = LEDGER.format(first="1,20,000.00", second="30,000.00", third="20,000.00 Dr")
    for answer, amount in ((SOLD, 130_000), (TAKEN_OFF, -130_000)):
        assert previewed(tmp_path, text, **{SIGNS: answer}).plan.totals.won_amount == {"USD": Decimal(amount)}


def test_that_crores_are_no_credits(tmp_path: Path) -> None:
    text = LEDGER.format(first="1.2", second="3.5", third="7 Cr").replace("Amount", "Amount (INR)")
    found = previewed(tmp_path, text)
    assert not any(amount < 0 for amount in found.plan.totals.won_amount.values())
