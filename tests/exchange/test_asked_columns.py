"""A column of amounts or of owners that no name makes known is asked about rather than left out."""

from pathlib import Path

import pytest

from salesdesk.exchange.asked_columns import AMOUNT_COLUMN, OWNER_COLUMN
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    apply_import,
    preview_import,
    read_source,
)
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import ImportQuestion, OpenQuestionError
from salesdesk.store.desk_file import DeskFile

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


PRICED = "Deal,Owner,Stage,{}\nMast,Mia Orr,Won,100,{}\nSail,Mia Orr,Lost,70,{}\n"


@pytest.mark.parametrize("header", ["Budget", "Zielpreis", "Sale", "Budget stimato", "Верхний бюджет"])
def test_that_numbers_under_a_word_for_money_are_asked_about_where_no_amounts_are_known(
    tmp_path: Path, header: str
) -> None:
    question = asked(tmp_path, f"Deal,Owner,Stage,{header}\nMast,Mia Orr,Won,100\nSail,Mia Orr,Lost,70\n")
    assert (question.key, list(question.answers)) == (AMOUNT_COLUMN, [header, "none"])


def test_that_a_price_beside_a_quantity_is_asked_about_as_it_may_be_that_of_one_piece(tmp_path: Path) -> None:
    question = asked(tmp_path, PRICED.format("Price,Qty", 3, 1))
    assert (question.key, list(question.answers)) == (AMOUNT_COLUMN, ["Price", "none"])
    assert previewed(tmp_path, PRICED.format("Price,Qty", 1, 1)).plan.totals.won_amount == {"USD": 100}
    assert previewed(tmp_path, PRICED.format("Price,Total", 300, 70)).plan.totals.won_amount == {"USD": 300}


def test_that_addresses_that_come_again_may_be_those_of_owners_but_not_of_contacts(tmp_path: Path) -> None:
    rows = "Mast,mia@nord.example,Won,1\nSail,jon@nord.example,Lost,2\nKeel,mia@nord.example,Won,3\n"
    assert asked(tmp_path, f"Deal,Created for,Stage,Amount\n{rows}").key == OWNER_COLUMN
    assert previewed(tmp_path, f"Deal,Contact address,Stage,Amount\n{rows}").plan.totals.won == 2


def test_that_a_column_that_names_people_of_the_desk_may_be_that_of_owners(
    tmp_path: Path, desk: DeskFile
) -> None:
    people, deals = tmp_path / "people.csv", tmp_path / "deals.csv"
    people.write_text("Name,Email\nMia Orr,mia@nord.example\nJon Fay,jon@nord.example\n", encoding="utf-8")
    service = ImportService(desk)
    apply_import(service, preview_import(service, read_source(people, "people")))
    for names in (("Mia Orr", "Jon Fay"), ("mia@nord.example", "JON@nord.example")):
        rows = "Mast,{},Won,1\nSail,{},Lost,2\n".format(*names)
        deals.write_text(f"Deal,Booked through,Stage,Amount\n{rows}", encoding="utf-8")
        with pytest.raises(OpenQuestionError) as stopped:
            preview_import(service, read_source(deals, "deals"))
        assert list(stopped.value.question.answers) == ["Booked through", "none"]


@pytest.mark.parametrize("header", ["Wer", "Who", "Qui", "Quién", "谁"])
@pytest.mark.parametrize("names", [("Mia Orr", "Jon Fay"), ("Mia", "Mia")])
def test_that_a_column_called_who_may_be_that_of_owners(
    tmp_path: Path, header: str, names: tuple[str, str]
) -> None:
    text = f"Deal,{header},Stage,Amount\n" + "Mast,{},Won,1\nSail,{},Lost,2\n".format(*names)
    question = asked(tmp_path, text)
    assert (question.key, list(question.answers)) == (OWNER_COLUMN, [header, "none"])
    assert previewed(tmp_path, text, **{OWNER_COLUMN: header}).plan.totals.won == 1


def test_that_a_column_called_who_of_figures_or_beside_the_owners_is_not_asked_about(tmp_path: Path) -> None:
    assert previewed(tmp_path, "Deal,Who,Stage,Amount\nMast,4,Won,1\nSail,5,Lost,2\n").plan.totals.won == 1
    owned = "Deal,Owner,Who,Stage,Amount\nMast,Mia,Ann,Won,1\nSail,Jon,Pam,Lost,2\n"
    assert previewed(tmp_path, owned).plan.totals.won == 1
