"""What words mean that nobody knows is asked about, each by itself, where a figure would be wrong without it."""

from pathlib import Path

import pytest

from salesdesk.exchange.evidence import OUTCOME_COLUMN
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    apply_import,
    preview_import,
    read_source,
)
from salesdesk.services.importing.outcome_words import word_key
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError
from salesdesk.store.desk_file import DeskFile

DEALS = (
    "Deal ID,Deal,Owner,Stage,Close date,Amount\n1,Mast,Ida,Won,2024-03-01,100\n2,Sail,Ida,Lost,2024-03-28,200\n"
    "3,Keel,Ida,Zapped,2024-03-04,300\n4,Rope,Ida,Zapped,2024-03-05,400\n5,Oar,Ida,Dreaming,2024-04-30,500\n"
)
UNCLEAR = DEALS.replace("Dreaming,2024-04-30", "Won?,2024-04-30").replace("Zapped", "Lost")


def previewed(
    folder: Path, text: str, desk: DeskFile | None = None, name: str | None = None, **told: str
) -> ImportPreview:
    path = folder / "crm.csv"
    path.write_text(text, encoding="utf-8")
    column = {OUTCOME_COLUMN: told.pop("column")} if "column" in told else {}
    answers = {word_key(word): outcome for word, outcome in told.items()} | column
    choices = ImportChoices(mapping_name=name, answers=answers)
    return preview_import(ImportService(desk), read_source(path, "deals"), choices)


def outcomes(found: ImportPreview) -> tuple[int, int, int]:
    totals = found.plan.totals
    return totals.won, totals.lost, totals.open


def test_that_an_unknown_word_of_deals_that_have_closed_is_asked_about_with_two_rows(tmp_path: Path) -> None:
    with pytest.raises(OpenQuestionError) as stopped:
        previewed(tmp_path, DEALS)
    question = stopped.value.question
    assert list(question.words.values()) == ["Zapped"]
    assert [example.partition(":")[0] for example in question.examples] == ["Row 4", "Row 5"]
    assert "say of “Zapped” what it means, with --won WORD or --lost WORD or --open WORD." in str(
        stopped.value
    )


@pytest.mark.parametrize(("told", "count"), [("lost", (1, 3, 1)), ("won", (3, 1, 1)), ("open", (1, 1, 3))])
def test_that_the_answer_counts_for_every_deal_of_the_word(
    tmp_path: Path, told: str, count: tuple[int, int, int]
) -> None:
    assert outcomes(previewed(tmp_path, DEALS, Zapped=told)) == count


@pytest.mark.parametrize(
    "stage",
    [
        "Zapped,2024-03-29", "Zapped,", "Proposal,2024-03-04", "Negotiation,2024-03-04", "Meeting,2024-03-04",
        "Demo booked,2024-03-04", "Ersttermin,2024-03-04", "Besuch beim Kunden,2024-03-04", "訪問済み,2024-03-04",
    ],
)  # fmt: skip
def test_that_a_usual_stage_and_one_of_deals_yet_to_close_are_open(tmp_path: Path, stage: str) -> None:
    text = DEALS.replace("Zapped,2024-03-04", stage).replace("Zapped,2024-03-05", stage)
    assert outcomes(previewed(tmp_path, text)) == (1, 1, 3)


def test_that_usual_stages_of_deals_that_have_closed_are_named(tmp_path: Path) -> None:
    found = previewed(tmp_path, DEALS.replace("Zapped", "Proposal"))
    assert (
        "Nothing says whether these deals are won or lost, so they are taken for open: “Dreaming” (1), “Proposal” (2)."
        in found.assumed
    )


@pytest.mark.parametrize(
    "text",
    [
        DEALS.replace("Close date", "Actual close date").replace("Zapped", "Lost") + "6,Net,Ida,Proposal,,1\n",
        DEALS.replace("Close date,", "Actual close date,Expected close date,").replace("Zapped", "Lost").replace(
            ",2024", ",2024-02-01,2024"
        ).replace("2024-02-01,2024-04-30", "2024-04-30,2024-02-01"),
    ],
)  # fmt: skip
def test_that_a_word_of_deals_that_closed_after_the_last_decided_one_is_asked_about_by_days_of_closing(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(OpenQuestionError, match="“Dreaming”"):
        previewed(tmp_path, text)


def test_that_days_of_open_deals_that_have_passed_are_expected_ones_and_ask_nothing(tmp_path: Path) -> None:
    text = DEALS.replace("Zapped", "Lost") + "6,Net,Ida,Proposal,2024-05-02,1\n"
    found = previewed(tmp_path, text)
    assert outcomes(found) == (1, 3, 2)
    assert any("taken for open: “Dreaming” (1)" in words for words in found.assumed)


def test_that_a_win_that_is_not_said_is_asked_about_whatever_its_day(tmp_path: Path) -> None:
    with pytest.raises(OpenQuestionError, match="“Won\\?”"):
        previewed(tmp_path, UNCLEAR)
    assert outcomes(previewed(tmp_path, UNCLEAR, None, None, **{"Won?": "open"})) == (1, 3, 1)


def test_that_words_of_a_column_that_was_named_are_each_asked_about(tmp_path: Path) -> None:
    text = "Deal ID,Result,Close date\n1,A,2024-03-01\n2,B,2024-03-02\n3,C,2024-03-03\n"
    with pytest.raises(OpenQuestionError) as stopped:
        previewed(tmp_path, text, column="Result")
    assert list(stopped.value.question.words.values()) == ["A", "B", "C"]
    assert outcomes(previewed(tmp_path, text, column="Result", A="won", B="lost", C="open")) == (1, 1, 1)


def test_that_a_known_word_can_be_told_otherwise(tmp_path: Path) -> None:
    assert outcomes(previewed(tmp_path, DEALS, Zapped="lost", Won="open")) == (0, 3, 2)


def test_that_a_stage_is_what_was_told_and_the_next_file_asks_no_more(tmp_path: Path, desk: DeskFile) -> None:
    apply_import(ImportService(desk), previewed(tmp_path, DEALS, desk, Zapped="lost"))
    stages = desk.rows("SELECT outcome FROM stage WHERE name = 'Zapped'")
    assert [stage["outcome"] for stage in stages] == ["lost"]
    assert outcomes(previewed(tmp_path, f"{DEALS}6,Net,Ida,Zapped,2024-03-06,1\n", desk)) == (1, 4, 1)


def test_that_what_words_mean_is_remembered_with_the_columns(tmp_path: Path, desk: DeskFile) -> None:
    apply_import(ImportService(desk), previewed(tmp_path, DEALS, desk, "Weekly", Zapped="lost", Won="open"))
    assert outcomes(previewed(tmp_path, DEALS, desk)) == (0, 3, 2)


def test_that_a_name_in_brackets_that_stands_elsewhere_takes_no_win_back(tmp_path: Path) -> None:
    text = DEALS.replace("Zapped", "Lost (Fjord)").replace(",Won,", ",Won (Fjord),")
    assert outcomes(previewed(tmp_path, text)) == (1, 3, 1)
    with pytest.raises(OpenQuestionError):
        previewed(tmp_path, DEALS.replace("Zapped", "Lost").replace(",Won,", ",Won (Fjord),"))


@pytest.mark.parametrize("word", ["Abgeschlossen", "Completed", "Terminé", "Завершена", "完了"])
def test_that_a_word_that_says_closed_and_not_how_is_asked_about(tmp_path: Path, word: str) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(
        f"Deal ID,Deal,Status\n1,Mast,{word}\n2,Sail,Lost\n3,Rope,In progress\n", encoding="utf-8"
    )
    with pytest.raises(OpenQuestionError, match="Is a deal won, lost or open of which this is said") as asked:
        preview_import(ImportService(None), read_source(path, "deals"), ImportChoices())
    assert [*asked.value.question.words.values()] == [word]
    answers = {word_key(word): "won"}
    found = preview_import(ImportService(None), read_source(path, "deals"), ImportChoices(answers=answers))
    assert (found.plan.totals.won, found.plan.totals.lost, found.plan.totals.open) == (1, 1, 1)


def test_that_unknown_words_of_deals_that_should_have_closed_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("Deal ID,Deal,Status,Close date\n1,Mast,Good,2024-03-01\n2,Sail,Bad,2024-04-01\n")
    with pytest.raises(OpenQuestionError) as asked:
        preview_import(ImportService(None), read_source(path, "deals"), ImportChoices())
    assert [*asked.value.question.words.values()] == ["Good", "Bad"]
