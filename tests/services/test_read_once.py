"""What one screen asks about quotas and the team is read once for it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.deals import Opportunity
from salesdesk.model.fields import Audience
from salesdesk.model.plans import Quota
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.desk import DeskService
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.people import active_people
from salesdesk.services.plans.quota_book import read_quotas
from salesdesk.services.roster import RosterService
from salesdesk.services.sessions.service import SessionService
from salesdesk.services.team.service import TeamService
from salesdesk.store.desk_file import DeskFile, Row


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every plain statement that a desk is asked from here on."""
    found: list[str] = []
    rows = DeskFile.rows

    def noting(self: DeskFile, sql: str, *values: object) -> object:
        found.append(sql)
        return rows(self, sql, *values)

    monkeypatch.setattr(DeskFile, "rows", noting)
    return found


@pytest.mark.parametrize("screen", ["desk", "roster", "team table", "results", "rows behind", "head"])
def test_that_the_quotas_are_read_once_for_a_screen(
    sample_desk: DeskFile, clock: FixedClock, asked: list[str], screen: str
) -> None:
    person, team = active_people(sample_desk)[0][0], TeamService(sample_desk, clock)
    asked.clear()
    {
        "desk": DeskService(sample_desk, clock).view,
        "roster": RosterService(sample_desk, clock).roster,
        "team table": team.figures,
        "results": lambda: team.results(person),
        "rows behind": lambda: team.rows_behind(person, "won"),
        "head": lambda: team.page(person),
    }[screen]()
    assert sum("FROM quota q\nJOIN" in sql for sql in asked) == 1


@pytest.mark.parametrize("screen", ["table", "results", "metrics", "balance"])
def test_that_a_second_visit_adds_up_no_deals_and_assignments_again(
    sample_desk: DeskFile, clock: FixedClock, asked: list[str], screen: str
) -> None:
    person, team = active_people(sample_desk)[0][0], TeamService(sample_desk, clock)
    metrics, coaching = MetricsService(sample_desk, clock), CoachingService(sample_desk, clock)
    visit = {
        "table": team.figures,
        "results": lambda: team.results(person),
        "metrics": lambda: metrics.summary(person, metrics.window("12m")),
        "balance": coaching.balance,
    }[screen]
    first = visit()
    asked.clear()
    assert visit() == first
    sums = [sql for sql in asked if "count(" in sql or "sum(" in sql or "FROM assignment a" in sql]
    assert [sql for sql in sums if "opportunity o" in sql or "assignment a WHERE a" in sql] == []


def test_that_a_deal_won_since_is_seen(sample_desk: DeskFile, clock: FixedClock) -> None:
    person, team = active_people(sample_desk)[0][0], TeamService(sample_desk, clock)
    before = team.results(person).pace.team.won_deals
    with sample_desk.change("Win a deal") as work:
        won = Opportunity(salesperson_id=person, name="New", outcome="won", closed_on=clock.today())
        work.session.add(won)
    assert team.results(person).pace.team.won_deals == before + 1


def test_that_the_results_and_their_charts_read_cycles_and_open_deals_once(
    sample_desk: DeskFile, clock: FixedClock, asked: list[str]
) -> None:
    metrics = MetricsService(sample_desk, clock)
    window = metrics.window("all")
    asked.clear()
    metrics.summary(None, window)
    for _turn in range(2):
        metrics.sales_cycle(None, window)
        metrics.pipeline(None)
    # The age of open deals is told by the cycles of a year.
    assert sum("outcome, started_on, closed_on" in sql for sql in asked) == 2
    assert sum("AS stage, o.started_on" in sql for sql in asked) == 1


def test_that_quotas_are_worked_out_once_until_one_of_them_is_written(sample_desk: DeskFile) -> None:
    book = read_quotas(sample_desk)
    with sample_desk.change("Win a deal") as work:
        work.session.add(Opportunity(name="New", outcome="open"))
    assert read_quotas(sample_desk) is book
    (quota,) = sample_desk.rows("SELECT id, salesperson_id FROM quota WHERE deleted_at IS NULL LIMIT 1")
    with sample_desk.change("Change a quota") as work:
        work.session.get_one(Quota, quota["id"]).amount = Decimal(12_345)
    spans = read_quotas(sample_desk).spans(quota["salesperson_id"])
    assert [span.amount for span in spans if span.quota_id == quota["id"]] == [12_345]


def test_that_a_talk_reads_of_the_years_before_only_what_it_looks_at(
    sample_desk: DeskFile, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, weeks, assignments = DeskFile.rows, list[str](), set[int]()

    def noting(self: DeskFile, sql: str, *values: object) -> list[Row]:
        found = rows(self, sql, *values)
        if "week_start, trials" in sql:
            weeks.extend(row["week_start"] for row in found)
        elif "assignment.what" in sql:
            assignments.update(row["id"] for row in found)
        return found

    talks, person = SessionService(sample_desk, clock), active_people(sample_desk)[0][0]
    number = talks.prepare(person)
    monkeypatch.setattr(DeskFile, "rows", noting)
    state = talks.state(number, Audience.SALESPERSON)
    first = clock.today() - timedelta(days=90 + 6 * 14)
    assert len(weeks) > 20
    assert min(weeks) > first.isoformat()
    assert assignments == {each.id for each in (*state.agreed, *state.this_time)} != set()
