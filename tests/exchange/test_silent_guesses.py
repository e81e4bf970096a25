"""What files say of outcome, money and owner in ways that were once guessed at in silence."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.exchange.parse_numbers import parse_amount
from salesdesk.services.importing.contradictions import COUNTS
from salesdesk.services.importing.names import is_unclear, outcome_of, without_mark
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text as a file of deals."""

    def previewed(text: str, answers: Mapping[str, str] | None = None) -> ImportPreview:
        path = tmp_path / "crm.csv"
        path.write_text(text, encoding="utf-8")
        choices = ImportChoices(answers=answers or {})
        return preview_import(ImportService(None), read_source(path, "deals"), choices)

    return previewed


def people_in(found: ImportPreview) -> list[str]:
    return [each["name"] for each in found.plan.creates.get("salesperson", ())]


@pytest.mark.parametrize(
    ("cell", "number", "currency"),
    [
        ("$1,000.00 CAD", 1000, "CAD"),
        ("$1,000.00MXN", 1000, "MXN"),
        ("$ 1.000,00 ARS", 1000, "ARS"),
        ("¥1,000.00 CNY", 1000, "CNY"),
        ("$500.00 USD", 500, "USD"),
    ],
)
def test_that_a_code_counts_before_a_sign_of_several_currencies(
    cell: str, number: int, currency: str
) -> None:
    found = parse_amount(cell)
    assert (found.number, found.currency) == (Decimal(number), currency)


@pytest.mark.parametrize("others", ["Account owner", "Lead Owner"])
def test_that_the_owner_of_the_deal_counts_before_that_of_something_else(preview, others: str) -> None:
    found = preview(f"Deal ID,{others},Deal owner,Stage\n1,Cy Fox,Mia Orr,Won\n2,Cy Fox,Jon Ek,Lost\n")
    assert people_in(found) == ["Mia Orr", "Jon Ek"]
    assert people_in(preview(f"Deal ID,{others},Stage\n1,Cy Fox,Won\n")) == ["Cy Fox"]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Not awarded", "lost"),
        ("Awarded to competitor", "lost"),
        ("Contract not signed", "lost"),
        ("Contract not yet signed", "open"),
        ("Auftrag nicht erhalten", "lost"),
        ("Auftrag erteilt", "won"),
        ("Phase 5 (lost)", "lost"),
    ],
)
def test_that_an_order_that_was_not_given_is_lost(words: str, outcome: str) -> None:
    assert outcome_of(words) == outcome


@pytest.mark.parametrize(
    "words",
    [
        "Contract sent (lost customers)",
        "Contrat envoyé (comptes perdus à reconquérir)",
        "Contrato enviado (clientes perdidos)",
        "Contratto inviato (clienti persi)",
        "Cerrada ganada (clientes perdidos)",
        "Sent (dead leads)",
    ],
)
def test_that_a_pipeline_in_brackets_loses_no_deal(words: str) -> None:
    assert outcome_of(words) is None
    assert is_unclear(words)


def test_that_brackets_which_repeat_the_pipeline_beside_them_ask_nothing(preview) -> None:
    found = preview(
        "Deal ID,Deal,Stage,Pipeline\n1,Mast,Closed won (Sales),Sales\n2,Sail,Closed lost (Sales),Sales\n"
        "3,Rope,Contract sent (Lost customers),Lost customers\n"
    )
    totals = found.plan.totals
    assert (totals.won, totals.lost, totals.open) == (1, 1, 1)


def test_that_an_empty_flag_says_no(preview) -> None:
    totals = preview("Deal ID,Deal,Is Closed Won,Is Closed\n1,Mast,1,1\n2,Sail,,1\n3,Rope,,\n").plan.totals
    assert (totals.won, totals.lost, totals.open) == (1, 1, 1)


CONTRADICTING = "Deal ID,Deal,Stage,Won,Closed\n1,Mast,Closed Won,TRUE,TRUE\n"
CONTRADICTING += "2,Sail,Closed Won,FALSE,TRUE\n3,Rope,Lost,FALSE,TRUE\n4,Rod,Talks,FALSE,FALSE\n"


@pytest.mark.parametrize(("answer", "figures"), [("flag", (1, 2, 1)), ("stage", (2, 1, 1))])
def test_that_a_flag_against_the_stage_is_asked_about(preview, answer: str, figures) -> None:
    with pytest.raises(OpenQuestionError, match="In 1 deal the columns contradict") as asked:
        preview(CONTRADICTING)
    assert asked.value.question.examples == ("Row 3: Sail, Closed Won, “Closed”, “Won”: lost, “Stage”: won",)
    totals = preview(CONTRADICTING, {COUNTS: answer}).plan.totals
    assert (totals.won, totals.lost, totals.open) == figures


@pytest.mark.parametrize(
    "nobody", ["Unassigned", "No owner", "undefined", "-None-", "Nicht zugewiesen", "Не назначен"]
)
def test_that_nobody_is_no_salesperson(preview, nobody: str) -> None:
    found = preview(f"Deal ID,Deal,Owner,Stage\n1,Mast,Mia Orr,Won\n2,Sail,{nobody},Won\n")
    assert people_in(found) == ["Mia Orr"]


@pytest.mark.parametrize(
    "mark", ["[Suspended]", "(Archived)", "(old)", "(no longer with company)", "(Do not use)"]
)
def test_that_a_mark_of_leaving_makes_no_second_person(mark: str) -> None:
    assert without_mark(f"Mia Orr {mark}") == "Mia Orr"


def test_that_the_link_of_an_address_is_the_address(preview) -> None:
    found = preview(
        "Deal ID,Deal,Owner,Stage\n1,Mast,mailto:mia.orr@firm.example,Won\n2,Sail,mia.orr@firm.example,Won\n"
    )
    assert len(people_in(found)) == 1
