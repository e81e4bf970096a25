"""What is read of a long desk is found by the index that leads to it, and never by that of the Trash."""

from collections.abc import Callable
from datetime import date

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.coaching.values import LogFilter
from salesdesk.services.desk import DeskService
from salesdesk.services.metrics.deals_sql import edge_of_decisions
from salesdesk.services.people import active_people
from salesdesk.services.roster import RosterService
from salesdesk.services.sessions.since import lines_since
from salesdesk.services.talk_on_screen import talk_on_screen
from salesdesk.services.team.service import TeamService
from salesdesk.services.team.timeline import timeline
from salesdesk.store.desk_file import DeskFile

Read = Callable[[DeskFile, FixedClock, int], object]


def ways(desk: DeskFile, monkeypatch: pytest.MonkeyPatch, read: Callable[[], object]) -> str:
    """Gives how SQLite goes about each plain statement of a reading."""
    rows, found = DeskFile.rows, list[str]()

    def noting(self: DeskFile, sql: str, values: object = ()) -> object:
        found.extend(row["detail"] for row in rows(self, f"EXPLAIN QUERY PLAN {sql}", values))
        return rows(self, sql, values)

    monkeypatch.setattr(DeskFile, "rows", noting)
    # Through the instance, as it was bound before.
    desk.kept._read = desk.rows
    read()
    return "\n".join(found)


@pytest.mark.parametrize(("read", "indexes"), [
    (lambda desk, clock, person: edge_of_decisions(desk, None, clock.today()), ["opportunity_outcome_closed"]),
    (lambda desk, clock, person: edge_of_decisions(desk, person, clock.today()), ["opportunity_person_outcome"]),
    (
        lambda desk, clock, person: CoachingService(desk, clock).log(LogFilter()),
        ["note_written", "one_on_one_start", "assignment_assigned"],
    ),
    (
        lambda desk, clock, person: CoachingService(desk, clock).log(LogFilter(person_id=person)),
        ["note_person_written"],
    ),
    (
        lambda desk, clock, person: lines_since(desk, person, 1, date(2026, 10, 1), clock.today(), 20),
        ["opportunity_change_day", "opportunity_change_noted", "opportunity_person_started"],
    ),
    (
        lambda desk, clock, person: timeline(desk, person, clock.today()),
        ["opportunity_person_outcome", "opportunity_person_started", "opportunity_change_opportunity_id",
         "opportunity_batch_id"],
    ),
    (lambda desk, clock, person: talk_on_screen(desk), ["one_on_one_on_screen"]),
    (
        lambda desk, clock, person: TeamService(desk, clock).figures(),
        ["one_on_one_person_start", "assignment_person_kind"],
    ),
    (
        lambda desk, clock, person: RosterService(desk, clock).roster(),
        ["one_on_one_running", "assignment_person_kind", "opportunity_open"],
    ),
])  # fmt: skip
def test_that_it_is_found_by_the_index_that_leads_to_it(
    sample_desk: DeskFile, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, read: Read, indexes: list[str]
) -> None:
    person = active_people(sample_desk)[0][0]
    plan = ways(sample_desk, monkeypatch, lambda: read(sample_desk, clock, person))
    assert [index for index in indexes if f"INDEX ix_{index} " not in f"{plan} ".replace("\n", " ")] == []
    big = ("opportunity", "note", "one_on_one", "opportunity_change")
    assert [kind for kind in big if f"ix_{kind}_deleted_at" in plan] == []


def test_that_the_desk_goes_through_no_long_list_of_talks_and_assignments(
    sample_desk: DeskFile, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = ways(sample_desk, monkeypatch, lambda: DeskService(sample_desk, clock).view())
    assert [kind for kind in ("one_on_one", "assignment") if f"ix_{kind}_deleted_at" in plan] == []
