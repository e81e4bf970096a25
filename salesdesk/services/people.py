"""Lists who is in the team now and who stands beside it, and finds one of all salespeople by name; plain SQL."""

from collections.abc import Sequence
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.env.folding import folded
from salesdesk.env.short_words import brief
from salesdesk.store.desk_file import DeskFile, Row

MOST_NAMES = 5
IN_TEAM: Final = "SELECT id FROM salesperson WHERE status = 'active' AND deleted_at IS NULL"
"""Who the team is: those who are in it now. Every figure of the whole team counts these people and no others."""

BESIDE: Final = {"archived": _("left"), "candidate": _("candidate"), "outside": _("not in my team")}
"""Whose lines stand beside the team's, in brackets, and are no part of its total."""


def of_team_or(column: str) -> str:
    """Gives the SQL condition for things of the one person bound as `:person`, or with None of the whole team."""
    return f"CASE WHEN :person IS NULL THEN {column} IN ({IN_TEAM}) ELSE {column} = :person END"


def team_and(column: str) -> str:
    """Gives the SQL condition for things of the whole team, and of the person bound as `:person` if any."""
    return f"({column} IN ({IN_TEAM}) OR {column} = :person)"


def name_of(desk: DeskFile, person_id: int | None, nobody: str = "") -> str:
    """Gives the name of a person, in the Trash or not, else what stands for nobody."""
    rows = desk.rows("SELECT name FROM salesperson WHERE id = ?", (person_id,))
    return rows[0]["name"] if rows else nobody


def active_people(desk: DeskFile) -> list[tuple[int, str]]:
    """Gives id and name of everybody in the team now, by name."""
    rows = desk.rows(f"SELECT id, name FROM salesperson WHERE id IN ({IN_TEAM}) ORDER BY name COLLATE names")
    return [(row["id"], row["name"]) for row in rows]


def team_and_beside(desk: DeskFile, person_id: int | None = None) -> list[tuple[int, str, bool]]:
    """Lists (id, name of the line, in the team now) of the team and who may stand beside it, or of one person.

    The team comes first. Who is not in my team stands nowhere, unless looked at alone.
    """
    rows = desk.rows(
        f"SELECT id, name, status, id IN ({IN_TEAM}) AS in_team FROM salesperson WHERE deleted_at IS NULL "
        "AND (:person IS NULL AND status != 'outside' OR id = :person) ORDER BY in_team DESC, name COLLATE names",
        {"person": person_id},
    )
    return [(row["id"], _line_name(row["name"], row["status"]), bool(row["in_team"])) for row in rows]


def in_the_trash(desk: DeskFile) -> list[tuple[int, str, bool]]:
    """Lists those who lie in the Trash as lines beside the team: what they won stays won."""
    rows = desk.rows(
        "SELECT id, name FROM salesperson WHERE deleted_at IS NOT NULL AND status != 'outside' "
        "ORDER BY name COLLATE names"
    )
    return [(row["id"], _("{name} (in the Trash)", name=row["name"]), False) for row in rows]


def name_in_trash(desk: DeskFile, person_id: int | None, name: str = "") -> str:
    """Names somebody in the Trash, by number or by a `name` that nobody else has; empty where there is none."""
    rows = desk.rows(
        "SELECT name, deleted_at FROM salesperson WHERE id IS ? OR (? IS NULL AND name = ?)",
        (person_id, person_id, name),
    )
    return rows[0]["name"] if rows and all(row["deleted_at"] for row in rows) else ""


def told_of_namesakes(desk: DeskFile, person_id: int) -> str:
    """Says that somebody else has the very name of a person, which a file then cannot tell apart; else nothing."""
    rows = desk.rows("SELECT id, name FROM salesperson WHERE deleted_at IS NULL")
    name = next((row["name"] for row in rows if row["id"] == person_id), "")
    same = sum(folded(row["name"]) == folded(name) for row in rows)
    if same < 2:
        return ""
    return _(
        "{number} salespeople are called “{name}” now. A file tells them apart by their number alone.",
        number=same, name=brief(name),
    )  # fmt: skip


def person_named(desk: DeskFile, name: str) -> tuple[int, str]:
    """Finds id and name by the name, or by part of it where that is clear; raises UserError otherwise."""
    return _named_among(
        desk.rows(
            "SELECT id, name FROM salesperson WHERE deleted_at IS NULL ORDER BY name COLLATE names, id"
        ),
        name,
    )


def anybody_named(desk: DeskFile, name: str) -> tuple[int, str]:
    """Finds somebody by the whole name, in the Trash or not; raises UserError where that is not one person."""
    rows = desk.rows("SELECT id, name FROM salesperson ORDER BY deleted_at IS NOT NULL, id")
    exact = [row for row in rows if folded(row["name"]) == folded(name.strip())]
    if len(exact) > 1:
        said = _(
            "{number} people are called “{name}”; rename the one that is meant.", number=len(exact), name=name
        )
        raise UserError(said)
    return _named_among(exact or [], name)


def _named_among(rows: Sequence[Row], name: str) -> tuple[int, str]:
    wanted = folded(name.strip())
    exact = [row for row in rows if folded(row["name"]) == wanted]
    found = exact[:1] or [
        row for row in rows if any(map(str.isalnum, wanted)) and wanted in folded(row["name"])
    ]
    if not found:
        raise UserError(
            _(
                "There is no salesperson “{name}” in this desk; check how the name is written.",
                name=brief(name),
            )
        )
    if len(found) > 1:
        names = ", ".join(str(row["name"]) for row in found[:MOST_NAMES])
        raise UserError(_("“{name}” may be {names}; give the whole name.", name=brief(name), names=names))
    return found[0]["id"], found[0]["name"]


def person_meant(words: str, people: Sequence[tuple[int, str]]) -> tuple[int | None, str]:
    """Finds whom words begin with, such as "Boris: the quote is late", and gives the id and the words after the name.

    A first name is enough where only one has it; nothing but the name and what sets it off is left out.
    """
    said = words.strip()
    wanted = folded(said)
    for shown in (str, _first_name):
        found = [(number, shown(name)) for number, name in people if _begins(wanted, folded(shown(name)))]
        if len(found) == 1:
            ((number, called),) = found
            return number, said[len(called) :].strip(" ,-:")
    return None, said


def _first_name(name: str) -> str:
    return name.split(maxsplit=1)[0]


def _begins(words: str, name: str) -> bool:
    return words == name or words.startswith((f"{name} ", f"{name}:", f"{name},"))


def _line_name(name: str, status: str) -> str:
    """Gives the name of a line; one that is no part of the total says in brackets whose it is."""
    return name if status == "active" else f"{name} ({BESIDE[status]})"
