"""Holds that what is handed out about a person has every field of every kind about them, and tells what is private."""

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

from pypdf import PdfReader

from salesdesk.env.locale import Formats
from salesdesk.exchange.held import held_content, write_held
from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.coaching import Note
from salesdesk.model.fields import FieldType
from salesdesk.model.team import Salesperson
from salesdesk.services.held import HeldService
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile
from tests.model.one_of_each import add_one_of_each, word

WORDS = {FieldType.TEXT, FieldType.LONG_TEXT}
OF_NOBODY = {
    "team_settings", "threshold", "emptying", "account", "product", "stage", "gate", "competency", "import_batch",
    "import_mapping", "postponement", "field_change",
}  # fmt: skip
"""Kinds that are of the team, or of no person by what they refer to; what is put off names a person in its key."""


def test_that_the_zip_has_every_field_of_every_kind_about_a_person(desk: DeskFile, tmp_path: Path) -> None:
    with desk.change("One of each") as work:
        ids = add_one_of_each(work.session)
    write_held(HeldService(desk, Formats()).about(ids["salesperson"]), tmp_path / "out.zip", Formats())
    with ZipFile(tmp_path / "out.zip") as archive:
        names = set(archive.namelist())
        assert {name for name in names if "/" not in name} == {"All held.pdf", "README.txt"}
        kinds = {name.split("/")[1].removesuffix(".csv") for name in names if name.startswith("csv/")}
        assert kinds == set(models()) - OF_NOBODY
        for kind in kinds:
            text = archive.read(f"csv/{kind}.csv").decode("utf-8-sig")
            (row,) = csv.DictReader(io.StringIO(text))
            (told,) = json.loads(archive.read(f"json/{kind}.json"))
            for field in fields_of(kind):
                assert field.label in row, (kind, field.name)
                assert field.name in told, (kind, field.name)
                if field.type in WORDS:
                    assert told[field.name] == word(kind, field)
            if kind_of(kind).private:
                assert told["seen_by_them"] == []


def test_that_private_parts_are_marked_others_are_left_out_and_the_trash_is_told(
    desk: DeskFile, tmp_path: Path
) -> None:
    with desk.change("Prepare") as work:
        work.session.add_all(
            [Salesperson(name="Ada Brandt", private_summary="My doubts"), Salesperson(name="Ben")]
        )
        work.session.flush()
    records = RecordsService(desk)
    for person, text, seen in (
        (1, "Said openly", "shared"),
        (1, "Thought alone", "private"),
        (2, "Of Ben", "shared"),
    ):
        with desk.change("Note") as work:
            work.session.add(Note(salesperson_id=person, text=text, visibility=seen, written_at=desk.now()))
    with desk.change("Note") as work:
        work.session.add(
            Note(salesperson_id=2, text="Like Ada Brandt", visibility="shared", written_at=desk.now())
        )
    records.trash("note", [1])
    held = HeldService(desk, Formats()).about(1)
    assert held.named_in == {"note": 1}
    assert not held.private_desk
    assert held_content(held, Formats()).shared is False
    write_held(held, tmp_path / "out.pdf", Formats())
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "out.pdf").pages).split())
    assert "Said openly (in the Trash since 11 Nov" in text
    assert "Thought alone (private)" in text
    assert "My own summary (private): My doubts" in text
    assert "Of Ben" not in text
    assert "Like Ada Brandt" not in text
