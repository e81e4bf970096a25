from datetime import date, datetime
from decimal import Decimal

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.deals import Opportunity, Product
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.services.plans.service import PlansService
from salesdesk.store.desk_file import DeskFile

TODAY = datetime(2026, 11, 11, 9, 0)
ANNA, BEN = 1, 2


@pytest.fixture
def desk(tmp_path):
    desk = DeskFile.create(tmp_path / "team.salesdesk", FixedClock(TODAY))
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(name="Anna Ott"), Salesperson(name="Ben Roe")])
        work.session.add(Product(name="Crane", list_price=Decimal(5_000)))
        work.session.flush()
        work.session.add_all(
            [
                Quota(
                    salesperson_id=ANNA, starts_on=date(2026, 10, 1), period="quarter", amount=Decimal(90_000)
                ),
                Quota(salesperson_id=BEN, starts_on=date(2025, 1, 1), period="year", amount=Decimal(400_000)),
                deal("won", 30_000, closed_on=date(2026, 10, 20)),
                deal("won", 15_000, closed_on=date(2026, 11, 2)),
                deal("won", 9_000, closed_on=date(2026, 9, 30)),
                deal("won", 700, closed_on=date(2026, 11, 3), currency="EUR"),
                deal("won", 4_000, closed_on=date(2026, 11, 4), person=None),
                deal("open", None, product_id=1),
                deal("open", 40_000),
                deal("lost", 8_000, closed_on=date(2026, 11, 5)),
            ]
        )
    yield desk
    desk.close()


def deal(outcome, amount, *, person=ANNA, **values):
    money = None if amount is None else Decimal(amount)
    return Opportunity(name="Deal", salesperson_id=person, outcome=outcome, amount=money, **values)


@pytest.fixture
def plans(desk):
    return PlansService(desk, FixedClock(TODAY))


def quarter(plans, number=3):
    return plans.periods(plans.year_today(), "quarter")[number]


def amounts(grid):
    return {line.name: [cell.amount for cell in line.cells] for line in grid.lines}


def test_that_the_grid_shows_people_by_quarters_with_sums(plans):
    plans.set_quota(BEN, quarter(plans), Decimal(10_000))
    grid = plans.grid(plans.year_today(), "quarter")
    assert amounts(grid) == {"Anna Ott": [None, None, None, 90_000], "Ben Roe": [None, None, None, 10_000]}
    assert grid.totals[3] == grid.total == 100_000


def test_that_a_quarter_seen_by_months_is_marked_as_derived(plans):
    line = plans.grid(plans.year_today(), "month", ANNA).lines[0]
    assert line.cells[9].amount == 30_000
    assert line.cells[9].derived


def test_that_a_pasted_range_is_one_step_of_undo(plans, desk):
    first, second = quarter(plans, 0), quarter(plans, 1)
    entries = [(ANNA, first, Decimal(1)), (ANNA, second, Decimal(2)), (BEN, first, Decimal(3))]
    assert plans.set_quotas(entries).kinds == {"quota"}
    assert desk.undo_name() == "Set 3 quotas"
    desk.undo()
    assert amounts(plans.grid(plans.year_today(), "quarter"))["Anna Ott"] == [None, None, None, 90_000]


def test_that_a_negative_quota_is_refused_and_nothing_is_changed(plans, desk):
    with pytest.raises(UserError, match="below zero"):
        plans.set_quota(ANNA, quarter(plans), Decimal(-1))
    assert desk.undo_name() == ""


def test_that_last_years_quotas_are_copied_only_to_those_without_one(plans, desk):
    plans.copy_last_year(plans.year_today())
    found = amounts(plans.grid(plans.year_today(), "quarter"))
    assert found == {"Anna Ott": [None, None, None, 90_000], "Ben Roe": [100_000] * 4}
    assert desk.undo_name() == "Copy quotas of 2025 to 2026"
    with pytest.raises(UserError, match="No quotas in 2025"):
        plans.copy_last_year(plans.year_today())


def test_that_pace_adds_only_deals_in_the_currency_of_the_desk_and_names_the_rest(plans):
    table = plans.pace(quarter(plans))
    anna = table.lines[0]
    assert (anna.attainment.won, anna.attainment.share, anna.won_deals) == (45_000, 0.5, 2)
    assert table.apart == (("EUR", 1, Decimal(700)),)


def test_that_the_pipeline_counts_an_open_deal_without_amount_at_its_list_price(plans):
    anna = plans.pace(quarter(plans)).lines[0]
    assert (anna.coverage.open_pipeline, anna.coverage.ratio) == (45_000, 1.0)


def test_that_the_team_is_the_sum_of_its_people_and_deals_of_nobody_stand_beside_it(plans):
    table = plans.pace(quarter(plans))
    assert [line.name for line in table.lines] == [
        "Anna Ott", "Ben Roe", "No salesperson",
    ]  # fmt: skip
    won = [line.attainment.won for line in table.lines]
    assert (table.team.attainment.won, sum(won)) == (won[0] + won[1], 49_000)


def test_that_a_past_period_has_no_coverage(plans):
    assert plans.pace(quarter(plans, 2)).lines[0].coverage.ratio is None


def test_that_the_won_curve_adds_up_day_by_day(plans):
    curve = plans.won_curve(quarter(plans), ANNA)
    assert curve.won == ((date(2026, 10, 20), 30_000), (date(2026, 11, 2), 45_000))
    assert curve.quota == 90_000


def test_that_every_figure_names_the_rows_behind_it(plans, desk):
    won = plans.rows_behind("won", quarter(plans), ANNA)
    assert (
        sum(r["amount"] for r in desk.rows(f"SELECT amount FROM opportunity WHERE id IN {won.ids}"))
        == 450_000_000
    )
    assert len(plans.rows_behind("open", quarter(plans), ANNA).ids) == 2
    assert len(plans.rows_behind("quota", quarter(plans)).ids) == 1
    assert len(plans.rows_behind("2026-10-20", quarter(plans), ANNA).ids) == 1
    assert won.explanation.title == "Attainment against pace"


def test_that_years_reach_from_the_first_quota_to_the_coming_year(plans):
    assert [year.label for year in plans.years()] == ["2025", "2026", "2027"]


def test_that_an_empty_desk_has_an_empty_plan(desk_path, clock):
    desk = DeskFile.open(desk_path, clock)
    plans = PlansService(desk, FixedClock(TODAY))
    assert plans.grid(plans.year_today(), "month").empty
    assert plans.pace(quarter(plans)).team.attainment.won == 0
    assert plans.won_curve(quarter(plans)).won == ()
    desk.close()
