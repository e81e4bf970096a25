"""Keeps a desk to one window: a second start of the program on the same file is told so."""

from pathlib import Path

from PySide6.QtCore import QLockFile

from salesdesk.env.errors import UserError


def lock_desk(path: Path) -> QLockFile:
    """Takes a desk for this window, until the lock is released; raises UserError where another window has it.

    The lock of a program that was killed does not count. Where no lock can be written at all the desk
    opens, or fails, as it would anyway.
    """
    lock = QLockFile(str(path.parent / f".{path.name}.lock"))
    # A desk stays open all day: age says nothing, only whether the program still runs.
    lock.setStaleLockTime(0)
    if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
        raise UserError(
            f"“{path.name}” is open in another window of SalesDesk, so it was left alone here. "
            "Go on in that window, or close it first."
        )
    return lock
