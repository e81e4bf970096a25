"""Holds how people are listed and found by name."""

import pytest

from salesdesk.env.errors import UserError
from salesdesk.model.team import Salesperson
from salesdesk.services.people import active_people, person_named
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    """A desk with two people of one family name and somebody who left."""
    people = (
        Salesperson(name="Ben Okafor"),
        Salesperson(name="ada Okafor"),
        Salesperson(name="Cleo Marsh", status="archived"),
    )
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all(people)
    return desk


def test_that_only_those_in_the_team_are_listed_by_name(team: DeskFile) -> None:
    assert [name for _, name in active_people(team)] == ["ada Okafor", "Ben Okafor"]


def test_that_a_person_is_found_by_name_whatever_its_case_or_by_a_clear_part_of_it(team: DeskFile) -> None:
    assert person_named(team, "ben okafor ") == (1, "Ben Okafor")
    assert person_named(team, "cleo") == (3, "Cleo Marsh")


@pytest.mark.parametrize("name", ["Nobody", "", "  "])
def test_that_a_name_nobody_bears_is_refused(team: DeskFile, name: str) -> None:
    with pytest.raises(UserError, match="no salesperson"):
        person_named(team, name)


def test_that_a_part_that_fits_several_is_refused_with_their_names(team: DeskFile) -> None:
    with pytest.raises(UserError, match="may be ada Okafor, Ben Okafor"):
        person_named(team, "okafor")
