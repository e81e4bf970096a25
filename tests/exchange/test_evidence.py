"""Nothing about what became of a deal is guessed in silence: it is asked, or said to be taken for granted."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.currencies import CURRENCY
from salesdesk.exchange.evidence import OUTCOME_COLUMN
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.past_close import AS_OPEN, PAST_CLOSE
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError

LATER = (date.today() + timedelta(days=40)).isoformat()
NUMBERED = "Deal ID,Deal Stage,Close date\n1,8812,2024-03-20\n2,8813,2024-03-21\n"
FLAGGED = "Deal ID,Converted,Stage,Close date\n1,yes,A,2024-03-20\n2,no,B,2024-03-21\n"


def previewed(folder: Path, text: str, answer: str | None = None) -> ImportPreview:
    path = folder / "crm.csv"
    path.write_text(text, encoding="utf-8")
    answers = {OUTCOME_COLUMN: answer, PAST_CLOSE: AS_OPEN} if answer else {}
    return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices(answers=answers))


def asked(folder: Path, text: str) -> ImportQuestion:
    with pytest.raises(OpenQuestionError) as stopped:
        previewed(folder, text)
    return stopped.value.question


def test_that_stages_by_number_are_asked_about_with_two_rows(tmp_path: Path) -> None:
    question = asked(tmp_path, NUMBERED)
    assert list(question.answers) == ["Deal Stage", "none"]
    assert question.examples == ("Row 2: Deal Stage: 8812", "Row 3: Deal Stage: 8813")
    with pytest.raises(OpenQuestionError, match='--outcome-column "Deal Stage", --outcome-column none'):
        previewed(tmp_path, NUMBERED)


def test_that_flags_under_an_unknown_name_are_asked_about(tmp_path: Path) -> None:
    assert list(asked(tmp_path, FLAGGED).answers) == ["Converted", "none"]


@pytest.mark.parametrize(
    ("text", "answer", "won"),
    [(NUMBERED, "none", 2), (FLAGGED, "converted", 1), (FLAGGED, "none", 0)],
)
def test_that_an_answer_decides(tmp_path: Path, text: str, answer: str, won: int) -> None:
    assert previewed(tmp_path, text, answer).plan.totals.won == won


def test_that_a_column_that_is_not_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no column “Fate”; the columns are: Deal ID, Deal Stage, Close date"):
        previewed(tmp_path, NUMBERED, "Fate")


def test_that_a_file_of_sales_only_is_not_asked_about(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Order ID,Status,Online,Order date\n1,5,yes,2024-03-20\n2,5,no,2024-03-21\n")
    assert found.plan.totals.won == 2
    assert found.assumed[0].startswith("The file has neither stages nor a status")


def test_that_what_is_taken_for_granted_is_said(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Deal ID,Fate,Close date\n1,Won,2024-03-20\n2,Lost,2024-03-21\n")
    assert found.assumed == ("“Fate” is taken for “Stage” because of what stands in it.",)
    found = previewed(tmp_path, f"Deal ID,Stage,Close date\n1,Alpha,{LATER}\n2,Beta,{LATER}\n")
    assert found.assumed == (
        "Nothing in the file says won or lost (Alpha, Beta), so every deal is taken for open.",
    )
    assert found.notes[0] == found.assumed[0]


def test_that_every_column_left_out_says_why(tmp_path: Path) -> None:
    found = previewed(
        tmp_path,
        "Deal ID,Stage,Sales stage,Amount,Hue,Notes\n1,Won,Won,large,red,\n2,Lost,Lost,small,blue,\n",
    )
    assert [(each.column, each.why) for each in found.left_out] == [
        ("Sales stage", "“Stage” comes from “Stage”."),
        ("Amount", "Its values do not fit “Amount”."),
        ("Hue", "No field is known by this name."),
        ("Notes", "It is empty."),
    ]
    assert "Left out, because the values are not what the name says: “Amount”." in found.notes


STAGED = "Deal ID,deal_stage,Close date\n1,Engaging,\n2,Won,2024-03-21\n3,Lost,2024-03-22\n4,Probing,\n"
LEFT_OUT = {0: "external_id", 2: "closed_on"}


def test_that_the_answer_makes_a_column_of_stages_the_stage(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(STAGED, encoding="utf-8")
    source = read_source(path, "deals")
    choices = ImportChoices(columns=LEFT_OUT)
    with pytest.raises(OpenQuestionError):
        preview_import(ImportService(None), source, choices)
    choices = ImportChoices(columns=LEFT_OUT, answers={OUTCOME_COLUMN: "deal_stage"})
    found = preview_import(ImportService(None), source, choices)
    assert found.mapping.columns == {0: "external_id", 1: "stage_id", 2: "closed_on"}
    totals = found.plan.totals
    assert (totals.won, totals.lost, totals.open) == (1, 1, 2)


def test_that_words_no_stage_decides_on_are_said_to_reject_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(STAGED, encoding="utf-8")
    choices = ImportChoices(columns={**LEFT_OUT, 1: "outcome"})
    found = preview_import(ImportService(None), read_source(path, "deals"), choices)
    assert "and no stage is read, so its rows are rejected; if the column holds stages" in " ".join(
        found.assumed
    )


def test_that_a_code_that_may_be_a_currency_is_left_out_and_said_to_be(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Deal ID,Stage,Amount,Reach\n1,Won,100,ALL\n2,Lost,200,ALL\n")
    assert list(found.plan.totals.won_amount) == ["USD"]
    assert any(
        "Under “Reach” stands ALL, which may be a currency or a word" in words for words in found.assumed
    )
    named = previewed(tmp_path, "Deal ID,Stage,Amount,Currency\n1,Won,100,ALL\n2,Lost,200,ALL\n")
    assert list(named.plan.totals.won_amount) == ["ALL"]


@pytest.mark.parametrize(
    ("header", "values", "answer", "won"),
    [
        ("Outcome", ("1", "0", "1"), "Outcome", 2),
        ("Ordered", ("yes", "no", "no"), "Ordered", 1),
        ("Foo", ("TRUE", "FALSE", "TRUE"), "Foo", 2),
        ("Foo", ("W", "L", "W"), "none", 3),
        ("Foo", ("Closed", "Open", "Closed"), "none", 3),
        ("How sure", ("100 %", "0 %", "40 %"), "How sure", 1),
    ],
)
def test_that_no_row_is_a_sale_by_its_date_alone_while_another_column_parts_the_deals(
    tmp_path: Path, header: str, values: tuple[str, ...], answer: str, won: int
) -> None:
    rows = "".join(f"{n},Ada Vane,2024-03-0{n},50,{value}\n" for n, value in enumerate(values, 1))
    text = f"Deal ID,Owner,Close date,Amount,{header}\n{rows}"
    assert answer in asked(tmp_path, text).answers
    assert previewed(tmp_path, text, answer).plan.totals.won == won


def test_that_a_deal_with_a_reason_why_it_was_lost_is_no_sale(tmp_path: Path) -> None:
    rows = "1,Ada,2024-03-01,50,\n2,Ada,2024-03-02,50,Price\n3,Ada,2024-03-03,50,\n"
    found = previewed(tmp_path, f"Deal ID,Owner,Close date,Amount,Loss reason\n{rows}")
    assert (found.plan.totals.won, found.plan.totals.lost) == (2, 1)
    assert any("a reason why they were lost" in note for note in found.plan.notes)


@pytest.mark.parametrize(("sign", "codes"), [("kr", ["DKK", "ISK", "NOK", "SEK"]), ("¥", ["CNY", "JPY"])])
def test_that_a_sign_of_several_currencies_is_asked_about_where_the_desk_has_none_of_them(
    tmp_path: Path, sign: str, codes: list[str]
) -> None:
    path = tmp_path / "crm.csv"
    rows = f"1,Ada,Won,{sign} 900,2024-03-01\n2,Ada,Won,$ 100,2024-03-02\n"
    path.write_text("Deal ID,Owner,Stage,Amount,Close date\n" + rows, encoding="utf-8")
    source = read_source(path, "deals")
    with pytest.raises(OpenQuestionError) as stopped:
        preview_import(ImportService(None), source, ImportChoices())
    assert list(stopped.value.question.answers) == codes
    found = preview_import(ImportService(None), source, ImportChoices(answers={CURRENCY: codes[-1]}))
    assert found.plan.totals.won_amount == {codes[-1]: 900, "USD": 100}


@pytest.mark.parametrize(
    ("head", "cells"),
    [("Amount,Currency", "900,Krone"), ("Amount (kr),Phase", "900,x"), ("Amount (Krone),Phase", "900,x")],
)
def test_that_a_word_of_several_currencies_in_a_column_or_its_name_is_asked_about(
    tmp_path: Path, head: str, cells: str
) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(
        f"Deal ID,Owner,Stage,Close date,{head}\n1,Ada,Won,2024-03-01,{cells}\n", encoding="utf-8"
    )
    source = read_source(path, "deals")
    with pytest.raises(OpenQuestionError) as stopped:
        preview_import(ImportService(None), source, ImportChoices())
    assert list(stopped.value.question.answers) == ["DKK", "ISK", "NOK", "SEK"]
    found = preview_import(ImportService(None), source, ImportChoices(answers={CURRENCY: "NOK"}))
    assert found.plan.totals.won_amount == {"NOK": 900}


def test_that_an_answer_for_one_word_of_several_currencies_is_none_for_another(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(
        "Deal ID,Owner,Stage,Close date,Amount,Currency\n1,Ada,Won,2024-03-01,900,Krone\n"
        "2,Ada,Won,2024-03-02,500,Peso\n",
        encoding="utf-8",
    )
    source = read_source(path, "deals")
    found = preview_import(ImportService(None), source, ImportChoices(answers={CURRENCY: "NOK"}))
    assert found.plan.totals.won_amount == {"NOK": 900}
    assert [row.number for row in found.plan.rows if "Peso" in row.why] == [3]


def test_that_an_answer_that_cannot_be_the_currency_of_a_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(
        "Deal ID,Owner,Stage,Close date,Amount (kr)\n1,Ada,Won,2024-03-01,900\n", encoding="utf-8"
    )
    source = read_source(path, "deals")
    with pytest.raises(UserError, match="cannot be in USD"):
        preview_import(ImportService(None), source, ImportChoices(answers={CURRENCY: "USD"}))


@pytest.mark.parametrize(("name", "currency"), [("Swiss Franc", "CHF"), ("Krona", "SEK"), ("Won", "USD")])
def test_that_a_currency_in_the_name_of_the_amounts_counts_but_no_word_of_outcome(
    tmp_path: Path, name: str, currency: str
) -> None:
    text = f"Deal ID,Owner,Stage,Close date,Amount ({name})\n1,Ada,Won,2024-03-01,900\n"
    assert previewed(tmp_path, text).plan.totals.won_amount == {currency: 900}


def test_that_a_file_of_crowns_alone_is_taken_for_the_desks_own_and_said_to_be(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Deal ID,Owner,Stage,Amount,Close date\n1,Ada,Won,kr 900,2024-03-01\n")
    assert found.plan.totals.won_amount == {"USD": 900}
    assert any("taken as USD" in words for words in found.assumed)
