"""Says in sentences why a desk file could not be read or written just now."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DamagedFileError, DeskFileError, FullDiskError, HeldError
from salesdesk.store.connection import is_full
from salesdesk.store.endless import is_endless
from salesdesk.store.presence import Loss

_PRIMARY: Final = 0xFF  # an extended result code says more in its upper bytes
_NO_WORDS: Final = (
    "Could not decode"  # what the driver says of words that another program wrote and that are none
)
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26


@contextmanager
def told(path: Path) -> Generator[None]:
    """Turns what SQLite says of the file itself into a DeskFileError; a wrong statement stays a bug."""
    try:
        yield
    except Exception as error:
        sentence = trouble_of(error, path)
        if sentence is None:
            raise
        raise sentence from error


def trouble_of(error: BaseException, path: Path) -> DeskFileError | None:
    """Gives the sentence for an error of the driver, as it is or as SQLAlchemy wraps it; None for any other."""
    driver = getattr(error, "orig", error)
    if not isinstance(driver, dbapi2.Error):
        return None
    if str(driver).startswith(_NO_WORDS) or is_endless(driver):
        return damaged(path)
    code = (getattr(driver, "sqlite_errorcode", 0) or 0) & _PRIMARY
    if code in (_CORRUPT, _NOTADB):
        return damaged(path)
    if code == _FULL or (code in (_IOERR, _CANTOPEN) and _is_known_full(path)):
        return full(path)
    say = _SAID.get(code)
    return say(path.name) if say is not None else None


def _is_known_full(path: Path) -> bool:
    """Asks the disk itself, since SQLite often does not say why something could not be written."""
    try:
        return is_full(path)
    except OSError:
        return False


def is_busy(error: BaseException) -> bool:
    """Tells whether an error is that somebody else holds the file."""
    return (getattr(error, "sqlite_errorcode", 0) or 0) & _PRIMARY in (_BUSY, _LOCKED)


def busy(name: str) -> DeskFileError:
    """Says that somebody else writes just now."""
    return DeskFileError(
        _("“{name}” is being written to just now, so nothing was changed. Try again in a moment.", name=name),
        _("something else is writing to the file"),
    )


def held(name: str) -> HeldError:
    """Says that somebody else has a desk just now that is to be opened."""
    return HeldError(
        _("Another program holds “{name}” just now, so it was not opened. Try again in a moment.", name=name)
    )


def lost(loss: Loss, name: str) -> DeskFileError:
    """Says what became of the file under the window."""
    short = {
        Loss.GONE: _("its file is no longer in its place"),
        Loss.EXCHANGED: _("its file was exchanged"),
        Loss.OVERWRITTEN: _("its file was written over"),
    }[loss]
    return DeskFileError(_("Nothing is written to “{name}” any more: {why}.", name=name, why=short), short)


def let_go(name: str) -> DeskFileError:
    """Says that the work goes on elsewhere since its file was lost."""
    return DeskFileError(
        _(
            "The desk goes on in another file than “{name}” was until now, so nothing was changed. Try again.",
            name=name,
        ),
        _("the desk goes on in another file"),
    )


def read_only(name: str) -> DeskFileError:
    """Says that nobody may write to a desk here."""
    return DeskFileError(
        _(
            "“{name}” may only be read here, so nothing was changed. Check that you may write to it.",
            name=name,
        ),
        _("the file may only be read"),
    )


def full(path: Path) -> FullDiskError:
    """Says which disk is full."""
    return FullDiskError(
        _(
            "The disk with {folder} is full, so nothing was changed in “{name}”. Make some room there, then try again.",
            folder=path.parent,
            name=path.name,
        ),
        _("the disk with {folder} is full", folder=path.parent),
    )


def _silent(name: str) -> DeskFileError:
    return DeskFileError(
        _(
            "The disk with “{name}” does not take what is written, so nothing was changed. "
            "Check that it is there and has room.",
            name=name,
        ),
        _("the disk does not answer"),
    )


def damaged(path: Path) -> DamagedFileError:
    """Says that what was read makes no sense."""
    return DamagedFileError(
        _("“{name}” is damaged, so nothing was changed. Open your newest backup instead.", name=path.name),
        _("the file is damaged"),
        path,
    )


_SAID: Final[dict[int, Callable[[str], DeskFileError]]] = {
    _BUSY: busy, _LOCKED: busy, _READONLY: read_only, _IOERR: _silent, _CANTOPEN: _silent,
}  # fmt: skip
