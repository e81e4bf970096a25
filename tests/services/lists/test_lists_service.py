"""The lists a desk stands on, kept by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.deals import Account, Gate, Opportunity, Product, Stage
from salesdesk.model.team import Salesperson
from salesdesk.services.lists.service import LISTED, MOST, ListsService
from salesdesk.services.new_desk import make_desk
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile

TODAY = date(2026, 11, 11)


@pytest.fixture
def lists(desk: DeskFile, clock: FixedClock) -> ListsService:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            [
                Salesperson(id=1, name="Anna Ott"),
                Account(id=1, name="Österreichische Mühle"),
                Account(id=2, name="Bread 100%"),
                Product(id=1, name="Mixer", list_price=Decimal(900)),
                Stage(id=1, name="Meeting", position=1),
                Stage(id=2, name="Proposal", position=2),
                Stage(id=3, name="Won", position=3, outcome="won"),
                Stage(id=4, name="Lost", position=4, outcome="lost"),
            ]
        )
        work.session.flush()
        work.session.add_all(
            [
                Gate(id=1, stage_id=2, name="Named a budget", position=1),
                Gate(id=2, stage_id=2, name="Agreed on the measure", position=2),
                Gate(id=3, stage_id=1, name="Told us who decides", position=1),
                Opportunity(id=1, name="Mill", external_id="D-7", account_id=1, product_id=1, stage_id=1),
                Opportunity(id=2, name="Oven", external_id="D-8", account_id=2, salesperson_id=1),
            ]
        )
    return ListsService(desk, clock)


def names(lists: ListsService, kind: str, words: str = "") -> list[str]:
    return [str(row.values["name"]) for row in lists.listed(kind, words).rows]


def deal(desk: DeskFile, number: int = 1) -> tuple[object, object, object]:
    values = RecordsService(desk).one("opportunity", number).values
    return values["stage_id"], values["outcome"], values["closed_on"]


def test_that_every_list_can_be_read_and_added_to(lists: ListsService, desk: DeskFile) -> None:
    for kind in LISTED:
        before = lists.listed(kind).whole
        number = lists.add(kind).new_id(kind)
        found = lists.listed(kind)
        assert (found.whole, number in {row.id for row in found.rows}) == (before + 1, True)
        desk.undo()
        assert lists.listed(kind).whole == before


def test_that_the_title_comes_first_and_the_place_is_no_column(lists: ListsService) -> None:
    assert [field.name for field in lists.columns("opportunity")][:2] == ["name", "external_id"]
    assert [field.name for field in lists.columns("gate")] == ["stage_id", "name"]
    assert "position" not in {field.name for field in lists.columns("stage")}


@pytest.mark.parametrize(
    ("words", "found"),
    [("oven", ["Oven"]), ("d-7", ["Mill"]), ("ÖSTER", ["Mill"]), ("österreich mill", ["Mill"]), ("anna", ["Oven"]),
     ("100%", ["Oven"]), ("%", ["Oven"]), ("_", []), ("mill oven", [])],
)  # fmt: skip
def test_that_deals_are_found_by_name_number_account_and_person(
    lists: ListsService, words: str, found: list[str]
) -> None:
    assert names(lists, "opportunity", words) == found


def test_that_of_very_many_deals_those_added_last_are_shown_and_the_rest_is_found(
    lists: ListsService, desk: DeskFile
) -> None:
    with desk.change("Many", undoable=False) as work:
        work.session.add_all(Opportunity(name=f"Deal {n}") for n in range(MOST + 20))
    found = lists.listed("opportunity")
    assert (len(found.rows), found.matching, found.whole) == (MOST, MOST + 22, MOST + 22)
    assert found.rows[0].values["name"] == f"Deal {MOST + 19}"
    assert names(lists, "opportunity", "mill") == ["Mill"]


def test_that_stages_stand_in_their_order_and_gates_by_their_stage(lists: ListsService) -> None:
    assert names(lists, "stage") == ["Meeting", "Proposal", "Won", "Lost"]
    assert names(lists, "gate") == ["Told us who decides", "Named a budget", "Agreed on the measure"]
    assert lists.options("gate")["stage_id"] == [(1, "Meeting"), (2, "Proposal"), (3, "Won"), (4, "Lost")]


def test_that_moving_swaps_two_places_in_one_step(lists: ListsService, desk: DeskFile) -> None:
    lists.move("stage", 2, -1)
    assert names(lists, "stage") == ["Proposal", "Meeting", "Won", "Lost"]
    assert desk.undo_name() == "Move stage “Proposal” up"
    desk.undo()
    assert names(lists, "stage") == ["Meeting", "Proposal", "Won", "Lost"]


def test_that_a_gate_moves_within_its_stage_only(lists: ListsService, desk: DeskFile) -> None:
    lists.move("gate", 1, -1)
    assert desk.undo_name() == ""
    lists.move("gate", 1, 1)
    assert names(lists, "gate")[1:] == ["Agreed on the measure", "Named a budget"]


def test_that_stages_which_share_a_place_can_be_moved(lists: ListsService, desk: DeskFile) -> None:
    with desk.change("Same place", undoable=False) as work:
        for number in (1, 2, 3, 4):
            work.session.get_one(Stage, number).position = 1
    lists.move("stage", 4, -1)
    assert names(lists, "stage") == ["Meeting", "Proposal", "Lost", "Won"]
    lists.move("stage", 1, 1)
    assert names(lists, "stage") == ["Proposal", "Meeting", "Lost", "Won"]


def test_that_a_new_stage_stands_before_won_and_lost(lists: ListsService, desk: DeskFile) -> None:
    lists.add("stage")
    assert names(lists, "stage") == ["Meeting", "Proposal", "New stage", "Won", "Lost"]
    desk.undo()
    assert names(lists, "stage") == ["Meeting", "Proposal", "Won", "Lost"]


def test_that_a_new_gate_comes_to_the_stage_of_the_one_beside_it(lists: ListsService) -> None:
    lists.add("gate", beside=1)
    assert names(lists, "gate")[-1] == "New gate"
    lists.add("gate")
    assert names(lists, "gate")[:2] == ["Told us who decides", "New gate"]


def test_that_a_gate_without_any_stage_is_refused_in_a_sentence(desk: DeskFile, clock: FixedClock) -> None:
    with pytest.raises(UserError, match="Add the stages first"):
        ListsService(desk, clock).add("gate")


def test_that_a_new_deal_is_open_in_the_first_stage_and_starts_today(
    lists: ListsService, desk: DeskFile
) -> None:
    number = lists.add("opportunity").new_id("opportunity")
    values = RecordsService(desk).one("opportunity", number).values
    assert (values["outcome"], values["stage_id"], values["started_on"]) == ("open", 1, TODAY)


def test_that_a_stage_that_means_won_decides_the_deal_in_one_step(
    lists: ListsService, desk: DeskFile
) -> None:
    lists.edit_many("opportunity", [(1, "stage_id", 3)])
    assert deal(desk) == (3, "won", TODAY)
    assert desk.undo_name() == "Change stage of “Mill”"
    lists.edit_many("opportunity", [(1, "stage_id", 2)])
    assert deal(desk) == (2, "open", None)
    desk.undo()
    desk.undo()
    assert deal(desk) == (1, "open", None)


def test_that_an_outcome_keeps_the_stage_it_was_reached_in(lists: ListsService, desk: DeskFile) -> None:
    lists.edit_many("opportunity", [(1, "outcome", "lost")])
    assert deal(desk) == (1, "lost", TODAY)
    lists.edit_many("opportunity", [(1, "stage_id", 2)])
    assert deal(desk) == (2, "lost", TODAY)
    lists.edit_many("opportunity", [(1, "stage_id", 4)])
    lists.edit_many("opportunity", [(1, "outcome", "won")])
    assert deal(desk) == (3, "won", TODAY)


def test_that_a_day_that_is_typed_is_not_replaced(lists: ListsService, desk: DeskFile) -> None:
    lists.edit_many("opportunity", [(1, "outcome", "won"), (1, "closed_on", date(2026, 10, 1))])
    assert deal(desk) == (1, "won", date(2026, 10, 1))


def test_that_a_number_beyond_all_bounds_is_refused_in_a_sentence(
    lists: ListsService, desk: DeskFile
) -> None:
    for edit in ((1, "employees", 10**25), (1, "revenue", 1e300)):
        with pytest.raises(UserError, match="too large"):
            lists.edit_many("account", [edit])
    with pytest.raises(UserError, match="too large"):
        lists.edit_many("product", [(1, "list_price", Decimal(10) ** 30)])


def test_that_what_is_still_referred_to_is_counted_by_kind(lists: ListsService) -> None:
    assert lists.still_referring("stage", [1, 2]) == ["1 deal"]
    assert lists.still_referring("account", [1, 2]) == ["2 deals"]
    assert lists.still_referring("gate", [1]) == []


def test_that_an_imported_desk_can_be_given_the_usual_three_and_six(
    desk: DeskFile, clock: FixedClock
) -> None:
    lists = ListsService(desk, clock)
    lists.add_usual("competency")
    assert desk.undo_name() == "Add the usual competencies"
    lists.add_usual("stage")
    assert (lists.listed("competency").whole, lists.listed("stage").whole) == (3, 6)
    with pytest.raises(UserError, match="already"):
        lists.add_usual("competency")
    desk.undo()
    desk.undo()
    assert (lists.listed("competency").whole, lists.listed("stage").whole) == (0, 0)


def test_that_a_new_desk_and_a_started_list_are_the_same(
    tmp_path: Path, desk: DeskFile, clock: FixedClock
) -> None:
    make_desk(tmp_path / "new.salesdesk", clock)
    new = DeskFile.open(tmp_path / "new.salesdesk", clock)
    ListsService(desk, clock).add_usual("competency")
    one, other = (
        [dict(r.values) for r in ListsService(d, clock).listed("competency").rows] for d in (new, desk)
    )
    assert one == other
    new.close()
