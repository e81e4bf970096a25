"""Holds the invented deals to the truth they claim to be drawn from."""

from collections import Counter
from datetime import date, timedelta
from statistics import mean

import pytest

from salesdesk.model.deals import Account, GatePass, Opportunity, OpportunityChange, Product, Stage
from salesdesk.model.plans import Quota
from tests.sample.build import SampleTeam, invent
from tests.sample.days import add_months, quarter_end, quarter_start
from tests.sample.plan import SamplePlan

TODAY = date(2026, 11, 11)


@pytest.fixture(scope="module")
def team() -> SampleTeam:
    return invent(SamplePlan.sized(9, 2, 1, TODAY))


def test_that_each_person_wins_as_often_as_the_true_skill_says(team: SampleTeam) -> None:
    for person in team.people:
        decided = [d for d in team.deals if d.person is person and not d.is_open]
        expected = sum(d.true_rate for d in decided)
        spread = sum(d.true_rate * (1 - d.true_rate) for d in decided) ** 0.5
        assert abs(sum(d.wins for d in decided) - expected) <= 3.5 * spread, person.name


def test_that_over_many_teams_wins_match_the_truth_closely() -> None:
    decided = [
        d for seed in range(8) for d in invent(SamplePlan.sized(9, 2, seed, TODAY)).deals if not d.is_open
    ]
    spread = sum(d.true_rate * (1 - d.true_rate) for d in decided) ** 0.5
    assert abs(sum(d.wins for d in decided) - sum(d.true_rate for d in decided)) <= 3.5 * spread


def test_that_people_truly_differ_and_win_between_a_quarter_and_three_fifths(team: SampleTeam) -> None:
    truths = [
        mean(d.true_rate for d in team.deals if d.person is person and not d.is_open)
        for person in team.people
        if person.status == "active"
    ]
    assert 0.22 <= min(truths) <= 0.30
    assert 0.50 <= max(truths) <= 0.62


def test_that_the_sales_cycle_has_the_promised_mean_and_a_long_tail(team: SampleTeam) -> None:
    days = sorted((d.ends_on - d.started_on).days for d in team.deals if not d.is_open)
    assert 43 <= mean(days) <= 52
    assert days[len(days) // 2] < mean(days)
    assert days[0] > 0


def test_that_wins_gather_at_the_end_of_quarters(team: SampleTeam) -> None:
    won = [d.ends_on for d in team.deals if d.outcome == "won"]
    last_week = sum((quarter_end(day) - day).days < 7 for day in won) / len(won)
    assert last_week > 1.5 * 7 / 91


def test_that_no_open_deal_has_a_closing_date_and_every_lost_one_a_reason(team: SampleTeam) -> None:
    for row in team.rows.of(Opportunity):
        assert (row["closed_on"] is None) == (row["outcome"] == "open")
        assert (row["lost_reason"] is not None) == (row["outcome"] == "lost")
        assert row["closed_on"] is None or row["started_on"] < row["closed_on"] <= TODAY
        assert row["started_on"] <= TODAY


def test_that_stage_and_outcome_never_contradict_each_other(team: SampleTeam) -> None:
    means = {stage["id"]: stage["outcome"] for stage in team.rows.of(Stage)}
    assert all(means[row["stage_id"]] == row["outcome"] for row in team.rows.of(Opportunity))


def test_that_there_is_something_to_find_in_the_open_deals(team: SampleTeam) -> None:
    still_open = [row for row in team.rows.of(Opportunity) if row["outcome"] == "open"]
    assert any(row["next_step"] is None for row in still_open)
    assert any(row["next_step_on"] and row["next_step_on"] > TODAY for row in still_open)
    assert any(row["expected_on"] and row["expected_on"] < TODAY for row in still_open)
    assert any(TODAY - row["started_on"] > timedelta(days=140) for row in still_open)
    assert any(row["account_id"] is None for row in still_open)
    assert any(row["amount"] is None for row in still_open)
    assert len({row["stage_id"] for row in still_open}) == 4


def test_that_amounts_are_list_prices_less_a_discount(team: SampleTeam) -> None:
    prices = {product["id"]: product["list_price"] for product in team.rows.of(Product)}
    for row in team.rows.of(Opportunity):
        if row["amount"] is not None:
            pieces = row["amount"] / prices[row["product_id"]]
            assert 0.6 < pieces <= 4


def test_that_the_log_of_a_deal_tells_its_stages_one_after_the_other(team: SampleTeam) -> None:
    names = {stage["id"]: stage["name"] for stage in team.rows.of(Stage)}
    stands = {row["id"]: names[row["stage_id"]] for row in team.rows.of(Opportunity)}
    reached: dict[int, str] = {}
    for change in team.rows.of(OpportunityChange):
        if change["field"] == "stage_id":
            assert change["before"] == reached.get(change["opportunity_id"], "Discovery")
            reached[change["opportunity_id"]] = change["after"]
        assert change["noted_at"].date() <= TODAY
    assert reached
    assert all(stands[deal] == stage for deal, stage in reached.items())


def test_that_dates_slip_more_than_once_in_some_deals(team: SampleTeam) -> None:
    slips = Counter(
        c["opportunity_id"] for c in team.rows.of(OpportunityChange) if c["field"] == "expected_on"
    )
    assert max(slips.values()) >= 2
    fields = {change["field"] for change in team.rows.of(OpportunityChange)}
    assert fields == {"stage_id", "amount", "expected_on", "outcome", "closed_on"}


def test_that_gates_are_passed_with_evidence_within_the_life_of_the_deal(team: SampleTeam) -> None:
    lives = {row["id"]: (row["started_on"], row["closed_on"] or TODAY) for row in team.rows.of(Opportunity)}
    passes = team.rows.of(GatePass)
    for passed in passes:
        begin, end = lives[passed["opportunity_id"]]
        assert begin <= passed["passed_on"] <= end
    assert sum(passed["evidence"] is not None for passed in passes) > 0.8 * len(passes)


def test_that_the_quotas_of_each_person_tile_the_quarters_without_a_gap(team: SampleTeam) -> None:
    for person in team.people:
        starts = [q["starts_on"] for q in team.rows.of(Quota) if q["salesperson_id"] == person.id]
        assert bool(starts) == person.sells
        assert all(day == quarter_start(day) for day in starts)
        assert starts == [add_months(starts[0], 3 * n) for n in range(len(starts))]
        if person.status == "active":
            assert starts[-1] == add_months(quarter_start(TODAY), 3)


def test_that_the_team_reaches_most_of_its_quota_in_most_quarters(team: SampleTeam) -> None:
    won, quota = Counter[date](), Counter[date]()
    for deal in team.deals:
        if deal.outcome == "won":
            won[quarter_start(deal.ends_on)] += float(deal.amount)
    for row in team.rows.of(Quota):
        quota[row["starts_on"]] += float(row["amount"])
    full = [quarter for quarter in quota if quarter_end(quarter) < TODAY]
    attained = sum(won[q] for q in full) / sum(quota[q] for q in full)
    assert 0.8 <= attained <= 1.1
    assert all(0.55 <= won[q] / quota[q] <= 1.35 for q in full)


def test_that_a_new_salesperson_starts_with_part_of_the_quota(team: SampleTeam) -> None:
    newest = max((p for p in team.people if p.status == "active"), key=lambda p: p.joined_on)
    amounts = [q["amount"] for q in team.rows.of(Quota) if q["salesperson_id"] == newest.id]
    assert (TODAY - newest.joined_on).days == 61
    assert amounts == sorted(amounts)
    assert amounts[0] < amounts[-1]


def test_that_accounts_have_names_of_their_own(team: SampleTeam) -> None:
    names = [account["name"] for account in team.rows.of(Account)]
    assert len(set(names)) == len(names) > 100
