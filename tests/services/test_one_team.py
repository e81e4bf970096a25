"""The team is one thing, who is in it now: every figure of one concept says one number wherever it is read."""

import argparse
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import metrics_command
from salesdesk.cli.run import carry_out
from salesdesk.env.clock import FixedClock
from salesdesk.services.bundle import Services
from salesdesk.services.desk import DeskService
from salesdesk.services.metrics.windows import Window, looking_back
from salesdesk.services.people import active_people
from salesdesk.services.quarter import running_quarter
from salesdesk.services.team_settings import team_settings
from tests.services.others_desk import add_others


@pytest.fixture
def services(sample_path: Path, clock: FixedClock, tmp_path: Path) -> Iterator[Services]:
    """The sample team, and beside it somebody of every sort who is not in it, all with large deals and numbers."""
    opened = Services.open(sample_path, clock, tmp_path / "backups")
    add_others(opened.desk, clock.today())
    yield opened
    opened.close()


def _command(services: Services, *words: str) -> dict[str, Any]:
    parser = argparse.ArgumentParser()
    metrics_command.add_arguments(parser)
    out = io.StringIO()
    arguments = parser.parse_args(["--desk", str(services.path), "--json", *words])
    assert carry_out(metrics_command.run, arguments, out, io.StringIO()) == 0
    return json.loads(out.getvalue())


def test_that_what_is_won_in_the_quarter_is_one_number(services: Services, clock: FixedClock) -> None:
    settings, today = team_settings(services.desk), clock.today()
    quarter = running_quarter(services.desk, settings, today)
    pace = services.plans.pace(quarter)
    window = Window("quarter", quarter.label, quarter.start, today)
    summary = services.metrics.summary(None, window)
    months = services.metrics.won_by_month(None, Window("q", "", quarter.start, quarter.end))
    people = [person for person, _ in active_people(services.desk)]
    each = sum(line.attainment.won for line in pace.lines if line.person_id in people)
    found = {
        float(DeskService(services.desk, clock).view().pace.team.attainment.won),
        float(pace.team.attainment.won),
        float(each),
        float(sum(month.won for month in months.periods)),
        float(summary.won_amount[settings["currency"]]),
        float(services.plans.won_curve(quarter).won[-1][1]),
    }
    assert len(found) == 1
    assert found.pop() > 0
    quotas = {
        pace.team.attainment.quota,
        sum(line.attainment.quota or 0 for line in pace.lines if line.person_id in people),
    }
    assert len(quotas) == 1


def test_that_what_is_open_and_its_coverage_are_one_number(services: Services, clock: FixedClock) -> None:
    settings = team_settings(services.desk)
    pace = services.plans.pace(running_quarter(services.desk, settings, clock.today()))
    pipeline = services.metrics.pipeline(None)
    desk = DeskService(services.desk, clock).view().pace.team.coverage
    assert float(pipeline.total.value) == pace.team.coverage.open_pipeline == desk.open_pipeline
    assert (
        pipeline.total.count
        == pace.team.open_deals
        == services.metrics.summary(None, services.metrics.window()).open
    )
    assert desk.ratio == pace.team.coverage.ratio


def test_that_rates_cycles_and_competencies_add_up_to_the_team(services: Services, clock: FixedClock) -> None:
    metrics = services.metrics
    window = looking_back(team_settings(services.desk)["ratio_days"], clock.today())
    rates = metrics.win_rates(window)
    summary = metrics.summary(None, window)
    assert sum(row.estimate.trials for row in rates.rows) == rates.whole.estimate.trials
    assert rates.whole.estimate.trials == summary.won + summary.lost
    assert rates.whole.estimate.share == summary.win_rate.share
    assert metrics.stage_ratios(None, window).whole.estimate.trials == rates.whole.estimate.trials
    assert metrics.reviewed(None, window).whole.estimate.trials == rates.whole.estimate.trials
    cycle = metrics.sales_cycle(None, window)
    assert len(cycle.won_days) <= summary.won
    for choice in metrics.competencies():
        table = metrics.competency_by_person(choice.id, window)
        assert sum(row.estimate.trials for row in table.rows) == table.whole.estimate.trials


def test_that_the_numbers_of_the_weeks_are_those_the_ratios_are_made_of(
    services: Services, clock: FixedClock
) -> None:
    first = clock.today() - timedelta(days=clock.today().weekday() + 35)
    window = Window("weeks", "", first, clock.today())
    grids = [services.numbers.grid(first + timedelta(weeks=back)) for back in range(6)]
    for place, measured in enumerate(grids[0].measured):
        sums = [grid.sums[place] for grid in grids]
        ratio = services.metrics.competency_by_person(measured.id, window).whole.estimate
        assert sum(each.trials for each in sums if each) == ratio.trials > 0
        assert sum(each.successes for each in sums if each) == ratio.successes
    beside = {line.name for grid in grids for line in grid.lines if not line.in_total}
    assert beside == {"Other archived (left)", "Other candidate (candidate)"}


def test_that_the_quotas_of_the_team_are_one_sum(services: Services) -> None:
    year = services.plans.year_today()
    grid, people = services.plans.grid(year, "quarter"), {n for n, _ in active_people(services.desk)}
    assert {line.person_id for line in grid.lines if line.in_team} == people
    for place, quarter in enumerate(services.plans.periods(year, "quarter")):
        assert grid.totals[place] == services.plans.pace(quarter).team.attainment.quota
    shown = [line.name for line in grid.lines if not line.in_team]
    assert shown == ["Corwin Blakesmoor (left)", "Other archived (left)", "Other candidate (candidate)"]


def test_that_the_rows_behind_a_figure_of_the_team_add_up_to_it(services: Services) -> None:
    window = services.metrics.window()
    rates = services.metrics.win_rates(window)
    assert len(services.metrics.rows_behind(rates.whole.behind, "ratio").ids) == rates.whole.estimate.trials
    choice = services.metrics.competencies()[0]
    table = services.metrics.competency_by_person(choice.id, window)
    ids = services.metrics.rows_behind(table.whole.behind, "ratio").ids
    counted = services.desk.rows(
        f"SELECT sum(trials) FROM competency_number WHERE id IN ({', '.join(map(str, ids))})"
    )
    assert counted[0][0] == table.whole.estimate.trials


def test_that_somebody_who_left_keeps_figures_of_their_own(services: Services) -> None:
    (left,) = services.desk.rows("SELECT id FROM salesperson WHERE name = 'Other archived'")[0]
    own = services.metrics.summary(left, services.metrics.window())
    assert (own.won, own.lost, own.open) == (20, 10, 10)
    assert (own.win_rate.successes, own.win_rate.trials) == (20, 30)


def test_that_lines_beside_the_team_say_that_they_are_no_part_of_it(
    services: Services, clock: FixedClock
) -> None:
    pace = services.plans.pace(running_quarter(services.desk, team_settings(services.desk), clock.today()))
    beside = [line.name for line in pace.lines if not line.in_total]
    assert beside == [
        "Other archived (left)",
        "Other candidate (candidate)",
        "Other trashed (in the Trash)",
        "No salesperson",
    ]
    assert not [line for line in pace.lines if "outside" in line.name]


def test_that_the_command_says_what_the_screen_says(services: Services) -> None:
    said = _command(services)
    summary = services.metrics.summary(None, services.metrics.window("all"))
    assert (said["won"], said["lost"], said["open"]) == (summary.won, summary.lost, summary.open)
    assert said["win_rate"]["n"] == summary.win_rate.trials
    assert "Other" not in json.dumps(said)


def test_that_a_currency_is_the_same_however_it_is_written(services: Services, clock: FixedClock) -> None:
    window = services.metrics.window("all")
    before = services.metrics.summary(None, window).won_amount
    with services.desk.change("Write it small", undoable=False) as work:
        from sqlalchemy import update

        from salesdesk.model.deals import Opportunity

        work.session.execute(update(Opportunity).where(Opportunity.id % 2 == 0).values(currency="usd"))
    assert services.metrics.summary(None, window).won_amount == before
