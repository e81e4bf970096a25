"""Every list of people stands in one order, accents between equals only, and every filter finds plain letters."""

from datetime import datetime

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Note
from salesdesk.model.deals import Account
from salesdesk.model.team import Salesperson
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.coaching.values import LogFilter
from salesdesk.services.lists.service import ListsService
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.numbers.service import NumbersService
from salesdesk.services.people import active_people, person_named
from salesdesk.services.plans.service import PlansService
from salesdesk.services.quarter import running_quarter
from salesdesk.services.records import RecordsService
from salesdesk.services.roster import RosterService
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile
from tests.services.facts import people_looked_at

SORTED = ["Émile Zay", "Liam Roe", "Łukasz Bem", "Ole Ott", "Ömer Can", "Żaneta Lis", "Zoe Abe"]


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    """Seven people whose names begin with letters of several languages, stored in no order."""
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(Salesperson(name=name) for name in reversed(SORTED))
        work.session.add(Account(name="Młyn Łódź"))
        work.session.flush()
        work.session.add(
            Note(salesperson_id=1, text="Mówi o młynie w Łodzi", written_at=datetime(2026, 11, 9, 8))
        )
    return desk


def test_that_every_list_of_people_has_one_order(team: DeskFile, clock: FixedClock) -> None:
    records, today, plans = RecordsService(team), clock.today(), PlansService(team, clock)
    settings, metrics = team_settings(team), MetricsService(team, clock)
    lists = ListsService(team, clock)
    found = {
        "team": [name for _, name in active_people(team)],
        "roster": [person.name for person in RosterService(team, clock).roster().people],
        "team table": [str(row.values["name"]) for row in records.rows("salesperson", order_by=("status", "name"))],
        "choices in a form": [name for _, name in records.options("salesperson")],
        "choices in a list": [name for _, name in lists.options("opportunity")["salesperson_id"]],
        "nudges": people_looked_at(team, today),
        "weekly numbers": [line.name for line in NumbersService(team, clock).grid(today).lines],
        "quotas": [line.name for line in plans.grid(plans.year_today(), "quarter").lines],
        "pace": [line.name for line in plans.pace(running_quarter(team, settings, today)).lines],
        "win rates": [row.label for row in metrics.win_rates(metrics.window()).rows],
        "balance": [line.label for line in CoachingService(team, clock).balance().people],
    }  # fmt: skip
    assert {place: names for place, names in found.items() if names != SORTED} == {}


@pytest.mark.parametrize("typed", ["lodz", "Łódź", "łÓDZ", "mlyn lod"])
def test_that_a_list_finds_what_is_written_with_other_letters(
    team: DeskFile, clock: FixedClock, typed: str
) -> None:
    found = ListsService(team, clock).listed("account", typed)
    assert [row.values["name"] for row in found.rows] == ["Młyn Łódź"]


@pytest.mark.parametrize("typed", ["lodz", "mlynie", "mowi", "Łodzi"])
def test_that_the_log_finds_what_is_written_with_other_letters(
    team: DeskFile, clock: FixedClock, typed: str
) -> None:
    found = CoachingService(team, clock).log(LogFilter(words=typed))
    assert [entry.what for entry in found.entries] == ["Mówi o młynie w Łodzi"]


def test_that_a_command_finds_a_person_typed_plainly(team: DeskFile) -> None:
    assert person_named(team, "lukasz bem")[1] == "Łukasz Bem"
    assert person_named(team, "zaneta")[1] == "Żaneta Lis"
