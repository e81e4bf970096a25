"""Writes verified copies of a desk and thins out old ones."""

import re
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from salesdesk.env.errors import UserError
from salesdesk.store.connection import connect

KEEP_NEWEST = 20
_STAMP = re.compile(r"-(\d{8})-(\d{6})")


def back_up(connection: dbapi2.Connection, desk: Path, folder: Path, at: datetime, why: str) -> Path:
    """Copies a live desk in one step, checks the copy and gives its path; a bad copy is no backup."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "-".join(part for part in (desk.stem, f"{at:%Y%m%d-%H%M%S}", why) if part)
    target = folder / f"{name}.salesdesk"
    target.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except dbapi2.Error as error:
        target.unlink(missing_ok=True)
        raise UserError(
            f"The backup of “{desk.name}” could not be written to {folder}, so nothing was changed; "
            "check that there is room on the disk."
        ) from error
    _verify(target)
    _thin_out(folder, desk.stem)
    return target


def newest_backup(desk: Path, folder: Path) -> datetime | None:
    """Gives the moment of the newest backup of a desk in a folder, None where there is none."""
    moments = [moment for moment, _ in _backups(folder, desk.stem)]
    return max(moments, default=None)


def _verify(target: Path) -> None:
    copy = connect(target)
    try:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        copy.close()
    if verdict != "ok":
        target.unlink(missing_ok=True)
        raise UserError("The backup could not be read back, so it was thrown away and nothing was changed.")


def _backups(folder: Path, stem: str) -> list[tuple[datetime, Path]]:
    found: list[tuple[datetime, Path]] = []
    for path in folder.glob(f"{stem}-*.salesdesk") if folder.is_dir() else ():
        if match := _STAMP.match(path.stem.removeprefix(stem)):
            found.append((datetime.strptime("".join(match.groups()), "%Y%m%d%H%M%S"), path))
    return sorted(found, reverse=True)


def _thin_out(folder: Path, stem: str) -> None:
    """Keeps the newest backups and, of the older ones, the first of every month."""
    months: set[tuple[int, int]] = set()
    for moment, path in reversed(_backups(folder, stem)[KEEP_NEWEST:]):
        month = (moment.year, moment.month)
        if month in months:
            path.unlink(missing_ok=True)
        months.add(month)
