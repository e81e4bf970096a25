"""The export of rows: every declared field, nothing private unasked, and never half a file."""

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.env.errors import UserError
from salesdesk.exchange.export_rows import cell_text, export_kinds, export_rows
from salesdesk.model import fields_of, models
from salesdesk.model.fields import Audience, Field, FieldType
from salesdesk.services.field_words import TableRow
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def records(desk: DeskFile) -> RecordsService:
    """A desk with one person, two notes and one deal."""
    service = RecordsService(desk)
    person = service.add("salesperson", {"name": "Ottoline Brask", "private_summary": "Thinks of leaving"})
    number = person.new_id("salesperson")
    for text, visibility in (("Asked well", "shared"), ("Looks tired", "private")):
        service.add("note", {
            "salesperson_id": number, "text": text, "visibility": visibility,
            "written_at": datetime(2026, 11, 10, 9, 30), "sign": "strength",
        })  # fmt: skip
    service.add("opportunity", {
        "name": '=HYPERLINK("x")', "salesperson_id": number, "amount": Decimal("1234.50"), "probability": 0.333,
        "started_on": date(2026, 3, 1), "next_step": "Says “yes”, and\nsigns",
    })  # fmt: skip
    return service


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_that_a_csv_has_a_column_for_every_shared_field_and_words_for_values(
    records: RecordsService, tmp_path: Path
) -> None:
    done = export_rows(records, "opportunity", tmp_path / "deals.csv")
    rows = read_csv(tmp_path / "deals.csv")
    assert done.rows == 1
    assert done.words == "1 deal"
    assert list(rows[0]) == [field.label for field in fields_of("opportunity", Audience.SALESPERSON)]
    assert rows[0]["Salesperson"] == "Ottoline Brask"
    assert rows[0]["Amount"] == "1234.5"
    assert rows[0]["Own probability"] == "33.3%"
    assert rows[0]["Started"] == "2026-03-01"
    assert rows[0]["Outcome"] == "Open"
    assert rows[0]["Next step of the buyer"] == "Says “yes”, and\nsigns"


def test_that_excel_is_told_that_the_file_is_utf_8(records: RecordsService, tmp_path: Path) -> None:
    export_rows(records, "salesperson", tmp_path / "people.csv")
    assert (tmp_path / "people.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_that_a_text_that_looks_like_a_formula_is_made_harmless(
    records: RecordsService, tmp_path: Path
) -> None:
    export_rows(records, "opportunity", tmp_path / "deals.csv")
    assert read_csv(tmp_path / "deals.csv")[0]["Deal"] == '\'=HYPERLINK("x")'


def test_that_a_phone_number_is_no_formula() -> None:
    field = Field(name="phone", label="Phone", type=FieldType.TEXT)
    row = TableRow(1, {"phone": "+1 (555) 0100"}, kind="salesperson")
    assert cell_text(field, row) == "+1 (555) 0100"


@given(st.text())
def test_that_no_text_begins_as_a_formula(text: str) -> None:
    field = Field(name="name", label="Name", type=FieldType.TEXT)
    assert cell_text(field, TableRow(1, {"name": text}, kind="account"))[:1] not in {"=", "@", "\t", "\r"}


def test_that_private_fields_and_records_stay_out_unless_asked_for(
    records: RecordsService, tmp_path: Path
) -> None:
    for suffix in ("csv", "json"):
        for kind, secret in (("salesperson", "Thinks of leaving"), ("note", "Looks tired")):
            path = tmp_path / f"{kind}.{suffix}"
            export_rows(records, kind, path)
            assert secret not in path.read_text("utf-8")
            export_rows(records, kind, path, with_private=True)
            assert secret in path.read_text("utf-8")


@pytest.mark.parametrize("with_private", [False, True])
def test_that_every_kind_offered_can_be_exported_and_no_other_is_silently_left_out(
    records: RecordsService, tmp_path: Path, with_private: bool
) -> None:
    offered = {kind for kind, _ in export_kinds(with_private)}
    for kind in offered:
        export_rows(records, kind, tmp_path / f"{kind}.json", with_private=with_private)
    private = {kind for kind in models() if not fields_of(kind, Audience.SALESPERSON)}
    assert set(models()) - offered == {"import_mapping", "draft"} | (set() if with_private else private)


def test_that_json_keeps_values_and_brings_the_titles_of_references(
    records: RecordsService, tmp_path: Path
) -> None:
    export_rows(records, "opportunity", tmp_path / "deals.json")
    deal: dict[str, Any] = json.loads((tmp_path / "deals.json").read_text("utf-8"))[0]
    assert deal["amount"] == 1234.5
    assert deal["probability"] == 0.333
    assert deal["started_on"] == "2026-03-01"
    assert deal["salesperson"] == "Ottoline Brask"
    assert isinstance(deal["salesperson_id"], int)
    assert deal["outcome"] == "open"
    assert deal["name"] == '=HYPERLINK("x")'


def test_that_what_is_in_the_trash_is_left_out(records: RecordsService, tmp_path: Path) -> None:
    records.trash("opportunity", [records.rows("opportunity")[0].id])
    assert export_rows(records, "opportunity", tmp_path / "deals.csv").rows == 0


def test_that_an_unknown_suffix_and_a_private_kind_are_refused(
    records: RecordsService, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"neither \.csv nor \.json"):
        export_rows(records, "note", tmp_path / "notes.xlsx")
    with pytest.raises(UserError, match="private as a whole"):
        export_rows(records, "postponement", tmp_path / "later.csv")


def test_that_a_cancelled_export_leaves_the_old_file_and_nothing_else(
    records: RecordsService, tmp_path: Path
) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("as it was", encoding="utf-8")

    def cancel(done: int, total: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        export_rows(records, "opportunity", path, progress=cancel)
    assert path.read_text("utf-8") == "as it was"
    assert [each.name for each in tmp_path.glob("*deals*")] == ["deals.csv"]


def test_that_a_folder_that_is_not_there_is_said_in_a_sentence(
    records: RecordsService, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="could not be written"):
        export_rows(records, "note", tmp_path / "nowhere" / "notes.csv")
