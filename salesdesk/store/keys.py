"""Knows the keys of private desks: made of a passphrase, proved on the file, kept for as long as the program runs.

A private desk begins with eight letters by which it is known and eight random bytes; all sixteen are SQLCipher's salt.
Its key is made of the passphrase and that salt by scrypt, slowly and in much memory, so that guessing takes long. It is
written nowhere: whoever forgets the passphrase, and has no recovery key, has lost what is in the desk.
"""

import sys
import unicodedata
from base64 import b32decode, b32encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import Final

from salesdesk.env.errors import PassphraseNeededError, WrongPassphraseError
from salesdesk.env.held_files import opened
from salesdesk.frozen import frozen

HEAD: Final = 16
"""So many bytes at the beginning of a file say how it is kept, and are the salt of its key."""
PRIVATE: Final = b"SDSKlock"
PAGE: Final = 8192
PROOF_BYTES: Final = 32
"""At the end of every page stands its proof, an HMAC by SHA-256."""
COST: Final = 1 << 17
"""With blocks of 1 KB scrypt takes 128 MB and a good part of a second for each guess."""

_BLOCK, _RAW = 8, 32
_MOST_WORDS: Final = 1024
_AS_WRITTEN: Final = 6
"""So many of the eight letters must be as they were: a flipped bit among them proves nothing and changes no key."""
_LOOKED_AT: Final = 32
_GROUP, _CHECK = 4, 4
_MISREAD: Final = str.maketrans({"0": "O", "1": "I", "8": "B"})
"""A recovery key has none of these digits, so they were read for letters."""


@frozen
class Key:
    """The key of one private desk, and the salt that belongs to it; neither is ever shown by itself."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def words(self) -> str:
        """Gives both as `PRAGMA key` takes them: a raw key, which needs no derivation."""
        return f"x'{(self.raw + self.salt).hex()}'"

    @property
    def recovery(self) -> str:
        """Gives both to be written on paper, as groups of letters and digits with a check at the end."""
        signs = b32encode(self.raw + self.salt[len(PRIVATE) :]).decode()
        signs += _check(signs)
        return " ".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


_kept: dict[bytes, Key] = {}
"""The keys this program was given, by the first bytes of the files they open; backups begin as their desk does."""


def head_of(path: Path) -> bytes:
    """Reads the first bytes of a file; none where it is not there."""
    if not path.is_file():
        return b""  # a pipe may never say anything
    try:
        with opened(path) as file:
            return file.read(HEAD)
    except FileNotFoundError:
        return b""


def is_private_head(head: bytes) -> bool:
    """Tells by its first bytes whether a file is a private desk."""
    return sum(found == sign for found, sign in zip(head, PRIVATE, strict=False)) >= _AS_WRITTEN


def is_private(path: Path) -> bool:
    """Tells whether a desk has a passphrase; nothing that cannot be read has."""
    with suppress(OSError):
        return is_private_head(head_of(path))
    return False


def is_locked(path: Path) -> bool:
    """Tells whether a desk has a passphrase and this program was not given it."""
    return is_private(path) and head_of(path) not in _kept


def refuse_locked(path: Path) -> None:
    """Raises PassphraseNeededError where a desk has a passphrase and this program was not given it."""
    with suppress(OSError):  # told by whoever reads it
        if is_private_head(head := head_of(path)):
            key_for(head, path)


def key_for(head: bytes, path: Path) -> Key:
    """Gives the key of a private file that begins so; raises PassphraseNeededError where this program has none."""
    found = _kept.get(head)
    if found is None:
        raise PassphraseNeededError(
            _(
                "“{name}” has a passphrase, so it cannot be read without it; nothing was changed.",
                name=path.name,
            ),
            _("the desk has a passphrase"),
            path,
        )
    return found


def new_key(passphrase: str) -> Key:
    """Makes the key of a desk that gets a passphrase, with a salt of its own, and keeps it."""
    import secrets  # brings what signs, which no start needs

    key = _derived(passphrase, PRIVATE + secrets.token_bytes(HEAD - len(PRIVATE)))
    _kept[key.salt] = key
    return key


def open_with(path: Path, passphrase: str) -> None:
    """Keeps the key of a private desk, and with it that of its backups; any other file needs none.

    Raises WrongPassphraseError, after as long as a right one takes, where it is another one.
    """
    head = head_of(path)
    if not is_private_head(head):
        return
    key = _derived(passphrase, PRIVATE + head[len(PRIVATE) :])
    if not _proves(key, path):
        raise WrongPassphraseError(
            _("This is not the passphrase of “{name}”; nothing was changed. Try again.", name=path.name),
            _("the passphrase is another one"),
            path,
        )
    _keep(head, key)


def typed_key(words: str, salt: bytes) -> Key:
    """Gives the key that a recovery key says, or that a passphrase makes with a salt; keeps nothing."""
    return _read(words) or _derived(words, salt)


def open_by(path: Path, words: str) -> None:
    """Keeps the key of a private desk by its passphrase or, where that is what was typed, its recovery key."""
    (open_with if _read(words) is None else open_with_recovery)(path, words)


def open_with_recovery(path: Path, words: str) -> None:
    """Keeps the key of a private desk as it stands on paper; raises WrongPassphraseError where it opens another."""
    head = head_of(path)
    if not is_private_head(head):
        return
    if (key := _read(words)) is None:
        raise WrongPassphraseError(
            _("This is not a whole recovery key: compare its groups with the sheet, one by one."),
            _("the recovery key has a mistake"),
            path,
        )
    if not _proves(key, path):
        raise WrongPassphraseError(
            _(
                "This recovery key is of another desk than “{name}”, or of a passphrase it had before; "
                "nothing was changed.",
                name=path.name,
            ),
            _("the recovery key is another one"),
            path,
        )
    _keep(head, key)


def forget_keys() -> None:
    """Forgets all keys, when no desk is open any more: an open one needs its key for each backup."""
    _kept.clear()


def _keep(head: bytes, key: Key) -> None:
    """Keeps a key by how the file begins, and by how it should, as what is made of it will."""
    _kept[head] = _kept[key.salt] = key


def _derived(passphrase: str, salt: bytes) -> Key:
    # Letters with accents are typed as one sign on one system and as two on another.
    words = unicodedata.normalize("NFC", passphrase).encode()
    raw = _scrypt()(words, salt=salt, n=COST, r=_BLOCK, p=1, maxmem=(COST + 64) * _BLOCK * 160, dklen=_RAW)
    return Key(raw, salt)


def _scrypt() -> Callable[..., bytes]:
    """Gives what derives a key, of OpenSSL, which the window leaves out of its start as long as no desk needs it."""
    if not sys.modules.get("_hashlib", sys):
        del sys.modules["_hashlib"]
    from _hashlib import scrypt

    return scrypt


def _proves(key: Key, path: Path) -> bool:
    """Tells whether a key is that of a file, by the proof of any page: the first may be damaged."""
    import hashlib
    import hmac

    proving = hashlib.pbkdf2_hmac("sha512", key.raw, bytes(each ^ 0x3A for each in key.salt), 2, _RAW)
    for number, page in _some_pages(path):
        body = page[HEAD if number == 1 else 0 : -PROOF_BYTES] + number.to_bytes(4, "little")
        if hmac.compare_digest(hmac.digest(proving, body, "sha256"), page[-PROOF_BYTES:]):
            return True
    return False


def _some_pages(path: Path) -> Iterator[tuple[int, bytes]]:
    """Gives the first pages of a file and some more all over it, by their numbers."""
    with opened(path) as file:
        pages = path.stat().st_size // PAGE
        apart = max(1, pages // _LOOKED_AT)
        for number in dict.fromkeys((*range(1, min(pages, 4) + 1), *range(apart, pages + 1, apart))):
            file.seek((number - 1) * PAGE)
            if len(page := file.read(PAGE)) == PAGE:
                yield number, page


def _read(words: str) -> Key | None:
    """Reads a recovery key however it was typed; None where a sign is wrong or missing."""
    signs = "".join(sign for sign in words[:_MOST_WORDS].upper().translate(_MISREAD) if sign.isalnum())
    body, check = signs[:-_CHECK], signs[-_CHECK:]
    try:
        found = b32decode(body)
    except ValueError:
        return None
    if len(found) != _RAW + HEAD - len(PRIVATE) or check != _check(body):
        return None
    return Key(found[:_RAW], PRIVATE + found[_RAW:])


def _check(signs: str) -> str:
    import hashlib

    return b32encode(hashlib.sha256(signs.encode()).digest()).decode()[:_CHECK]
