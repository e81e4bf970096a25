"""Holds the sample desk together: what is stored, that it repeats itself, and the command that makes it of any size."""

import csv
import io
import json
from argparse import ArgumentParser
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from salesdesk.env.errors import UserError
from salesdesk.model import fields_of, models
from salesdesk.model.deals import Opportunity
from salesdesk.model.fields import FieldType
from salesdesk.store.desk_file import DeskFile
from tests.sample.__main__ import add_arguments, run
from tests.sample.build import build_sample, invent
from tests.sample.plan import SamplePlan
from tests.sample.words import words

TODAY = date(2026, 11, 11)
SHARED = Path(__file__).parents[2].parent / "shared" / "data"
NOT_INVENTED = {"import_mapping", "name_in_files", "draft", "threshold", "field_change", "emptying"}


def test_that_the_desk_holds_every_kind_a_sample_has_and_nothing_can_be_undone(desk: DeskFile) -> None:
    told: list[float] = []
    team = build_sample(desk, people=9, years=1, seed=3, progress=lambda share, _: told.append(share))
    for kind in models():
        count = desk.rows(f"SELECT count(*) FROM {kind}")[0][0]
        assert (count > 0) == (kind not in NOT_INVENTED), kind
    assert team.plan.today == TODAY
    assert desk.undo_name() == ""
    assert desk.rows("SELECT count(*) FROM team_settings")[0][0] == 1
    assert desk.rows("SELECT team_name FROM team_settings")[0][0] == words("people")["team"]
    assert desk.rows("PRAGMA foreign_key_check") == []
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_that_money_is_stored_exactly(desk: DeskFile) -> None:
    team = build_sample(desk, people=3, years=1)
    invented = sum((row["amount"] or Decimal(0)) for row in team.rows.of(Opportunity))
    with desk.read() as session:
        assert session.scalar(select(func.sum(Opportunity.amount))) == invented


def test_that_people_and_deals_are_found_by_search(desk: DeskFile) -> None:
    build_sample(desk, people=3, years=1)
    assert desk.rows("SELECT count(*) FROM search_index WHERE search_index MATCH 'dvoracek'")[0][0] >= 1


def test_that_a_desk_in_use_is_refused(desk: DeskFile) -> None:
    build_sample(desk, people=2, years=1)
    with pytest.raises(UserError, match="already has people"):
        build_sample(desk, people=2, years=1)


def test_that_stopping_halfway_leaves_the_desk_empty(desk: DeskFile) -> None:
    def stop(share: float, _: str) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_sample(desk, people=3, years=1, progress=stop)
    assert desk.rows("SELECT count(*) FROM salesperson")[0][0] == 0


def test_that_the_same_seed_gives_the_same_team_and_another_seed_another() -> None:
    teams = [invent(SamplePlan.sized(4, 1, seed, TODAY)) for seed in (5, 5, 6)]
    first, again, other = ([rows for _, rows in team.rows.in_order()] for team in teams)
    assert first == again
    assert first != other


def test_that_stored_choices_are_among_the_declared_ones() -> None:
    team = invent(SamplePlan.sized(9, 1, 1, TODAY))
    for model, rows in team.rows.in_order():
        for field in fields_of(model.__tablename__):
            values = {row[field.name] for row in rows}
            if field.type is FieldType.CHOICE:
                assert values - {None} <= {choice.value for choice in field.choices}, field
            assert not (field.required and None in values), (model, field.name)


@pytest.mark.parametrize(("people", "years"), [(1, 1), (2, 3), (14, 1), (40, 1)])
@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29), date(2027, 5, 30)])
def test_that_any_size_on_any_day_has_the_planned_number_of_deals_and_notes(
    people: int, years: int, today: date
) -> None:
    plan = SamplePlan.sized(people, years, 2, today, deals=people * 40, notes=people * 20)
    team = invent(plan)
    assert len(team.deals) == people * 40
    assert len(dict(team.rows.in_order())) == len(models()) - len(NOT_INVENTED) - 1


def test_that_fifteen_people_over_ten_years_are_the_benchmark() -> None:
    plan = SamplePlan.sized(15, 10, 1, TODAY)
    assert (plan.deals, plan.notes) == (100_000, 20_000)
    ordinary = SamplePlan.sized(9, 2, 1, TODAY)
    assert 70 <= ordinary.deals / 18 <= 120


@pytest.mark.parametrize(("people", "years"), [(0, 2), (41, 2), (9, 0), (9, 21)])
def test_that_an_impossible_size_is_refused(people: int, years: int) -> None:
    with pytest.raises(ValueError, match="sample team"):
        SamplePlan.sized(people, years, 1, TODAY)


def _run(*arguments: str) -> tuple[int, str, str]:
    parser = ArgumentParser()
    add_arguments(parser)
    out, err = io.StringIO(), io.StringIO()
    code = run(parser.parse_args(arguments), out, err)
    return code, out.getvalue(), err.getvalue()


def test_that_the_command_writes_a_desk_and_says_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "sample.salesdesk"
    code, out, err = _run(str(path), "--people", "3", "--years", "1", "--deals", "120", "--notes", "80")
    assert (code, err) == (0, "")
    assert "120 deals, 80 notes" in out
    desk = DeskFile.open(path)
    assert desk.rows("SELECT count(*) FROM opportunity")[0][0] == 120
    desk.close()


def test_that_the_command_leaves_a_file_that_is_there_untouched(tmp_path: Path) -> None:
    path = tmp_path / "mine.salesdesk"
    path.write_bytes(b"mine")
    code, _, err = _run(str(path), "--people", "2", "--years", "1")
    assert code == 1
    assert "already there" in err
    assert path.read_bytes() == b"mine"


def test_that_the_command_calls_an_impossible_team_wrong_use(tmp_path: Path) -> None:
    code, _, err = _run(str(tmp_path / "a.salesdesk"), "--people", "0")
    assert code == 2
    assert "1 to 40 people" in err
    assert list(tmp_path.iterdir()) == []


def test_that_no_name_is_taken_from_the_data_to_build_on() -> None:
    if not SHARED.is_dir():
        pytest.skip("the folder with the data to test on is not here")
    taken: set[str] = set()
    for path in [*(SHARED / "crm").glob("*.csv"), *(SHARED / "quotas").glob("reps.csv")]:
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()):
            named = ("account", "product", "sales_agent", "manager", "series", "Rep")
            taken |= {row[column].casefold() for column in named if row.get(column)}
    catalogue, people = words("catalogue"), words("people")
    ours = {*people["names"], people["candidate"], people["leaver"], people["manager"], people["vendor"]}
    ours |= {p["name"] for p in catalogue["products"]} | {p["series"] for p in catalogue["products"]}
    ours |= set(catalogue["account_first"])
    assert len(taken) > 100
    assert not {name.casefold() for name in ours} & taken
    surnames = {name.split()[-1] for name in taken if " " in name}
    assert not {name.split()[-1].casefold() for name in people["names"]} & surnames
    assert json.dumps(people)
