"""Quotas whose quarters lie beside the fiscal ones: each fiscal quarter is the nearest of theirs, on every page."""

import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.charts.pace import Pace
from salesdesk.env.clock import FixedClock
from salesdesk.model.deals import Opportunity
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.practice.attainment import elapsed_share
from salesdesk.practice.periods import MONTHS_IN, PeriodKind, add_months, period_of, periods_between
from salesdesk.practice.quotas import amounts_by_month, own_months, quota_in, quota_spans
from salesdesk.services.desk import DeskService
from salesdesk.services.plans.service import PlansService
from salesdesk.services.quarter import running_quarter
from salesdesk.services.team.service import TeamService
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

ANNA, BEN = 1, 2
KINDS: tuple[PeriodKind, ...] = ("month", "quarter", "half", "year")
WINS = {
    date(2026, 5, 30): 30, date(2026, 5, 31): 100, date(2026, 8, 30): 200, date(2026, 8, 31): 400,
    date(2026, 11, 29): 800, date(2026, 12, 1): 7,
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskFile]:
    """Anna has quarters from 31 May, 31 Aug and 1 Dec, Ben has none; the fiscal year starts in January."""
    desk = DeskFile.create(tmp_path / "team.salesdesk", FixedClock(datetime(2026, 12, 10, 9)))
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(name="Anna Ott"), Salesperson(name="Ben Roe")])
        work.session.flush()
        work.session.add_all([
            _quota(date(2026, 5, 31), 1000), _quota(date(2026, 8, 31), 2000), _quota(date(2026, 12, 1), 4000),
            *(_won(day, amount) for day, amount in WINS.items()),
        ])  # fmt: skip
    yield desk
    desk.close()


def _quota(start: date, amount: int, person: int = ANNA) -> Quota:
    return Quota(salesperson_id=person, starts_on=start, period="quarter", amount=Decimal(amount))


def _won(day: date, amount: int) -> Opportunity:
    return Opportunity(
        name=str(day), salesperson_id=ANNA, outcome="won", amount=Decimal(amount), closed_on=day
    )


def _plans(desk: DeskFile, day: date = date(2026, 12, 10)) -> PlansService:
    return PlansService(desk, FixedClock(datetime(day.year, day.month, day.day, 9)))


def test_that_a_quarter_is_held_against_the_nearest_quota_over_its_own_days(desk: DeskFile) -> None:
    plans, summer = _plans(desk), period_of(date(2026, 7, 1), "quarter")
    table = plans.pace(summer)
    anna = table.lines[0].attainment
    assert (table.measured.start, table.measured.end) == (date(2026, 5, 31), date(2026, 8, 30))
    assert (anna.won, anna.quota, table.team.attainment.won) == (300, 1000, 300)
    assert "31 May 2026 to 30 Aug 2026" in table.own_days(lambda day: f"{day:%-d %b %Y}")
    assert len(plans.rows_behind("won", summer).ids) == 2
    assert len(plans.rows_behind("quota", summer, ANNA).ids) == 1


def test_that_the_running_quarter_is_that_of_the_quotas_on_every_page(desk: DeskFile) -> None:
    today = date(2026, 12, 10)
    clock = FixedClock(datetime(2026, 12, 10, 9))
    winter = period_of(date(2027, 1, 1), "quarter")
    plans = _plans(desk)
    assert running_quarter(desk, team_settings(desk), today) == winter
    assert plans.year_today().label == "2027"
    assert plans.nearest(plans.periods(plans.year_today(), "quarter")) == winter
    found = {
        (stands.won, stands.quota)
        for stands in (
            DeskService(desk, clock).view(ANNA).pace.team.attainment,
            TeamService(desk, clock).results(ANNA).pace.team.attainment,
            TeamService(desk, clock).figures()[ANNA].attainment,
            plans.pace(winter, ANNA).team.attainment,
        )
    }
    assert found == {(7, 4000)}
    assert TeamService(desk, clock).page(ANNA).quota == 4000
    assert plans.won_curve(winter).won == ((date(2026, 12, 1), Decimal(7)),)


def test_that_months_quarters_halves_and_years_add_up_to_one_number(desk: DeskFile) -> None:
    plans = _plans(desk)
    for figure in ("won", "quota"):
        sums = {
            kind: sum(
                getattr(plans.pace(p, ANNA).team.attainment, figure) or 0
                for year in plans.years()
                for p in plans.periods(year, kind)
            )
            for kind in KINDS
        }
        assert sums == pytest.approx(dict.fromkeys(KINDS, 1537 if figure == "won" else 7000))
    for year in plans.years():
        totals = {round(plans.grid(year, kind).total or 0, 2) for kind in KINDS}
        assert len(totals) == 1, year.label


def test_that_what_is_typed_changes_the_quota_that_stands_there(desk: DeskFile) -> None:
    plans, summer = _plans(desk), period_of(date(2026, 7, 1), "quarter")
    cells = plans.grid(period_of(date(2026, 7, 1), "year"), "quarter", ANNA).lines[0].cells
    assert [(cell.amount, cell.derived) for cell in cells[2:]] == [(1000, False), (2000, False)]
    plans.set_quota(ANNA, summer, Decimal(1500))
    plans.set_quota(ANNA, period_of(date(2027, 4, 1), "quarter"), Decimal(500))
    rows = desk.rows("SELECT starts_on, amount / 10000 FROM quota WHERE deleted_at IS NULL ORDER BY 1")
    assert [tuple(row) for row in rows] == [
        ("2026-05-31", 1500), ("2026-08-31", 2000), ("2026-12-01", 4000), ("2027-03-01", 500),
    ]  # fmt: skip
    assert plans.pace(summer, ANNA).team.attainment.quota == 1500


def test_that_a_year_of_them_is_copied_whole(desk: DeskFile) -> None:
    plans = _plans(desk)
    plans.copy_last_year(period_of(date(2028, 1, 1), "year"))
    days = [row[0] for row in desk.rows("SELECT starts_on FROM quota ORDER BY 1")]
    assert days[3:] == ["2027-12-01"], "the winter quarter is the first of 2027"


@given(
    st.sampled_from([kind for kind in KINDS if kind != "month"]), st.integers(1, 12), st.integers(1, 12),
    st.integers(1, 28), st.lists(st.integers(1, 10_000), min_size=4, max_size=12),
)  # fmt: skip
def test_that_every_quota_is_that_of_one_period_whatever_the_fiscal_year(
    kind: PeriodKind, first: int, fiscal: int, day: int, amounts: list[int]
) -> None:
    starts = [add_months(date(2024, first, day), MONTHS_IN[kind] * n) for n in range(len(amounts))]
    spans = quota_spans(
        (n, start, kind, Decimal(amount))
        for n, (start, amount) in enumerate(zip(starts, amounts, strict=True))
    )
    by_month = amounts_by_month(spans)
    periods = periods_between(date(2022, 1, 1), date(2040, 1, 1), kind, fiscal)
    own = [own_months(spans, period) for period in periods]
    found = [quota_in(by_month, months) for months in own]
    assert [round(each) for each in found if each is not None] == amounts
    assert all(a.end + timedelta(days=1) == b.start for a, b in itertools.pairwise(own))
    assert all(months.start <= months.end for months in own)


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.dates(date(2025, 1, 1), date(2027, 1, 1)))),
    st.integers(1, 12),
)
def test_that_periods_stay_in_order_whatever_quotas_there_are(
    stored: list[tuple[str, date]], fiscal: int
) -> None:
    spans = quota_spans(
        (n, day, cast("PeriodKind", kind), Decimal(1)) for n, (kind, day) in enumerate(stored)
    )
    for kind in KINDS:
        own = [
            own_months(spans, p) for p in periods_between(date(2023, 1, 1), date(2029, 1, 1), kind, fiscal)
        ]
        assert all(months.start <= months.end for months in own)
        assert all(a.end + timedelta(days=1) == b.start for a, b in itertools.pairwise(own))


def test_that_an_even_pace_is_that_of_the_days_with_a_quota(desk: DeskFile) -> None:
    year, today = period_of(date(2026, 7, 1), "year"), date(2026, 9, 15)
    plans = _plans(desk, today)
    table = plans.pace(year)
    stands = table.team.attainment
    assert (table.paced.start, table.paced.end) == (date(2026, 5, 31), date(2026, 11, 30))
    assert stands.quota == 3000
    assert stands.elapsed == elapsed_share(table.paced.start, table.paced.end, today)
    assert table.lines[0].attainment == stands
    assert stands.say(lambda amount: f"${amount:.0f}") == "$1033 behind an even pace"
    said = table.own_days(lambda day: f"{day:%-d %b}")
    assert "There are quotas for 31 May to 30 Nov only; an even pace is that of these days." in said
    curve = plans.won_curve(year)
    chart = Pace(
        curve.period.start, curve.period.end, today, curve.won, curve.quota,
        paced=(curve.paced.start, curve.paced.end),
    )  # fmt: skip
    assert chart.expected(today) == pytest.approx(stands.expected)
    assert "There are quotas" not in plans.pace(period_of(date(2026, 7, 1), "quarter")).own_days(str)


def test_that_a_period_is_closed_after_its_last_day_and_not_after_that_of_its_quotas(desk: DeskFile) -> None:
    year = period_of(date(2027, 7, 1), "year")
    assert _plans(desk, date(2027, 3, 1)).pace(year).team.attainment.say(str) == "0% of quota so far"
    assert _plans(desk, date(2028, 1, 1)).pace(year).team.attainment.say(str) == "Closed at 0% of quota"
