"""Proves every page of a desk: the file is SQLCipher's, with a key that everybody may know or one of its own.

With it each page carries a proof (HMAC) of what was written, so a flipped bit, a page of zeros or one of another file
is told when it is read, where plain SQLite would serve a wrong number. The key that everybody may know keeps nothing
secret; that of a private desk is made of its passphrase (see `keys`).
"""

import time
from dataclasses import field
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.frozen import frozen
from salesdesk.store.keys import HEAD, PAGE, Key, head_of, is_private_head, key_for, typed_key
from salesdesk.store.log_frames import pages_in

SALT = b"SalesDesk desk 1"
"""The first sixteen bytes of every desk, by which it is known."""
KEY = b"SalesDesk: anybody may read this"
PROOF = "HMAC_SHA256"

_PAUSES_S: Final = (0.05, 0.1, 0.2)
"""So long after one another it is asked again of pages whose proof fails."""
_PLAIN = b"SQLite format 3\0"
_SETTINGS = (
    "PRAGMA cipher_log_level = none",
    f"PRAGMA cipher_default_page_size = {PAGE}",
    f"PRAGMA cipher_default_hmac_algorithm = {PROOF}",
)


@frozen
class Seal:
    """How a file is kept: `words` are what `PRAGMA key` takes, none for plain SQLite; they are never shown."""

    words: str = field(repr=False)
    private: bool = False

    @property
    def key(self) -> Key:
        """Gives the key of a sealed file with its salt."""
        both = bytes.fromhex(self.words.removeprefix("x'").removesuffix("'"))
        return Key(both[:-HEAD], both[-HEAD:])

    def is_opened_by(self, words: str) -> bool:
        """Tells whether a passphrase, or a recovery key, makes this private key, after the better part of a second.

        No file is asked, in whose place another one may lie by now.
        """
        from hmac import compare_digest

        return self.private and compare_digest(typed_key(words, self.key.salt).words, self.words)


PLAIN: Final = Seal("")
FOR_ALL: Final = Seal(Key(KEY, SALT).words)
"""The seal of a desk without a passphrase."""


def private_seal(key: Key) -> Seal:
    """Gives the seal of a desk with a passphrase."""
    return Seal(key.words, private=True)


def seal_of(path: Path) -> Seal:
    """Gives how a file is kept, by its first bytes; one that is not there yet will be open to all.

    Raises PassphraseNeededError for a private desk whose passphrase this program was not given.
    """
    head = head_of(path)
    if head == _PLAIN:
        return PLAIN
    # One of the first bytes of a desk may be flipped; they prove nothing, so the rest of it may be well.
    return private_seal(key_for(head, path)) if is_private_head(head) else FOR_ALL


def inherited_seal(path: Path) -> Seal:
    """Gives how a desk is kept that is made of another file: private if that is, and open to all if not."""
    found = seal_of(path)
    return found if found.private else FOR_ALL


def prepare(connection: dbapi2.Connection, seal: Seal) -> None:
    """Readies a new connection for a file that is kept so."""
    for setting in _SETTINGS:
        connection.execute(setting)
    if seal.words:
        connection.execute(f'PRAGMA key = "{seal.words}"')


def begins_plain(path: Path) -> bool:
    """Tells by the first bytes whether a file is plain SQLite, as desks were before they were sealed."""
    return head_of(path) == _PLAIN


def begins_sealed(path: Path) -> bool:
    """Tells by the first bytes whether a file is a sealed desk, open to all or private."""
    head = head_of(path)
    return head == SALT or is_private_head(head)


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
