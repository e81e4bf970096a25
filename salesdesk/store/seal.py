"""Proves every page of a desk: the file is SQLCipher's, with a key that everybody may know.

The key keeps nothing secret. With it each page carries a proof (HMAC) of what was written, so a flipped bit, a page of
zeros or one of another file is told when it is read, where plain SQLite would serve a wrong number.
"""

import time
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.held_files import opened
from salesdesk.store.log_frames import pages_in

SALT = b"SalesDesk desk 1"
"""The first sixteen bytes of every desk, by which it is known."""
KEY = b"SalesDesk: anybody may read this"
KEY_WORDS = f"x'{(KEY + SALT).hex()}'"
"""The key and the salt, as `PRAGMA key` takes them: a raw key, which needs no derivation."""
PAGE = 8192
"""Half the proofs of SQLite's usual 4096, at no more writing an edit."""
PROOF = "HMAC_SHA256"

_PAUSES_S: Final = (0.05, 0.1, 0.2)
"""So long after one another it is asked again of pages whose proof fails."""
_PLAIN = b"SQLite format 3\0"
_SETTINGS = (
    "PRAGMA cipher_log_level = none",
    f"PRAGMA cipher_default_page_size = {PAGE}",
    f"PRAGMA cipher_default_hmac_algorithm = {PROOF}",
)


def prepare(connection: dbapi2.Connection, *, sealed: bool) -> None:
    """Readies a new connection for a sealed desk, or for a plain file from which or to which one is copied."""
    for setting in _SETTINGS:
        connection.execute(setting)
    if sealed:
        connection.execute(f'PRAGMA key = "{KEY_WORDS}"')


def begins_plain(path: Path) -> bool:
    """Tells by the first bytes whether a file is plain SQLite, as desks were before they were sealed."""
    return _head(path) == _PLAIN


def begins_sealed(path: Path) -> bool:
    """Tells by the first bytes whether a file is a sealed desk."""
    return _head(path) == SALT


def unproved_pages(connection: dbapi2.Connection, log: Path | None = None) -> list[str]:
    """Names the pages of a sealed desk whose proof fails, read from the file itself; empty where all is well.

    What waits in its `log` counts there, and not in the file, where a page may be missing or old until then. The file
    is read without a lock, so a page may be half moved into it by another program: what is damaged stays so.
    """
    found = _unproved(connection)
    for pause in _PAUSES_S:
        if not found or log is None or not log.exists():
            break
        waits = {str(page) for page in pages_in(log)}
        if found := [each for each in found if each.rsplit(" ", 1)[-1] not in waits]:
            time.sleep(pause)
            again = set(_unproved(connection))
            found = [each for each in found if each in again]
    return found


def _unproved(connection: dbapi2.Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]


def _head(path: Path) -> bytes:
    try:
        with opened(path) as file:
            return file.read(len(SALT))
    except FileNotFoundError:
        return b""
