"""A region or team behind “Last, First” is no part of the name, unless two people differ by nothing else."""

import pytest

from salesdesk.services.importing.likeness import Likeness, given_first, like_people
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import IncomingRow
from salesdesk.store.desk_file import DeskFile

MAPPED = frozenset({"external_id", "salesperson_id"})


def created(desk: DeskFile, *owners: str) -> tuple[set[str], tuple[str, ...]]:
    """Gives the people that deals of some owners would bring, with what is told."""
    rows = [
        IncomingRow(number, {"external_id": f"D{number}", "salesperson_id": owner, "outcome": "won"})
        for number, owner in enumerate(owners, 2)
    ]
    service = ImportService(desk)
    plan = service.plan("deals", MAPPED, rows, service.known("deals"))
    return {each["name"] for each in plan.creates.get("salesperson", ())}, plan.assumed


@pytest.mark.parametrize(
    "owners",
    [
        ("Lind, Ada (North)", "Fox, Jo (South)"),
        ("Lind, Ada (New York)", "Fox, Jo [EMEA]"),
        ("Lind (North), Ada", "Fox (South), Jo"),
        ("Lind, Ada - North", "Fox, Jo - North"),
        ("Lind, Ada (North) (Deactivated)", "Fox, Jo"),
    ],
)
def test_that_what_stands_behind_a_surname_with_a_comma_is_no_part_of_it(
    desk: DeskFile, owners: tuple[str, ...]
) -> None:
    found, told = created(desk, *owners)
    assert {name.removesuffix(" (Deactivated)") for name in found} == {"Ada Lind", "Jo Fox"}
    assert any(note.startswith("Read without what stands behind the name") for note in told)


def test_that_two_people_who_differ_by_nothing_else_stay_two(desk: DeskFile) -> None:
    found, _told = created(desk, "Lind, Ada (North)", "Lind, Ada (South)", "Lind, Ada (North)")
    assert found == {"Ada Lind (North)", "Ada Lind (South)"}


def test_that_a_name_with_and_without_a_region_is_asked_about(desk: DeskFile) -> None:
    found, told = created(desk, "Lind, Ada (North)", "Lind, Ada")
    assert found == {"Ada Lind (North)", "Ada Lind"}
    assert any(note.startswith("Perhaps the same, but kept apart") for note in told)


def test_that_a_single_word_behind_a_dash_and_who_stands_in_brackets_stay(desk: DeskFile) -> None:
    assert created(desk, "Team North (Ada Lind)", "Team South (Jo Fox)")[0] == {
        "Team North (Ada Lind)",
        "Team South (Jo Fox)",
    }
    assert given_first("Lind, Ada (North)") == "Ada Lind (North)"
    assert like_people("Ada Lind (North)", "Ada Lind (South)") is None
    assert like_people("Ada Lind (North)", "Ada Lind") is Likeness.PERHAPS
