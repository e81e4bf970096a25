"""A column that somebody chooses is read as what it was chosen for, or refused; what it displaces is told."""

from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.asked_columns import AMOUNT_COLUMN, OWNER_COLUMN
from salesdesk.exchange.chosen_columns import mapping_from_headers
from salesdesk.exchange.evidence import OUTCOME_COLUMN
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    apply_import,
    preview_import,
    read_source,
)
from salesdesk.exchange.table import FileRow, Table
from salesdesk.services.importing.outcome_words import word_key
from salesdesk.services.importing.service import ImportService
from salesdesk.store.desk_file import DeskFile

DEALS = (
    "Deal ID,Owner,Stage,Close date,Net,Amount\n1,Ada,Won,2024-03-20,80,100\n2,Bo,Lost,2024-03-21,90,120\n"
    "3,Bo,Won,2024-03-22,90,120\n"
)
OWNER, STAGE, CLOSE, NET, AMOUNT = 1, 2, 3, 4, 5


def previewed(
    folder: Path, text: str = DEALS, columns: dict[int, str] | None = None, **answers: str
) -> ImportPreview:
    path = folder / "crm.csv"
    path.write_text(text, encoding="utf-8")
    choices = ImportChoices(columns=columns, answers=answers)
    return preview_import(ImportService(None), read_source(path, "deals"), choices)


def test_that_two_columns_for_one_field_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"“Net” and “Amount” both go into “Amount”, so nothing was imported"):
        previewed(tmp_path, columns={0: "external_id", STAGE: "stage_id", NET: "amount", AMOUNT: "amount"})


def test_that_of_remembered_columns_of_one_name_the_first_counts() -> None:
    table = Table(("Amount", "amount "), 1, (FileRow(2, ("1", "2")),), ())
    assert dict(mapping_from_headers(table, {"Amount": "amount"}, "CRM").columns) == {0: "amount"}


def test_that_a_column_chosen_in_the_place_of_another_is_told(tmp_path: Path) -> None:
    chosen = {0: "external_id", STAGE: "stage_id", CLOSE: "closed_on", NET: "amount"}
    told = "“Amount” comes from “Net”, so “Amount” is not read."
    assert told in previewed(tmp_path, columns=chosen).notes
    assert told in previewed(tmp_path, **{AMOUNT_COLUMN: "Net"}).notes
    assert not any("is not read" in note for note in previewed(tmp_path).notes)


def test_that_a_field_whose_column_is_named_for_another_is_told(tmp_path: Path) -> None:
    found = previewed(tmp_path, **{OWNER_COLUMN: "Stage"})
    assert "“Stage” goes into “Salesperson”, so nothing goes into “Stage”." in found.notes


def test_that_one_column_for_two_fields_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="“net” is named both with --amount-column and with --owner-column"):
        previewed(tmp_path, **{AMOUNT_COLUMN: "Net", OWNER_COLUMN: "net"})


@pytest.mark.parametrize(("column", "what"), [("Close date", "days"), ("Amount", "numbers")])
def test_that_days_and_numbers_are_refused_as_outcomes(tmp_path: Path, column: str, what: str) -> None:
    expected = f"Under “{column}” stand {what}, which cannot say whether a deal is won"
    with pytest.raises(UserError, match=expected):
        previewed(tmp_path, **{OUTCOME_COLUMN: column})
    index = {"Close date": CLOSE, "Amount": AMOUNT}[column]
    for field in ("stage_id", "outcome"):
        with pytest.raises(UserError, match=expected):
            previewed(tmp_path, columns={0: "external_id", OWNER: "salesperson_id", index: field})


def test_that_what_was_chosen_is_not_said_to_be_taken_because_of_what_stands_in_it(tmp_path: Path) -> None:
    text = DEALS.replace("Stage", "Fate")
    assert "“Fate” is taken for “Stage” because of what stands in it." in previewed(tmp_path, text).notes
    told = {word_key(name): "open" for name in ("Ada", "Bo")}
    for answers in ({OUTCOME_COLUMN: "Owner", **told},):
        found = previewed(tmp_path, text, None, **answers)
        assert not any("because of what stands" in note for note in found.notes)


NUMBERED = "Deal ID,Owner,Product,Stage,Created date\n1007,Ada,Mast,Talks,2024-03-01\n1009,Ada,Mast,Talks,2024-03-02\n"
FIELDS = {OWNER: "salesperson_id", 2: "product_id", 3: "stage_id", 4: "started_on"}


def again(folder: Path, desk: DeskFile, columns: dict[int, str], text: str = NUMBERED) -> ImportPreview:
    """Imports numbered deals and gives the preview of them with other columns."""
    path, service = folder / "crm.csv", ImportService(desk)
    path.write_text(NUMBERED, encoding="utf-8")
    apply_import(service, preview_import(service, read_source(path, "deals")))
    path.write_text(text, encoding="utf-8")
    return preview_import(service, read_source(path, "deals"), ImportChoices(columns=columns))


def test_that_leaving_out_the_number_of_deals_on_the_desk_is_doubted(tmp_path: Path, desk: DeskFile) -> None:
    found = again(tmp_path, desk, FIELDS)
    [doubt] = found.plan.doubtful
    assert doubt.startswith(
        "“Deal ID” is not read as a number, but by it 2 of 2 new deals are on the desk already"
    )
    assert not any("not in this file" in note for note in found.notes)
    assert "Left out, although it could be read: “Deal ID”." in found.notes
    assert not any("not what the name says" in note for note in found.notes)
    assert [each.why for each in found.left_out] == ["It could be read as “Deal number”, but is left out."]


def test_that_the_number_is_known_by_its_values_where_its_name_is_not(tmp_path: Path, desk: DeskFile) -> None:
    found = again(tmp_path, desk, FIELDS, NUMBERED.replace("Deal ID", "Xyz"))
    assert "“Xyz” is not read as a number, but by it 2 of 2 new deals" in found.plan.doubtful[0]


def test_that_other_deals_without_their_number_are_not_doubted(tmp_path: Path, desk: DeskFile) -> None:
    other = NUMBERED.replace("1007", "2007").replace("1009", "2009")
    assert again(tmp_path, desk, FIELDS, other).plan.doubts == ()
    assert again(tmp_path, desk, {0: "external_id", **FIELDS}).plan.doubts == ()
    shuffled = other.replace("Deal ID", "No.").replace("2007", "1").replace("2009", "2")
    assert again(tmp_path, desk, FIELDS, shuffled).plan.doubts == ()
