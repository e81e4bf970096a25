"""Reads a salesperson's competencies: the record with its range and trend, shown only once it is revealed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta

from salesdesk.model.fields import Audience
from salesdesk.practice.comparison import Tally, total
from salesdesk.practice.holes import RatioFacts
from salesdesk.practice.ratio import Estimate
from salesdesk.practice.trend import RatioPoint
from salesdesk.services.metrics.competencies import CompetencyRatios, competencies_in_use
from salesdesk.services.metrics.ratios import estimate
from salesdesk.services.metrics.values import CompetencyChoice
from salesdesk.services.metrics.windows import looking_back
from salesdesk.services.sessions.values import CompetencyRecord, CompetencyState, OwnAnswer
from salesdesk.services.team_settings import TeamSettings
from salesdesk.store.desk_file import DeskFile, Row

TREND_POINTS = 7
DAYS_BETWEEN_POINTS = 14


Week = tuple[date, Tally]
"""One week of counts, by its Monday."""


def competencies(
    desk: DeskFile,
    person_id: int,
    one_on_one_id: int,
    audience: Audience,
    today: date,
    settings: TeamSettings,
) -> tuple[CompetencyState, ...]:
    """Gives the competencies in use; before it is revealed only the manager's own side has the record."""
    answers = {row["competency_id"]: row for row in desk.rows(_ANSWERS, (one_on_one_id,))}
    days = settings["ratio_days"]
    weeks = _weeks(desk, person_id, _days_of_trend(today)[0] - timedelta(days=days))
    table = CompetencyRatios(desk).of_person(person_id, looking_back(days, today), settings["prior_weight"])
    now = {row.behind.competency_id: row.estimate for row in table.rows}
    return tuple(
        _state(each, answers.get(each.id), record_of(now[each.id], weeks[each.id], today, days), audience)
        for each in competencies_in_use(desk)
    )


def ratio_facts(desk: DeskFile, person_id: int, today: date, ratio_days: int) -> list[RatioFacts]:
    """Gives each competency now and in the equally long window before, for finding holes."""
    before = today - timedelta(days=ratio_days)
    weeks = _weeks(desk, person_id, before - timedelta(days=ratio_days))
    return [
        RatioFacts(
            each.name,
            estimate_until(weeks[each.id], today, ratio_days),
            estimate_until(weeks[each.id], before, ratio_days),
            each.id,
        )
        for each in competencies_in_use(desk)
    ]


def record_of(now: Estimate, weeks: Sequence[Week], today: date, ratio_days: int) -> CompetencyRecord:
    """Gives the ratio now, as everywhere, and at a few days before, each over the same number of days back."""
    trend = tuple(RatioPoint(day, estimate_until(weeks, day, ratio_days)) for day in _days_of_trend(today))
    return CompetencyRecord(now, tuple(point for point in trend if point.found.trials))


def estimate_until(weeks: Sequence[Week], until: date, days: int) -> Estimate:
    """Estimates the ratio of the weeks that start in the `days` days up to `until`."""
    return estimate(total(tally for start, tally in weeks if until - timedelta(days=days) < start <= until))


def _days_of_trend(today: date) -> list[date]:
    return [today - timedelta(days=DAYS_BETWEEN_POINTS * back) for back in range(TREND_POINTS - 1, -1, -1)]


def _weeks(desk: DeskFile, person_id: int, after: date) -> defaultdict[int, list[Week]]:
    """Reads the weeks that start after a day: of ten years a talk looks at a few months."""
    found: defaultdict[int, list[Week]] = defaultdict(list)
    for row in desk.rows(_NUMBERS, (person_id, after.isoformat())):
        week = date.fromisoformat(row["week_start"]), Tally(row["successes"], row["trials"])
        found[row["competency_id"]].append(week)
    return found


def _state(
    choice: CompetencyChoice, answer: Row | None, record: CompetencyRecord, audience: Audience
) -> CompetencyState:
    revealed = answer is not None and answer["revealed_at"] is not None
    seen = revealed or audience is Audience.MANAGER
    return CompetencyState(
        **asdict(choice),
        own=OwnAnswer(answer["own_number"], answer["own_rating"]) if answer else OwnAnswer(),
        revealed=revealed,
        record=record if seen else None,
        manager_rating=answer["manager_rating"] if answer and seen else None,
    )  # fmt: skip


_NUMBERS = """
SELECT competency_id, week_start, trials, successes FROM competency_number
WHERE salesperson_id = ? AND week_start > ? AND deleted_at IS NULL ORDER BY week_start
"""
_ANSWERS = "SELECT * FROM own_rating WHERE one_on_one_id = ? AND deleted_at IS NULL ORDER BY id"
