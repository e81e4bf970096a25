"""Invents a whole sample team and saves it into a new desk in one step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import insert, update

from salesdesk.env.errors import UserError
from salesdesk.model import kind_of
from salesdesk.model.team import TeamSettings
from salesdesk.store.desk_file import DeskFile
from tests.sample.assignments import store_assignments
from tests.sample.catalogue import invent_catalogue
from tests.sample.coaching import store_agenda, store_notes, store_own_notes, store_postponements
from tests.sample.deal_history import store_deals
from tests.sample.dealbook import DealBook
from tests.sample.deals import Deal, invent_deals
from tests.sample.development import Development, invent_development
from tests.sample.numbers import store_numbers, store_own_ratings
from tests.sample.people import Person, invent_people, invent_strengths
from tests.sample.plan import SamplePlan
from tests.sample.problems import store_problems
from tests.sample.quotas import invent_quotas
from tests.sample.rows import SampleRows
from tests.sample.sessions import Meeting, invent_meetings, store_meetings
from tests.sample.words import words

STEP_NAME = "Sample team"
CHUNK = 5_000

Progress = Callable[[float, str], None]
"""Told the share that is done, 0 to 1, and what is going on; if it raises, nothing is written."""


@dataclass(frozen=True)
class SampleTeam:
    """An invented team: the rows to store, and the truth they were drawn from."""

    plan: SamplePlan
    rows: SampleRows
    people: list[Person]
    deals: list[Deal]
    meetings: list[Meeting]
    development: list[Development]


def build_sample(
    desk: DeskFile, people: int = 9, years: int = 2, seed: int = 1, today: date | None = None,
    progress: Progress | None = None, *, deals: int | None = None, notes: int | None = None,
) -> SampleTeam:  # fmt: skip
    """Fills an empty desk with a sample team that is alive on `today`, the desk's own day if not given.

    Without `deals` and `notes` the density follows from the years, see `SamplePlan.sized`.
    Raises UserError where the desk is not empty, ValueError for a team of an impossible size.
    """
    plan = SamplePlan.sized(people, years, seed, today or desk.now().date(), deals, notes)
    if desk.rows("SELECT 1 FROM salesperson UNION ALL SELECT 1 FROM opportunity LIMIT 1"):
        raise UserError(
            "This desk already has people or deals, so nothing was added; make a new desk for the sample."
        )
    tell = progress or _tell_nobody
    tell(0.0, "Inventing people and deals")
    team = invent(plan)
    _save(desk, team, tell)
    tell(1.0, "Done")
    return team


def invent(plan: SamplePlan) -> SampleTeam:
    """Invents the team in memory; training comes before deals, as it lifts the skill they are won with."""
    rows = SampleRows()
    people = invent_people(plan, rows)
    catalogue = invent_catalogue(plan, rows, people)
    meetings = invent_meetings(plan, people)
    development = invent_development(plan, meetings)
    deals = invent_deals(plan, catalogue, people)
    book = DealBook(catalogue, deals)
    store_deals(plan, rows, catalogue, deals)
    invent_quotas(plan, rows, people, deals)
    invent_strengths(plan, rows, people, partial(book.slots, plan.random("strength evidence")))
    store_meetings(plan, rows, catalogue, book, meetings)
    store_assignments(plan, rows, catalogue, book, meetings, development)
    store_notes(plan, rows, book, meetings)
    store_own_notes(plan, rows)
    store_agenda(plan, rows, book, meetings)
    store_postponements(plan, rows, people)
    store_problems(plan, rows, people, catalogue)
    counts = store_numbers(plan, rows, catalogue, people, deals)
    store_own_ratings(plan, rows, catalogue, meetings, counts)
    return SampleTeam(plan, rows, people, deals, meetings, development)


def _save(desk: DeskFile, team: SampleTeam, tell: Progress) -> None:
    """Writes everything in one transaction that undo does not offer to take back."""
    lists = words("people")
    total = sum(len(rows) for _, rows in team.rows.in_order()) or 1
    saved = 0
    with desk.change(STEP_NAME, undoable=False) as work:
        named: dict[str, Any] = {"team_name": lists["team"], "manager_name": lists["manager"]}
        work.session.execute(update(TeamSettings).values(**named))
        for model, rows in team.rows.in_order():
            statement = insert(model)
            for start in range(0, len(rows), CHUNK):
                chunk = rows[start : start + CHUNK]
                tell(0.3 + 0.7 * saved / total, f"Saving {kind_of(model.__tablename__).plural.lower()}")
                work.session.execute(statement, chunk)
                saved += len(chunk)


def _tell_nobody(share: float, words: str) -> None:
    """Takes the place of a progress bar where nobody is watching."""
