"""Holds what the search finds, and for whom."""

from datetime import datetime
from unicodedata import normalize

import pytest

from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.coaching import Note
from salesdesk.model.fields import Audience
from salesdesk.model.team import Salesperson
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import TrashService
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.search import find, words_of
from tests.model.one_of_each import PRIVATE, SHARED, add_one_of_each, word

AT = datetime(2026, 11, 11, 9, 0)
SEARCHABLE = [(kind, field) for kind in models() for field in fields_of(kind) if field.searchable]


def note(desk: DeskFile, text: str, visibility: str = "shared", person: int | None = 1) -> int:
    """Writes a note and gives its id."""
    values = {"salesperson_id": person, "text": text, "visibility": visibility, "written_at": AT}
    return RecordsService(desk).add("note", values).new_id("note")


def found(
    desk: DeskFile, words: str, audience: Audience = Audience.MANAGER, person: int | None = None
) -> list[int]:
    """Gives the ids of the notes that are found."""
    return sorted(hit.record_id for hit in find(desk, words, audience, person) if hit.kind == "note")


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    """A desk with Ada, who has id 1, and Ben, who has id 2."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all([Salesperson(name="Ada Brandt"), Salesperson(name="Ben Solheim")])
    return desk


@pytest.mark.parametrize(
    "words",
    ["pricing", "PRICING", "pri", "Zürich", "zurich", "ZURI", "pricing zurich", "zurich pric", "objection, pricing!",
     "o'neill", "42", "deal_42", normalize("NFD", "Zürich"), '"pricing"', "pricing - zurich", "Straße"],
)  # fmt: skip
def test_that_words_prefixes_accents_and_several_words_are_found(words: str, team: DeskFile) -> None:
    number = note(team, "Pricing objection in Zürich, Straße 3; O'Neill on deal 42")
    note(team, "Something else")
    assert found(team, words) == [number]


@pytest.mark.parametrize(
    "words", ["", " ", "_", "*", '"', "pricing geneva", "ricing", "AND OR NOT", "{shared}", "-"]
)
def test_that_what_is_not_there_is_not_found_and_no_sign_breaks_the_search(
    words: str, team: DeskFile
) -> None:
    note(team, "Pricing objection in Zürich")
    assert found(team, words) == []


def test_that_a_text_written_with_loose_accents_is_found(team: DeskFile) -> None:
    number = note(team, normalize("NFD", "Überblick"))
    assert found(team, "überbl") == found(team, "uberblick") == [number]


def test_that_a_hit_shows_a_piece_of_the_text(team: DeskFile) -> None:
    note(team, "word " * 50 + "pricing objection " + "word " * 50)
    (hit,) = find(team, "pricing")
    assert "pricing objection" in hit.snippet
    assert len(hit.snippet) < 150
    assert (hit.kind, hit.person_id) == ("note", 1)


def test_that_no_more_than_the_wanted_number_is_found(team: DeskFile) -> None:
    for _ in range(5):
        note(team, "pricing")
    assert len(find(team, "pricing", limit=3)) == 3


def test_that_every_searchable_field_is_found_by_its_word(desk: DeskFile) -> None:
    with desk.change("Add everything", undoable=False) as work:
        ids = add_one_of_each(work.session, visibility="shared")
    for kind, field in SEARCHABLE:
        hits = [(hit.kind, hit.record_id) for hit in find(desk, word(kind, field))]
        assert hits == [(kind, ids[kind])], field.name


@pytest.mark.parametrize("visibility", ["shared", "private"])
def test_that_the_salesperson_never_finds_anything_private(visibility: str, desk: DeskFile) -> None:
    with desk.change("Add everything", undoable=False) as work:
        person = add_one_of_each(work.session, visibility=visibility)["salesperson"]
    hidden = {kind for kind in models() if kind_of(kind).private_when and visibility == "private"}
    hits = find(desk, SHARED, Audience.SALESPERSON, person, limit=100)
    assert {hit.kind for hit in hits} == {
        kind
        for kind, field in SEARCHABLE
        if field.shared and (kind == "salesperson" or _has_person(kind)) and kind not in hidden
    }
    assert not [hit for hit in hits if PRIVATE in hit.snippet]
    for kind, field in SEARCHABLE:
        if not field.shared or kind in hidden:
            assert find(desk, word(kind, field), Audience.SALESPERSON, person) == []
            assert find(desk, word(kind, field))


def test_that_the_salesperson_never_finds_what_is_somebody_elses(team: DeskFile) -> None:
    mine, theirs = note(team, "pricing", person=1), note(team, "pricing", person=2)
    note(team, "pricing", person=None)
    assert found(team, "pricing", Audience.SALESPERSON, 1) == [mine]
    assert found(team, "pricing", Audience.SALESPERSON, 2) == [theirs]
    assert found(team, "pricing", Audience.SALESPERSON) == []
    assert found(team, "pricing", person=2) == [theirs]
    assert len(found(team, "pricing")) == 3
    assert not find(team, "solheim", Audience.SALESPERSON, 1)


def test_that_a_note_made_private_is_no_longer_found_by_the_salesperson(team: DeskFile) -> None:
    number = note(team, "pricing")
    RecordsService(team).edit("note", number, "visibility", "private")
    assert found(team, "pricing", Audience.SALESPERSON, 1) == []
    assert found(team, "pricing") == [number]
    RecordsService(team).edit("note", number, "visibility", "shared")
    assert found(team, "pricing", Audience.SALESPERSON, 1) == [number]


def test_that_a_note_given_to_somebody_else_goes_with_its_person(team: DeskFile) -> None:
    number = note(team, "pricing")
    RecordsService(team).edit("note", number, "salesperson_id", 2)
    assert found(team, "pricing", Audience.SALESPERSON, 1) == []
    assert found(team, "pricing", Audience.SALESPERSON, 2) == [number]


def test_that_the_index_follows_edits_undo_and_redo(team: DeskFile) -> None:
    number = note(team, "pricing")
    RecordsService(team).edit("note", number, "text", "discount")
    assert (found(team, "pricing"), found(team, "discount")) == ([], [number])
    team.undo()
    assert (found(team, "pricing"), found(team, "discount")) == ([number], [])
    team.undo()
    assert found(team, "pricing") == []
    team.redo()
    assert found(team, "pricing") == [number]


def test_that_what_is_in_the_trash_is_not_found_until_it_is_restored(team: DeskFile) -> None:
    number = note(team, "pricing")
    RecordsService(team).trash("salesperson", [1])
    assert found(team, "pricing") == []
    assert not find(team, "brandt")
    TrashService(team).restore("salesperson", 1)
    assert found(team, "pricing") == [number]
    assert [hit.record_id for hit in find(team, "brandt")] == [1]


def test_that_a_statement_over_many_records_is_indexed(team: DeskFile) -> None:
    from sqlalchemy import insert, update

    with team.change("Write many") as work:
        work.session.execute(insert(Note), [{"text": f"Pricing {n}", "written_at": AT} for n in range(3)])
    assert len(found(team, "pricing")) == 3
    with team.change("Rewrite") as work:
        work.session.execute(update(Note).values(text="Discount"))
    assert (found(team, "pricing"), len(found(team, "discount"))) == ([], 3)


def _has_person(kind: str) -> bool:
    return any(field.name == "salesperson_id" for field in fields_of(kind))


def test_that_a_page_pasted_into_the_search_is_looked_for_by_its_beginning(team: DeskFile) -> None:
    number = note(team, "Pricing objection in Zürich")
    assert len(words_of("word " * 5_000)) == 40
    assert found(team, " ".join(["pricing"] * 5_000)) == [number]
