"""Writes a small desk at the present schema beside this file, to be opened by every later version, and the mark of it.

It is plain SQLite, as desks were before they were sealed, with small pages: git keeps every one of them.

Run it after every new or changed migration: `python -m tests.house.frozen.make_frozen_desk`. The desk of a schema that
was released is never made again nor taken away; that of any other goes with the next.
"""

import sys
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from salesdesk.env.clock import FixedClock
from salesdesk.services.records import RecordsService
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.plain_copy import copy_desk
from salesdesk.store.schema import head, write_mark
from salesdesk.store.seal import PLAIN
from tests.model.one_of_each import add_one_of_each

FOLDER = Path(__file__).parent
RELEASED = ("0001",)
"""The schemas that desks of users may have; a release adds its own."""


def make(folder: Path = FOLDER) -> Path:
    """Writes the desk with a record of every kind, something in the Trash and a step to redo."""
    if head() in RELEASED:
        raise SystemExit(f"Schema {head()} was released: a change of it is a new migration")
    target = folder / f"schema_{head()}.sqlite"
    with TemporaryDirectory() as work:
        path = Path(work) / "frozen.salesdesk"
        fill(path)
        with closing(connect_as_found(path)) as desk:
            copy_desk(desk, target, PLAIN)
        with closing(connect_as_found(target)) as plain:
            for statement in ("journal_mode = DELETE", "page_size = 512"):
                plain.execute(f"PRAGMA {statement}")
            plain.execute("VACUUM")
    for left in folder.glob("schema_*.sqlite"):
        if left != target and left.stem.removeprefix("schema_") not in RELEASED:
            left.unlink()
    return target


def fill(path: Path) -> None:
    """Makes the desk."""
    desk = DeskFile.create(path, FixedClock(datetime(2026, 11, 11, 9, 0)))
    records = RecordsService(desk)
    with desk.change("Add one of each") as work:
        ids = add_one_of_each(work.session, visibility="shared")
    records.edit("opportunity", ids["opportunity"], "amount", Decimal("99.99"))
    records.trash("strength", [ids["strength"]])
    records.edit("salesperson", ids["salesperson"], "name", "Ada")
    desk.undo()
    desk.close()


if __name__ == "__main__":
    sys.stdout.write(f"{make()}\n{write_mark()}\n")
