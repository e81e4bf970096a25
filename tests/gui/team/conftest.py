"""What a tab is given, on a small desk: Anna with a quarter behind her, Ben, and a candidate."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.model.coaching import Assignment, OneOnOne
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.deals import Opportunity
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson, Strength
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import parts_of
from tests.gui.team.room import TeamRoom


@pytest.fixture
def filled(desk: DeskFile) -> DeskFile:
    """The small desk."""
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            [
                Salesperson(name="Anna Ott", role="Account executive", level="3"),
                Salesperson(name="Ben Roe", level="5", outside_profile=True, product_issue_open=True),
                Salesperson(name="Cleo Mba", status="candidate"),
                Competency(name="Talk to meeting", of_what="talks", into_what="meetings", goal=0.6),
            ]
        )
        work.session.flush()
        work.session.add_all(
            [
                Quota(salesperson_id=1, starts_on=date(2026, 10, 1), amount=Decimal(90_000)),
                Opportunity(
                    name="Crane", salesperson_id=1, outcome="won", amount=Decimal(45_000),
                    started_on=date(2026, 9, 1), closed_on=date(2026, 10, 20),
                ),
                OneOnOne(salesperson_id=1, state="held", starts_at=datetime(2026, 11, 4, 10), minutes=30),
                Strength(salesperson_id=1, name="Listens", evidence="The crane deal", seen_on=date(2026, 11, 3)),
                Assignment(
                    salesperson_id=1, kind="development", axis="skill", what="Open with a question",
                    assigned_on=date(2026, 11, 4), due_on=date(2026, 11, 25),
                ),
                CompetencyNumber(
                    salesperson_id=1, competency_id=1, trials=10, successes=5,
                    week_start=date(2026, 11, 2) - timedelta(weeks=1),
                ),
            ]
        )  # fmt: skip
    return desk


@pytest.fixture
def tab(filled: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot) -> TeamRoom:
    """The Team tab as the window shows it."""
    made = TeamRoom(parts_of(filled, context, clock))
    qtbot.addWidget(made)
    context.bus.changed.connect(made.mark_stale)
    context.wishes.made.connect(lambda wish: made.show_person(wish.person_id))
    made.resize(1200, 760)
    made.show()
    return made
