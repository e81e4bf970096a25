"""Lists who is in the team now, and finds one of all salespeople by name; plain SQL."""

from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.store.desk_file import DeskFile

MOST_NAMES = 5
IN_TEAM: Final = "SELECT id FROM salesperson WHERE status = 'active' AND deleted_at IS NULL"
"""Who the team is: those who are in it now. Every figure of the whole team counts these people and no others."""


def of_team_or(column: str) -> str:
    """Gives the SQL condition for things of the one person bound as `:person`, or with None of the whole team."""
    return f"CASE WHEN :person IS NULL THEN {column} IN ({IN_TEAM}) ELSE {column} = :person END"


def team_and(column: str) -> str:
    """Gives the SQL condition for things of the whole team, and of the person bound as `:person` if any."""
    return f"({column} IN ({IN_TEAM}) OR {column} = :person)"


def active_people(desk: DeskFile) -> list[tuple[int, str]]:
    """Gives id and name of everybody in the team now, by name."""
    rows = desk.rows(f"SELECT id, name FROM salesperson WHERE id IN ({IN_TEAM}) ORDER BY name COLLATE names")
    return [(row["id"], row["name"]) for row in rows]


def person_named(desk: DeskFile, name: str) -> tuple[int, str]:
    """Finds id and name by the name, or by part of it where that is clear; raises UserError otherwise."""
    wanted = name.strip().casefold()
    rows = desk.rows("SELECT id, name FROM salesperson WHERE deleted_at IS NULL ORDER BY name, id")
    exact = [row for row in rows if row["name"].casefold() == wanted]
    found = exact[:1] or [row for row in rows if wanted and wanted in row["name"].casefold()]
    if not found:
        raise UserError(f"There is no salesperson “{name}” in this desk; check how the name is written.")
    if len(found) > 1:
        names = ", ".join(str(row["name"]) for row in found[:MOST_NAMES])
        raise UserError(f"“{name}” may be {names}; give the whole name.")
    return found[0]["id"], found[0]["name"]
