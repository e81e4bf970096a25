"""Several currencies: every screen adds up that of the desk alone, and says what stands apart of it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.metrics.metric import Question
from salesdesk.gui.metrics.results import load_results
from salesdesk.model.deals import Opportunity
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.services.new_desk import make_desk
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow
from tests.gui.test_own_days_on_the_screens import words

ANNA = 1
APART = "Also won, in other currencies and not added: €700 in 2 deals."
WON = (("USD", 1000), (None, 200), ("", 30), ("EUR", 300), ("EUR", 400))
OPEN = (("USD", 5000), (None, None), ("EUR", 900), ("EUR", None))


@pytest.fixture
def several(start, tmp_path: Path, clock: FixedClock, qtbot: QtBot) -> OpenWindow:
    """The window on a desk in dollars, where Anna also sells for euros."""
    path = tmp_path / "Several.salesdesk"
    make_desk(path, clock)
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    with desk.change("Fill", undoable=False) as work:
        work.session.add(Salesperson(name="Anna Ott"))
        work.session.flush()
        work.session.add(
            Quota(salesperson_id=ANNA, starts_on=date(2026, 10, 1), period="quarter", amount=Decimal(9000))
        )
        work.session.add_all([_deal("won", *each) for each in WON] + [_deal("open", *each) for each in OPEN])
    desk.close()
    opened = start(path)
    qtbot.waitUntil(lambda: bool(words(opened.window)))
    return opened


def _deal(outcome: str, currency: str | None, amount: int | None) -> Opportunity:
    return Opportunity(
        name=f"{outcome} {currency} {amount}", salesperson_id=ANNA, outcome=outcome, currency=currency,
        amount=None if amount is None else Decimal(amount), started_on=date(2026, 10, 5),
        closed_on=date(2026, 11, 2) if outcome == "won" else None,
    )  # fmt: skip


def _services(opened: OpenWindow) -> Any:
    assert opened.furniture.opening.services is not None
    return opened.furniture.opening.services


@pytest.mark.parametrize(("tab", "person"), [("desk", None), ("desk", ANNA), ("plans", None), ("team", ANNA)])
def test_that_every_page_with_the_quarter_says_what_was_won_apart(
    several: OpenWindow, tab: str, person: int | None
) -> None:
    several.window.shell.roster.choose(person)
    several.window.shell.tabs.open(tab)
    assert APART in words(several.window)


def test_that_the_plan_of_a_talk_says_what_was_won_apart(several: OpenWindow, qtbot: QtBot) -> None:
    several.furniture.sessions.start(ANNA)
    view = several.furniture.sessions.view
    assert view is not None
    _services(several).sessions.go_to(view.one_on_one_id, "plan")
    view.reload()
    qtbot.waitUntil(lambda: APART in words(view))


@pytest.mark.parametrize("person", [None, ANNA])
def test_that_open_deals_and_those_without_value_are_one_number(
    several: OpenWindow, person: int | None
) -> None:
    services = _services(several)
    pace = services.plans.pace(
        services.plans.nearest(services.plans.periods(services.plans.year_today(), "quarter")), person
    ).team
    figures = services.metrics.pipeline(person)
    assert (pace.open_deals, pace.without_value) == (2, 1)
    assert (figures.total.count - figures.other_currencies, figures.without_value) == (2, 1)
    several.window.shell.roster.choose(person)
    several.window.shell.tabs.open("metrics")
    card = several.window.findChild(QWidget, "result_pipeline")
    assert card.findChild(QPushButton, "figure").text() == "$5k"
    assert "2 open deals; apart: 2 in other currencies; 1 open deal has no value yet" in words(card)


def test_that_the_deals_behind_an_amount_are_those_it_adds_up(several: OpenWindow) -> None:
    metrics = _services(several).metrics
    window = metrics.window("26w")
    question = Question(None, window, several.furniture.context.formats)
    won = load_results(metrics, question)[0][0]
    assert (won.text, won.note) == ("$1.2k", "3 deals; apart: €700 in 2 deals; quota of these days $4.1k")
    assert len(metrics.rows_behind(won.behind, "won_by_month").ids) == 3
    month = metrics.won_by_month(None, window).periods[-1]
    assert (month.deals, month.others) == (3, (("EUR", Decimal(700)),))
    assert len(metrics.rows_behind(month.behind, "won_by_month").ids) == 5, "the line names both currencies"
