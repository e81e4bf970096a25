"""A given name alone, or a surname, is asked about where only one person of the team or the desk is called so."""

import pytest
from sqlalchemy import select

from salesdesk.model.team import Salesperson
from salesdesk.services.importing.likeness import called_by_one_name
from salesdesk.services.importing.team import OUTSIDE
from salesdesk.store.desk_file import DeskFile
from tests.services.importing.test_near_names import applied, as_outsider, asked, names, rows


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("Ada", "Ada Lind", True),
    ("Lind", "Ada Lind", True),
    ("JÖRG", "Jörg Maria Berg", True),
    ("Bo", "Bo Ek", True),
    ("Maria", "Jörg Maria Berg", False),
    ("Ada", "Ada", False),
    ("Ada Lind", "Ada Lind Berg", False),
    ("Ad", "Ada Lind", False),
])  # fmt: skip
def test_that_one_name_of_somebody_is_known(one: str, other: str, expected: bool) -> None:
    assert (called_by_one_name(one, other), called_by_one_name(other, one)) == (expected, expected)


def test_that_a_given_name_or_a_surname_alone_is_asked_about(desk: DeskFile) -> None:
    applied(desk, rows("Ada Lind", "Jörg Tarn", "Bo Ek"))
    assert asked(desk, "Ada", "jörg", "Ek") == [("Ada", "Ada Lind"), ("jörg", "Jörg Tarn"), ("Ek", "Bo Ek")]
    applied(desk, rows("Ada"), {("Ada", "Ada Lind"): True})
    assert names(desk) == ["Ada Lind", "Jörg Tarn", "Bo Ek"]
    assert asked(desk, "ada") == [], "the answer is remembered"


def test_that_a_surname_with_an_initial_behind_it_is_asked_about(desk: DeskFile) -> None:
    applied(desk, rows("Renée Dupont", "Ada Lind"))
    assert asked(desk, "Dupont R.", "R. Dupont", "Lind B.") == [
        ("Dupont R.", "Renée Dupont"),
        ("R. Dupont", "Renée Dupont"),
    ]


def test_that_a_name_that_several_bear_is_not_asked_about_but_for_the_one_in_the_team(desk: DeskFile) -> None:
    applied(desk, rows("Ada Lind", "Ada Berg"))
    assert asked(desk, "Ada") == []
    with desk.change("Leave") as work:
        work.session.scalars(select(Salesperson).where(Salesperson.name == "Ada Berg")).one().status = OUTSIDE
    assert asked(desk, "Ada") == [("Ada", "Ada Lind")]


def test_that_two_people_of_one_file_are_asked_about_whichever_comes_first(desk: DeskFile) -> None:
    assert asked(desk, "Ada", "Ada", "Ada Lind") == [("Ada", "Ada Lind")]
    assert asked(desk, "Ada", "Ada Lind", "Ada Berg") == []


def test_that_a_given_name_that_was_left_open_is_asked_about_again(desk: DeskFile) -> None:
    applied(desk, rows("Ada Lind"))
    as_outsider(desk, "Ada")
    assert asked(desk, "Ada") == [("Ada", "Ada Lind")]


def test_that_a_full_name_is_asked_about_where_the_desk_knows_the_given_name_alone(desk: DeskFile) -> None:
    applied(desk, rows("Ada"))
    assert asked(desk, "Ada Lind") == [("Ada Lind", "Ada")]
