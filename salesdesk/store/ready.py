"""Readies a desk before anything works on it, by the window or by a command: each opens it by this door alone.

What lay beside it that is of another file is told once in the window, whoever set it aside.
"""

from contextlib import suppress
from pathlib import Path

from salesdesk.store.connection import may_write
from salesdesk.store.log_mark import keep_in_mind
from salesdesk.store.strange_journal import set_strange_journal_aside


def ready(path: Path, notes: Path | None = None) -> Path | None:
    """Brings a desk its own log, sets that of another one aside, and keeps in mind what is missing.

    Gives where the strange one is now. In the folder of `notes` it was noted where logs wait. Raises UserError where
    the file makes sense neither with what is beside it nor alone; then it must not be opened to write.
    """
    if path.is_file() and not may_write(path):
        return None  # there it is read as it lies, or refused
    aside = bring_own_log(path, notes)
    if found := set_strange_journal_aside(path):
        _keep(path)
    return found or aside


def bring_own_log(path: Path, notes: Path | None = None) -> Path | None:
    """Does the first of that alone, for what only reads a desk; gives where the log is that was in the way."""
    aside = keep_in_mind(path, notes) if path.is_file() and may_write(path) else None
    if aside is not None:
        _keep(path)
    return aside


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
