"""A preview that another window or a command has overtaken is not written."""

from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    apply_import,
    preview_import,
    read_source,
)
from salesdesk.model.coaching import Note
from salesdesk.services.importing.service import ImportService
from salesdesk.store.desk_file import DeskFile

HEAD = "Deal ID,Deal,Owner,Amount,Close date,Stage"


def previewed(desk: DeskFile, folder: Path, *rows: str) -> ImportPreview:
    path = folder / "crm.csv"
    path.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return preview_import(ImportService(desk), read_source(path, "deals"), ImportChoices())


def amounts(desk: DeskFile) -> list[int]:
    found = desk.rows("SELECT amount FROM opportunity WHERE deleted_at IS NULL ORDER BY id")
    return [row["amount"] // 10_000 for row in found]


def test_that_deals_do_not_come_in_twice(desk: DeskFile, tmp_path: Path) -> None:
    shown = previewed(
        desk, tmp_path, "Z1,Mast,Mia Orr,100,2026-03-01,Won", "Z2,Sail,Mia Orr,200,2026-03-02,Won"
    )
    with closing(DeskFile.open(desk.path)) as other:
        apply_import(ImportService(other), previewed(other, tmp_path, "Z1,Mast,Mia Orr,999,2026-03-01,Won"))
    with pytest.raises(UserError, match="since the file was compared with it"):
        apply_import(ImportService(desk), shown)
    assert amounts(desk) == [999]
    again = previewed(
        desk, tmp_path, "Z1,Mast,Mia Orr,100,2026-03-01,Won", "Z2,Sail,Mia Orr,200,2026-03-02,Won"
    )
    apply_import(ImportService(desk), again)
    assert amounts(desk) == [100, 200]


def test_that_an_undone_import_overtakes_it_too(desk: DeskFile, tmp_path: Path) -> None:
    apply_import(ImportService(desk), previewed(desk, tmp_path, "Z1,Mast,Mia Orr,100,2026-03-01,Won"))
    shown = previewed(desk, tmp_path, "Z1,Mast,Mia Orr,300,2026-03-01,Won")
    desk.undo()
    with pytest.raises(UserError, match="since the file was compared with it"):
        apply_import(ImportService(desk), shown)


def test_that_what_it_has_nothing_to_do_with_does_not(desk: DeskFile, tmp_path: Path) -> None:
    shown = previewed(desk, tmp_path, "Z1,Mast,Mia Orr,100,2026-03-01,Won")
    with desk.change("Write a note") as work:
        work.session.add(Note(text="Ask about the mast", written_at=desk.now()))
    apply_import(ImportService(desk), shown)
    assert amounts(desk) == [100]
