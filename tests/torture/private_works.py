"""A desk that gets a passphrase, another one and none, and is killed meanwhile: it opens with the one or the other."""

from collections.abc import Iterator
from contextlib import closing
from itertools import cycle, pairwise
from pathlib import Path

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import WrongPassphraseError
from salesdesk.model.coaching import Note
from salesdesk.services.privacy import Privacy
from salesdesk.store import keys
from salesdesk.store.connection import old_of
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.keys import forget_keys, is_private, open_with
from salesdesk.store.whole_desk import whole_new_desk
from tests.torture.works import NOW, Tell, Work, desk_in, unsound

PASSPHRASES = ("", "first", "second")
NOTES = 500


def _prepare(folder: Path) -> None:
    keys.COST = 1 << 10  # pyright: ignore[reportAttributeAccessIssue] - the kills are about the file
    with whole_new_desk(desk_in(folder)) as desk, desk.change("Fill", undoable=False) as work:
        work.session.add_all([Note(text=str(number), written_at=desk.now()) for number in range(NOTES)])


def _states() -> Iterator[str]:
    return cycle(PASSPHRASES)


def _keep_on(folder: Path, tell: Tell) -> None:
    desk = DeskFile.open(desk_in(folder), FixedClock(NOW))
    privacy = Privacy(desk)
    for old, new in pairwise(_states()):
        if not old:
            privacy.set(new)
        elif new:
            privacy.change(old, new)
        else:
            privacy.remove(old)
        tell()


def _lost(folder: Path, told: int) -> str:
    path = desk_in(folder)
    forget_keys()
    # What was told to be done is so, and what was begun after it may be.
    may_be = [PASSPHRASES[number % len(PASSPHRASES)] for number in (told, told + 1)]
    found = next((each for each in may_be if _opens(path, each)), None)
    if found is None:
        return f"opens neither with “{may_be[0]}” nor with “{may_be[1]}”"
    with closing(DeskFile.open(path, FixedClock(NOW))) as desk:
        notes = desk.rows("SELECT count(*) FROM note")[0][0]
    if old_of(path).exists():
        return "the old file is still there"
    return unsound(path) or ("" if notes == NOTES else f"{notes} of {NOTES} notes")


def _opens(path: Path, passphrase: str) -> bool:
    if not passphrase or not is_private(path):
        return not passphrase and not is_private(path)
    try:
        open_with(path, passphrase)
    except WrongPassphraseError:
        return False
    return True


PRIVATE_WORKS = (Work("gets a passphrase, another one and none", _prepare, _keep_on, _lost, 6),)
