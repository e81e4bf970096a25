"""Says what stands on the page of problems brought to the manager: figures, a line to write in, the ledger, people."""

from typing import Final

from salesdesk.gui.widgets.blocks import by_person, entry, figures, listing
from salesdesk.gui.widgets.blocks_page import Beside
from salesdesk.services.bundle import Services
from salesdesk.services.practices.counting import FigureValue, PersonBarValue, person_bars, read_figures
from salesdesk.services.team_settings import team_settings

SHOWN: Final = ("problems_taken_over", "problems_handed_back", "problems_kept", "problems_support")
LEGEND: Final = (
    ("problems_handed_back", "back"), ("problems_advised", "advised"), ("problems_taken_over", "taken over"),
)  # fmt: skip
PEOPLE: Final = (
    "What each brought in the days looked at, and whose it was afterwards; support is not counted."
)


def _figures(services: Services, person_id: int | None) -> list[FigureValue]:
    return read_figures(services.desk, SHOWN, person_id, team_settings(services.desk), services.clock.today())


def _people(services: Services, person_id: int | None) -> list[PersonBarValue]:
    return person_bars(services.desk, LEGEND, person_id, team_settings(services.desk), services.clock.today())


BLOCKS: Final = (
    figures(_figures),
    entry(
        "problem", "response", {"handed_back": "Hand back", "advised": "Advise", "taken_over": "I take it"}
    ),
    Beside((listing("problem"),), (by_person("By person", _people, PEOPLE),)),
)
