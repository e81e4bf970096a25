"""Takes a backup, or an archive, for a desk again: under a new name, or in the place of the desk it is of."""

import os
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from salesdesk.env.errors import UserError
from salesdesk.env.following import stretch
from salesdesk.env.paths import real_file
from salesdesk.store.archive import SUFFIX, restore_archive
from salesdesk.store.backup import back_up
from salesdesk.store.connection import NAMED, all_beside, name_of, ticking
from salesdesk.store.examine import examine, open_untouched
from salesdesk.store.in_place import taking_place
from salesdesk.store.ready import bring_own_log
from salesdesk.store.strange_journal import is_in_use, set_strange_journal_aside


def restore(source: Path, target: Path, passphrase: str = "") -> None:
    """Makes a new desk of a backup or an archive; nothing that is there is written over.

    A backup keeps its own passphrase, what is in an archive gets this one.

    Raises UserError where the source is not whole, or a file of the name is there.
    """
    if source.suffix.lower() == SUFFIX:
        restore_archive(source, target, passphrase)
        return
    with taking_place(target) as beside:
        _copy(source, beside)


def restore_over(backup: Path, desk: Path, folder: Path, at: datetime) -> Path | None:
    """Puts a backup in the place of a closed desk; gives where the desk that was there is kept.

    A sound one becomes a backup itself, a damaged one stays beside under another name with what belongs to it, and
    None is given where there was none. Raises UserError where the backup is not whole, a sound desk cannot be backed up
    or another program has it open; then nothing was changed.
    """
    desk, kept = real_file(desk), list[Path]()
    _refuse_open(desk)
    with taking_place(desk, make_way=lambda: _making_way(desk, folder, at, kept), way=40) as beside:
        _copy(backup, beside)
    return next(iter(kept), None)


def set_aside(desk: Path, at: datetime) -> Path:
    """Gives a damaged desk another name beside its own, with what stands beside it; gives the new name."""
    stamp = _("damaged {at:%Y-%m-%d %H.%M.%S}", at=at)
    aside = desk.with_name(f"{desk.stem} ({stamp}){desk.suffix}")
    _rename(desk, aside)
    return aside


def _rename(desk: Path, other: Path) -> None:
    """Gives a desk another name with what stands beside it, all of that or nothing; raises OSError."""
    with ExitStack() as back:
        for part, new in zip(all_beside(desk), all_beside(other), strict=True):
            if part.exists():
                part.replace(new)
                back.callback(new.replace, part)
        back.pop_all()


@contextmanager
def _making_way(desk: Path, folder: Path, at: datetime, kept: list[Path]) -> Generator[None]:
    """Surrounds the moment at which another file takes the place of a desk, of which it tells where it is `kept`.

    What waits beside a sound one, of which the copy has all, goes only afterwards; SQLite takes none of it for that of
    the other file meanwhile (`strange_journal`). A damaged one is put back where the place is not taken. Where there is
    no desk, what waits is of one that has another name by now, and is no copy of anything.
    """
    if not desk.exists():
        yield
        return
    backup = _backed_up(desk, folder, at)
    _refuse_open(desk)  # what it writes from now on would be lost
    aside = None if backup else set_aside(desk, at)
    kept += filter(None, (backup, aside))
    try:
        yield
    except BaseException:
        if aside is not None:
            _put_back(aside, desk)
        raise
    for each in all_beside(desk)[1:]:
        with suppress(OSError):
            each.unlink(missing_ok=True)


def _put_back(aside: Path, desk: Path) -> None:
    try:
        _rename(aside, desk)
    except OSError as error:
        raise UserError(
            _(
                "Nothing was restored: nothing can take the name “{name}” just now. The damaged desk is kept beside it "
                "as “{aside}”; see whether the disk answers, then try again.",
                name=desk.name,
                aside=aside.name,
            )
        ) from error


def _backed_up(desk: Path, folder: Path, at: datetime) -> Path | None:
    """Backs up a sound desk; one that is damaged, or no desk at all, is none."""
    sound = False
    with suppress(UserError):
        bring_own_log(desk, folder)
        set_strange_journal_aside(desk)
        with stretch(0, 50):
            sound = examine(desk).sound
    if not sound:
        return None
    with stretch(50, 100), closing(open_untouched(desk)) as connection:
        return back_up(connection, desk, folder, at, "before-restore")


def _refuse_open(desk: Path) -> None:
    """Raises UserError where another program has a desk open."""
    if desk.is_file() and os.access(desk, os.W_OK) and is_in_use(desk):
        raise UserError(
            _(
                "Another program has “{name}” open just now, so nothing was restored and nothing was changed. "
                "Close it there, then try again.",
                name=desk.name,
            )
        )


def _copy(source: Path, target: Path) -> None:
    with stretch(0, 70):
        found = examine(source)
    if not found.sound:
        raise UserError(
            _("“{name}” is damaged itself ({problem}), so nothing was changed; take another one.",
              name=source.name, problem=found.problems[0])
        )  # fmt: skip
    with stretch(70, 100), closing(open_untouched(source)) as connection, ticking(connection, target):
        connection.execute(f"VACUUM INTO {NAMED}", (name_of(target),))
