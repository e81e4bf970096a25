"""What could be said of a person on the Desk; of all of it the most urgent is."""

from salesdesk.env.clock import FixedClock
from salesdesk.practice.nudges import Nudge
from salesdesk.services.attention import every_nudge
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile


def nudges_about(desk: DeskFile, clock: FixedClock, person_id: int) -> list[Nudge]:
    """Gives every nudge about a person, the most urgent first."""
    return [
        each for each in every_nudge(desk, clock.today(), team_settings(desk)) if each.person_id == person_id
    ]
