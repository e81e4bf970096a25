"""A threshold that was chosen in an older desk is still chosen, and nothing without a place is undone."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from salesdesk.env.clock import FixedClock
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

FROZEN = Path(__file__).parents[1] / "house" / "frozen"


@pytest.mark.parametrize("schema", ["0001"])
def test_that_a_chosen_threshold_moves_and_its_steps_of_undo_go(
    schema: str, tmp_path: Path, clock: FixedClock
) -> None:
    path = shutil.copyfile(FROZEN / f"schema_{schema}.sqlite", tmp_path / "old.salesdesk")
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        connection.execute(
            "UPDATE team_settings SET review_days = 40, ratio_days = 90, development_share_floor = 0.25"
        )
        step = connection.execute(
            "INSERT INTO step (name, at) VALUES ('Change a review is late after', '2026-11-11 09:00:00')"
        ).lastrowid
        fields = '{"review_days":[35,40],"changed_at":["2026-11-10 09:00:00","2026-11-11 09:00:00"]}'
        connection.execute(
            "INSERT INTO change_log (step_id, kind, record_id, op, fields) VALUES (?, 'team_settings', 1, 'U', ?)",
            (step, fields),
        )
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    settings = team_settings(desk)
    assert (settings["review_days"], settings["ratio_days"], settings["development_share_floor"]) == (
        40,
        90,
        0.25,
    )
    chosen = {row["key"] for row in desk.rows("SELECT key FROM threshold")}
    assert {"review_days", "development_share_floor"} <= chosen
    assert "ratio_days" not in chosen, "what is as declared stays undeclared here"
    assert desk.undo_name() == "Delete strength"
    while desk.undo():
        pass
    desk.close()
