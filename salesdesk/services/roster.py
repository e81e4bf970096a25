"""Lists who is in the team, with how many things about each need the manager; plain SQL, first on screen."""

from collections import Counter
from typing import Final

from salesdesk.env.clock import Clock
from salesdesk.frozen import frozen
from salesdesk.practice.attainment import Attainment
from salesdesk.services.attention import nudges
from salesdesk.services.practices import READ_BY_PRACTICES
from salesdesk.services.quarter import quarter_attainment
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile


@frozen
class RosterEntry:
    """One person in the list on the left; `level` is the stored value, `needs` a count, `late` its urgency."""

    person_id: int
    name: str
    level: str
    needs: int
    late: bool


@frozen
class Roster:
    """The list on the left: the team as a whole, the salespeople and the candidates."""

    team_name: str
    period_label: str
    attainment: Attainment
    people: tuple[RosterEntry, ...]
    candidates: tuple[RosterEntry, ...]

    def find(self, person_id: int | None) -> RosterEntry | None:
        """Gives the entry of a person, None for the whole team or somebody who is not listed."""
        return next((e for e in (*self.people, *self.candidates) if e.person_id == person_id), None)


class RosterService:
    """Reads the roster; `kinds` are the kinds of record it is read from."""

    kinds: Final = READ_BY_PRACTICES | {"opportunity", "quota", "postponement"}

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def roster(self) -> Roster:
        """Gives the roster as of today."""
        today, settings = self._clock.today(), team_settings(self._desk)
        period, stands, _ = quarter_attainment(self._desk, today, None)
        found = nudges(self._desk, today)
        needs = Counter(nudge.person_id for nudge in found)
        late = {nudge.person_id for nudge in found if nudge.severity == "late"}
        rows = self._desk.rows(
            "SELECT id, name, level, status FROM salesperson "
            "WHERE status IN ('active', 'candidate') AND deleted_at IS NULL ORDER BY name COLLATE names"
        )
        entries = {
            status: tuple(
                RosterEntry(r["id"], r["name"], r["level"], needs[r["id"]], r["id"] in late)
                for r in rows
                if r["status"] == status
            )
            for status in ("active", "candidate")
        }
        label = period.label.split()[0]
        return Roster(settings["team_name"], label, stands, entries["active"], entries["candidate"])
