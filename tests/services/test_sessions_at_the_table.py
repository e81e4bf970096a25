"""What the side both read may hold: this person's own things, said without settings and without the CRM's."""

from datetime import date

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.fields import Audience
from salesdesk.practice.assignments import AssignmentDraft
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile
from tests.services.session_desk import Table, lay_table


@pytest.fixture
def table(desk: DeskFile) -> Table:
    return lay_table(desk)


@pytest.fixture
def service(desk: DeskFile, clock: FixedClock) -> SessionService:
    return SessionService(desk, clock)


@pytest.mark.parametrize("audience", list(Audience))
def test_that_a_deal_somebody_else_has_now_is_not_shown(
    audience: Audience, service: SessionService, desk: DeskFile, table: Table
) -> None:
    meeting = service.prepare(table.ada)
    service.choose(meeting, deal=table.deal)
    assert service.state(meeting, audience).deal is not None
    RecordsService(desk).edit("opportunity", table.deal, "salesperson_id", table.bruno)
    state = service.state(meeting, audience)
    assert state.deal is None
    assert table.deal not in [deal.id for deal in state.deal_choices]


def test_that_how_to_reach_a_person_and_their_level_stay_off_the_table(
    service: SessionService, desk: DeskFile, table: Table
) -> None:
    records = RecordsService(desk)
    for name, value in {"email": "ada@mill.example", "phone": "555 0101", "external_id": "CRM-77"}.items():
        records.edit("salesperson", table.ada, name, value)
    facts = service.state(service.prepare(table.ada), Audience.SALESPERSON).person.facts
    said = " ".join(f"{label} {words}" for label, words in facts)
    for word in ("ada@mill.example", "555 0101", "CRM-77", "level"):
        assert word not in said


def test_that_what_rests_on_a_private_point_is_known_to_be_private(
    service: SessionService, desk: DeskFile, table: Table
) -> None:
    with desk.change("Carry both points") as work:
        from salesdesk.model.coaching import AgendaPoint

        for point in (table.point, table.private_point):
            work.session.get_one(AgendaPoint, point).times_carried = 4
    manager = service.state(service.prepare(table.ada), Audience.MANAGER).manager
    assert manager is not None
    carried = {hole.private for hole in manager.holes if hole.kind == "carried"}
    assert carried == {True, False}


def test_that_what_is_still_open_is_one_number_in_the_agenda_and_in_the_seven_lines(
    service: SessionService, desk: DeskFile, table: Table
) -> None:
    RecordsService(desk).edit("assignment", table.open_item, "due_on", date(2026, 11, 20))
    meeting = service.prepare(table.ada)
    draft = AssignmentDraft(what="Ask who else decides", knows_how=True, due_on=date(2026, 11, 18))
    service.agree_assignment(meeting, draft)
    state = service.state(meeting, Audience.SALESPERSON)
    open_before = [item for item in state.agreed if item.state == "open"]
    line = next(each for each in state.lines if each.label == "Still open")
    assert (line.value_text, line.row_ids) == ("1", (table.open_item,))
    assert len(open_before) == 1
    assert "1 open" in next(step.subtitle for step in state.steps if step.key == "agreed")


def test_that_the_level_is_not_among_what_is_read_for_the_table(
    service: SessionService, table: Table
) -> None:
    person = service.state(service.prepare(table.ada), Audience.SALESPERSON).person
    assert not hasattr(person, "level")
