"""Tries a passphrase or a recovery key on a desk that is not open; what is right is known for as long as this runs."""

from pathlib import Path

from salesdesk.store import keys


def open_with(path: Path, passphrase: str) -> None:
    """Lets a private desk be opened; raises WrongPassphraseError where that is another one, as slowly as for it."""
    keys.open_with(path, passphrase)


def open_with_recovery(path: Path, words: str) -> None:
    """Lets a private desk be opened by its recovery key; raises WrongPassphraseError where that is another one."""
    keys.open_with_recovery(path, words)
