"""What could be said of a person on the Desk; of all of it the most urgent is."""

from salesdesk.env.clock import FixedClock
from salesdesk.practice.nudges import Nudge, nudges_for
from salesdesk.services.attention import person_facts
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile


def nudges_about(desk: DeskFile, clock: FixedClock, person_id: int) -> list[Nudge]:
    """Gives every nudge about a person, the most urgent first."""
    settings, today = team_settings(desk), clock.today()
    people = person_facts(desk, today, settings["development_gap_days"])
    return [
        nudge
        for facts in people
        if facts.person_id == person_id
        for nudge in nudges_for(facts, settings, today)
    ]
