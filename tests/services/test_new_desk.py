"""Holds what a new desk has in it."""

from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.services.new_desk import make_desk
from salesdesk.services.roster import RosterService
from salesdesk.store.desk_file import DeskFile


def test_that_a_new_desk_has_stages_and_competencies_and_nothing_to_undo(
    tmp_path: Path, clock: FixedClock
) -> None:
    make_desk(tmp_path / "new.salesdesk", clock)
    desk = DeskFile.open(tmp_path / "new.salesdesk", clock)
    stages = desk.rows("SELECT name, outcome, proposal FROM stage ORDER BY position")
    assert [row["outcome"] for row in stages] == ["open", "open", "open", "open", "won", "lost"]
    assert [row["name"] for row in stages if row["proposal"]] == ["Proposal", "Negotiation", "Won"]
    assert desk.rows("SELECT count(*) FROM competency WHERE active")[0][0] == 3
    assert desk.undo_name() == ""
    roster = RosterService(desk, clock).roster()
    assert (roster.team_name, roster.people, roster.candidates) == ("My team", (), ())
    desk.close()


def test_that_a_new_desk_is_one_file_and_never_written_over(tmp_path: Path, clock: FixedClock) -> None:
    make_desk(tmp_path / "new.salesdesk", clock)
    assert [path.name for path in tmp_path.iterdir()] == ["new.salesdesk"]
    with pytest.raises(UserError):
        make_desk(tmp_path / "new.salesdesk", clock)
