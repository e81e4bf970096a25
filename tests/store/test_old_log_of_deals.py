"""Holds that the log of an older desk, which knows stages and people by name only, is numbered when it is opened."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from salesdesk.env.clock import FixedClock
from salesdesk.store.desk_file import DeskFile

FIRST = Path(__file__).parents[1] / "house" / "frozen" / "schema_0001.sqlite"
MOVED = [
    ("stage_id", "Discovery, once", "offenstagename", 1, 1),
    ("stage_id", "Nobody knows it", "offenstagename", None, 1),
    ("stage_id", None, "offenstagename", None, 1),
    ("salesperson_id", "Called so before", "offensalespersonname", 1, 1),
    ("amount", "1", "2", None, None),
]


def test_that_each_name_of_an_old_log_becomes_the_number_of_what_bears_or_bore_it(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = shutil.copyfile(FIRST, tmp_path / "old.salesdesk")
    with closing(sqlite3.connect(path)) as old, old:
        old.executemany(
            "INSERT INTO opportunity_change (opportunity_id, field, before, after, noted_at, created_at, changed_at) "
            "VALUES (1, ?, ?, ?, '2026-01-01', '2026-01-01', '2026-01-01')",
            [moved[:3] for moved in MOVED],
        )
        old.executemany(
            "INSERT INTO change_log (step_id, kind, record_id, op, fields) VALUES (1, ?, 1, 'U', ?)",
            [
                ("stage", '{"name": ["Discovery, once", "offenstagename"]}'),
                ("salesperson", '{"name": ["Called so before", "offensalespersonname"]}'),
            ],
        )
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    found = desk.rows(
        "SELECT field, before, after, before_id, after_id FROM opportunity_change ORDER BY id DESC LIMIT ?",
        (len(MOVED),),
    )
    desk.close()
    assert [tuple(row) for row in found] == MOVED[::-1]
