"""Holds the figures of the running quarter that the first screen shows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from salesdesk.model.deals import Opportunity, Product
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.practice.attainment import Attainment, Coverage
from salesdesk.services.plans.service import PlansService
from salesdesk.services.quarter import quarter_attainment, running_quarter
from salesdesk.services.records import RecordsService
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

TODAY = date(2026, 11, 11)


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    """A desk with Ada and Ben."""
    write(desk, Salesperson(name="Ada"), Salesperson(name="Ben"))
    return desk


def write(desk: DeskFile, *records: Any) -> None:
    """Adds records."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all(records)


def won(amount: str | None, on: date = TODAY, person: int | None = 1, **more: Any) -> Opportunity:
    """Makes a deal that was won."""
    value = None if amount is None else Decimal(amount)
    return Opportunity(name="Pump", amount=value, outcome="won", closed_on=on, salesperson_id=person, **more)


def quota(amount: int, start: date, period: str, person: int = 1) -> Quota:
    """Makes a quota."""
    return Quota(salesperson_id=person, starts_on=start, period=period, amount=Decimal(amount))


def stands(desk: DeskFile, person: int | None = None) -> tuple[Attainment, Coverage]:
    """Gives attainment and coverage of the running quarter."""
    _, attainment, coverage = quarter_attainment(desk, TODAY, person)
    return attainment, coverage


def test_that_the_quarter_is_the_one_of_the_fiscal_year(team: DeskFile) -> None:
    assert running_quarter(team, team_settings(team), TODAY).start == date(2026, 10, 1)
    RecordsService(team).edit("team_settings", 1, "fiscal_year_start", 2)
    period = running_quarter(team, team_settings(team), TODAY)
    assert (period.start, period.end) == (date(2026, 11, 1), date(2027, 1, 31))


def test_that_won_amounts_from_the_first_to_the_last_day_are_added(team: DeskFile) -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), TODAY, date(2026, 12, 31), date(2027, 1, 1)]
    write(team, *(won(str(10**n), on) for n, on in enumerate(days)), won("0.05", person=2), won(None))
    assert stands(team)[0].won == pytest.approx(110.05)
    assert stands(team, 1)[0].won == 110
    assert stands(team, 2)[0].won == 0.05
    at_the_end = quarter_attainment(team, date(2026, 12, 31), None)[1]
    assert at_the_end.won == pytest.approx(1110.05)


def test_that_other_currencies_lost_deals_and_the_trash_are_not_added(team: DeskFile) -> None:
    write(team, won("1"), won("10", currency="USD"), won("100", currency="EUR"), won("1000"))
    write(team, Opportunity(name="x", amount=Decimal(5), outcome="lost", closed_on=TODAY, salesperson_id=1))
    RecordsService(team).trash("opportunity", [4])
    assert stands(team)[0].won == 11


@pytest.mark.parametrize(
    ("quotas", "wanted"),
    [
        ([], None),
        ([quota(300, date(2026, 10, 1), "quarter")], 300),
        ([quota(100, date(2026, month, 1), "month") for month in (9, 10, 11, 12)], 300),
        ([quota(1200, date(2026, 1, 1), "year")], 300),
        ([quota(600, date(2026, 7, 1), "half")], 300),
        ([quota(300, date(2026, 9, 30), "quarter")], 300),
        ([quota(300, date(2026, 10, 1), "quarter"), quota(200, date(2026, 10, 1), "quarter", 2)], 500),
    ],
)
def test_that_the_quota_is_known_whatever_period_it_was_stored_for(
    quotas: list[Quota], wanted: int | None, team: DeskFile
) -> None:
    write(team, *quotas)
    assert stands(team)[0].quota == wanted


def test_that_the_first_screen_and_the_plans_say_the_same(sample_desk: DeskFile, clock: Any) -> None:
    period, attainment, coverage = quarter_attainment(sample_desk, TODAY, None)
    team = PlansService(sample_desk, clock).pace(period).team
    assert (attainment, coverage) == (team.attainment, team.coverage)
    assert attainment.quota
    assert attainment.won


def test_that_open_deals_stand_at_their_amount_or_their_list_price(team: DeskFile) -> None:
    write(team, Product(name="Pump", list_price=Decimal(40)))
    write(
        team, quota(300, date(2026, 10, 1), "quarter"), won("100"),
        Opportunity(name="a", amount=Decimal(360), salesperson_id=1),
        Opportunity(name="b", product_id=1, salesperson_id=1), Opportunity(name="c", salesperson_id=1),
    )  # fmt: skip
    coverage = stands(team)[1]
    assert (coverage.open_pipeline, coverage.remaining, coverage.ratio) == (400, 200, 2)
