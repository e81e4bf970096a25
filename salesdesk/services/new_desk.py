"""Makes an empty desk ready for work: the usual stages, and the competencies worth starting with."""

from collections.abc import Callable, Mapping
from pathlib import Path

from salesdesk.env.clock import Clock
from salesdesk.model.base import Record
from salesdesk.model.competencies import Competency
from salesdesk.model.deals import Stage
from salesdesk.store.desk_file import DeskFile

STAGES = (
    ("Discovery", "open", False),
    ("Meeting", "open", False),
    ("Proposal", "open", True),
    ("Negotiation", "open", True),
    ("Won", "won", True),
    ("Lost", "lost", False),
)
COMPETENCIES = (
    ("Conversation to meeting", "conversations", "meetings", 0.60),
    ("Meeting to proposal", "meetings", "proposals", 0.45),
    ("Proposal to win", "proposals", "wins", 0.35),
)


def make_desk(path: Path, clock: Clock) -> None:
    """Makes a desk file with stages and competencies and closes it again."""
    desk = DeskFile.create(path, clock)
    with desk.change("New desk", undoable=False) as work:
        work.session.add_all([*usual_stages(), *usual_competencies()])
    desk.close()


def usual_stages() -> list[Record]:
    """Gives the stages most teams work with, in their order."""
    return [
        Stage(name=name, position=position, outcome=outcome, proposal=proposal)
        for position, (name, outcome, proposal) in enumerate(STAGES, 1)
    ]


def usual_competencies() -> list[Record]:
    """Gives the competencies worth starting with, in their order."""
    return [
        Competency(name=name, of_what=of_what, into_what=into_what, goal=goal, position=position)
        for position, (name, of_what, into_what, goal) in enumerate(COMPETENCIES, 1)
    ]


USUAL: Mapping[str, Callable[[], list[Record]]] = {"stage": usual_stages, "competency": usual_competencies}
"""What a list of a kind can be started with."""
