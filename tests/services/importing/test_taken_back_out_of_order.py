"""Imports taken back in another order than they were made leave nothing of one that is no longer on the desk."""

from contextlib import closing
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.services.importing.past import PastImportsService
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile
from tests.services.importing.test_past_imports import OPEN, amounts, import_deals, take_back
from tests.store.test_undo import contents


def of(amount: int, **values: Any) -> dict[str, Any]:
    return OPEN | {"amount": Decimal(amount), "account_id": "Dam"} | values


def three_imports(desk: DeskFile) -> list[int]:
    return [import_deals(desk, f"{amount}.csv", {"A": of(amount)}) for amount in (100, 200, 300)]


def back_and_forth(desk: DeskFile, batch: int) -> None:
    """Takes an import back, and sees that undo and redo come to the same bytes."""
    before = contents(desk)
    take_back(desk, batch)
    after = contents(desk)
    desk.undo()
    assert contents(desk) == before
    desk.redo()
    assert contents(desk) == after


def test_that_the_value_of_an_import_taken_back_does_not_come_back(desk: DeskFile) -> None:
    _first, second, third = three_imports(desk)
    take_back(desk, second)
    assert amounts(desk) == {"A": 300}
    back_and_forth(desk, third)
    assert amounts(desk) == {"A": 100}
    assert desk.rows("SELECT 1 FROM opportunity_change") == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_that_all_imports_taken_back_in_any_order_leave_nothing(
    desk: DeskFile, order: tuple[int, ...]
) -> None:
    imports = three_imports(desk)
    for place in order:
        back_and_forth(desk, imports[place])
    for kind in ("opportunity", "opportunity_change", "account", "salesperson", "stage"):
        assert desk.rows(f"SELECT 1 FROM {kind}") == [], kind


def test_that_what_goes_with_an_import_taken_back_before_is_told_apart(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": of(100), "B": of(100)})
    second = import_deals(desk, "second.csv", {"A": of(200), "C": of(1, account_id="Pump")})
    take_back(desk, first)
    told = take_back(desk, second)
    assert "Removed: 1 deal, 1 account that it added." in told.words
    assert "taken back before" in told.words
    assert "1 deal, 1 account, 1 salesperson, 1 stage" in told.words
    assert amounts(desk) == {}


def test_that_what_somebody_typed_in_between_comes_back(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": of(100)})
    RecordsService(desk).edit("opportunity", 1, "amount", Decimal(150))
    second = import_deals(desk, "second.csv", {"A": of(200)})
    third = import_deals(desk, "third.csv", {"A": of(300)})
    for batch in (first, second, third):
        take_back(desk, batch)
    assert amounts(desk) == {"A": 150}


def test_that_a_deal_somebody_has_changed_stays_with_the_value_it_was_added_with(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": of(100)})
    second = import_deals(desk, "second.csv", {"A": of(200)})
    RecordsService(desk).edit("opportunity", 1, "next_step", "Sends the contract")
    take_back(desk, first)
    take_back(desk, second)
    assert amounts(desk) == {"A": 100}


def test_that_a_value_another_import_wrote_again_counts(desk: DeskFile) -> None:
    import_deals(desk, "begin.csv", {"A": of(100)})
    taken = import_deals(desk, "taken.csv", {"A": of(200)})
    import_deals(desk, "other.csv", {"A": of(250)})
    import_deals(desk, "again.csv", {"A": of(200)})
    last = import_deals(desk, "last.csv", {"A": of(300)})
    take_back(desk, taken)
    take_back(desk, last)
    assert amounts(desk) == {"A": 200}


def test_that_an_import_made_after_a_taking_back_goes_back_to_what_stood_then(desk: DeskFile) -> None:
    import_deals(desk, "begin.csv", {"A": of(100)})
    taken = import_deals(desk, "taken.csv", {"A": of(200)})
    take_back(desk, taken)
    RecordsService(desk).edit("opportunity", 1, "amount", Decimal(200))
    last = import_deals(desk, "last.csv", {"A": of(300)})
    take_back(desk, last)
    assert amounts(desk) == {"A": 200}


def test_that_very_many_deals_go_back_beyond_an_import_taken_back_before(desk: DeskFile) -> None:
    numbers = [str(number) for number in range(1200)]
    first, second, third = (
        import_deals(desk, f"{amount}.csv", {number: of(amount) for number in numbers})
        for amount in (100, 200, 300)
    )
    take_back(desk, second)
    back_and_forth(desk, third)
    assert set(amounts(desk).values()) == {100}
    fourth = import_deals(desk, "fourth.csv", {number: of(400) for number in numbers})
    take_back(desk, first)
    assert len(amounts(desk)) == 1200
    back_and_forth(desk, fourth)
    assert amounts(desk) == {}


FILES = st.lists(
    st.dictionaries(st.sampled_from("AB"), st.integers(1, 3), min_size=1), min_size=2, max_size=4
)


@settings(max_examples=20)
@given(files=FILES, order=st.permutations(range(4)))
def test_that_whatever_imports_are_taken_back_in_any_order_leave_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    desk_template: Path,
    files: list[dict[str, int]],
    order: list[int],
) -> None:
    path = tmp_path_factory.mktemp("order") / "any.salesdesk"
    path.write_bytes(desk_template.read_bytes())
    with closing(DeskFile.open(path)) as desk:
        imports = [
            import_deals(desk, f"{place}.csv", {number: of(amount) for number, amount in deals.items()})
            for place, deals in enumerate(files)
        ]
        for place in order:
            if place < len(imports):
                back_and_forth(desk, imports[place])
        assert amounts(desk) == {}
        assert not any(each.can_be_taken_back for each in PastImportsService(desk).imports())


ROW = st.fixed_dictionaries(
    {},
    optional={
        "amount": st.integers(1, 3).map(Decimal),
        "stage": st.sampled_from(
            [{"stage_id": "Proposal"}, {"stage_id": "Won", "closed_on": date(2026, 10, 1)}]
        ),
        "account_id": st.sampled_from(["Dam", "Pump"]),
        "salesperson_id": st.sampled_from(["Ada", "Bo"]),
        "expected_on": st.sampled_from([date(2027, 1, 5), date(2027, 2, 5)]),
    },
)
DOINGS = st.lists(
    st.dictionaries(st.sampled_from("ABC"), ROW, min_size=1) | st.integers(0, 4), min_size=2, max_size=9
)


@settings(max_examples=25)
@given(doings=DOINGS)
def test_that_a_desk_ends_in_what_the_files_not_taken_back_say(
    tmp_path_factory: pytest.TempPathFactory,
    desk_template: Path,
    doings: list[dict[str, dict[str, Any]] | int],
) -> None:
    with closing(new_desk(tmp_path_factory, desk_template)) as desk:
        stands: dict[int, dict[str, Any]] = {}
        for doing in doings:
            if isinstance(doing, dict):
                stands[import_deals(desk, f"{len(stands)}.csv", rows_of(doing))] = rows_of(doing)
            elif stands:
                batch = sorted(stands)[doing % len(stands)]
                back_and_forth(desk, batch)
                del stands[batch]
        with closing(new_desk(tmp_path_factory, desk_template)) as other:
            for number, deals in stands.items():
                import_deals(other, f"{number}.csv", deals)
            assert standing(desk) == standing(other)


def new_desk(tmp_path_factory: pytest.TempPathFactory, desk_template: Path) -> DeskFile:
    path = tmp_path_factory.mktemp("files") / "any.salesdesk"
    path.write_bytes(desk_template.read_bytes())
    return DeskFile.open(path)


def rows_of(deals: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        number: {name: value for name, value in row.items() if name != "stage"} | row.get("stage", {})
        for number, row in deals.items()
    }


def standing(desk: DeskFile) -> dict[str, list[tuple[Any, ...]]]:
    """Gives what is on the desk, by names."""
    asked = {kind: f"SELECT name FROM {kind} ORDER BY name" for kind in ("account", "salesperson", "stage")}
    asked["opportunity"] = (
        "SELECT o.external_id, o.name, o.outcome, o.amount, o.currency, o.closed_on, o.expected_on, a.name, s.name, "
        "p.name FROM opportunity o LEFT JOIN account a ON a.id = o.account_id LEFT JOIN stage s ON s.id = o.stage_id "
        "LEFT JOIN salesperson p ON p.id = o.salesperson_id ORDER BY o.external_id"
    )
    return {kind: [tuple(row) for row in desk.rows(sql)] for kind, sql in asked.items()}
