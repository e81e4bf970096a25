"""Drafts: begun in a form, the manager's alone, and there again after a crash."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.exchange.export_rows import export_kinds
from salesdesk.model.fields import Audience
from salesdesk.model.registry import fields_of
from salesdesk.services.coaching.drafts import Drafts, TypedWords
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import TrashService
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.search import find

ANNA, BEN = 1, 2
KILLED = """
import os, sys
from pathlib import Path
from salesdesk.services.coaching.drafts import Drafts
from salesdesk.store.desk_file import DeskFile
Drafts(DeskFile.open(Path(sys.argv[1]))).keep("note", 1, {"text": "Half a thou"})
os._exit(9)
"""


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    records = RecordsService(desk)
    for name in ("Anna Ott", "Ben Roe"):
        records.add("salesperson", {"name": name})
    return desk


def test_that_a_draft_belongs_to_its_form_and_its_person(team: DeskFile) -> None:
    drafts = Drafts(team)
    drafts.keep("note", ANNA, {"text": "Quiet"})
    drafts.keep("note", ANNA, {"text": "Quiet today"})
    drafts.keep("note", None, {"text": "The market"})
    assert drafts.begun("note", ANNA) == {"text": "Quiet today"}
    assert drafts.begun("note", BEN) == {}
    assert drafts.begun("assignment", ANNA) == {}
    assert drafts.begun("note", None) == {"text": "The market"}
    assert [(draft.person, draft.words) for draft in drafts.of(ANNA)] == [("Anna Ott", "Quiet today")]
    assert len(drafts.all()) == 2


def test_that_keeping_is_no_step_of_undo_and_throwing_away_is_one(team: DeskFile) -> None:
    drafts, before = Drafts(team), team.undo_name()
    drafts.keep("note", ANNA, {"text": "Quiet"})
    assert team.undo_name() == before
    drafts.throw_away("note", ANNA, {"text": "Quiet today"})
    assert drafts.begun("note", ANNA) == {}
    assert team.undo_name() == "Empty the note begun"
    assert "draft" in team.undo().kinds
    assert drafts.begun("note", ANNA) == {"text": "Quiet today"}


def test_that_adding_ends_the_draft_and_undo_brings_both_back(team: DeskFile, clock: FixedClock) -> None:
    drafts = Drafts(team)
    drafts.keep("note", ANNA, {"text": "Quiet today"})
    drafts.keep("note", BEN, {"text": "Loud"})
    CoachingService(team, clock).add_note(ANNA, "Quiet today")
    assert drafts.of(ANNA) == []
    assert drafts.begun("note", BEN) == {"text": "Loud"}
    team.undo()
    assert drafts.begun("note", ANNA) == {"text": "Quiet today"}


def test_that_a_draft_is_found_nowhere_else(team: DeskFile) -> None:
    Drafts(team).keep("note", ANNA, {"text": "Quiet today"})
    assert find(team, "quiet") == []
    assert "draft" not in dict(export_kinds(with_private=True))
    assert fields_of("draft", Audience.SALESPERSON) == ()
    assert TrashService(team).contents() == []


def test_that_a_draft_survives_the_death_of_the_program(team: DeskFile, clock: FixedClock) -> None:
    path: Path = team.path
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert ended.returncode == 9
    again = DeskFile.open(path, clock)
    assert Drafts(again).begun("note", ANNA) == {"text": "Half a thou"}
    again.close()


@pytest.mark.parametrize("written", ["no json", "[1, 2]", ""])
def test_that_what_another_program_wrote_and_is_no_draft_is_none(team: DeskFile, written: str) -> None:
    Drafts(team).keep("note", None, {"text": "Ours"})
    Drafts(team).keep("typed", None, {"a line": {"words": "Ours"}})
    with closing(connect_as_found(team.path)) as other:
        other.execute("UPDATE draft SET written = ?", (written,))
    assert Drafts(team).all() == []
    assert not TypedWords(team).begun()
    Drafts(team).keep("note", None, {"text": "Again"})
    assert Drafts(team).begun("note", None) == {"text": "Again"}
