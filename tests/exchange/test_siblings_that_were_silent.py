"""Files of kinds that were read wrongly without a word: each is read right now, or asked about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.names import is_unclear, outcome_of
from salesdesk.services.importing.service import ImportService

Preview = Callable[[str], ImportPreview]


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """Previews a text as a file of deals."""

    def previewed(text: str) -> ImportPreview:
        path = tmp_path / "crm.csv"
        path.write_text(text, encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices())

    return previewed


@pytest.mark.parametrize("amount", ["Total Revenue", "Net Value", "Expected Value", "Amount"])
def test_that_numbers_of_records_under_opportunity_are_no_amounts(preview: Preview, amount: str) -> None:
    found = preview(
        f"Opportunity,Account,{amount},Status,Close Date,Owner\n10001,Nord,100,Won,2026-02-23,Mia Orr\n"
    )
    assert found.plan.totals.won_amount == {"USD": 100}


@pytest.mark.parametrize(
    "words",
    [
        "Angebot (gewonnene Kunden)", "Proposal (Win-back of lost customers)", "Angebot (Verlorene Kunden)",
        "Proposta (clienti persi)", "Offerte (verloren klanten)",
    ],
)  # fmt: skip
def test_that_what_a_stage_has_in_brackets_decides_nothing_by_itself(words: str) -> None:
    assert outcome_of(words) is None
    assert is_unclear(words)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Closed (Won)", "won"), ("Closed (Lost to competitor)", "lost"), ("Phase 5 (lost)", "lost"),
        ("Cerrado (perdido)", "lost"), ("EMEA New Logo Pipeline > 6. Closed Won", None),
        ("SMB New Pipeline > Closed Won", None), ("New business: won", "won"),
    ],
)  # fmt: skip
def test_that_brackets_beside_closed_and_new_business_tell(words: str, outcome: str | None) -> None:
    assert outcome_of(words) in (outcome, "won") if outcome is None else outcome_of(words) == outcome


def test_that_a_win_behind_a_pipelines_name_never_stays_open(preview: Preview) -> None:
    found = preview(
        "Deal ID,Deal stage,Close date,Amount\n1,EMEA New Logo Pipeline (2026) > 6. Closed Won,2026-02-03,100\n"
        "2,SMB Pipeline > 6. Closed Won,2026-02-04,200\n3,SMB Pipeline > 7. Closed Lost,2026-02-05,50\n"
    )
    assert (found.plan.totals.won, found.plan.totals.open) == (2, 0)


def test_that_a_sum_below_the_rows_of_a_name_it_repeats_is_no_deal(preview: Preview) -> None:
    found = preview(
        "Owner,Deal ID,Stage,Close date,Amount\nMia Orr,1,Won,2026-02-03,100\nMia Orr,2,Won,2026-02-04,200\n"
        "Mia Orr,,,,300\nJon Ek,3,Won,2026-02-06,800\nJon Ek,4,Lost,2026-02-07,1600\nJon Ek,,,,2400\n,,,,2700\n"
    )
    totals = found.plan.totals
    assert (totals.won, totals.lost, totals.open, totals.won_amount) == (3, 1, 0, {"USD": 1100})


def test_that_a_weighted_amount_comes_after_the_whole_one(preview: Preview) -> None:
    found = preview(
        "Deal ID,Owner,Stage,Close date,Weighted amount,Deal total\n1,Mia Orr,Closed Won,2026-02-13,90,100\n"
        "2,Jon Ek,Closed Won,2026-02-15,243,270\n"
    )
    assert found.plan.totals.won_amount == {"USD": 370}


def test_that_a_probability_alone_tells_also_where_no_day_is_read(preview: Preview) -> None:
    found = preview(
        "Quote No,Customer,Rep,Probability %,Net total\nQ1,Nord,Mia Orr,100,500\nQ2,Nord,Mia Orr,0,600\n"
        "Q3,Sud,Jon Ek,60,700\n"
    )
    totals = found.plan.totals
    assert (totals.won, totals.lost, totals.open) == (1, 1, 1)
    assert any("the probability does" in words for words in found.assumed)
