"""Opens desks for commands by the door of the window, and says once on the error stream what was found beside them."""

from pathlib import Path
from typing import TextIO

from salesdesk.env.paths import real_file, standard_paths
from salesdesk.services.privacy_words import UNCOVERED
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.keys import is_private
from salesdesk.store.ready import bring_own_log, lacks_changes, ready, refuse_parted

MISSING = _(
    "SalesDesk was ended while it was open, and what was stored last lay beside it in “-wal”, which is gone "
    "or damaged. All else is there; look over what you entered last."
)


def open_desk(path: Path, err: TextIO) -> DeskFile:
    """Opens a desk to work with it."""
    desk = DeskFile.open(path, backups=standard_paths().backups)
    _tell(desk.path, desk.set_aside, err)
    return desk


def readied(path: Path, err: TextIO, *, sets_aside: bool = False) -> Path:
    """Gives a desk that a command reads as it is, with its own log beside it again where the two were parted."""
    there, notes = real_file(path), standard_paths().backups
    # One that nobody writes to is read without what belongs to another file, which stays where it is.
    aside = ready(there, notes) if sets_aside and there.is_file() else bring_own_log(there, notes)
    refuse_parted(there, notes)
    _tell(there, aside, err)
    return path


def tell_uncovered(desk: Path, err: TextIO) -> None:
    """Says of a file that was written from a desk with a passphrase that this does not cover it."""
    if is_private(desk):
        print(UNCOVERED, file=err)


def missing_words(path: Path) -> str:
    """Says that changes are missing from a desk."""
    return _("Changes are missing from “{name}”: {why}", name=path.name, why=MISSING)


def _tell(path: Path, aside: Path | None, err: TextIO) -> None:
    if aside is not None:
        words = _(
            "What a program left beside “{name}” when it was ended belongs to another file, so it was set aside as "
            "“{aside}”. The desk is read as its own file has it.",
            name=path.name,
            aside=aside.name,
        )
        print(words, file=err)
    if lacks_changes(path, standard_paths().backups):
        print(missing_words(path), file=err)
