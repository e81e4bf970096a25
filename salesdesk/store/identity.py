"""Gives every desk a number of its own, by which it is known again under any name and in any folder."""

from contextlib import suppress
from pathlib import Path
from random import SystemRandom

from sqlcipher3 import dbapi2

from salesdesk.env.paths import real_file
from salesdesk.store.connection import stamps_in


def identity_of(connection: dbapi2.Connection) -> str:
    """Gives the identity of an open desk, eight letters and digits; empty where it has none yet."""
    return _written(connection.execute("PRAGMA user_version").fetchone()[0])


def identity_in(path: Path) -> str:
    """Reads the identity from the first page of a file, without opening it as a desk; empty where there is none.

    Raises OSError where the file cannot be read.
    """
    return identity_and_pages(path)[0]


def identity_and_pages(path: Path) -> tuple[str, int]:
    """Reads with the identity how many pages a file says that it has, 0 where that is no desk or a locked one."""
    number, pages = stamps_in(path, "user_version", "page_count")
    return _written(number), pages


def give_identity(connection: dbapi2.Connection) -> None:
    """Gives a desk its number, where it has none yet; copies and backups keep it."""
    if not identity_of(connection):
        connection.execute(f"PRAGMA user_version = {SystemRandom().randrange(1, 2**31)}")


def is_another_file(of: Path, desk: Path) -> bool:
    """Tells whether what was kept `of` a file is of another one than this desk, which is there and goes its own way.

    What was kept of one that is there no more is of this desk: it was renamed or moved. Where its folder is not there
    or holds nothing, as that of a disk which is not plugged in, nothing is known of it, and it may go its own way.
    """
    desk = real_file(desk).absolute()
    if of == desk:
        return False
    with suppress(OSError):
        if of.is_file():
            return not (desk.exists() and of.samefile(desk))
        return of.parent != desk.parent and not any(of.parent.iterdir())
    return True


def _written(number: int) -> str:
    return f"{number & 0xFFFFFFFF:08x}" if number else ""
