"""What a new manager is shown first: how much is taken over."""

from datetime import date, timedelta

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Problem
from salesdesk.model.team import Salesperson
from salesdesk.services.desk import DeskService
from salesdesk.services.team_settings_edit import TeamSettingsService
from salesdesk.store.desk_file import DeskFile

TODAY = date(2026, 11, 11)


@pytest.mark.parametrize(("days", "shown"), [(364, True), (365, False), (None, False)])
def test_that_the_desk_shows_a_new_manager_first_what_was_taken_over(
    days: int | None, shown: bool, desk: DeskFile, clock: FixedClock
) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add(Salesperson(id=1, name="Anna Ott"))
        work.session.flush()
    since = None if days is None else TODAY - timedelta(days=days)
    TeamSettingsService(desk).edit("manager_since", since)
    assert DeskService(desk, clock).view().newcomer == (), "nothing was brought yet"
    with desk.change("Fill", undoable=False) as work:
        work.session.add(Problem(salesperson_id=1, what="Call them", response="taken_over", brought_on=TODAY))
    found = DeskService(desk, clock).view().newcomer
    assert [(each.title, each.text) for each in found] == ([("Taken over by you", "100%")] if shown else [])
