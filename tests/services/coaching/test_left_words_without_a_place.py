"""Words left outside of a desk that has no place for them: as a note begun, or they wait; never dropped."""

import json
from pathlib import Path
from typing import Any

import pytest

from salesdesk.services.coaching.drafts import Drafts
from salesdesk.services.coaching.left_words import take_back
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.left_words import LeftDrafts, drafts_in

ADA, NOBODY_HERE, NO_TALK = 1, 77, 798


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    RecordsService(desk).add("salesperson", {"name": "Ada Roe"})
    return desk


def leave(desk: DeskFile, folder: Path, *drafts: tuple[str, int, dict[str, Any]]) -> Path:
    """Leaves drafts as a program does that is killed, and lets the desk take them back."""
    folder.mkdir()
    place = LeftDrafts(folder, desk.identity, desk.path).place
    place.write_text(json.dumps({"of": str(desk.path), "drafts": drafts}), "utf-8")
    take_back(desk, folder)
    return place


def test_that_words_of_a_talk_that_is_not_there_join_the_note_begun(team: DeskFile, tmp_path: Path) -> None:
    drafts = Drafts(team)
    drafts.keep("note", ADA, {"text": "Quiet", "shared": True})
    typed = {"note / wins / shared": "Proud", "answer": "agree", "seen": True, "one_on_one": NO_TALK}
    place = leave(team, tmp_path / "left", ("talk", ADA, typed))
    assert drafts.begun("note", ADA) == {"text": "Quiet\n\nProud", "shared": False}
    assert drafts.begun("talk", ADA) == {}
    assert not place.exists()


def test_that_its_fork_waits_for_the_next_talk_beside_none_that_waits(team: DeskFile, tmp_path: Path) -> None:
    drafts = Drafts(team)
    fork = {"about": "Call the buyer"}
    leave(team, tmp_path / "left", ("talk", ADA, {"fork": fork, "one_on_one": NO_TALK}))
    assert drafts.begun("talk", ADA) == {"fork": fork}
    later = {"about": "Write the offer"}
    leave(team, tmp_path / "later", ("talk", ADA, {"fork": later, "one_on_one": NO_TALK}))
    assert drafts.begun("talk", ADA) == {"fork": fork}
    assert drafts.begun("note", ADA)["text"] == "Write the offer"


def test_that_words_about_somebody_the_desk_has_not_wait_on(team: DeskFile, tmp_path: Path) -> None:
    about_her, about_none = ("note", ADA, {"text": "Quiet"}), ("note", NOBODY_HERE, {"text": "Loud"})
    place = leave(team, tmp_path / "left", about_her, about_none)
    assert Drafts(team).begun("note", ADA) == {"text": "Quiet"}
    assert drafts_in(place) == [about_none]
