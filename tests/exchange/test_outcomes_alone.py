"""A win that its words tell only where they stand alone, chances under any name, and kinds of orders nobody knows."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.evidence import OUTCOME_COLUMN
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.exchange.parse_numbers import parse_amount
from salesdesk.services.importing.contradictions import COUNTS
from salesdesk.services.importing.names import outcome_of
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError


def previewed(folder: Path, text: str, answers: Mapping[str, str] | None = None) -> ImportPreview:
    path = folder / "crm.csv"
    path.write_text(text, encoding="utf-8")
    choices = ImportChoices(answers=answers or {})
    return preview_import(ImportService(None), read_source(path, "deals"), choices)


@pytest.mark.parametrize(
    "words",
    [
        "Order received", "Contract signed", "3 - Accepted", "Angebot angenommen", "Signé", "Ordine ricevuto",
        "Firmado",
        "Pedido confirmado", "Getekend", "Umowa podpisana", "Objednáno", "Договор подписан", "Sipariş alındı",
        "発注済", "已签约",
    ],
)  # fmt: skip
def test_that_an_order_or_a_signature_is_a_win(words: str) -> None:
    assert outcome_of(words) == "won"


@pytest.mark.parametrize(
    "words", ["NDA signed", "Not signed", "Meeting accepted", "Order form sent", "合同待签"]
)
def test_that_such_a_word_beside_others_is_none(words: str) -> None:
    assert outcome_of(words) != "won"


@pytest.mark.parametrize(
    ("cell", "number", "currency"),
    [
        ("350 T€", 350_000, "EUR"), ("12,5 TEUR", 12_500, "EUR"), ("1,2 MEUR", 1_200_000, "EUR"),
        ("80kUSD", 80_000, "USD"), ("900 THB", 900, "THB"), ("70 TRY", 70, "TRY"),
    ],
)  # fmt: skip
def test_that_a_letter_and_a_currency_in_one_word_are_read(cell: str, number: int, currency: str) -> None:
    found = parse_amount(cell, "," if "," in cell else ".")
    assert (found.number, found.currency) == (Decimal(number), currency)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Chance of a deal", ("100", "0", "60")), ("Order type", ("ZOR", "ZQT", "ZRE")),
        ("Auftragsart", ("TA", "AG", "TA")), ("伝票区分", ("1", "2", "1")),
    ],
)  # fmt: skip
def test_that_chances_and_kinds_of_orders_are_asked_about_before_each_counts_as_a_sale(
    tmp_path: Path, header: str, values: tuple[str, str, str]
) -> None:
    rows = "".join(f"{n},2024-03-2{n},{value},{n}00\n" for n, value in enumerate(values, 1))
    with pytest.raises(OpenQuestionError) as stopped:
        previewed(tmp_path, f"Deal ID,Order date,{header},Amount\n{rows}")
    assert stopped.value.question.key == OUTCOME_COLUMN
    assert header in stopped.value.question.answers


def test_that_the_probability_tells_where_no_stage_does(tmp_path: Path) -> None:
    rows = "1,S5,{whole},2024-03-04,100\n2,S2,{half},2024-04-05,70\n3,S6,0,2024-03-06,9\n4,S5,{whole},2024-03-07,5\n"
    for whole, half in (("100%", "40%"), ("100", "40"), ("1", "0.4")):
        text = "Deal ID,Stage,Probability,Close date,Amount\n" + rows.format(whole=whole, half=half)
        found = previewed(tmp_path, text)
        totals = found.plan.totals
        assert (totals.won, totals.lost, totals.open) == (2, 1, 1)
        assert any("probability" in words for words in found.assumed)
        told = previewed(tmp_path, text.replace("S6", "Lost")).plan.totals
        assert (told.won, told.lost, told.open) == (0, 1, 3)


@pytest.mark.parametrize("words", ["w toku", "в работе", "w trakcie"])
def test_that_a_word_of_one_letter_within_a_phrase_is_no_hindrance(words: str) -> None:
    assert outcome_of(words) == "open"


def test_that_it_is_said_where_nothing_can_say_won(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Deal ID,Lost?,Close date\n1,No,\n2,Yes,2024-03-05\n")
    assert (found.plan.totals.won, found.plan.totals.lost) == (0, 1)
    assert any("none is taken for won" in words for words in found.assumed)


@pytest.mark.parametrize(("answer", "won"), [("status", 1), ("stage", 3)])
def test_that_a_status_and_a_stage_that_contradict_each_other_are_asked_about(
    tmp_path: Path, answer: str, won: int
) -> None:
    text = "Deal ID,Status,Stage,Close date\n1,Won,Proposal,2024-03-04\n"
    text += "2,Open,Closed Won,2024-03-05\n3,Lost,Closed Won,2024-03-06\n"
    with pytest.raises(OpenQuestionError, match="In 2 deals the columns contradict each other") as asked:
        previewed(tmp_path, text)
    assert list(asked.value.question.answers) == ["status", "stage"]
    assert asked.value.question.examples[0] == "Row 3: 2, Closed Won, “Status”: open, “Stage”: won"
    assert previewed(tmp_path, text, answers={COUNTS: answer}).plan.totals.won == won


def test_that_a_status_beside_the_stage_at_which_a_deal_was_won_asks_nothing(tmp_path: Path) -> None:
    head = "Deal ID,Status,Stage,Close date\n"
    agreed = previewed(
        tmp_path, head + "1,Won,Closed Won,2024-03-04\n2,Open,Talks,2024-03-05\n3,Won,Open,2024-03-06\n"
    )
    assert agreed.plan.totals.won == 2


def test_that_a_line_above_the_table_tells_the_currency_of_its_amounts(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "All figures in k€,,,\nDeal ID,Stage,Owner,Amount\n1,Won,Ina Moor,12.5\n2,Lost,Uwe Ried,3\n"
    )
    assert found.plan.totals.won_amount == {"EUR": Decimal(12500)}
