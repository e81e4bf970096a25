"""Every threshold speaks of the same day on both of its sides: nudge, figure, chart and sentence."""

from datetime import date, datetime, timedelta

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import OneOnOne
from salesdesk.model.team import Salesperson
from salesdesk.practice.mix import AssignmentMix, development_alert
from salesdesk.services.attention import every_nudge
from salesdesk.services.desk import DeskService
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile
from tests.services.facts import all_said, facts_about

TODAY = date(2026, 11, 11)


@pytest.mark.parametrize(("days", "late"), [(34, False), (35, False), (36, True)])
@pytest.mark.parametrize("new", [True, False])
def test_that_a_review_is_late_on_the_same_day_everywhere(
    desk: DeskFile, days: int, late: bool, new: bool
) -> None:
    day = TODAY - timedelta(days=days)
    with desk.change("Prepare", undoable=False) as work:
        work.session.add(Salesperson(id=1, name="Ada", joined_on=day if new else date(2026, 9, 1)))
        work.session.flush()
        if not new:
            at = datetime(day.year, day.month, day.day, 9)
            work.session.add(OneOnOne(salesperson_id=1, kind="one_on_one", state="held", starts_at=at))
    nudged = any(
        nudge.key.startswith("review") and nudge.severity == "late"
        for nudge in every_nudge(desk, TODAY, team_settings(desk))
    )
    on_time = DeskService(desk, FixedClock(datetime(2026, 11, 11, 9, 0))).view().reviews_on_time
    assert nudged == late
    assert (on_time.count == 0) == late


@pytest.mark.parametrize(("days", "thin"), [(29, False), (30, False), (31, True)])
def test_that_development_is_missing_on_the_same_day_everywhere(
    desk: DeskFile, days: int, thin: bool
) -> None:
    with desk.change("Prepare", undoable=False) as work:
        work.session.add(Salesperson(id=1, name="Ada", joined_on=date(2026, 1, 1)))
    facts = vars(facts_about(desk, TODAY)) | {"last_development": TODAY - timedelta(days=days)}
    found = all_said(facts, team_settings(desk), TODAY)
    assert any(nudge.key.startswith("no_development") for nudge in found) == thin
    assert (development_alert(AssignmentMix(5, 1), days) is not None) == thin
