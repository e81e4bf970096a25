"""Readies a desk before anything works on it, by the window or by a command: each opens it by this door alone.

What lay beside it that is of another file is told once in the window, whoever set it aside.
"""

from contextlib import suppress
from pathlib import Path

from salesdesk.env.errors import UserError
from salesdesk.env.whole_file import write_over
from salesdesk.store.connection import has_room, log_beside, may_write, old_of, waiting_beside
from salesdesk.store.keys import refuse_locked
from salesdesk.store.log_mark import keep_in_mind, misses_changes, was_missing
from salesdesk.store.parted_log import parted_from
from salesdesk.store.strange_journal import refuse_other_name, set_strange_journal_aside


def ready(path: Path, notes: Path | None = None) -> Path | None:
    """Brings a desk its own log, sets that of another one aside, and keeps in mind what is missing.

    Gives where the strange one is now. In the folder of `notes` it was noted where logs wait. Raises UserError where
    the file makes sense neither with what is beside it nor alone, or is open by another name; then it must not be
    opened to write.
    """
    write_over(old_of(path))  # of one that was ended while it got another passphrase
    refuse_locked(path)
    refuse_other_name(path)
    if path.is_file() and not may_write(path):
        refuse_parted(path, notes)
        return None  # there it is read as it lies, or refused
    aside = bring_own_log(path, notes)
    if found := set_strange_journal_aside(path):
        _keep(path)
    return found or aside


def bring_own_log(path: Path, notes: Path | None = None) -> Path | None:
    """Does the first of that alone, for what only reads a desk; gives where the log is that was in the way."""
    refuse_locked(path)
    aside = keep_in_mind(path, notes) if path.is_file() and may_write(path) else None
    if aside is not None:
        _keep(path)
    return aside


def refuse_parted(path: Path, notes: Path | None) -> None:
    """Raises UserError where the log of a desk lies elsewhere and cannot be brought to it: it would be left out."""
    if may_write(path) or (log := parted_from(path, notes)) is None:
        return
    if not has_room(path):
        raise UserError(
            _(
                "What was stored last in “{name}” lies in “{log}”, and the disk with {folder} is full, so that the two "
                "cannot be brought together. Nothing was changed; make some room there, then try again.",
                name=path.name,
                log=log,
                folder=path.parent,
            )
        )
    raise UserError(
        _(
            "What was stored last in “{name}” lies in “{log}”, and here nothing may be written to bring the two "
            "together. Copy both to a folder of your own, give the second the name “{own}” and open the first there.",
            name=path.name,
            log=log,
            own=log_beside(path).name,
        )
    )


def refuse_unreadable(path: Path, *, old: bool = False) -> None:
    """Raises UserError where a desk on read-only media, or on a full disk, cannot be read as it lies there."""
    if not (old or waiting_beside(path)):
        return
    if not has_room(path):
        raise UserError(
            _(
                "“{name}” has to be brought up to date before it can be read, and the disk with {folder} is full. "
                "Nothing was changed; make some room there, then open it again.",
                name=path.name,
                folder=path.parent,
            )
        )
    raise UserError(
        _(
            "“{name}” has to be brought up to date before it can be read, and here nothing may be written. "
            "Copy it, with all files of its name, to a folder of your own and open it there.",
            name=path.name,
        )
    )


def lacks_changes(path: Path, notes: Path | None = None) -> bool:
    """Tells whether changes are missing and the user does not know; where nothing may be written it is looked up."""
    return was_missing(path) or (path.is_file() and not may_write(path) and misses_changes(path, notes))


def was_set_aside(path: Path) -> bool:
    """Tells whether something strange was set aside, and the user does not know yet."""
    return _place(path).exists()


def forget_set_aside(path: Path) -> None:
    """Is called when the user was told."""
    with suppress(OSError):
        _place(path).unlink(missing_ok=True)


def _keep(path: Path) -> None:
    with suppress(OSError):
        _place(path).touch()


def _place(path: Path) -> Path:
    return path.with_name(f".{path.name}.aside")
