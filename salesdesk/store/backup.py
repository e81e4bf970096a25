"""Writes verified copies of a desk and thins out old ones."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from glob import escape
from pathlib import Path

from sqlcipher3 import dbapi2

from salesdesk.env.errors import UserError
from salesdesk.store.connection import connect

KEEP_NEWEST = 20
_STAMP = re.compile(r"-(\d{8}-\d{6})(-[a-z-]+)?")


def back_up(connection: dbapi2.Connection, desk: Path, folder: Path, at: datetime, why: str) -> Path:
    """Copies a live desk in one step, checks the copy and gives its path; a bad copy is no backup."""
    name = "-".join(part for part in (desk.stem, f"{at:%Y%m%d-%H%M%S}", why) if part)
    target, beside = folder / f"{name}.salesdesk", folder / f".{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(beside),))
    except (OSError, dbapi2.Error) as error:
        raise UserError(
            _(
                "The backup of “{name}” could not be written to {folder}, so nothing was changed; "
                "check that there is room on the disk and that you may write there.",
                name=desk.name,
                folder=folder,
            )
        ) from error
    _verify(beside)
    beside.replace(target)
    _thin_out(folder, desk.stem)
    return target


def newest_backup(desk: Path, folder: Path) -> datetime | None:
    """Gives the moment of the newest backup of a desk in a folder, None where there is none."""
    return max((moment for moment, _ in _backups(folder, desk.stem)), default=None)


def _verify(target: Path) -> None:
    """Reads the whole copy back; one that SQLite finds fault with is thrown away."""
    try:
        with closing(connect(target)) as copy:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except dbapi2.Error as error:
        verdict = str(error)
    if verdict != "ok":
        target.unlink(missing_ok=True)
        raise UserError(
            _("The backup could not be read back, so it was thrown away and nothing was changed.")
        )


def _backups(folder: Path, stem: str) -> Iterator[tuple[datetime, Path]]:
    for path in folder.glob(f"{escape(stem)}-*.salesdesk") if folder.is_dir() else ():
        stamp = _STAMP.fullmatch(path.stem.removeprefix(stem))
        moment = _moment(stamp[1]) if stamp else None
        if moment:
            yield moment, path


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%d-%H%M%S")
    except ValueError:
        return None


def _thin_out(folder: Path, stem: str) -> None:
    """Keeps the newest backups and, of the older ones, the first of every month."""
    months: set[tuple[int, int]] = set()
    for moment, path in sorted(_backups(folder, stem))[:-KEEP_NEWEST]:
        month = (moment.year, moment.month)
        if month in months:
            path.unlink(missing_ok=True)
        months.add(month)
