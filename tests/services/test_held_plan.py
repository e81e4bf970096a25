"""A talk that was held shows its plan as it stood on its day, whatever became of the deals since."""

from datetime import date
from decimal import Decimal

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.fields import Audience
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile
from tests.services.session_desk import Table, lay_table

OPEN_ON_4_NOV = 24_000 + 18_500 + 24_000
"""Line two; line one, won on the 9th; the spare parts, lost on the 10th. Sensors and service came later."""
QUOTA = 60_000


@pytest.fixture
def table(desk: DeskFile) -> Table:
    return lay_table(desk)


def covered(desk: DeskFile, clock: FixedClock, table: Table) -> tuple[float, float | None]:
    plan = SessionService(desk, clock).state(table.last_session, Audience.MANAGER).plan
    return plan.team.coverage.open_pipeline, plan.team.coverage.remaining


def test_that_coverage_is_of_the_day_of_the_talk(desk: DeskFile, clock: FixedClock, table: Table) -> None:
    assert covered(desk, clock, table) == (OPEN_ON_4_NOV, QUOTA)


@pytest.mark.parametrize("field", ["amount", "salesperson_id", "outcome"])
def test_that_what_became_of_a_deal_since_changes_nothing(
    desk: DeskFile, clock: FixedClock, table: Table, field: str
) -> None:
    after = {"amount": Decimal(99_000), "salesperson_id": table.bruno, "outcome": "lost"}[field]
    RecordsService(desk).edit("opportunity", table.deal, field, after)
    assert covered(desk, clock, table) == (OPEN_ON_4_NOV, QUOTA)


def test_that_a_win_entered_late_was_won_on_its_day(desk: DeskFile, clock: FixedClock, table: Table) -> None:
    records = RecordsService(desk)
    records.edit("opportunity", table.deal, "outcome", "won")
    records.edit("opportunity", table.deal, "closed_on", date(2026, 11, 3))
    assert covered(desk, clock, table) == (OPEN_ON_4_NOV - 24_000, QUOTA - 24_000)


def test_that_a_deal_lost_then_and_open_again_now_was_not_open(
    desk: DeskFile, clock: FixedClock, table: Table
) -> None:
    with desk.change("Be lost on 2 Nov", undoable=False) as work:
        from salesdesk.model.deals import Opportunity

        deal = work.session.get_one(Opportunity, table.deal)
        deal.outcome = "lost"
    RecordsService(desk).edit("opportunity", table.deal, "outcome", "open")
    assert covered(desk, clock, table)[0] == OPEN_ON_4_NOV - 24_000
