"""Gives a desk a passphrase, another one or none, and says which of its backups that does not reach."""

from datetime import date
from pathlib import Path

from salesdesk.env.errors import UserError, WrongPassphraseError
from salesdesk.frozen import frozen
from salesdesk.store.anew import keep_anew
from salesdesk.store.backup import backups_of
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.keys import head_of, is_private_head, new_key
from salesdesk.store.seal import FOR_ALL, Seal, private_seal
from salesdesk.store.staying import days_of_staying


@frozen
class OtherBackup:
    """A backup that the passphrase of the desk does not open: one that is open to all, or of another passphrase.

    It goes at the latest `until` a day, if the desk is worked on every day; None for one that stays for ever.
    """

    path: Path
    private: bool
    until: date | None


class Privacy:
    """The passphrase of an open desk; what takes long is for a thread of its own."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk

    @property
    def is_private(self) -> bool:
        """Tells whether the desk has a passphrase."""
        return self._desk.hold.seal.private

    def is_right(self, passphrase: str) -> bool:
        """Tells whether a passphrase, or a recovery key, is that of the open desk, wherever its file is by now."""
        return self._desk.hold.seal.is_opened_by(passphrase)

    def refuse_wrong(self, passphrase: str) -> None:
        """Raises WrongPassphraseError where a passphrase, or a recovery key, is not that of the open desk."""
        if not self.is_right(passphrase):
            raise WrongPassphraseError(
                _(
                    "This is not the passphrase of “{name}”; nothing was changed. Try again.",
                    name=self._desk.path.name,
                ),
                _("the passphrase is another one"),
                self._desk.path,
            )

    def recovery_key(self) -> str:
        """Gives what opens the desk without its passphrase, to be kept on paper; empty for a desk that has none."""
        return self._desk.hold.seal.key.recovery if self.is_private else ""

    def set(self, passphrase: str) -> None:
        """Gives a desk that has none a passphrase."""
        if self.is_private:
            raise UserError(_("This desk has a passphrase already; change it instead. Nothing was changed."))
        self._keep_with(passphrase)

    def change(self, old: str, new: str) -> None:
        """Gives the desk another passphrase; its backups keep the one they were made with."""
        self.refuse_wrong(old)
        self._keep_with(new)

    def remove(self, old: str) -> None:
        """Keeps the desk as one that everybody can read who has the file."""
        self.refuse_wrong(old)
        self._keep(FOR_ALL)

    def other_backups(self) -> list[OtherBackup]:
        """Gives the backups that the passphrase of this desk does not open, the newest first."""
        folder = self._desk.backups
        if folder is None:
            return []
        mine, found = self._desk.hold.seal.key.salt, backups_of(self._desk.path, folder, self._desk.identity)
        until = days_of_staying(found, self._desk.now())
        heads = {each: head_of(each.path) for each in found}
        return [
            OtherBackup(each.path, is_private_head(heads[each]), until[each])
            for each in found
            if heads[each] != mine and (self.is_private or is_private_head(heads[each]))
        ]

    def remove_other_backups(self) -> int:
        """Removes the backups that the passphrase of this desk does not open, for good, and gives their number."""
        found = self.other_backups()
        for each in found:
            each.path.unlink(missing_ok=True)
        return len(found)

    def _keep_with(self, passphrase: str) -> None:
        if not passphrase:
            raise UserError(_("A passphrase needs at least one sign; nothing was changed."))
        self._keep(private_seal(new_key(passphrase)))

    def _keep(self, seal: Seal) -> None:
        keep_anew(self._desk, seal)
        if self._desk.left_words is not None:
            self._desk.left_words.keep_with(seal)
