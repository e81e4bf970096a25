"""Keeps how the deals stood after each import, and reads from it what moved between two of them."""

from datetime import date

from sqlalchemy import DateTime, bindparam, text
from sqlalchemy.orm import Session

from salesdesk.frozen import frozen
from salesdesk.model.columns import utc_now
from salesdesk.practice.moves import DealMove, DealThen, moves_between
from salesdesk.services.stored_values import day_of, money_of
from salesdesk.services.team_settings import team_settings
from salesdesk.store.bulk import inserting
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.sessions import driver_connection

_KEPT = ("outcome", "amount", "currency", "expected_on", "stage_id", "salesperson_id")
_LINE = ", ".join(_KEPT)
# SQLite gives the other columns of the row that holds the maximum.
_STANDING = f"SELECT opportunity_id, max(batch_id) AS batch_id, {_LINE} FROM deal_snapshot"
_NOW = ", ".join(
    "CASE WHEN o.deleted_at IS NULL THEN o.outcome ELSE 'gone' END" if name == "outcome" else f"o.{name}"
    for name in _KEPT
)
_DAY = "coalesce(as_of, date(applied_at))"
_OPEN = text("SELECT id FROM opportunity WHERE outcome = 'open' AND deleted_at IS NULL")
_SINCE = text(
    f"SELECT {_DAY} FROM import_batch WHERE id = (SELECT max(batch_id) FROM deal_snapshot WHERE batch_id < :batch)"
)
_WRITE = text(
    f"INSERT INTO deal_snapshot (batch_id, created_at, changed_at, opportunity_id, {_LINE}) "
    f"SELECT :batch, :stamp, :stamp, o.id, {_NOW} FROM opportunity o "
    f"LEFT JOIN ({_STANDING} GROUP BY opportunity_id) l ON l.opportunity_id = o.id "
    f"WHERE CASE WHEN l.opportunity_id IS NOT NULL "
    f"THEN ({_NOW}) IS NOT ({', '.join(f'l.{name}' for name in _KEPT)}) "
    f"ELSE o.deleted_at IS NULL AND (o.outcome = 'open' OR o.closed_on >= :since "
    f"OR o.id IN (SELECT value FROM json_each(:were_open))) END"
).bindparams(bindparam("stamp", type_=DateTime))


def open_deals(session: Session) -> list[int]:
    """Gives the deals that are open now, to be asked before an import is written."""
    return list(session.scalars(_OPEN))


def write_snapshot(session: Session, batch_id: int, were_open: list[int]) -> None:
    """Writes how the deals stand after an import: those open before it or after it, and those closed since the last.

    Only what differs from the snapshot before is written.
    """
    values = {
        "batch": batch_id, "stamp": utc_now(), "were_open": str(were_open),
        "since": session.scalar(_SINCE, {"batch": batch_id}),
    }  # fmt: skip
    with inserting(driver_connection(session), "deal_snapshot"):
        session.execute(_WRITE, values)


@frozen
class Snapshot:
    """How the deals stood after one import: its number, the day it was of, and its file."""

    batch_id: int
    day: date | None
    file_name: str


def snapshots(desk: DeskFile) -> list[Snapshot]:
    """Gives every snapshot that stands, the oldest first."""
    rows = desk.rows(
        f"SELECT id, {_DAY} AS day, file_name FROM import_batch WHERE kind = 'deals' AND taken_back_at IS NULL "
        "AND deleted_at IS NULL AND id >= (SELECT min(batch_id) FROM deal_snapshot) ORDER BY id"
    )
    return [Snapshot(row["id"], day_of(row["day"]), row["file_name"]) for row in rows]


def standings(desk: DeskFile, batch_id: int) -> dict[int, DealThen]:
    """Gives how each deal stood after an import, by its number; deals that were no longer on the desk are left out."""
    home = team_settings(desk)["currency"]
    rows = desk.rows(f"{_STANDING} WHERE batch_id <= ? GROUP BY opportunity_id", (batch_id,))
    return {
        row["opportunity_id"]: DealThen(
            row["outcome"], money_of(row["amount"]), row["currency"] or home, day_of(row["expected_on"]),
            row["stage_id"], row["salesperson_id"],
        )
        for row in rows
        if row["outcome"] != "gone"
    }  # fmt: skip


def moved_between(desk: DeskFile, earlier: int, later: int) -> list[DealMove]:
    """Gives what moved in the deals from one import to a later one."""
    order = {row["id"]: row["position"] for row in desk.rows("SELECT id, position FROM stage")}
    return moves_between(standings(desk, earlier), standings(desk, later), order)
