"""Saves what an open desk holds whose file was lost, and lets go of it without touching what lies in its place."""

import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from salesdesk.env.errors import NotWholeError
from salesdesk.env.held_files import opened
from salesdesk.env.whole_file import put_in_place
from salesdesk.store.connection import NAMED, Parameters, name_of
from salesdesk.store.in_place import taking_place
from salesdesk.store.presence import Loss, Place, places_beside


def free_name(path: Path, at: datetime) -> Path:
    """Gives a name beside a desk for what was kept of it: “Team (kept 27 Nov 14.05)”."""
    kept = _("kept {at:%d %b %H.%M}", at=at)
    names = (f"{path.stem} ({kept}{f', {number}' if number > 1 else ''}){path.suffix}" for number in count(1))
    return next(found for name in names if not (found := path.with_name(name)).exists())


def write_view(rows: Callable[[str, Parameters], object], target: Path) -> None:
    """Writes what the connection of `rows` reads into a new file, whole and checked or not at all.

    Raises NotWholeError where that is not whole any more, UserError where the folder does not take it.
    """
    not_whole = NotWholeError(
        _(
            "What was here is no longer whole, so “{name}” was not written. "
            "Go on with your newest backup: File > Backups.",
            name=target.name,
        )
    )
    with taking_place(target, unsound=not_whole) as beside:
        rows(f"VACUUM INTO {NAMED}", (name_of(beside),))


def copy_of_open(path: Path, target: Path) -> None:
    """Copies the file of an open desk."""
    with opened(path) as there, target.open("wb") as copy:
        shutil.copyfileobj(there, copy)


@contextmanager
def letting_go(path: Path, loss: Loss | None, own: dict[str, Place]) -> Generator[None]:
    """Surrounds the closing of all connections to a desk.

    Of a lost one nothing must go into what lies in its place. SQLite sees by itself that a file is another one; one
    that was written over is made another one first, with the same bytes. What SQLite leaves beside goes with it, as
    far as it is its `own`: a whole folder may have been exchanged, and what stands there now is the other desk's.
    """
    if loss is Loss.OVERWRITTEN:
        with suppress(OSError), put_in_place(path) as beside:
            copy_of_open(path, beside)
    yield
    if loss is not None:
        for ending, place in places_beside(path).items():
            if own.get(ending) == place:
                with suppress(OSError):
                    path.with_name(path.name + ending).unlink(missing_ok=True)
