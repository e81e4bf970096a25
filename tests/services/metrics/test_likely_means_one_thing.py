"""“Likely” leans on the team wherever it stands, in the lines of a talk too; what leans on nobody is the own range."""

from datetime import date, datetime

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.win_rates import WinRates
from salesdesk.services.metrics.windows import span_of
from salesdesk.services.sessions.since import lines_since
from salesdesk.store.desk_file import DeskFile
from tests.sample.build import build_sample

TODAY = date(2026, 11, 11)


@pytest.fixture
def sample(desk: DeskFile) -> DeskFile:
    build_sample(desk, people=6, years=1, seed=3)
    return desk


def test_that_in_the_lines_of_a_talk_likely_leans_on_the_team_as_it_does_elsewhere(sample: DeskFile) -> None:
    since = date(2026, 9, 30)
    people = sample.rows("SELECT id FROM salesperson WHERE status = 'active' AND deleted_at IS NULL")
    seen = 0
    for (number,) in people:
        lines = {line.key: line for line in lines_since(sample, number, 0, since, TODAY, 20)}
        closing = lines["closing_ratios"].parts[0]
        assert closing.now == WinRates(sample).own(number, span_of(date(2026, 10, 1), TODAY), 20)
        for part in (closing, *lines["conversion_rates"].parts):
            if part.now.trials:
                seen += 1
                assert part.now.pulled is not None
                assert "likely" in part.words
    assert seen > 2 * len(people)


def test_that_what_leans_on_nobody_is_called_the_own_range(sample: DeskFile) -> None:
    metrics = MetricsService(sample, FixedClock(datetime(2026, 11, 11, 9, 0)))
    window = metrics.window("26w")
    team = [metrics.win_rates(window).whole, *metrics.reviewed(None, window).rows]
    team += metrics.stage_ratios(None, window).rows
    months = metrics.win_rate_trend(None, window).points
    assert len(team) > 4
    for found in [row.estimate for row in team] + [point.estimate for point in months]:
        assert "likely" not in found.words
        assert found.share is None or "own range" in found.words


def test_that_the_stages_of_a_person_lean_as_far_as_people_are_alike_in_that_stage(sample: DeskFile) -> None:
    metrics = MetricsService(sample, FixedClock(datetime(2026, 11, 11, 9, 0)))
    for row in metrics.stage_ratios(1, metrics.window("26w")).rows:
        assert row.estimate.pulled is None or row.estimate.pulled.lean.plausible
