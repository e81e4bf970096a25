"""The figures of the Metrics tab on a real desk file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import OneOnOne
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.deals import Opportunity, Product, Stage
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.trash import move_to_trash
from salesdesk.store.desk_file import DeskFile

TODAY = date(2026, 11, 11)
Add = Callable[..., None]


@pytest.fixture
def metrics(desk: DeskFile, clock: FixedClock) -> MetricsService:
    with desk.change("People") as work:
        work.session.add_all(
            [
                Salesperson(id=1, name="Zora Quill"),
                Salesperson(id=2, name="Abel Finch"),
                Salesperson(id=3, name="Mira Lund"),
                Salesperson(id=4, name="Gone Long", status="archived"),
                Stage(id=1, name="Found", position=1),
                Stage(id=2, name="Proposed", position=2, proposal=True),
                Stage(id=3, name="Signed", position=3, outcome="won"),
                Stage(id=4, name="Refused", position=4, outcome="lost"),
            ]
        )
    return MetricsService(desk, clock)


@pytest.fixture
def add_deals(desk: DeskFile) -> Add:
    def add(
        person: int | None, outcome: str, count: int = 1, *, days_ago: int = 10, **values: object
    ) -> None:
        closed = TODAY - timedelta(days=days_ago)
        plain = {
            "started_on": closed - timedelta(days=40),
            "closed_on": None if outcome == "open" else closed,
        }
        with desk.change("Deals") as work:
            work.session.add_all(
                Opportunity(name=f"Deal {n}", salesperson_id=person, outcome=outcome, **(plain | values))
                for n in range(count)
            )

    return add


def test_that_a_salesperson_without_deals_has_no_win_rate(metrics: MetricsService, add_deals: Add) -> None:
    add_deals(1, "won", 3)
    add_deals(1, "lost", 1)
    table = metrics.win_rates(metrics.window("90d"))
    mira = next(row for row in table.rows if row.label == "Mira Lund")
    assert mira.estimate.share is None
    assert mira.verdict == "no decided deals yet"


def test_that_a_win_rate_is_plain_likely_towards_the_others_and_says_how_much_is_missing(
    metrics: MetricsService, add_deals: Add
) -> None:
    add_deals(1, "won", 3)
    add_deals(1, "lost", 1)
    add_deals(2, "won", 18)
    add_deals(2, "lost", 22)
    row = next(r for r in metrics.win_rates(metrics.window("90d")).rows if r.person_id == 1)
    assert row.estimate.share == 0.75
    assert row.estimate.pulled is not None
    assert (0.45 * 20 + 3) / 24 < row.estimate.pulled.centre < 0.75, "how much two people differ is not known"
    assert row.estimate.words == "3 of 4, 75%; likely 30 to 90%"
    assert (row.estimate.successes, row.estimate.trials) == (3, 4)
    assert row.verdict == "no clear difference"
    assert row.needs.startswith("About 18 to 27 more until")


def test_that_people_are_sorted_by_name_until_all_of_them_can_be_told_apart(
    metrics: MetricsService, add_deals: Add
) -> None:
    add_deals(1, "won", 6)
    add_deals(1, "lost", 4)
    add_deals(2, "won", 5)
    add_deals(2, "lost", 5)
    table = metrics.win_rates(metrics.window("90d"))
    assert not table.ranked
    assert [row.label for row in table.rows] == ["Abel Finch", "Mira Lund", "Zora Quill"]
    add_deals(1, "won", 300)
    add_deals(2, "lost", 300)
    table = metrics.win_rates(metrics.window("90d"))
    assert table.ranked
    assert [row.label for row in table.rows] == ["Zora Quill", "Abel Finch", "Mira Lund"]


def test_that_deals_of_those_who_left_and_of_nobody_are_none_of_the_teams(
    metrics: MetricsService, add_deals: Add
) -> None:
    add_deals(4, "won", 2)
    add_deals(None, "lost", 2)
    add_deals(1, "lost", 1)
    table = metrics.win_rates(metrics.window("90d"))
    assert (table.whole.estimate.successes, table.whole.estimate.trials) == (0, 1)
    assert metrics.summary(4, metrics.window("90d")).won == 2
    assert all(row.label != "Gone Long" for row in table.rows)


def test_that_only_decisions_inside_the_window_count(metrics: MetricsService, add_deals: Add) -> None:
    add_deals(1, "won", days_ago=89)
    add_deals(1, "won", days_ago=90)
    add_deals(1, "won", days_ago=181)
    add_deals(1, "won", days_ago=182)
    trials = {key: metrics.summary(None, metrics.window(key)).won for key in ("90d", "26w", "12m", "all")}
    assert trials == {"90d": 1, "26w": 3, "12m": 4, "all": 4}


def test_that_stage_ratios_use_how_far_a_lost_deal_came_by_its_log(
    desk: DeskFile, metrics: MetricsService, add_deals: Add
) -> None:
    add_deals(1, "open", 3, stage_id=1)
    with desk.change("Moves") as work:
        first, second, third = work.session.query(Opportunity).all()
        second.stage_id = third.stage_id = 2
    with desk.change("Decisions") as work:
        for deal, outcome, stage in ((first, "lost", 4), (second, "lost", 4), (third, "won", 3)):
            stored = work.session.get(Opportunity, deal.id)
            stored.outcome, stored.stage_id, stored.closed_on = outcome, stage, TODAY
    add_deals(1, "lost", stage_id=4)
    add_deals(1, "won", stage_id=3)
    table = metrics.stage_ratios(None, metrics.window("90d"))
    counts = {row.label: (row.estimate.successes, row.estimate.trials) for row in table.rows}
    assert counts == {"Found → Proposed": (2, 3), "Proposed → Won": (1, 2)}
    assert "2 deals whose path is not known are left out" in table.note
    reached = next(row for row in table.rows if row.label.startswith("Proposed"))
    assert len(metrics.rows_behind(reached.behind, "win_rate").ids) == 2


def test_that_won_amounts_stand_beside_a_quarterly_quota_and_currencies_apart(
    desk: DeskFile, metrics: MetricsService, add_deals: Add
) -> None:
    add_deals(1, "won", closed_on=date(2026, 10, 5), amount=Decimal("1200.50"))
    add_deals(1, "won", closed_on=date(2026, 10, 6), amount=Decimal(300), currency="EUR")
    with desk.change("Quota") as work:
        work.session.add(
            Quota(salesperson_id=1, starts_on=date(2026, 10, 1), period="quarter", amount=Decimal(9000))
        )
    figures = metrics.won_by_month(1, metrics.window("90d"))
    october = next(p for p in figures.periods if p.start == date(2026, 10, 1))
    assert (october.won, october.deals, october.quota) == (Decimal("1200.5"), 1, Decimal(3000))
    assert october.others == (("EUR", Decimal(300)),)
    assert "EUR" in figures.note
    assert len(metrics.rows_behind(october.behind, "win_rate").ids) == 2


def test_that_a_long_span_shows_its_last_months_up_to_the_newest_decision(
    metrics: MetricsService, add_deals: Add
) -> None:
    add_deals(1, "won", days_ago=4000, amount=Decimal(7))
    add_deals(1, "won", days_ago=1500, amount=Decimal(5))
    figures = metrics.won_by_month(None, metrics.window("all"))
    assert len(figures.periods) == 36
    assert figures.periods[-1].start == date(2022, 10, 1)
    assert figures.won == 5
    assert "newest 36 months" in figures.note


def test_that_cycles_of_won_and_lost_deals_are_kept_apart(metrics: MetricsService, add_deals: Add) -> None:
    add_deals(1, "won", 2)
    add_deals(1, "lost", started_on=TODAY - timedelta(days=100))
    add_deals(1, "lost", started_on=None)
    figures = metrics.sales_cycle(None, metrics.window("90d"))
    assert figures.cycles.won.mean == 40
    assert (figures.cycles.lost.n, figures.cycles.lost.mean) == (1, 90)
    assert figures.cycles.lost.left_out == 1
    forty = replace(figures.won_behind, days=(40, 44))
    assert len(metrics.rows_behind(forty, "sales_cycle").ids) == 2
    assert not metrics.rows_behind(replace(forty, days=(41, None)), "sales_cycle").ids


def test_that_open_deals_without_an_amount_stand_at_list_price(
    desk: DeskFile, metrics: MetricsService, add_deals: Add
) -> None:
    with desk.change("Product") as work:
        work.session.add(Product(id=1, name="Pump", list_price=Decimal(550)))
    add_deals(1, "open", stage_id=1, product_id=1)
    add_deals(1, "open", stage_id=2, amount=Decimal(100), started_on=None)
    add_deals(1, "open", stage_id=2, amount=Decimal(70), currency="EUR")
    figures = metrics.pipeline(None)
    assert [(s.label, s.total.count, s.total.value) for s in figures.stages] == [
        ("Found", 1, Decimal(550)),
        ("Proposed", 2, Decimal(100)),
    ]
    assert (figures.at_list_price, figures.other_currencies) == (1, 1)
    unknown_age = figures.stages[1].cells[-1]
    assert unknown_age.count == 1
    assert len(metrics.rows_behind(unknown_age.behind, "win_rate").ids) == 1


def test_that_competencies_are_held_against_their_goal_only_as_surely_as_the_range_allows(
    desk: DeskFile, metrics: MetricsService
) -> None:
    with desk.change("Numbers") as work:
        work.session.add(
            Competency(id=1, name="Conversation to meeting", of_what="a", into_what="b", goal=0.6)
        )
        monday = date(2026, 11, 2)
        for person, k, n in ((1, 90, 100), (2, 10, 100), (3, 6, 10)):
            work.session.add(
                CompetencyNumber(
                    salesperson_id=person, competency_id=1, week_start=monday, trials=n, successes=k
                )
            )
    table = metrics.competency_by_person(1, metrics.window("90d"))
    assert table.goal == 0.6
    words = {row.label: row.verdict for row in table.rows}
    assert words["Zora Quill"] == "above the goal"
    assert words["Abel Finch"] == "not at the goal yet"
    assert words["Mira Lund"].startswith("about at the goal")
    assert len(metrics.rows_behind(table.whole.behind, "win_rate").ids) == 3
    own = metrics.competencies_of(1, metrics.window("90d"))
    assert [(row.label, row.goal) for row in own.rows] == [("Conversation to meeting", 0.6)]


def test_that_more_successes_than_trials_make_a_period_ratio_without_a_range(
    desk: DeskFile, metrics: MetricsService
) -> None:
    with desk.change("Numbers") as work:
        work.session.add(Competency(id=1, name="Visits to offers", of_what="a", into_what="b"))
        work.session.add(
            CompetencyNumber(
                salesperson_id=1, competency_id=1, week_start=date(2026, 11, 2), trials=2, successes=3
            )
        )
    row = metrics.competencies_of(1, metrics.window("90d")).rows[0]
    assert (row.estimate.share, row.estimate.low) == (1.5, None)
    assert "no range is shown" in metrics.competencies_of(1, metrics.window("90d")).note


def test_that_reviewed_deals_are_shown_beside_the_others_with_the_caveat(
    desk: DeskFile, metrics: MetricsService, add_deals: Add
) -> None:
    add_deals(1, "won", 2)
    add_deals(1, "lost", 1)
    with desk.change("Review") as work:
        work.session.add(
            OneOnOne(
                salesperson_id=1,
                opportunity_id=1,
                state="held",
                kind="deal_review",
                starts_at=datetime(2026, 10, 20, 10),
            )
        )
    table = metrics.reviewed(None, metrics.window("90d"))
    assert [row.estimate.trials for row in table.rows] == [1, 2]
    assert "not what the review did" in table.note
    assert [len(metrics.rows_behind(row.behind, "win_rate").ids) for row in table.rows] == [1, 2]


def test_that_the_trend_compares_with_the_window_before(metrics: MetricsService, add_deals: Add) -> None:
    add_deals(1, "won", 40, days_ago=5)
    add_deals(1, "lost", 40, days_ago=120)
    figures = metrics.win_rate_trend(1, metrics.window("90d"))
    assert figures.trend is not None
    assert figures.trend.direction == "up"
    assert [point.estimate.trials for point in figures.points][-1] == 40


def test_that_the_summary_of_an_empty_desk_has_no_figure_at_all(metrics: MetricsService) -> None:
    for key in ("90d", "all"):
        summary = metrics.summary(None, metrics.window(key))
        assert summary.win_rate.share is None
        assert summary.cycles.won.mean is None
        assert summary.won_amount == {}
    assert metrics.won_by_month(None, metrics.window("all")).empty
    assert metrics.win_rate_trend(None, metrics.window("all")).points == ()


def test_that_deals_in_the_trash_count_nowhere(
    desk: DeskFile, metrics: MetricsService, add_deals: Add
) -> None:
    add_deals(1, "won", 2, amount=Decimal(5))
    add_deals(1, "lost", 1)
    move_to_trash(desk, "opportunity", [1])
    assert metrics.summary(None, metrics.window("90d")).won == 1
    assert metrics.win_rates(metrics.window("90d")).whole.estimate.trials == 2
