"""Makes an empty desk ready for work: the usual stages, and the competencies worth starting with."""

from pathlib import Path

from salesdesk.env.clock import Clock
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
        for position, (name, outcome, proposal) in enumerate(STAGES, 1):
            work.session.add(Stage(name=name, position=position, outcome=outcome, proposal=proposal))
        for position, (name, of_what, into_what, goal) in enumerate(COMPETENCIES, 1):
            work.session.add(
                Competency(name=name, of_what=of_what, into_what=into_what, goal=goal, position=position)
            )
    desk.close()
