"""Tells whom a backup has, and until when it stays by the rule that thins them out, as if one were made every day."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.store.backup import KEEP_DAYS, KEEP_NEWEST, KEEP_WEEKS, Backup, kept_of
from salesdesk.store.examine import open_untouched

_LOOKED_AHEAD: Final = KEEP_NEWEST + KEEP_DAYS + 7 * KEEP_WEEKS
"""So many days of work later only what stays for good is left."""


def stays_until(backups: Sequence[Backup], now: datetime) -> dict[Path, date | None]:
    """Gives by file the day on which a backup goes by itself where work is done every day; None for never."""
    found: dict[Path, date | None] = {backup.path: None for backup in backups}
    kept = set(backups)
    for ahead in range(1, _LOOKED_AHEAD + 1):
        day = now + timedelta(days=ahead)
        there = {*kept, Backup(Path(f"{day:%Y-%m-%d}"), day, "", day)}
        kept = kept_of(list(there), day)
        found |= {gone.path: day.date() for gone in there - kept if gone.path in found}
    return found


def holds_name(backup: Backup, names: Sequence[str]) -> bool | None:
    """Tells whether a backup has somebody of one of these names or addresses; None where it cannot be read."""
    marks = ", ".join("?" * len(names))
    sql = f"SELECT 1 FROM salesperson WHERE name IN ({marks}) OR email IN ({marks}) LIMIT 1"
    try:
        with closing(open_untouched(backup.path)) as connection:
            return connection.execute(sql, (*names, *names)).fetchone() is not None
    except (OSError, dbapi2.Error, UserError, DeskFileError):
        return None
