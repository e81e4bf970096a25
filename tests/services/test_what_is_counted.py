"""The days a figure names are the days it counts, and what it opens is what it counted."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.locale import Formats
from salesdesk.gui.metrics.metric import Question
from salesdesk.gui.metrics.results import load_results
from salesdesk.model.coaching import Assignment, Problem
from salesdesk.model.deals import Opportunity, OpportunityChange, Product, Stage
from salesdesk.model.team import Salesperson
from salesdesk.services.attention import facts_of
from salesdesk.services.coaching.balance import assignment_ids, balance_of
from salesdesk.services.desk import DeskService
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.practices.assignments import PRACTICE as ASSIGNMENTS
from salesdesk.services.practices.counting import read_figures
from salesdesk.services.practices.problems import PRACTICE as PROBLEMS
from salesdesk.services.sessions.one_deal import deal_facts, open_deals
from salesdesk.services.team.service import TeamService
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

TODAY = date(2026, 11, 11)
ANNA, LEFT = 1, 2
BACK = (-1, 0, 89, 90)
"""How many days ago: tomorrow, today, the first of ninety days, the day before."""


@pytest.fixture
def desk(desk: DeskFile) -> DeskFile:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(name="Anna Ott"), Salesperson(name="Lou Roe", status="archived")])
        work.session.flush()
    return desk


def _clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 11, 9))


def test_that_problems_in_ninety_days_are_those_of_ninety_days(desk: DeskFile) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            Problem(salesperson_id=ANNA, what=str(back), response="taken_over", sort="task",
                    brought_on=TODAY - timedelta(days=back))
            for back in BACK
        )  # fmt: skip
    limits = team_settings(desk)
    (taken,) = read_figures(desk, ["problems_taken_over"], None, limits, TODAY)
    assert taken.note.startswith("2 of 2 in 90 days")
    (facts,) = facts_of(desk, PROBLEMS.rules[0], TODAY, limits)
    assert (facts["whole"], facts["count"]) == (2, 2)


def test_that_an_assignment_of_a_day_to_come_is_not_counted_yet(desk: DeskFile) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            Assignment(
                salesperson_id=ANNA, what=str(back), kind="sales", assigned_on=TODAY - timedelta(days=back)
            )
            for back in BACK
        )
    balance = balance_of(desk, TODAY)
    counted = {
        DeskService(desk, _clock()).view().mix.sales,
        TeamService(desk, _clock()).page(ANNA).mix.sales,
        balance.manager.mix.sales,
        balance.people[0].mix.sales,
        len(assignment_ids(desk, None, balance.since, TODAY)),
    }
    assert counted == {2}
    growth = next(rule for rule in ASSIGNMENTS.rules if rule.key == "no_development")
    (facts,) = facts_of(desk, growth, TODAY, team_settings(desk))
    assert facts["sales_lately"] == 1, "in the 30 days of this rule"


def _won(started: date | None, closed: date) -> Opportunity:
    return Opportunity(
        name=f"{started}",
        salesperson_id=ANNA,
        outcome="won",
        amount=Decimal(5),
        started_on=started,
        closed_on=closed,
    )


def test_that_the_deals_behind_a_sales_cycle_are_those_it_is_the_mean_of(desk: DeskFile) -> None:
    day = TODAY - timedelta(days=9)
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            [_won(day, day), _won(day - timedelta(days=85), day), _won(None, day), _won(TODAY, day)]
        )
    team, metrics = TeamService(desk, _clock()), MetricsService(desk, _clock())
    assert team.results(ANNA).cycle.n == len(team.rows_behind(ANNA, "cycle").ids) == 2
    cycle = load_results(metrics, Question(ANNA, metrics.window("90d"), Formats()))[0][2]
    assert (cycle.text, cycle.spread) == ("43 days", "median 43"), "a half goes up"
    assert len(metrics.rows_behind(cycle.behind, "sales_cycle").ids) == 2


def test_that_deals_of_the_talk_stand_at_list_price_and_weigh_in_one_currency(desk: DeskFile) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            [Product(name="Crane", list_price=Decimal(900)), Stage(name="Talks", position=1)]
        )
        work.session.flush()
        work.session.add_all([
            Opportunity(name="Dollars", salesperson_id=ANNA, outcome="open", product_id=1),
            Opportunity(name="Small", salesperson_id=ANNA, outcome="open", amount=Decimal(100)),
            Opportunity(name="Yen", salesperson_id=ANNA, outcome="open", amount=Decimal(900_000), currency="JPY"),
        ])  # fmt: skip
    assert {deal.name: deal.amount for deal in open_deals(desk, ANNA)} == {
        "Dollars": 900, "Small": 100, "Yen": 900_000,
    }  # fmt: skip
    weights = {facts.name: facts.value_share for facts in deal_facts(desk, ANNA, TODAY, "USD")}
    assert weights == {"Dollars": 0.9, "Small": 0.1, "Yen": 0.0}


def test_that_how_long_deals_stay_in_a_stage_is_told_by_all_but_those_in_the_trash(desk: DeskFile) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            [Stage(name=name, position=n) for n, name in enumerate(("Talks", "Offer", "Award"), 1)]
        )
        work.session.flush()
        work.session.add_all(
            Opportunity(name=f"{who}", salesperson_id=who, outcome="open", stage_id=2)
            for who in (ANNA, LEFT, ANNA)
        )
        work.session.flush()
        for deal, days in ((1, 10), (2, 50), (3, 70)):
            for before, back in ((1, days + 5), (2, 5)):
                work.session.add(OpportunityChange(
                    opportunity_id=deal, field="stage_id", before_id=before, after_id=before + 1,
                    noted_at=datetime(2026, 11, 11) - timedelta(days=back),
                ))  # fmt: skip
        work.session.flush()
        work.session.get_one(Opportunity, 3).deleted_at = datetime(2026, 11, 1)
    (facts,) = deal_facts(desk, ANNA, TODAY, "USD")
    assert facts.usual_stage_days == pytest.approx(42), (
        "who left counts in history; four fifths of the way from 10 to 50"
    )
