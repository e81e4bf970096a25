"""Holds what the search box shows for what was found."""

from datetime import datetime

import pytest

from salesdesk.model.fields import Audience
from salesdesk.services.records import RecordsService
from salesdesk.services.searching import SearchService
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def searching(desk: DeskFile) -> SearchService:
    """A search over a note, a deal, an assignment and a person, all about pumps."""
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Petra Pumpe"})
    at = datetime(2026, 11, 11, 9)
    records.add("note", {"salesperson_id": 1, "text": "\n  Pump talk\nlong and good", "written_at": at})
    records.add("assignment", {"salesperson_id": 1, "what": "Call about the pump", "assigned_on": at.date()})
    records.add("opportunity", {"salesperson_id": 1, "name": "Pump for a mill"})
    records.add(
        "note", {"salesperson_id": 1, "text": "Pump secret", "visibility": "private", "written_at": at}
    )
    return SearchService(desk)


def test_that_people_come_first_and_everything_is_named(searching: SearchService) -> None:
    found = searching.find("pump")
    assert [(hit.label, hit.title) for hit in found[:3]] == [
        ("Salesperson", "Petra Pumpe"), ("Deal", "Pump for a mill"), ("Assignment", "Call about the pump"),
    ]  # fmt: skip
    assert {hit.title for hit in found[3:]} == {"Pump talk", "Pump secret"}
    assert {hit.person_id for hit in found} == {1}


def test_that_the_salesperson_finds_nothing_private(searching: SearchService, desk: DeskFile) -> None:
    RecordsService(desk).edit("note", 1, "visibility", "shared")
    found = searching.find("pump", Audience.SALESPERSON, 1)
    assert {hit.title for hit in found} == {
        "Petra Pumpe",
        "Pump for a mill",
        "Call about the pump",
        "Pump talk",
    }


def test_that_nothing_is_found_where_nothing_is(searching: SearchService) -> None:
    assert searching.find("turbine") == []
    assert searching.find("") == []
