"""Reads what is still to be talked about, person by person; a point carries over until it is discussed."""

from datetime import date

from salesdesk.model.coaching import AUTHORS
from salesdesk.services.coaching.values import OpenPoint
from salesdesk.store.desk_file import DeskFile


def open_points(desk: DeskFile, person_id: int | None) -> list[OpenPoint]:
    """Gives the open agenda points, the ones carried over most first."""
    rows = desk.rows(
        "SELECT g.id, g.salesperson_id, p.name, g.text, g.raised_by, g.times_carried, g.visibility, "
        "g.created_at "
        "FROM agenda_point g JOIN salesperson p ON p.id = g.salesperson_id "
        "WHERE g.discussed_on IS NULL AND g.deleted_at IS NULL "
        "AND p.deleted_at IS NULL AND p.status IN ('active', 'candidate') "
        "AND (:person IS NULL OR g.salesperson_id = :person) "
        "ORDER BY g.times_carried DESC, g.created_at, g.id",
        {"person": person_id},
    )
    return [
        OpenPoint(
            row["id"], row["salesperson_id"], row["name"], row["text"], AUTHORS[row["raised_by"]],
            row["times_carried"], row["visibility"] == "private", date.fromisoformat(row["created_at"][:10]),
        )
        for row in rows
    ]  # fmt: skip
