"""Deals of an export without amounts, or without days of closing: nothing is said of them that is not so."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesdesk.charts.won_by_month import WonByMonth, WonMonth, draw_won_by_month
from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.metrics.metric import Question
from salesdesk.gui.metrics.results import Result, load_results
from salesdesk.model.deals import Opportunity
from salesdesk.model.team import Salesperson
from salesdesk.services.metrics.service import MetricsService
from salesdesk.store.desk_file import DeskFile
from tests.charts.test_charts import drawn

ANNA, BEN = 1, 2


@pytest.fixture
def results(desk: DeskFile, context: GuiContext, clock: FixedClock):
    """Fills the desk with deals and gives what the figures say, of everybody or of one person."""

    def read(*deals: Opportunity, person: int | None = None) -> dict[str, Result]:
        with desk.change("Fill", undoable=False) as work:
            work.session.add_all([Salesperson(id=ANNA, name="Anna Ott"), Salesperson(id=BEN, name="Ben Roe")])
            work.session.flush()
            work.session.add_all(deals)
        metrics = MetricsService(desk, clock)
        question = Question(person, metrics.window("26w"), context.formats)
        return {each.key: each for each in load_results(metrics, question)[0]}

    return read


def deal(outcome: str, closed: date | None, amount: Decimal | None = None, person: int = ANNA) -> Opportunity:
    name = f"{outcome} {closed} {amount}"
    return Opportunity(name=name, salesperson_id=person, outcome=outcome, closed_on=closed, amount=amount)


def test_that_won_deals_without_an_amount_are_no_zero(results, clock: FixedClock) -> None:
    closed = clock.today() - timedelta(days=20)
    won = results(deal("won", closed), deal("won", closed))["won"]
    assert (won.text, won.note) == ("–", "2 deals without an amount")


def test_that_one_amount_is_enough_for_a_figure(results, clock: FixedClock) -> None:
    closed = clock.today() - timedelta(days=20)
    won = results(deal("won", closed), deal("won", closed, Decimal(1000)))["won"]
    assert (won.text, won.note) == ("$1k", "2 deals")


@pytest.mark.parametrize(("person", "count"), [(None, 3), (ANNA, 2), (BEN, 1)])
def test_that_closed_deals_without_a_day_are_told_and_not_that_there_are_none(
    results, person: int | None, count: int
) -> None:
    undated = (deal("won", None), deal("lost", None), deal("lost", None, person=BEN))
    rate = results(*undated, person=person)["win_rate"]
    words = (
        "3 closed deals have" if count == 3 else "2 closed deals have" if count == 2 else "1 closed deal has"
    )
    assert rate.note.startswith(f"{words} no close date")


def test_that_they_are_told_beside_the_others(results, clock: FixedClock) -> None:
    closed = clock.today() - timedelta(days=20)
    rate = results(deal("won", closed), deal("lost", closed), deal("lost", None))["win_rate"]
    assert rate.note.endswith("; 1 closed deal has no close date and counts in no time")


@pytest.mark.parametrize(
    ("month", "said"),
    [
        (WonMonth(date(2026, 9, 1), Decimal(0), 4), "The 4 deals won in these months have no amount."),
        (
            WonMonth(date(2026, 9, 1), Decimal(0), 0, others=("€700",)),
            "All won in these months is in other currencies; the table has it.",
        ),
        (WonMonth(date(2026, 9, 1), Decimal(0), 0), "Nothing won in these months yet."),
    ],
)
def test_that_a_picture_without_bars_says_why(month: WonMonth, said: str) -> None:
    axes = drawn(draw_won_by_month, WonByMonth((month,)))
    assert said in {text.get_text().replace("\n", " ") for text in axes.texts}
