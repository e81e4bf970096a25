"""Reads a salesperson's competencies: the record with its range and trend, shown only once it is revealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from salesdesk.model.fields import Audience
from salesdesk.practice.holes import RatioFacts
from salesdesk.practice.ratio import Estimate, jeffreys, period_ratio
from salesdesk.services.metrics.competencies import CompetencyRatios
from salesdesk.services.metrics.windows import looking_back
from salesdesk.services.sessions.values import CompetencyPoint, CompetencyRecord, CompetencyState, OwnAnswer
from salesdesk.services.team_settings import TeamSettings
from salesdesk.store.desk_file import DeskFile, Row

TREND_POINTS = 7
DAYS_BETWEEN_POINTS = 14


@dataclass(frozen=True)
class Week:
    """One week of counts: its Monday, how often it was tried and how often it succeeded."""

    start: date
    trials: int
    successes: int


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
    weeks, days = _weeks(desk, person_id), settings["ratio_days"]
    table = CompetencyRatios(desk).of_person(person_id, looking_back(days, today), settings["prior_weight"])
    now = {row.behind.competency_id: row.estimate for row in table.rows}
    return tuple(
        _state(
            row,
            answers.get(row["id"]),
            record_of(now[row["id"]], weeks.get(row["id"], []), today, days),
            audience,
        )
        for row in desk.rows(_COMPETENCIES)
    )


def ratio_facts(desk: DeskFile, person_id: int, today: date, ratio_days: int) -> list[RatioFacts]:
    """Gives each competency now and in the equally long window before, for finding holes."""
    weeks = _weeks(desk, person_id)
    before = today - timedelta(days=ratio_days)
    return [
        RatioFacts(
            row["name"],
            estimate_until(weeks.get(row["id"], []), today, ratio_days),
            estimate_until(weeks.get(row["id"], []), before, ratio_days),
            row["id"],
        )
        for row in desk.rows(_COMPETENCIES)
    ]


def record_of(now: Estimate, weeks: Sequence[Week], today: date, ratio_days: int) -> CompetencyRecord:
    """Gives the ratio now, as everywhere, and at a few days before, each over the same number of days back."""
    days = [today - timedelta(days=DAYS_BETWEEN_POINTS * back) for back in range(TREND_POINTS - 1, -1, -1)]
    trend = tuple(CompetencyPoint(day, estimate_until(weeks, day, ratio_days)) for day in days)
    return CompetencyRecord(now, tuple(point for point in trend if point.estimate.trials))


def estimate_until(weeks: Sequence[Week], until: date, days: int) -> Estimate:
    """Estimates the ratio of the weeks that start in the `days` days up to `until`."""
    counted = [week for week in weeks if until - timedelta(days=days) < week.start <= until]
    trials, successes = sum(w.trials for w in counted), sum(w.successes for w in counted)
    return period_ratio(successes, trials) if successes > trials else jeffreys(successes, trials)


def _weeks(desk: DeskFile, person_id: int) -> dict[int, list[Week]]:
    found: dict[int, list[Week]] = {}
    for row in desk.rows(_NUMBERS, (person_id,)):
        week = Week(date.fromisoformat(row["week_start"]), row["trials"], row["successes"])
        found.setdefault(row["competency_id"], []).append(week)
    return found


def _state(row: Row, answer: Row | None, record: CompetencyRecord, audience: Audience) -> CompetencyState:
    revealed = answer is not None and answer["revealed_at"] is not None
    seen = revealed or audience is Audience.MANAGER
    return CompetencyState(
        id=row["id"], name=row["name"], of_what=row["of_what"], into_what=row["into_what"], goal=row["goal"],
        own=OwnAnswer(answer["own_number"], answer["own_rating"]) if answer else OwnAnswer(),
        revealed=revealed,
        record=record if seen else None,
        manager_rating=answer["manager_rating"] if answer and seen else None,
    )  # fmt: skip


_COMPETENCIES = """
SELECT id, name, of_what, into_what, goal FROM competency WHERE active AND deleted_at IS NULL
ORDER BY position, id
"""
_NUMBERS = """
SELECT competency_id, week_start, trials, successes FROM competency_number
WHERE salesperson_id = ? AND deleted_at IS NULL ORDER BY week_start
"""
_ANSWERS = "SELECT * FROM own_rating WHERE one_on_one_id = ? AND deleted_at IS NULL ORDER BY id"
