"""A column of amounts or of owners that no name makes known is asked about rather than left out."""

from pathlib import Path

import pytest

from salesdesk.exchange.asked_columns import AMOUNT_COLUMN, OWNER_COLUMN
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError

MONEY = "Deal,Owner,Stage,Takings band\nMast,Mia Orr,Won,$100.50\nSail,Mia Orr,Lost,$70.00\n"
BANDS = "Deal,Owner,Stage,Revenue low,Revenue high\nMast,Mia Orr,Won,100,150\nSail,Mia Orr,Lost,70,90\n"
OWNED = "Deal,Owned through,Stage,Amount\nMast,Mia Orr,Won,100\nSail,Mia Orr,Lost,70\nKeel,Jon Ek,Won,5\n"
PEOPLE = "Deal,Champion,Stage,Amount\n" + "".join(
    f"Deal {n},{('Mia Orr', 'Jon Ek', 'Ida Moe')[n % 3]},Won,{n}00\n" for n in range(6)
)


def previewed(folder: Path, text: str, **answers: str) -> ImportPreview:
    path = folder / "crm.csv"
    path.write_text(text, encoding="utf-8")
    return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices(answers=answers))


def asked(folder: Path, text: str) -> ImportQuestion:
    with pytest.raises(OpenQuestionError) as stopped:
        previewed(folder, text)
    return stopped.value.question


@pytest.mark.parametrize(
    ("text", "key", "columns"),
    [
        (MONEY, AMOUNT_COLUMN, ["Takings band"]), (BANDS, AMOUNT_COLUMN, ["Revenue low", "Revenue high"]),
        (PEOPLE, OWNER_COLUMN, ["Champion"]),
        (OWNED.replace("Owned through", "Dossiereigenaar nu"), OWNER_COLUMN, ["Dossiereigenaar nu"]),
    ],
)  # fmt: skip
def test_that_a_column_that_may_be_it_is_asked_about(
    tmp_path: Path, text: str, key: str, columns: list[str]
) -> None:
    question = asked(tmp_path, text)
    assert (question.key, list(question.answers)) == (key, [*columns, "none"])
    assert len(question.examples) == 2


def test_that_the_column_named_is_read_and_none_leaves_it_out(tmp_path: Path) -> None:
    named = previewed(tmp_path, BANDS, **{AMOUNT_COLUMN: "Revenue low"})
    assert named.plan.totals.won_amount == {"USD": 100}
    assert not previewed(tmp_path, BANDS, **{AMOUNT_COLUMN: "none"}).plan.totals.won_amount
    people = previewed(tmp_path, PEOPLE, **{OWNER_COLUMN: "champion"})
    assert people.mapping.columns[1] == "salesperson_id"
    assert 1 not in previewed(tmp_path, PEOPLE, **{OWNER_COLUMN: "none"}).mapping.columns


@pytest.mark.parametrize(
    "text",
    [
        "Deal,Owner,Stage,Days open\nMast,Mia Orr,Won,100\nSail,Mia Orr,Lost,70\n",
        "Deal,Owner,Stage,Share of value\nMast,Mia Orr,Won,10%\nSail,Mia Orr,Lost,70%\n",
        "Deal,Type,Stage,Amount\nMast,New Business,Won,100\nSail,New Business,Lost,70\nKeel,Old Business,Won,5\n",
    ],
)
def test_that_numbers_and_words_of_another_sort_ask_nothing(tmp_path: Path, text: str) -> None:
    assert previewed(tmp_path, text).plan.totals.won > 0


def test_that_a_column_named_by_a_short_word_for_an_owner_is_asked_about_and_a_number_sign_is_a_number(
    tmp_path: Path,
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "Order #,Customer,Primary Rep,Total,Order Date\n1,Nord,Mia Orr,100,2025-03-14\n2,Sud,Jon Fay,80,2025-03-20\n"
        "3,Ost,Mia Orr,50,2025-04-02\n"
    )
    with pytest.raises(OpenQuestionError, match="Primary Rep"):
        preview_import(ImportService(None), read_source(path, "deals"))
    found = preview_import(
        ImportService(None),
        read_source(path, "deals"),
        ImportChoices(answers={"owner_column": "Primary Rep"}),
    )
    assert [row.values["external_id"] for row in found.plan.rows] == ["1", "2", "3"]
