"""Remembers keys of private desks in the keyring of the system, where that was asked for and there is one."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from salesdesk.env.errors import WrongPassphraseError
from salesdesk.env.keyrings import KeyringError, system_keyring
from salesdesk.store.keys import PRIVATE, head_of, is_private_head, key_for, open_with_recovery

NONE_HERE: Final = _(
    "This computer has no keyring that SalesDesk can use, so nothing was remembered; the passphrase is asked for "
    "each time."
)
REMEMBERED: Final = _(
    "Remembered in the keyring of this computer: whoever is logged in here as you opens the desk."
)
NOT_LET: Final = _(
    "The keyring of this computer did not take it, so nothing was remembered; the passphrase is asked for each time."
)
FORGOTTEN: Final = _("Forgotten in the keyring of this computer; the passphrase is asked for again.")


class KeyringUse:
    """Knows for which desks the keyring is asked: `known` gives their numbers, `keep` keeps them in the settings.

    What the keyring keeps is the recovery key.
    """

    def __init__(
        self, known: Callable[[], tuple[str, ...]], keep: Callable[[tuple[str, ...]], object]
    ) -> None:
        self.known, self._keep = known, keep

    def knows(self, path: Path) -> bool:
        """Tells whether the key of a desk was to be remembered."""
        return number_of(path) in self.known()

    def remember(self, path: Path) -> str:
        """Puts the key of an open desk into the keyring and says what came of it."""
        keyring, number = system_keyring(), number_of(path)
        if keyring is None:
            return NONE_HERE
        try:
            keyring.keep(number, key_for(head_of(path), path).recovery)
        except KeyringError:
            return NOT_LET
        self._keep(tuple(dict.fromkeys((*self.known(), number))))
        return REMEMBERED

    def forget(self, number: str) -> str:
        """Takes the key of a desk out of the keyring, by its number, which it has lost where it was kept anew."""
        if (keyring := system_keyring()) is not None:
            keyring.forget(number)
        self._keep(tuple(each for each in self.known() if each != number))
        return FORGOTTEN

    def recall(self, path: Path) -> bool:
        """Opens a private desk by the keyring, where its key was remembered; tells whether it did."""
        keyring = system_keyring() if self.knows(path) else None
        words = keyring.read(number_of(path)) if keyring is not None else ""
        if not words:
            return False
        with suppress(WrongPassphraseError):
            open_with_recovery(path, words)
            return True
        return False


def number_of(path: Path) -> str:
    """Gives the number by which the key of a desk is known: the random part of its first bytes; empty for none."""
    head = head_of(path)
    return head[len(PRIVATE) :].hex() if is_private_head(head) else ""
