"""Lays a table for two: a small team whose one-on-ones the tests hold."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesdesk.model.coaching import AgendaPoint, Assignment, Note, OneOnOne
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.deals import Account, Gate, GatePass, Opportunity, OpportunityChange, Stage
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson, Strength
from salesdesk.store.desk_file import DeskFile

PRIVATE_WORDS = ("Zwetschge", "Quitte", "Mirabelle")
"""Words that stand only in private things; none of them may be seen from the other chair."""
OTHERS = ("Bruno Ekdahl",)


@dataclass(frozen=True)
class Table:
    """The ids of what lies on the table."""

    ada: int
    bruno: int
    deal: int
    lost: int
    gate: int
    meeting_ratio: int
    win_ratio: int
    last_session: int
    open_item: int
    done_item: int
    point: int
    private_point: int


def lay_table(desk: DeskFile) -> Table:
    """Fills an empty desk with Ada and Bruno as they stand on Wednesday 11 November 2026."""
    with desk.change("Lay the table", undoable=False) as work:
        session = work.session

        def add(thing: Any) -> Any:
            session.add(thing)
            session.flush()
            return thing

        # The desk is months old: in its first two weeks it would be quiet.
        begun = datetime(2026, 6, 1, 9)
        ada = add(Salesperson(name="Ada Lindqvist", level="2", private_summary="Mirabelle", created_at=begun))
        bruno = add(Salesperson(name=OTHERS[0], level="4"))
        stages = _stages(add)
        gate = add(Gate(stage_id=stages[1].id, name="Told us who decides"))
        add(Gate(stage_id=stages[2].id, name="Named a budget"))
        meeting, win = _competencies(add, ada, bruno)
        deal, lost = _deals(add, ada, bruno, stages)
        last = add(OneOnOne(
            salesperson_id=ada.id, state="held", starts_at=datetime(2026, 11, 4, 9, 30),
            started_at=datetime(2026, 11, 4, 9, 30), finished_at=datetime(2026, 11, 4, 10), minutes=30,
        ))  # fmt: skip
        open_item, done_item = _agreed(add, ada, last)
        point = add(AgendaPoint(salesperson_id=ada.id, text="Trade fair stand", times_carried=1))
        private = add(AgendaPoint(salesperson_id=ada.id, text="Quitte about the raise", visibility="private"))
        add(AgendaPoint(salesperson_id=bruno.id, text="Bruno's car"))
        add(Strength(salesperson_id=ada.id, name="Asks calm questions", seen_on=date(2026, 10, 30)))
        add(
            Quota(
                salesperson_id=ada.id, starts_on=date(2026, 10, 1), period="quarter", amount=Decimal(60_000)
            )
        )
        add(Note(salesperson_id=ada.id, one_on_one_id=last.id, step="skill", text="Zwetschge",
                 visibility="private", written_at=datetime(2026, 11, 4, 9, 50)))  # fmt: skip
        return Table(
            ada.id, bruno.id, deal.id, lost.id, gate.id, meeting.id, win.id, last.id, open_item.id,
            done_item.id, point.id, private.id,
        )  # fmt: skip


def _stages(add: Any) -> list[Any]:
    named = [("Discovery", "open", False), ("Meeting", "open", False), ("Proposal", "open", True),
             ("Won", "won", True), ("Lost", "lost", True)]  # fmt: skip
    return [
        add(Stage(name=name, position=place, outcome=outcome, proposal=proposal))
        for place, (name, outcome, proposal) in enumerate(named, start=1)
    ]


def _competencies(add: Any, ada: Any, bruno: Any) -> tuple[Any, Any]:
    meeting = add(Competency(
        name="Conversation to meeting", of_what="Conversations", into_what="Meetings", goal=0.6, position=1
    ))  # fmt: skip
    win = add(
        Competency(name="Proposal to win", of_what="Proposals", into_what="Wins", goal=0.35, position=2)
    )
    for week in range(20):
        monday = date(2026, 11, 9) - timedelta(weeks=week)
        for person, trials, successes in ((ada, 10, 5), (bruno, 8, 7)):
            add(CompetencyNumber(
                salesperson_id=person.id, competency_id=meeting.id, week_start=monday,
                trials=trials, successes=successes,
            ))  # fmt: skip
        add(CompetencyNumber(
            salesperson_id=ada.id, competency_id=win.id, week_start=monday, trials=2, successes=week % 2
        ))  # fmt: skip
    return meeting, win


def _deals(add: Any, ada: Any, bruno: Any, stages: list[Any]) -> tuple[Any, Any]:
    account = add(Account(name="Ferrum Works"))

    def deal(name: str, stage: int, outcome: str = "open", **values: Any) -> Any:
        return add(Opportunity(
            **{"name": name, "salesperson_id": ada.id, "account_id": account.id, "stage_id": stages[stage].id,
               "outcome": outcome, "amount": Decimal(24_000), "started_on": date(2026, 9, 1)} | values
        ))  # fmt: skip

    def move(opportunity: Any, day: datetime, before: int, after: int) -> None:
        add(OpportunityChange(
            opportunity_id=opportunity.id, field="stage_id", before=stages[before].name,
            after=stages[after].name, before_id=stages[before].id, after_id=stages[after].id, noted_at=day,
        ))  # fmt: skip

    open_deal = deal("Ferrum line two", 2)
    move(open_deal, datetime(2026, 11, 6, 12), 1, 2)
    won = deal("Ferrum line one", 3, "won", closed_on=date(2026, 11, 9), amount=Decimal(18_500))
    move(won, datetime(2026, 11, 9, 12), 2, 3)
    lost = deal("Ferrum spare parts", 4, "lost", closed_on=date(2026, 11, 10))
    move(lost, datetime(2026, 11, 10, 12), 1, 4)
    deal("Ferrum sensors", 0, started_on=date(2026, 11, 5))
    deal("Ferrum service", 0, started_on=date(2026, 11, 7))
    deal("Bruno's own deal", 1, salesperson_id=bruno.id)
    gate = add(Gate(stage_id=stages[0].id, name="Named the problem"))
    add(GatePass(opportunity_id=open_deal.id, gate_id=gate.id, passed_on=date(2026, 9, 20), evidence="Mail"))
    return open_deal, lost


def _agreed(add: Any, ada: Any, last: Any) -> tuple[Any, Any]:
    open_item = add(Assignment(
        salesperson_id=ada.id, one_on_one_id=last.id, what="Send Ferrum the smaller first order", kind="sales",
        assigned_on=date(2026, 11, 4), due_on=date(2026, 11, 9),
    ))  # fmt: skip
    done_item = add(Assignment(
        salesperson_id=ada.id, one_on_one_id=last.id, what="Open two meetings with the client's metric",
        kind="development", axis="skill", basis="gap", basis_text="Opens with our product",
        done_in="The next two first meetings", own_words="I talk about us first", assigned_on=date(2026, 11, 4),
        due_on=date(2026, 11, 11), state="done", done_on=date(2026, 11, 10), evidence="Two meetings went on",
    ))  # fmt: skip
    return open_item, done_item
