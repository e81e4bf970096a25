"""The shipped sample team: what the generator makes, alive on whatever day it is opened."""

import argparse
import io
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.cli import sample_command
from salesdesk.cli.run import carry_out
from salesdesk.env.paths import resources_dir
from salesdesk.services.sample import counted_day, sample_rows, write_sample
from salesdesk.store.desk_file import DeskFile
from tests.sample.build import SampleTeam, invent
from tests.sample.rows import blank
from tests.sample.ship import DAY_MADE_ON, PLAN, shipped_files

ANY_DAY = [DAY_MADE_ON + timedelta(days=n) for n in range(7)] + [date(2028, 2, 29), date(2027, 1, 1)]


@pytest.fixture(scope="module")
def team() -> SampleTeam:
    return invent(PLAN)


def test_that_the_shipped_files_are_those_the_generator_makes(team: SampleTeam) -> None:
    shipped = {path.stem: path.read_text("utf-8") for path in (resources_dir() / "sample").iterdir()}
    made = shipped_files(team)
    assert shipped.keys() == made.keys()
    for kind, text in made.items():
        assert shipped[kind] == text, f"{kind} is old: python -m tests.sample.ship"


def test_that_on_the_day_it_was_made_every_record_is_read_as_invented(team: SampleTeam) -> None:
    for model, rows in team.rows.in_order():
        read = [{**blank(model), **row} for row in sample_rows(model.__tablename__, DAY_MADE_ON)]
        assert read == rows, model


def test_that_the_day_counts_from_any_day_of_the_week() -> None:
    friday, saturday, sunday, monday = (date(2026, 11, day) for day in (13, 14, 15, 16))
    for today in (saturday, sunday):
        assert [counted_day("d", n, today) for n in (-1, 0, 1)] == [friday, today, monday]
    assert [counted_day("d", n, friday) for n in (-5, 0, 1, 6)] == [
        date(2026, 11, 6), friday, monday, date(2026, 11, 23),
    ]  # fmt: skip
    assert counted_day("w", -1, sunday) == date(2026, 11, 2)
    assert counted_day("q", -1, friday) == date(2026, 7, 1)
    assert counted_day("q", 1, friday) == date(2027, 1, 1)


@pytest.mark.parametrize("today", ANY_DAY)
def test_that_it_is_alive_on_any_day(today: date) -> None:
    met, deals = list(sample_rows("one_on_one", today)), list(sample_rows("opportunity", today))
    assert all(row["starts_at"].date() >= today for row in met if row["state"] == "planned")
    assert all(row["starts_at"].date() < today for row in met if row["state"] == "held")
    assert all(row["started_on"] <= (row["closed_on"] or today) <= today for row in deals)
    assert all(row["week_start"].weekday() == 0 for row in sample_rows("competency_number", today))
    assert {row["starts_on"].month % 3 for row in sample_rows("quota", today)} == {1}
    assert all(
        row["written_at"] <= datetime.combine(today, datetime.max.time())
        for row in sample_rows("note", today)
    )
    weekend = [row for row in met if row["starts_at"].weekday() > 4 and row["starts_at"].date() != today]
    assert weekend == []


def test_that_the_command_writes_the_team_and_says_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "sample.salesdesk"
    assert _run(str(path), "--today", "2026-11-11") == (
        0,
        f"{path}: 11 people, 2,070 deals, 1,084 notes\n",
        "",
    )
    desk = DeskFile.open(path)
    assert desk.rows("SELECT count(*) FROM opportunity")[0][0] == 2070
    assert desk.rows("SELECT team_name FROM team_settings")[0][0] == "Prairie Lakes team"
    assert desk.rows("SELECT count(*) FROM salesperson WHERE name = 'Tomáš Dvořáček'")[0][0] == 1
    assert desk.rows("SELECT count(*) FROM search_index WHERE search_index MATCH 'dvoracek'")[0][0] >= 1
    assert desk.rows("PRAGMA foreign_key_check") == []
    assert desk.undo_name() == ""
    desk.close()


def test_that_a_file_that_is_there_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "mine.salesdesk"
    path.write_bytes(b"mine")
    code, _, complaint = _run(str(path))
    assert code == 1
    assert "already there" in complaint
    assert path.read_bytes() == b"mine"


def test_that_no_half_written_team_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesdesk.services.sample.resources_dir", lambda: tmp_path / "nowhere")
    with pytest.raises(IndexError):
        write_sample(tmp_path / "sample.salesdesk", DAY_MADE_ON)
    assert list(tmp_path.iterdir()) == []


def _run(*arguments: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    sample_command.add_arguments(parser)
    out, err = io.StringIO(), io.StringIO()
    code = carry_out(sample_command.run, parser.parse_args(arguments), out, err)
    return code, out.getvalue(), err.getvalue()
