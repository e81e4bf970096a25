"""Taking an import back leaves what a later file has too: deals, values, and what these refer to."""

from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.services.importing.past import PastImportsService
from salesdesk.services.importing.service import ImportService, SavedMapping
from salesdesk.services.importing.values import IncomingRow
from salesdesk.services.new_desk import make_desk
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import KEPT_DAYS, TrashService
from salesdesk.store.desk_file import DeskFile
from tests.services.importing.test_past_imports import MAPPED, OPEN, WON, amounts, import_deals, take_back
from tests.store.test_undo import contents

HELD = "Kept as files imported later have it"
LATER = "was imported later and is on the desk"
TWO_HUNDRED = OPEN | {"amount": Decimal(200)}


def back_and_forth(desk: DeskFile, batch: int) -> str:
    """Takes an import back, sees that undo and redo come to the same bytes, and gives what was said."""
    before = contents(desk)
    told = take_back(desk, batch)
    after = contents(desk)
    desk.undo()
    assert contents(desk) == before
    desk.redo()
    assert contents(desk) == after
    return told.words


def deal(desk: DeskFile, number: str) -> dict[str, object]:
    row = desk.rows(
        "SELECT o.amount / 10000 AS amount, o.outcome, o.closed_on, s.name AS owner, a.name AS account "
        "FROM opportunity o "
        "LEFT JOIN salesperson s ON s.id = o.salesperson_id LEFT JOIN account a ON a.id = o.account_id "
        "WHERE o.external_id = ?", (number,),
    )[0]  # fmt: skip
    return dict(row)


def forget_what_files_had(desk: DeskFile) -> None:
    """Makes of the desk one whose imports were made by an earlier version."""
    with desk.change("Forget", undoable=False) as work:
        work.session.connection().exec_driver_sql("UPDATE import_batch SET told = NULL")


def count(desk: DeskFile, kind: str) -> int:
    return desk.rows(f"SELECT count(*) FROM {kind}")[0][0]


def test_that_deals_which_a_later_file_has_too_stay_until_that_is_taken_back(desk: DeskFile) -> None:
    deals = {"A": OPEN | {"account_id": "Dam"}, "B": OPEN}
    first = import_deals(desk, "first.csv", deals)
    later = import_deals(desk, "later.csv", {"A": deals["A"], "C": OPEN})
    words = back_and_forth(desk, first)
    assert "Removed: 1 deal that it added." in words
    assert f"{HELD}: 1 deal, 1 account, 1 salesperson, 1 stage." in words
    assert LATER not in words
    assert amounts(desk) == {"A": 100, "C": 100}
    words = back_and_forth(desk, later)
    assert "Removed: 1 deal that it added." in words
    assert "taken back before: 1 deal, 1 account, 1 salesperson, 1 stage." in words
    assert [count(desk, kind) for kind in ("opportunity", "account", "salesperson", "stage")] == [0] * 4


def test_that_a_value_which_a_later_file_has_too_stays_until_that_is_taken_back(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN})
    second = import_deals(desk, "second.csv", {"A": TWO_HUNDRED})
    third = import_deals(desk, "third.csv", {"A": TWO_HUNDRED})
    words = back_and_forth(desk, second)
    assert f"{HELD}: 1 deal." in words
    assert "With the values of before" not in words
    assert amounts(desk) == {"A": 200}
    assert count(desk, "opportunity_change") == 1
    assert "With the values of before again: 1 deal." in back_and_forth(desk, third)
    assert amounts(desk) == {"A": 100}
    assert count(desk, "opportunity_change") == 0


def test_that_a_value_two_later_files_have_stays_as_long_as_one_of_them_does(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN})
    batches = [import_deals(desk, f"{n}.csv", {"A": TWO_HUNDRED}) for n in range(3)]
    for batch, then in zip((batches[1], batches[0], batches[2]), (200, 200, 100), strict=True):
        back_and_forth(desk, batch)
        assert amounts(desk) == {"A": then}


def test_that_only_what_the_later_file_has_a_column_for_stays(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": WON | {"account_id": "Dam"}})
    import_deals(desk, "later.csv", {"A": {"amount": Decimal(100)}})
    assert f"{HELD}: 1 deal." in back_and_forth(desk, first)
    assert deal(desk, "A") == {
        "amount": 100, "outcome": "open", "closed_on": None, "owner": None, "account": None,
    }  # fmt: skip
    assert [count(desk, kind) for kind in ("account", "salesperson")] == [0, 0]


def test_that_a_deal_a_later_file_has_open_has_no_day_of_closing_again(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": WON})
    second = import_deals(desk, "second.csv", {"A": OPEN})
    import_deals(desk, "third.csv", {"A": OPEN | {"expected_on": date(2027, 1, 5)}})
    back_and_forth(desk, second)
    assert deal(desk, "A")["outcome"] == "open"
    assert deal(desk, "A")["closed_on"] is None


def test_that_a_value_beneath_an_import_is_that_of_the_file_that_stands(desk: DeskFile) -> None:
    import_deals(desk, "begin.csv", {"A": OPEN})
    first = import_deals(desk, "first.csv", {"A": TWO_HUNDRED})
    import_deals(desk, "stands.csv", {"A": TWO_HUNDRED})
    last = import_deals(desk, "last.csv", {"A": OPEN | {"amount": Decimal(300)}})
    back_and_forth(desk, first)
    assert amounts(desk) == {"A": 300}
    back_and_forth(desk, last)
    assert amounts(desk) == {"A": 200}


def test_that_a_deal_of_a_file_that_stands_in_between_stays(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN})
    import_deals(desk, "stands.csv", {"A": OPEN})
    last = import_deals(desk, "last.csv", {"A": TWO_HUNDRED})
    back_and_forth(desk, first)
    back_and_forth(desk, last)
    assert amounts(desk) == {"A": 100}


def test_that_a_deal_somebody_has_changed_stays_whole_although_a_later_file_has_less(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN | {"account_id": "Dam"}})
    later = import_deals(desk, "later.csv", {"A": {"amount": Decimal(100)}})
    RecordsService(desk).edit("opportunity", 1, "next_step", "Sends the contract")
    for batch in (first, later):
        back_and_forth(desk, batch)
        assert deal(desk, "A")["account"] == "Dam"


def test_that_what_was_typed_between_two_files_of_one_value_is_not_lost(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN})
    RecordsService(desk).edit("opportunity", 1, "amount", Decimal(150))
    later = import_deals(desk, "later.csv", {"A": OPEN})
    back_and_forth(desk, first)
    back_and_forth(desk, later)
    assert amounts(desk) == {"A": 150}


def test_that_an_account_a_file_named_goes_with_that_file_though_its_deal_moved_on(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN | {"account_id": "Dam"}})
    second = import_deals(desk, "second.csv", {"A": OPEN | {"account_id": "Dam"}})
    import_deals(desk, "third.csv", {"A": OPEN | {"account_id": "Pump"}})
    for batch, left in ((first, ["Dam", "Pump"]), (second, ["Pump"])):
        back_and_forth(desk, batch)
        assert [row["name"] for row in desk.rows("SELECT name FROM account ORDER BY id")] == left


def test_that_accounts_of_their_own_file_stay_with_what_a_later_one_has_of_them(desk: DeskFile) -> None:
    service, batches = ImportService(desk), list[int]()
    for file, values in (("a.csv", {"sector": "Water", "location": "Ulm"}), ("b.csv", {"sector": "Water"})):
        rows = [IncomingRow(2, {"name": "Dam", **values})]
        service.apply(service.plan("accounts", frozenset({"name", *values}), rows), file)
        batches.append(desk.rows("SELECT max(id) FROM import_batch")[0][0])
    back_and_forth(desk, batches[0])
    assert [tuple(row) for row in desk.rows("SELECT name, sector, location FROM account")] == [
        ("Dam", "Water", None)
    ]
    back_and_forth(desk, batches[1])
    assert count(desk, "account") == 0


def test_that_the_number_of_a_salesperson_stays_that_a_later_file_gives_too(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN})
    numbered = {"A": OPEN | {"salesperson_id.external_id": "7"}}
    second = import_deals(desk, "second.csv", numbered)
    third = import_deals(desk, "third.csv", numbered)
    for batch, number in ((second, "7"), (third, None)):
        back_and_forth(desk, batch)
        assert desk.rows("SELECT external_id FROM salesperson")[0][0] == number


def test_that_the_number_of_a_deal_gone_for_good_holds_no_later_one(
    desk: DeskFile, clock: FixedClock
) -> None:
    import_deals(desk, "first.csv", {"A": OPEN})
    import_deals(desk, "second.csv", {"A": OPEN})
    RecordsService(desk).trash("opportunity", [1])
    clock.moment += timedelta(days=KEPT_DAYS + 1)
    TrashService(desk).empty_old()
    third = import_deals(desk, "third.csv", {"B": OPEN})
    assert desk.rows("SELECT id FROM opportunity")[0][0] == 1
    assert HELD not in take_back(desk, third).words
    assert amounts(desk) == {}


def test_that_very_many_deals_stay_and_go_with_the_later_file(desk: DeskFile) -> None:
    deals = {str(number): OPEN for number in range(1200)}
    first = import_deals(desk, "first.csv", deals)
    later = import_deals(desk, "later.csv", deals)
    assert desk.rows("SELECT max(length(told)) FROM import_batch")[0][0] < 500
    assert f"{HELD}: 1,200 deals" in back_and_forth(desk, first)
    assert len(amounts(desk)) == 1200
    back_and_forth(desk, later)
    assert amounts(desk) == {}


@pytest.mark.parametrize("told", ["NULL", "'nonsense'"])
def test_that_a_later_file_of_which_is_not_known_what_it_had_is_told_and_brings_it_back(
    desk: DeskFile, told: str
) -> None:
    deals = {"A": OPEN, "B": OPEN}
    first = import_deals(desk, "first.csv", deals)
    later = deals | {"C": OPEN}
    import_deals(desk, "later.csv", later)
    with desk.change("Forget", undoable=False) as work:
        work.session.connection().exec_driver_sql(f"UPDATE import_batch SET told = {told}")
    words = take_back(desk, first).words
    assert f"“later.csv” {LATER}" in words
    assert "import it again" in words
    assert set(amounts(desk)) == {"C"}
    import_deals(desk, "later.csv", later)
    assert set(amounts(desk)) == {"A", "B", "C"}


def test_that_of_several_such_files_the_newest_that_stands_is_told(desk: DeskFile) -> None:
    first, *_others, last = (import_deals(desk, f"{n}.csv", {"A": OPEN}) for n in range(3))
    forget_what_files_had(desk)
    take_back(desk, last)
    assert f"“1.csv” {LATER}" in PastImportsService(desk).foresee(first).words


def test_that_a_later_file_that_had_only_new_deals_is_no_matter(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN})
    import_deals(desk, "later.csv", {"B": OPEN})
    forget_what_files_had(desk)
    assert LATER not in take_back(desk, first).words


def test_that_an_earlier_file_is_no_matter(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN})
    second = import_deals(desk, "second.csv", {"A": OPEN | {"amount": Decimal(2)}})
    forget_what_files_had(desk)
    assert LATER not in take_back(desk, second).words


def test_that_nothing_is_said_of_later_files_where_nothing_goes(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN})
    second = import_deals(desk, "second.csv", {"A": OPEN})
    import_deals(desk, "third.csv", {"A": OPEN})
    assert take_back(desk, second).sentences == ("Nothing of it is left to take back.",)


def test_that_remembered_columns_stay_by_which_a_later_file_was_read_too(desk: DeskFile) -> None:
    service, batches = ImportService(desk), list[int]()
    for file in ("first.csv", "later.csv"):
        plan = service.plan("deals", MAPPED, [IncomingRow(2, {"external_id": "A", "name": "Deal"} | OPEN)])
        service.apply(plan, file, mapping=SavedMapping("Weekly", "deals", ("A",), {"A": "name"}))
        batches.append(desk.rows("SELECT max(id) FROM import_batch")[0][0])
    for batch, left in zip(batches, (1, 0), strict=True):
        back_and_forth(desk, batch)
        assert count(desk, "import_mapping") == left


def test_that_a_stage_only_moved_by_a_later_file_goes(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": WON, "B": OPEN | {"stage_id": "Meeting"}})
    import_deals(desk, "later.csv", {"C": OPEN})
    back_and_forth(desk, first)
    assert [row["name"] for row in desk.rows("SELECT name FROM stage")] == ["Proposal"]


def test_that_the_usual_stages_come_back_with_the_last_file_that_has_those_in_their_place(
    tmp_path: Path, clock: FixedClock
) -> None:
    make_desk(tmp_path / "new.salesdesk", clock)
    with closing(DeskFile.open(tmp_path / "new.salesdesk", clock)) as desk:
        asked = "SELECT name FROM stage ORDER BY position"
        usual = [row["name"] for row in desk.rows(asked)]
        first, later = (import_deals(desk, f"{n}.csv", {"A": OPEN | {"stage_id": "Pitch"}}) for n in (1, 2))
        back_and_forth(desk, first)
        assert [row["name"] for row in desk.rows(asked)] == ["Pitch", "Won", "Lost"]
        back_and_forth(desk, later)
        assert [row["name"] for row in desk.rows(asked)] == usual
