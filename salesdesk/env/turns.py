"""Lets one program at a time work on a file, by a lock of the system that ends with the program, however that ends."""

import os
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

_PAUSE: Final = 0.1  # seconds
_guard = threading.Lock()
_here: set[Path] = set()
"""What this program has: its locks keep out others only, and closing any other descriptor would let go of them."""


def lock_bytes(file: BinaryIO, at: int, length: int, *, shared: bool = False) -> None:
    """Locks bytes of a file until it is closed; raises OSError where another program holds one of them."""
    file.seek(at)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, length)
    else:
        import fcntl

        fcntl.lockf(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB, length, at)


@contextmanager
def in_turn(path: Path, work: str, patience: float = 0) -> Generator[bool]:
    """Takes the turn for some `work` on a file as long as this lasts; gives False where another keeps it so long.

    Where the system has no place for that or knows no locks, nobody is waited for. No file is left behind.
    """
    try:
        place = _place(path, work)
        file = _awaited(place, time.monotonic() + patience)
    except BlockingIOError:
        yield False
        return
    except OSError:
        yield True
        return
    try:
        yield True
    finally:
        _let_go(place, file)


def _place(path: Path, work: str) -> Path:
    """Gives where the turn for a file is, by whatever way its folder is reached."""
    import hashlib  # brings all of OpenSSL, which no start needs
    from tempfile import gettempdir

    folder = os.path.realpath(path.parent)
    name = hashlib.sha256(os.fsencode(os.path.normcase(Path(folder) / path.name))).hexdigest()[:16]
    return Path(gettempdir()) / f"salesdesk-{name}.{work}"


def _awaited(place: Path, until: float) -> BinaryIO:
    """Takes the place; raises BlockingIOError where another has it all the time, OSError where it cannot be taken."""
    while True:
        with suppress(FileNotFoundError):  # whoever had it took it away: the next is another file
            try:
                return _taken(place)
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise
                time.sleep(_PAUSE)


def _taken(place: Path) -> BinaryIO:
    with _guard:
        if place in _here:
            raise BlockingIOError
        try:
            file = place.open("ab")
        except FileNotFoundError as error:
            raise NotADirectoryError(place.parent) from error
        try:
            _lock(file)
            if not os.path.samestat(os.fstat(file.fileno()), place.stat()):
                raise FileNotFoundError(place)
        except (BlockingIOError, FileNotFoundError):
            file.close()
            raise
        except OSError:  # a disk that knows no locks
            file.close()
            place.unlink(missing_ok=True)
            raise
        _here.add(place)
        return file


def _lock(file: BinaryIO) -> None:
    try:
        lock_bytes(file, 0, 1)
    except PermissionError as error:  # so some systems say the same
        raise BlockingIOError from error


def _let_go(place: Path, file: BinaryIO) -> None:
    """Takes the file away; where an open one can be taken away that is first, for nobody must take it in between."""
    with _guard:
        if os.name == "nt":
            file.close()
        with suppress(OSError):
            place.unlink()
        file.close()
        _here.discard(place)
