"""Takes a desk for one window, under every name the file has, and calls the window that has it."""

from pathlib import Path

from PySide6.QtCore import QDir, QLockFile

from salesdesk.env.errors import UserError


class DeskLock:
    """The right of one window to a desk, until it is let go; the lock of a program that was killed does not count.

    One lock lies beside the file, where other computers see it too; one goes by the place on this laptop's disk, so
    that a link opens no second window. Where no lock can be written at all the desk opens, or
    fails, as it would anyway.
    """

    def __init__(self, path: Path) -> None:
        real = path.resolve()
        self._locks = [QLockFile(str(real.parent / f".{real.name}.lock"))]
        self._call: Path | None = None
        if real.is_file():
            found = real.stat()
            beside = Path(QDir.tempPath()) / f"salesdesk-{found.st_dev:x}-{found.st_ino:x}"
            self._locks.append(QLockFile(f"{beside}.lock"))
            self._call = beside.with_suffix(".call")

    def take(self, name: str) -> None:
        """Takes the desk; raises UserError where another window has it."""
        for lock in self._locks:
            # A desk stays open all day: age says nothing, only whether the program still runs.
            lock.setStaleLockTime(0)
            if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
                self.unlock()
                raise UserError(
                    _(
                        "“{name}” is open in another window of SalesDesk, so it was left alone here. "
                        "Go on in that window, or close it first.",
                        name=name,
                    )
                )

    def unlock(self) -> None:
        """Lets the desk go."""
        for lock in self._locks:
            lock.unlock()

    def call(self) -> None:
        """Asks the window that has the desk to come forward; it does so within a second where it is on this laptop."""
        if self._call is not None:
            self._call.touch()

    def called(self) -> bool:
        """Tells, once, whether another start asked this window to come forward."""
        if self._call is None or not self._call.exists():
            return False
        self._call.unlink(missing_ok=True)
        return True

    def answered(self) -> bool:
        """Tells whether the window that has the desk has heard the call; a call nobody hears is taken back."""
        if self._call is None or not self._call.exists():
            return self._call is not None
        self._call.unlink(missing_ok=True)
        return False
