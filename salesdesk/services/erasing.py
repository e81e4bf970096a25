"""Erases a person: tells before what goes, what stays and which backups still hold them, then lets no word stay."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.frozen import frozen
from salesdesk.model import kind_of, models
from salesdesk.services.changes import Changes
from salesdesk.services.people import name_of
from salesdesk.store.backup import backups_of, is_of_another
from salesdesk.store.connection import all_beside
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.erase import choose_about, erase
from salesdesk.store.naming import Mention, all_mentions, is_named_in, is_shared_name, names_of, naming
from salesdesk.store.room import room_to_write_anew, write_all_anew
from salesdesk.store.staying import days_of_staying

STEP: Final = _("Erase a person")
LEFT: Final = _("Someone who left")
"""What a person is called of whom nothing but figures stays."""
MOST_TEXTS: Final = 200
"""So many texts that may be about the person are listed."""


@frozen
class HoldingBackup:
    """A backup in which the person is, or which cannot be read to know it; `until` is when it goes by itself.

    One that is not `own` is of another copy of the desk, which goes its own way, and is never removed from here.
    """

    path: Path
    at: datetime
    until: date | None
    readable: bool
    own: bool


@frozen
class WhatGoes:
    """What erasing a person takes: records by kind, the figures that may stay, and where else the name stands.

    A name that is `shared` with somebody else is blanked nowhere.
    """

    person_id: int
    name: str
    names: tuple[str, ...]
    records: tuple[tuple[str, int], ...]
    figures: tuple[tuple[str, int], ...]
    texts: tuple[Mention, ...]
    shared: bool
    backups: tuple[HoldingBackup, ...]
    files: tuple[Path, ...]


class ErasingService:
    """Erases people from one open desk."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk

    def what_goes(self, person_id: int) -> WhatGoes:
        """Looks through the desk and its backups, and changes nothing; slow enough for a thread of its own."""
        with self._desk.passing() as connection:
            names = names_of(connection, person_id)
            shared = is_shared_name(connection, person_id, naming(names))
            choose_about(connection, person_id, figures_stay=False)
            counts = Counter(row["kind"] for row in connection.execute("SELECT kind FROM purged").fetchall())
            texts = tuple(islice(all_mentions(connection, names), MOST_TEXTS))
        counts += Counter(self._deals(person_id))
        del counts["salesperson"]
        figures = {kind for kind in counts if kind_of(kind).figures or kind == "opportunity"}
        told = sorted(counts.items(), key=lambda item: -item[1])
        return WhatGoes(
            person_id, name_of(self._desk, person_id), names,
            tuple(each for each in told if each[0] not in figures),
            tuple(each for each in told if each[0] in figures),
            texts, shared, tuple(self._backups_with(names)), (*_files_beside(self._desk.path), *self._unread()),
        )  # fmt: skip

    def erase(self, what: WhatGoes, *, keep_figures: bool = True, blank: bool = True) -> Changes:
        """Erases the person; no step of undo, and no backup is made of them.

        Raises UserError where the disk has no room to write the file anew; then nothing was changed.
        """
        if not room_to_write_anew(self._desk.hold):
            raise UserError(
                _(
                    "There is not enough room on the disk to write the desk anew, which erasing takes. Nothing was "
                    "changed; make room, then erase again."
                )
            )
        from salesdesk.store.sessions import driver_connection

        called = self._new_name() if keep_figures else ""
        with self._desk.change(STEP, undoable=False) as work:
            erase(
                driver_connection(work.session),
                what.person_id,
                called=called,
                blank=blank and not what.shared,
            )
        self._desk.kept.forget()
        if self._desk.left_words is not None:
            self._desk.left_words.forget_about(what.person_id, naming(what.names))
        self._write_anew()
        return Changes(_("{name} was erased", name=what.name), frozenset(models()), undoable=False)

    def remove_backups(self, backups: Sequence[HoldingBackup]) -> int:
        """Removes backups for good, once a verified one of the desk as it is now was made; gives how many went."""
        if self._desk.backups is None:
            return 0
        self._desk.back_up(self._desk.backups)
        removed = 0
        for backup in backups:
            with suppress(OSError):
                if backup.own:
                    backup.path.unlink()
                    removed += 1
        return removed

    def _write_anew(self) -> None:
        try:
            whole = write_all_anew(self._desk.hold)
        except (DeskFileError, OSError) as error:
            raise UserError(_NOT_ANEW.format(why=error)) from error
        if not whole:
            raise UserError(_NOT_ANEW.format(why=_("Another program has the desk open.")))

    def _new_name(self) -> str:
        rows = self._desk.rows("SELECT name FROM salesperson")
        taken, number = {row["name"] for row in rows}, 2
        if LEFT not in taken:
            return LEFT
        while f"{LEFT} {number}" in taken:
            number += 1
        return f"{LEFT} {number}"

    def _deals(self, person_id: int) -> dict[str, int]:
        rows = self._desk.rows("SELECT count(*) AS n FROM opportunity WHERE salesperson_id = ?", (person_id,))
        return {"opportunity": rows[0]["n"]}

    def _unread(self) -> list[Path]:
        left = self._desk.left_words
        return left.unread() if left is not None else []

    def _backups_with(self, names: Sequence[str]) -> Iterator[HoldingBackup]:
        if self._desk.backups is None:
            return
        found = backups_of(self._desk.path, self._desk.backups, self._desk.identity)
        until = days_of_staying(found, self._desk.now())
        for backup in found:
            holds = is_named_in(backup.path, names)
            if holds is not False:
                own = not is_of_another(backup, self._desk.path)
                yield HoldingBackup(backup.path, backup.moment, until[backup], holds is not None, own)


_NOT_ANEW: Final = _(
    "The person is erased from the records, the history and the search, but the file could not be written anew, so a "
    "part of it that is not used may still hold some words. {why} Close other programs that use the desk, then choose "
    "“Back up now”, which tries it again.",
    why="{why}",
)


def _files_beside(path: Path) -> Iterator[Path]:
    """Gives files beside the desk that SalesDesk kept of an earlier state of it, such as a damaged log."""
    mine = {*all_beside(path)}
    for each in sorted(path.parent.iterdir()):
        kept = each.name.startswith(path.name) or (each.name.startswith(path.stem) and "damaged" in each.name)
        if kept and each not in mine:
            yield each
