"""Makes an empty desk ready for work: the usual stages, and the competencies worth starting with."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from itertools import count
from pathlib import Path

from sqlalchemy import select, update

from salesdesk.env.clock import Clock
from salesdesk.env.paths import DESK_SUFFIX
from salesdesk.env.short_words import name_for_file
from salesdesk.frozen import frozen
from salesdesk.model.base import Record
from salesdesk.model.competencies import Competency
from salesdesk.model.deals import Stage
from salesdesk.model.team import TeamSettings
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.whole_desk import whole_new_desk

STAGES = (
    (_("Discovery"), "open", False),
    (_("Meeting"), "open", False),
    (_("Proposal"), "open", True),
    (_("Negotiation"), "open", True),
    (_("Won"), "won", True),
    (_("Lost"), "lost", False),
)
COMPETENCIES = (
    (_("Conversation to meeting"), "conversations", "meetings", 0.60),
    (_("Meeting to proposal"), "meetings", "proposals", 0.45),
    (_("Proposal to win"), "proposals", "wins", 0.35),
)


@frozen
class DeskFacts:
    """What a desk is told when it is made: whose it is, and in what it counts."""

    team_name: str = _("My team")
    currency: str = "USD"
    fiscal_year_start: int = 1


def make_desk(path: Path, clock: Clock, facts: DeskFacts | None = None, passphrase: str = "") -> None:
    """Makes a desk file with stages and competencies, whole or not at all, and closes it again."""
    with (
        whole_new_desk(path, clock, passphrase) as desk,
        desk.change(_("New desk"), undoable=False) as work,
    ):
        settings = work.session.scalars(select(TeamSettings)).one()
        for name, value in asdict(facts or DeskFacts()).items():
            setattr(settings, name, value)
        work.session.add_all([*usual_stages(), *usual_competencies()])


def count_in(desk: DeskFile, currency: str) -> None:
    """Lets a new desk count in the one currency of the file it is made from."""
    with desk.change(_("Choose the currency"), undoable=False) as work:
        work.session.execute(update(TeamSettings).values(currency=currency))


def free_path(folder: Path, name: str) -> Path:
    """Gives a place in a folder that is not taken: “My team”, then “My team 2” and so on."""
    stem = name_for_file(name, DeskFacts.team_name)
    names = (stem if number == 1 else f"{stem} {number}" for number in count(1))
    return next(path for each in names if not (path := folder / f"{each}{DESK_SUFFIX}").exists())


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
