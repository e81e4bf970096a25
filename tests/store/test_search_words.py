"""Accents and foreign letters are found without them and with them, one slip is forgiven, names sort as read."""

import time
from datetime import date, datetime

import pytest

from salesdesk.model.coaching import Note
from salesdesk.model.deals import Opportunity
from salesdesk.model.team import Salesperson
from salesdesk.services.people import active_people
from salesdesk.services.searching import SearchService
from salesdesk.store.desk_file import DeskFile

AT = datetime(2026, 11, 11, 9)
NAMES = (
    "Zoë Żak",
    "Łukasz Gross",
    "Åsa Øberg",
    "Drew Thibodaux",
    "Darcel Schlecht",
    "Otto Groß",
    "Lena Brandt",
)


@pytest.fixture
def searching(desk: DeskFile) -> SearchService:
    """A search over a team with names of many languages and a note."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all([Salesperson(name=name) for name in NAMES])
    with desk.change("Prepare", undoable=False) as work:
        work.session.add(Note(salesperson_id=4, text="The negotiation in Łódź went well", written_at=AT))
    return SearchService(desk)


def people(searching: SearchService, words: str) -> list[str]:
    """Gives the people found, by name."""
    return [found.title for found in searching.find(words) if found.kind == "salesperson"]


@pytest.mark.parametrize(
    ("words", "name"),
    [("lukasz", "Łukasz Gross"), ("Łukasz", "Łukasz Gross"), ("łuk", "Łukasz Gross"), ("oberg", "Åsa Øberg"),
     ("øberg", "Åsa Øberg"), ("asa", "Åsa Øberg"), ("zak", "Zoë Żak"), ("zoe żak", "Zoë Żak")],
)  # fmt: skip
def test_that_a_person_is_found_without_the_accents_and_with_them(
    words: str, name: str, searching: SearchService
) -> None:
    assert people(searching, words) == [name]


@pytest.mark.parametrize("words", ["gross", "groß", "GROSS"])
def test_that_a_sharp_s_and_two_are_one(words: str, searching: SearchService) -> None:
    assert people(searching, words) == ["Łukasz Gross", "Otto Groß"] or people(searching, words) == [
        "Otto Groß", "Łukasz Gross",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["lodz", "łódź", "Łodz", "lod"])
def test_that_a_word_in_a_note_is_found_without_foreign_letters(words: str, searching: SearchService) -> None:
    assert [found.kind for found in searching.find(words)] == ["note"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [("thibodux", "thibodaux"), ("negociation", "negotiation"), ("darcl", "darcel"),
     ("draw thibodux", "drew thibodaux"),
     ("thibodaux", ""), ("zzzzzz", ""), ("dxc", "")],
)  # fmt: skip
def test_that_one_slip_a_word_is_forgiven(words: str, meant: str, searching: SearchService) -> None:
    assert searching.meant(words) == meant


def test_that_a_new_word_is_known_at_the_next_key(searching: SearchService, desk: DeskFile) -> None:
    assert searching.meant("turbinne") == ""
    with desk.change("Write") as work:
        work.session.add(Note(salesperson_id=1, text="Turbine", written_at=AT))
    assert searching.meant("turbinne") == "turbine"
    desk.undo()
    assert searching.meant("turbinne") == ""


def test_that_what_is_found_has_its_person_its_day_and_its_amount(
    searching: SearchService, desk: DeskFile
) -> None:
    with desk.change("Sell") as work:
        work.session.add(
            Opportunity(
                name="Pump", salesperson_id=5, amount=1200, closed_on=date(2026, 10, 2), outcome="won"
            )
        )
    (found,) = searching.find("pump")
    assert (found.person, found.day, found.amount) == ("Darcel Schlecht", date(2026, 10, 2), 1200)


def test_that_names_are_sorted_as_they_are_read(searching: SearchService, desk: DeskFile) -> None:
    assert searching
    assert [name for _, name in active_people(desk)] == [
        "Åsa Øberg", "Darcel Schlecht", "Drew Thibodaux", "Lena Brandt", "Łukasz Gross", "Otto Groß", "Zoë Żak",
    ]  # fmt: skip


def test_that_a_setting_is_found_by_its_label(searching: SearchService) -> None:
    assert [found.name for found in searching.settings("fiscal")] == ["fiscal_year_start"]
    assert searching.settings("") == []


def test_that_a_key_of_search_stays_quick_on_a_large_desk(searching: SearchService, desk: DeskFile) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            Opportunity(name=f"Deal {number} pump{number % 977}", salesperson_id=1) for number in range(5000)
        )
    searching.find("pump")
    begun = time.process_time()
    for words in ("pu", "pum", "pump", "pump9", "de"):
        searching.find(words)
    assert (time.process_time() - begun) / 5 < 0.05
