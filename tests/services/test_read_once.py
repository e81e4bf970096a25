"""What one screen asks about quotas and the team is read once for it."""

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.services.desk import DeskService
from salesdesk.services.people import active_people
from salesdesk.services.roster import RosterService
from salesdesk.services.team import TeamService
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every plain statement that a desk is asked from here on."""
    found: list[str] = []
    rows = DeskFile.rows

    def noting(self: DeskFile, sql: str, *values: object) -> object:
        found.append(sql)
        return rows(self, sql, *values)

    monkeypatch.setattr(DeskFile, "rows", noting)
    return found


@pytest.mark.parametrize("screen", ["desk", "roster", "team table", "results", "rows behind", "head"])
def test_that_the_quotas_are_read_once_for_a_screen(
    sample_desk: DeskFile, clock: FixedClock, asked: list[str], screen: str
) -> None:
    person, team = active_people(sample_desk)[0][0], TeamService(sample_desk, clock)
    asked.clear()
    {
        "desk": DeskService(sample_desk, clock).view,
        "roster": RosterService(sample_desk, clock).roster,
        "team table": team.figures,
        "results": lambda: team.results(person),
        "rows behind": lambda: team.rows_behind(person, "won"),
        "head": lambda: team.page(person),
    }[screen]()
    assert sum("FROM quota q\nJOIN" in sql for sql in asked) == 1
