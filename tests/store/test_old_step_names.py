"""Holds that the words of notes and points, which names of steps quoted once, go when an older desk is opened."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from salesdesk.env.clock import FixedClock
from salesdesk.store.desk_file import DeskFile

FIRST = Path(__file__).parents[1] / "house" / "frozen" / "schema_0001.sqlite"
NAMED = [
    ("note", "Add note “xylophonist”", "Add note"),
    ("note", "Change seen by of “xylophonist”", "Change seen by of a note or point"),
    ("note", "Write private note on “Wins first”", "Write private note on “Wins first”"),
    ("note", "Mark how “Wins first” was led", "Mark how “Wins first” was led"),
    ("agenda_point", "Put on the agenda: “xylophonist”", "Put on the agenda"),
    ("agenda_point", "Add point “xylophonist”", "Add point"),
    ("agenda_point", "Discuss “xylophonist”", "Discuss"),
    ("agenda_point", "Reopen “xylophonist”", "Reopen"),
    ("strength", "Add strength “Listening”", "Add strength “Listening”"),
]


def test_that_old_step_names_lose_the_words_of_notes_and_points_and_no_others(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = shutil.copyfile(FIRST, tmp_path / "old.salesdesk")
    with closing(sqlite3.connect(path)) as old, old:
        for number, (kind, name, _) in enumerate(NAMED, 1000):
            old.execute("INSERT INTO step (id, name, at) VALUES (?, ?, '2026-01-01')", (number, name))
            old.execute(
                "INSERT INTO change_log (step_id, kind, record_id, op, fields) VALUES (?, ?, 1, 'I', NULL)",
                (number, kind),
            )
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    found = [row["name"] for row in desk.rows("SELECT name FROM step WHERE id >= 1000 ORDER BY id")]
    assert found == [after for _, _, after in NAMED]
    desk.close()
