"""Holds that what is shared only once something has been shown stays with the manager until then."""

from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.exchange.export_rows import export_rows
from salesdesk.model.fields import Audience
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def talk(desk: DeskFile, clock: FixedClock) -> tuple[SessionService, int]:
    """A talk with Ada in which both rated the one competency, she 2 and the manager 4."""
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    records.add("competency", {"name": "Opening", "of_what": "calls", "into_what": "meetings"})
    talks = SessionService(desk, clock)
    number = talks.prepare(1)
    talks.rate(number, 1, rating=2)
    talks.rate(number, 1, manager_rating=4)
    return talks, number


@pytest.mark.parametrize("revealed", [False, True])
def test_that_the_managers_rating_is_private_until_the_record_is_revealed(
    revealed: bool, talk: tuple[SessionService, int], desk: DeskFile, tmp_path: Path
) -> None:
    talks, number = talk
    if revealed:
        talks.reveal(number, 1)
    records, seen = RecordsService(desk), 4 if revealed else None
    (theirs,) = records.rows("own_rating", Audience.SALESPERSON)
    assert (theirs.values["own_rating"], theirs.values["manager_rating"]) == (2, seen)
    assert records.one("own_rating", 1, Audience.SALESPERSON).values["manager_rating"] == seen
    assert records.one("own_rating", 1).values["manager_rating"] == 4
    (competency,) = talks.state(number, Audience.SALESPERSON).competencies
    assert competency.manager_rating == seen
    exported = tmp_path / "ratings.json"
    export_rows(records, "own_rating", exported)
    assert ('"manager_rating": 4' in exported.read_text(encoding="utf-8")) is revealed, exported.read_text()


def test_that_nothing_can_be_chosen_by_what_is_held_back(
    talk: tuple[SessionService, int], desk: DeskFile
) -> None:
    records = RecordsService(desk)
    assert records.rows("own_rating", Audience.SALESPERSON, where={"manager_rating": 4}) == []
    assert len(records.rows("own_rating", where={"manager_rating": 4})) == 1
