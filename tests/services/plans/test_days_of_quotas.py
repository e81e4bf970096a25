"""Quotas are held against what was won on their own days, windows and months are cut alike, nothing counts early."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.deals import Opportunity
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.practice.periods import Period, quarter_of
from salesdesk.services.desk import DeskService
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.windows import Window
from salesdesk.services.plans.service import PlansService
from salesdesk.services.quarter import running_quarter
from salesdesk.services.team.service import TeamService
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "data" / "quotas"
KNOWN = (82, 87, 86, 82, 84, 81, 89, 84, 80, 84, 88, 86)
ANNA, BEN = 1, 2
SUMMER = quarter_of(date(2026, 7, 1), 6)
AUTUMN = quarter_of(date(2026, 10, 1), 6)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskFile]:
    """Anna has quarters from 31 May and 31 Aug, Ben has none; the fiscal year starts in June."""
    desk = DeskFile.create(tmp_path / "team.salesdesk", FixedClock(datetime(2026, 10, 7, 9)))
    with desk.change("Fill", undoable=False) as work:
        work.session.execute(_settings(fiscal_year_start=6))
        work.session.add_all([Salesperson(name="Anna Ott"), Salesperson(name="Ben Roe")])
        work.session.flush()
        work.session.add_all([
            _quota(date(2026, 5, 31), 1000), _quota(date(2026, 8, 31), 2000),
            _won(30, date(2026, 5, 30)), _won(100, date(2026, 5, 31)), _won(200, date(2026, 8, 30)),
            _won(400, date(2026, 8, 31)), _won(7, date(2026, 8, 31), BEN), _won(800, date(2026, 10, 8)),
        ])  # fmt: skip
    yield desk
    desk.close()


def _settings(**values: object) -> object:
    from sqlalchemy import update

    from salesdesk.model.team import TeamSettings

    return update(TeamSettings).values(**values)


def _quota(start: date, amount: int, person: int = ANNA, period: str = "quarter") -> Quota:
    return Quota(salesperson_id=person, starts_on=start, period=period, amount=Decimal(amount))


def _won(amount: int, day: date, person: int = ANNA) -> Opportunity:
    return Opportunity(
        name=f"Deal of {day}", salesperson_id=person, outcome="won", amount=Decimal(amount),
        started_on=day - timedelta(days=10), closed_on=day,
    )  # fmt: skip


def _plans(desk: DeskFile, day: date) -> PlansService:
    return PlansService(desk, FixedClock(datetime(day.year, day.month, day.day, 9)))


def _won_by(plans: PlansService, period: Period) -> dict[str, float]:
    table = plans.pace(period)
    return {line.name: line.attainment.won for line in (*table.lines, table.team)}


def test_that_a_quota_is_held_against_what_was_won_on_its_own_days(desk: DeskFile) -> None:
    plans = _plans(desk, date(2026, 12, 31))
    assert _won_by(plans, SUMMER) == {"Anna Ott": 300, "Ben Roe": 0, "Team": 300}
    assert _won_by(plans, AUTUMN) == {"Anna Ott": 1200, "Ben Roe": 7, "Team": 1207}
    measured = plans.pace(SUMMER).measured
    assert (measured.start, measured.end) == (date(2026, 5, 31), date(2026, 8, 30))
    assert plans.pace(SUMMER).team.attainment.share == pytest.approx(0.3)


def test_that_every_screen_counts_a_quarter_over_the_same_days(desk: DeskFile) -> None:
    today = date(2026, 8, 31)
    clock = FixedClock(datetime(2026, 8, 31, 9))
    plans, metrics = _plans(desk, today), MetricsService(desk, clock)
    assert running_quarter(desk, team_settings(desk), today) == AUTUMN
    window = Window("q", "", AUTUMN.start, today)
    found = {
        DeskService(desk, clock).view(ANNA).pace.team.attainment.won,
        TeamService(desk, clock).results(ANNA).pace.team.attainment.won,
        TeamService(desk, clock).figures()[ANNA].attainment.won,
        plans.pace(AUTUMN, ANNA).team.attainment.won,
        float(plans.won_curve(AUTUMN, ANNA).won[-1][1]),
        float(
            metrics.won_by_month(ANNA, Window("m", "", date(2026, 9, 1), date(2026, 9, 30))).periods[0].won
        ),
    }
    assert found == {400}
    assert window.start == "2026-09-01"
    assert len(plans.rows_behind("won", AUTUMN, ANNA).ids) == 1
    assert len(TeamService(desk, clock).rows_behind(ANNA, "won").ids) == 1


def test_that_every_day_belongs_to_one_month_and_one_quarter(desk: DeskFile) -> None:
    plans, metrics = (
        _plans(desk, date(2026, 12, 31)),
        MetricsService(desk, FixedClock(datetime(2026, 12, 31))),
    )
    months = metrics.won_by_month(ANNA, Window("y", "", date(2026, 4, 1), date(2026, 12, 31)))
    won = {month.label: month.won for month in months.periods if month.won}
    assert won == {"May 2026": 30, "Jun 2026": 100, "Aug 2026": 200, "Sep 2026": 400, "Oct 2026": 800}
    kinds = ("month", "quarter", "half", "year")
    years = plans.years()
    sums = {
        kind: sum(
            plans.pace(p, ANNA).team.attainment.won for year in years for p in plans.periods(year, kind)
        )
        for kind in kinds
    }
    assert sums == dict.fromkeys(kinds, 1530)


def test_that_people_whose_quotas_run_on_other_days_are_each_counted_over_their_own(desk: DeskFile) -> None:
    with desk.change("Add", undoable=False) as work:
        work.session.add(_quota(date(2026, 9, 1), 500, BEN))
    table = _plans(desk, date(2026, 12, 31)).pace(AUTUMN)
    assert {line.name: line.attainment.won for line in table.lines} == {"Anna Ott": 1200, "Ben Roe": 0}
    assert table.team.attainment.won == 1200
    assert table.each_own
    assert len(_plans(desk, date(2026, 12, 31)).rows_behind("won", AUTUMN).ids) == 2


def test_that_copied_quotas_keep_their_own_first_day(desk: DeskFile) -> None:
    plans = _plans(desk, date(2027, 7, 1))
    plans.copy_last_year(plans.year_today())
    days = [row["starts_on"] for row in desk.rows("SELECT starts_on FROM quota ORDER BY 1")]
    assert days == ["2026-05-31", "2026-08-31", "2027-05-31", "2027-08-31"]


def test_that_a_deal_won_on_a_day_still_to_come_counts_from_that_day(desk: DeskFile) -> None:
    def found(day: date) -> set[float]:
        clock = FixedClock(datetime(day.year, day.month, day.day, 9))
        metrics, plans = MetricsService(desk, clock), _plans(desk, day)
        whole = metrics.window("all")
        assert len(metrics.rows_behind(metrics.win_rates(whole).whole.behind, "win_rate").ids) == (
            metrics.summary(None, whole).won
        )
        assert float(metrics.summary(ANNA, whole).won_amount["USD"]) == 1530 - (0 if day.day > 7 else 800)
        return {
            plans.pace(AUTUMN, ANNA).team.attainment.won,
            DeskService(desk, clock).view(ANNA).pace.team.attainment.won,
            TeamService(desk, clock).results(ANNA).pace.team.attainment.won,
            TeamService(desk, clock).figures()[ANNA].attainment.won,
            float(plans.won_curve(AUTUMN, ANNA).won[-1][1]),
            float(sum(m.won for m in metrics.won_by_month(ANNA, Window("", "", AUTUMN.start, day)).periods)),
        }

    assert found(date(2026, 10, 7)) == {400}
    assert found(date(2026, 10, 8)) == {1200}


def test_that_the_quota_of_a_window_is_that_of_its_very_days(desk: DeskFile) -> None:
    metrics = MetricsService(desk, FixedClock(datetime(2026, 10, 7, 9)))

    def quota(since: date, until: date) -> Decimal | None:
        return metrics.won_by_month(ANNA, Window("w", "", since, until)).quota_of_days

    assert quota(date(2026, 5, 31), date(2026, 8, 30)) == pytest.approx(Decimal(1000))
    assert quota(date(2026, 10, 1), date(2026, 10, 7)) == pytest.approx(Decimal(2000) / 3 * 7 / 31)
    assert quota(date(2026, 10, 25), date(2026, 11, 5)) == pytest.approx(
        Decimal(2000) / 3 * 7 / 31 + Decimal(2000) / 3 * 5 / 29
    )
    assert metrics.won_by_month(ANNA, metrics.window("all")).quota_of_days is None


def test_that_months_which_a_window_cuts_are_named(desk: DeskFile) -> None:
    with desk.change("Lose one", undoable=False) as work:
        lost = _won(5, date(2026, 9, 9))
        lost.outcome = "lost"
        work.session.add(lost)
    metrics = MetricsService(desk, FixedClock(datetime(2026, 10, 7, 9)))
    cut = Window("w", "", date(2026, 8, 15), date(2026, 10, 7))
    assert metrics.win_rate_trend(ANNA, cut).in_part == ("Aug 2026",)
    assert metrics.won_by_month(ANNA, cut).note == "Aug 2026 is shown whole; Oct 2026 is not over."
    whole = Window("w", "", date(2026, 8, 1), date(2026, 9, 30))
    assert metrics.win_rate_trend(ANNA, whole).in_part == ()


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference files are not beside this project")
def test_that_the_quarters_of_the_bicycle_maker_close_where_they_are_known_to(tmp_path: Path) -> None:
    desk = DeskFile.create(tmp_path / "bicycles.salesdesk", FixedClock(datetime(2014, 6, 10)))
    with desk.change("Fill", undoable=False) as work:
        work.session.execute(_settings(fiscal_year_start=6))
        quotas, orders = (
            list(csv.DictReader((REFERENCE / name).read_text("utf-8-sig").splitlines()))
            for name in ("quota_history.csv", "reseller_orders.csv")
        )
        people = sorted({row["BusinessEntityID"] for row in quotas})
        work.session.add_all([Salesperson(name=row) for row in people])
        work.session.flush()
        for row in quotas:
            start = date.fromisoformat(row["QuotaDate"])
            work.session.add(
                _quota(start, int(float(row["SalesQuota"])), people.index(row["BusinessEntityID"]) + 1)
            )
        for row in orders:
            person = people.index(row["SalesPersonID"].removesuffix(".0")) + 1
            work.session.add(Opportunity(
                name=row["SalesOrderID"], salesperson_id=person, outcome="won",
                amount=Decimal(row["SubTotal"]), closed_on=date.fromisoformat(row["OrderDate"]),
            ))  # fmt: skip
    plans, found = PlansService(desk, FixedClock(datetime(2014, 6, 10))), set[tuple[int, ...]]()
    for fiscal_start in range(1, 13):
        with desk.change("Choose the year", undoable=False) as work:
            work.session.execute(_settings(fiscal_year_start=fiscal_start))
        quarters = [p for year in plans.years() for p in plans.periods(year, "quarter")]
        shares = [plans.pace(quarter).team.attainment.share for quarter in quarters]
        found.add(tuple(round(100 * share) for share in shares if share))
    desk.close()
    assert found == {KNOWN}
