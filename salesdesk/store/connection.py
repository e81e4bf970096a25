"""Opens plain connections to a desk file; everything SalesDesk does to SQLite starts here."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

APPLICATION_ID = 0x5344534B
"""Marks a SQLite file as a SalesDesk desk ("SDSK"), shown by the `file` command of any system."""

Row = dbapi2.Row
Parameters = Mapping[str, Any] | Sequence[Any]

_PRAGMAS = (
    "PRAGMA cipher_log_level = none",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -65536",
)


def connect(path: Path, *, create: bool = False) -> dbapi2.Connection:
    """Opens a connection in which every transaction is begun by name; the file must exist unless `create`."""
    mode = "rwc" if create else "rw"
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = dbapi2.Row
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except dbapi2.Error:
        connection.close()
        raise
    return connection
