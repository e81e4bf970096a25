"""Gives every desk a number of its own, by which it is known again under any name and in any folder."""

from pathlib import Path
from random import SystemRandom

from sqlcipher3 import dbapi2

from salesdesk.store.connection import stamp_in


def identity_of(connection: dbapi2.Connection) -> str:
    """Gives the identity of an open desk, eight letters and digits; empty where it has none yet."""
    return _written(connection.execute("PRAGMA user_version").fetchone()[0])


def identity_in(path: Path) -> str:
    """Reads the identity from the first page of a file, without opening it as a desk; empty where there is none.

    Raises OSError where the file cannot be read.
    """
    return _written(stamp_in(path, "user_version"))


def give_identity(connection: dbapi2.Connection) -> None:
    """Gives a desk its number, where it has none yet; copies and backups keep it."""
    if not identity_of(connection):
        connection.execute(f"PRAGMA user_version = {SystemRandom().randrange(1, 2**31)}")


def _written(number: int) -> str:
    return f"{number & 0xFFFFFFFF:08x}" if number else ""
