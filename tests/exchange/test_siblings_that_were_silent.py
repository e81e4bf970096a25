"""Files of kinds that were read wrongly without a word: each is read right now, or asked about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.alike_rows import ALIKE
from salesdesk.services.importing.names import is_unclear, outcome_of
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError

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


def quotas_of(tmp_path: Path, text: str) -> tuple[list[tuple[str, str, int]], tuple[str, ...]]:
    path = tmp_path / "Sales targets 2026.csv"
    path.write_text(text, encoding="utf-8")
    found = preview_import(ImportService(None), read_source(path, "quotas"), ImportChoices())
    told = [
        (f"{row.values['starts_on']}", row.values["period"], int(row.values["amount"]))
        for row in found.plan.rows
        if not row.why
    ]
    return sorted(told), (*found.source.table.left_out, *found.plan.notes)


@pytest.mark.parametrize("year", ["FY 2026", "Full year 2026", "2026"])
def test_that_quarters_beside_a_column_of_their_year_are_read(tmp_path: Path, year: str) -> None:
    told, _notes = quotas_of(tmp_path, f"Rep,Q1,Q2,Q3,Q4,{year}\nMia Orr,90,100,110,120,420\n")
    assert told == [
        ("2026-01-01", "quarter", 90), ("2026-04-01", "quarter", 100), ("2026-07-01", "quarter", 110),
        ("2026-10-01", "quarter", 120),
    ]  # fmt: skip


def test_that_quotas_that_look_like_years_are_no_years(tmp_path: Path) -> None:
    text = "Rep,Jan,Feb,Mar,Apr\nMia Orr,1700,1800,2000,2010\nJon Ek,1900,2600,2010,2020\n"
    told, _notes = quotas_of(tmp_path, text)
    assert [amount for _start, _kind, amount in told] == [1700, 1900, 1800, 2600, 2000, 2010, 2010, 2020]
    assert {start[:4] for start, _kind, _amount in told} == {"2026"}


def test_that_a_half_without_quarters_counts_and_one_that_is_not_their_sum_is_told(tmp_path: Path) -> None:
    text = "Rep,H1 2026,Q1 2026,Q2 2026\nMia Orr,300,100,150\nJon Ek,240,,\n"
    told, notes = quotas_of(tmp_path, text)
    assert told == [
        ("2026-01-01", "half", 240),
        ("2026-01-01", "quarter", 100),
        ("2026-04-01", "quarter", 150),
    ]
    assert [
        words for words in notes if "In 1 row “H1 2026” is another number than its parts come to" in words
    ]


def test_that_the_day_on_which_a_deal_did_close_counts(preview: Preview) -> None:
    found = preview(
        "Deal ID,Owner,Stage,Close Date,Actual Close Date,Amount\n1,Mia Orr,Closed Won,2026-12-10,2026-09-10,100\n"
    )
    assert str(found.plan.rows[0].values["closed_on"]) == "2026-09-10"


def test_that_few_rows_of_one_bare_id_that_share_nothing_are_asked_about(preview: Preview) -> None:
    rows = "".join(f"{n},Harbor {n},Mia Orr,Won,2026-10-{n:02}\n" for n in range(4, 20))
    with pytest.raises(OpenQuestionError, match="Are rows with the same number one deal"):
        preview(
            "ID,Deal,Owner,Stage,Close Date\n3,Alpha tower,Mia Orr,Won,2026-10-01\n"
            f"3,Boiler swap,Jon Ek,Won,2026-10-02\n{rows}"
        )


ALIKE_ROWS = (
    "Opportunity Name,Account,Owner,Stage,Close Date,Amount,Product Name\n"
    "Plant 7,Nord,Mia Orr,Closed Won,2026-02-03,900,Pump\n"
    "Plant 7,Nord,Mia Orr,Closed Won,2026-02-03,900,Valve\nPlant 8,Nord,Mia Orr,Closed Won,2026-02-03,100,Valve\n"
)


@pytest.mark.parametrize(("answer", "won"), [("one", 1000), ("several", 1900)])
def test_that_rows_without_numbers_that_say_the_same_are_asked_about(
    tmp_path: Path, answer: str, won: int
) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(ALIKE_ROWS, encoding="utf-8")
    source = read_source(path, "deals")
    with pytest.raises(OpenQuestionError, match="1 row says of a deal the same as another one") as asked:
        preview_import(ImportService(None), source, ImportChoices())
    assert len(asked.value.question.examples) == 2
    found = preview_import(ImportService(None), source, ImportChoices(answers={ALIKE: answer}))
    assert found.plan.totals.won_amount == {"USD": won}
