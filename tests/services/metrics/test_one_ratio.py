"""One ratio, one value: every screen, the printed sheet and the command give the same counts, share and range."""

import json
from datetime import date, datetime

import pytest

from salesdesk.cli.metrics_command import as_json
from salesdesk.env.clock import FixedClock
from salesdesk.env.locale import Formats
from salesdesk.exchange.sheets.review_blocks import estimate_words
from salesdesk.gui.metrics import ratio_metrics
from salesdesk.gui.metrics.metric import Question
from salesdesk.gui.session.competency_card import record_words
from salesdesk.model.fields import Audience
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.windows import looking_back
from salesdesk.services.sessions.numbers import competencies
from salesdesk.services.team.service import TeamService
from salesdesk.services.team_settings import team_settings
from salesdesk.services.trash import move_to_trash
from salesdesk.store.desk_file import DeskFile
from tests.sample.build import build_sample

TODAY = date(2026, 11, 11)


@pytest.fixture
def sample(desk: DeskFile) -> DeskFile:
    build_sample(desk, people=9, years=1, seed=3)
    return desk


def test_that_every_screen_and_command_says_the_same_ratio_of_every_person(sample: DeskFile) -> None:
    clock = FixedClock(datetime(2026, 11, 11, 9, 0))
    metrics, team, settings = MetricsService(sample, clock), TeamService(sample, clock), team_settings(sample)
    window, formats = looking_back(settings["ratio_days"], TODAY), Formats()
    figures = team.figures()
    people = sample.rows("SELECT id, name FROM salesperson WHERE status = 'active' AND deleted_at IS NULL")
    assert len(people) > 4
    for number, name in people:
        question = Question(number, window, formats)
        told = json.loads(json.dumps(as_json(metrics, number, window)))
        page = team.competencies(number)
        talk = {
            each.name: each for each in competencies(sample, number, 0, Audience.MANAGER, TODAY, settings)
        }
        twin = {
            row[0].split("\n")[0]: row
            for row in ratio_metrics.competencies(metrics, question).data.table()[1]
        }
        printed = {each["name"]: each for each in told["competencies"]}
        assert {row.label for row in page.rows} == set(talk) == set(twin) == set(printed)
        for row in page.rows:
            found = row.estimate
            assert talk[row.label].record is not None
            assert talk[row.label].record.now == found
            assert printed[row.label]["words"] == found.words
            assert (printed[row.label]["successes"], printed[row.label]["n"]) == (
                found.successes,
                found.trials,
            )
            assert (printed[row.label]["share"], printed[row.label]["low"]) == (found.share, found.low)
            if found.share is not None:
                assert twin[row.label][1:3] == (found.count_words, formats.percent(found.share))
                assert record_words(talk[row.label], formats).startswith(found.words)
                on_paper = estimate_words(talk[row.label], formats).replace("\N{NO-BREAK SPACE}", " ")
                assert on_paper.startswith(found.words)
                assert found.trials == 0 or found.share == found.successes / found.trials
        rate = team.results(number).win_rate
        assert rate == figures[number].win_rate == metrics.summary(number, window).win_rate
        assert rate == next(row for row in metrics.win_rates(window).rows if row.person_id == number).estimate
        assert told["win_rate"]["words"] == rate.words
        drawn = ratio_metrics.win_rate(metrics, question).data.table()[1]
        assert next(row for row in drawn if row[0] == name)[1] == rate.count_words


def test_that_a_file_of_won_deals_has_no_win_rate_and_says_so(sample: DeskFile) -> None:
    lost = [row[0] for row in sample.rows("SELECT id FROM opportunity WHERE outcome = 'lost'")]
    move_to_trash(sample, "opportunity", lost)
    metrics = MetricsService(sample, FixedClock(datetime(2026, 11, 11, 9, 0)))
    told = as_json(metrics, None, metrics.window("all"))
    assert told["win_rate"]["share"] is None
    assert told["win_rate"]["words"] == "this desk holds won deals only, so there is no win rate"
    assert all(stage["share"] is None for stage in told["stages"])
    assert told["won"] > 0
