"""Taking an import back tells where a later file stands that may have the same, and how to have that back."""

from decimal import Decimal

from salesdesk.services.importing.past import PastImportsService
from salesdesk.store.desk_file import DeskFile
from tests.services.importing.test_past_imports import OPEN, amounts, import_deals, take_back

LATER = "was imported later and is on the desk"


def test_that_a_later_file_with_the_same_deals_is_told_and_brings_them_back(desk: DeskFile) -> None:
    deals = {"A": OPEN, "B": OPEN}
    first = import_deals(desk, "first.csv", deals)
    later = deals | {"C": OPEN}
    import_deals(desk, "later.csv", later)
    told = take_back(desk, first)
    assert f"“later.csv” {LATER}" in told.words
    assert "import it again" in told.words
    assert set(amounts(desk)) == {"C"}
    import_deals(desk, "later.csv", later)
    assert set(amounts(desk)) == {"A", "B", "C"}


def test_that_a_later_file_with_the_same_value_is_told_and_brings_it_back(desk: DeskFile) -> None:
    two_hundred = {"A": OPEN | {"amount": Decimal(200)}}
    import_deals(desk, "first.csv", {"A": OPEN})
    second = import_deals(desk, "second.csv", two_hundred)
    import_deals(desk, "third.csv", two_hundred)
    assert f"“third.csv” {LATER}" in take_back(desk, second).words
    import_deals(desk, "third.csv", two_hundred)
    assert amounts(desk) == {"A": 200}


def test_that_of_several_later_files_the_newest_that_stands_is_told(desk: DeskFile) -> None:
    first, *_others, last = (import_deals(desk, f"{n}.csv", {"A": OPEN}) for n in range(3))
    take_back(desk, last)
    assert f"“1.csv” {LATER}" in PastImportsService(desk).foresee(first).words


def test_that_a_later_file_that_had_only_new_deals_is_no_matter(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN})
    import_deals(desk, "later.csv", {"B": OPEN})
    assert LATER not in take_back(desk, first).words


def test_that_an_earlier_file_is_no_matter(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN})
    second = import_deals(desk, "second.csv", {"A": OPEN | {"amount": Decimal(2)}})
    assert LATER not in take_back(desk, second).words


def test_that_nothing_is_said_of_later_files_where_nothing_goes(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN})
    second = import_deals(desk, "second.csv", {"A": OPEN})
    import_deals(desk, "third.csv", {"A": OPEN})
    assert take_back(desk, second).sentences == ("Nothing of it is left to take back.",)
