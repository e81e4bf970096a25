"""`salesdesk metrics` on a real desk."""

import argparse
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.cli import metrics_command
from salesdesk.cli.run import carry_out
from salesdesk.model.deals import Opportunity
from salesdesk.model.team import Salesperson
from salesdesk.services.practices import FIGURES
from salesdesk.store.desk_file import DeskFile


def run(*words: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    metrics_command.add_arguments(parser)
    out, err = io.StringIO(), io.StringIO()
    code = carry_out(metrics_command.run, parser.parse_args(words), out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def filled_path(desk: DeskFile, desk_path: Path) -> Path:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(id=1, name="Anna Ott"), Salesperson(id=2, name="Ben Roe")])
        work.session.flush()
        plain = {"started_on": date(2017, 1, 1), "closed_on": date(2017, 2, 10)}
        work.session.add_all(
            [
                Opportunity(name="a", salesperson_id=1, outcome="won", amount=Decimal("10.5"), **plain),
                Opportunity(
                    name="b", salesperson_id=2, outcome="won", amount=Decimal(7), currency="EUR", **plain
                ),
                Opportunity(name="c", salesperson_id=1, outcome="lost", **plain),
                Opportunity(name="d", salesperson_id=1, outcome="open"),
            ]
        )
    return desk_path


def test_that_the_json_holds_counts_ratios_with_ranges_cycles_and_amounts_by_currency(
    filled_path: Path,
) -> None:
    code, out, _ = run("--desk", str(filled_path), "--json")
    found = json.loads(out)
    assert found["quarter"].keys() == {
        "label", "since", "until", "won_amount", "quota", "share", "even_pace", "remaining", "open_amount",
        "coverage_of_remaining",
    }  # fmt: skip
    assert code == 0
    assert [found[key] for key in ("rows", "won", "lost", "open")] == [4, 2, 1, 1]
    assert found["won_amount"] == {"EUR": 7.0, "USD": 10.5}
    assert found["win_rate"]["n"] == 3
    rate = found["win_rate"]
    assert rate["low"] < rate["share"] < rate["high"]
    assert rate["share"] == pytest.approx(2 / 3)
    assert found["cycle"]["won"]["mean"] == found["cycle"]["won"]["median"] == 40
    assert [person["name"] for person in found["people"]] == ["Anna Ott", "Ben Roe"]


def test_that_one_person_has_own_figures(filled_path: Path) -> None:
    found = json.loads(run("--desk", str(filled_path), "--person", "anna ott", "--json")[1])
    assert (found["won"], found["lost"], found["won_amount"]) == (1, 1, {"USD": 10.5})
    assert found["win_rate"]["leans_on_team"] == 20


def test_that_a_span_without_decisions_has_null_and_not_zero(filled_path: Path) -> None:
    found = json.loads(run("--desk", str(filled_path), "--window", "90d", "--json")[1])
    assert found["win_rate"]["share"] is None
    assert found["cycle"]["won"]["mean"] is None
    assert "no decided deals yet" in run("--desk", str(filled_path), "--window", "90d")[1]


def test_that_an_unknown_person_or_desk_is_refused_in_one_sentence(filled_path: Path, tmp_path: Path) -> None:
    code, out, err = run("--desk", str(filled_path), "--person", "Nobody")
    assert (code, out) == (1, "")
    assert "no salesperson “Nobody”" in err
    assert run("--desk", str(tmp_path / "none.salesdesk"))[0] == 1


def test_that_the_words_for_a_person_name_the_range(filled_path: Path) -> None:
    out = run("--desk", str(filled_path))[1]
    assert "Win rate: 2 of 3, 67%; own range 24 to 94%." in out


def test_that_every_declared_figure_is_in_the_json_also_where_nothing_is_written_yet(
    filled_path: Path,
) -> None:
    found = json.loads(run("--desk", str(filled_path), "--json")[1])["practices"]
    assert found.keys() == FIGURES.keys()
    assert found["problems_taken_over"] == {
        "title": "Taken over by you", "value": None, "n": 0, "of": 0, "words": "–",
    }  # fmt: skip
