"""Lists the backups of one desk, looks into them, puts one in its place, and saves what a damaged desk still holds."""

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from salesdesk.env.clock import Clock
from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.env.paths import DESK_SUFFIX
from salesdesk.frozen import frozen
from salesdesk.model.kinds import KINDS
from salesdesk.store.backup import BEFORE_MENDING, Backup, backups_of, is_of_another
from salesdesk.store.connection import looks_like_a_desk
from salesdesk.store.examine import examine, is_good, is_whole, open_untouched
from salesdesk.store.keys import is_locked
from salesdesk.store.restore import restore_over
from salesdesk.store.salvage import Salvaged, salvage
from salesdesk.store.trouble import told

WHY: Final[Mapping[str, str]] = {
    "": _("Regular"),
    "before-import": _("Before an import"),
    "before-undo": _("Before an import was undone"),
    "before-take-back": _("Before an import was taken back"),
    "before-update": _("Before an update of SalesDesk"),
    BEFORE_MENDING: _("Before values were set right"),
    "before-restore": _("Before a backup was restored"),
}
COUNTED: Final = ("salesperson", "opportunity", "note", "one_on_one")
NEWEST: Final = 8
_STEPS: Final = "SELECT at, name FROM step WHERE state = 'done' ORDER BY id DESC LIMIT ?"


@frozen
class KnownBackup:
    """One backup as it is listed: where, when and why it was made, how large it is, and of which file.

    It is `own` unless it was made of a copy of the desk, or of the one of which this is a copy, that is still there.
    """

    path: Path
    at: datetime
    why: str
    megabytes: float
    file: str = ""
    own: bool = True


@frozen
class Inside:
    """What is in a backup: records by kind, the newest changes, and what is wrong with it, empty for nothing."""

    counts: Mapping[str, int]
    newest: tuple[tuple[datetime, str], ...]
    problem: str


class BackupsService:
    """The backups of one desk, whether that is open, damaged or gone.

    The `identity` of an open desk is handed in, since its file must not be read a second time.
    """

    def __init__(self, desk: Path, folder: Path, clock: Clock, identity: str = "") -> None:
        self.desk = desk
        self._folder, self._clock, self._identity = folder, clock, identity

    def backups(self) -> list[KnownBackup]:
        """Gives the backups of the desk, the newest first."""
        return [self._known(each) for each in backups_of(self.desk, self._folder, self._identity)]

    def is_whole(self, backup: KnownBackup) -> bool:
        """Reads a backup from end to end and tells whether nothing of it is damaged."""
        return is_whole(backup.path)

    def is_locked(self, backup: KnownBackup) -> bool:
        """Tells whether a backup has a passphrase that was not given yet, such as the desk had before."""
        return is_locked(backup.path)

    def newest_whole(self) -> KnownBackup | None:
        """Gives the newest backup that is whole, with nothing another program did to the desk; None for none.

        One of a copy that went its own way counts only where there is none of this file.
        """
        found = sorted(self.backups(), key=lambda each: not each.own)
        return next((each for each in found if self.is_whole(each) and is_good(each.path)), None)

    def is_no_desk(self) -> bool:
        """Tells whether nothing at the place of the desk looks like one, such as where its first page is lost."""
        try:
            return not looks_like_a_desk(self.desk)
        except OSError:
            return True

    def look_into(self, backup: KnownBackup) -> Inside:
        """Counts what is in a backup and gives its newest changes; nothing in it is changed."""
        try:
            found = examine(backup.path)
            with told(backup.path), closing(open_untouched(backup.path)) as connection:
                rows = connection.execute(_STEPS, (NEWEST,)).fetchall()
        except (UserError, DeskFileError) as error:
            return Inside({}, (), str(error))
        counts = {each.kind: each.kept for each in found.counts}
        return Inside(
            {kind: counts[kind] for kind in COUNTED if kind in counts},
            tuple((datetime.fromisoformat(row["at"]), row["name"]) for row in rows),
            next(iter(found.problems), ""),
        )

    def restore(self, backup: KnownBackup) -> str:
        """Puts a backup in the place of the desk, which must be closed; says what became of the desk that was there.

        Raises UserError where the backup is not whole or cannot be written; then nothing was changed.
        """
        kept = restore_over(backup.path, self.desk, self._folder, self._clock.now())
        if kept is None:
            return ""
        if kept.parent == self._folder:
            return _("The desk as it was before is the newest of its backups.")
        return _("The damaged desk is kept beside it as “{name}”.", name=kept.name)

    def _known(self, backup: Backup) -> KnownBackup:
        return KnownBackup(
            backup.path, backup.moment, WHY.get(backup.why, backup.why), backup.path.stat().st_size / 1_000_000,
            str(backup.of or f"{backup.stem}{DESK_SUFFIX}"), not is_of_another(backup, self.desk),
        )  # fmt: skip

    def salvage(self, new: Path) -> str:
        """Makes a new desk of what can be read of a damaged one and says what came of it."""
        return salvaged_words(salvage(self.desk, new))


def salvaged_words(found: Salvaged) -> str:
    """Says in a sentence or two what could be read of a damaged desk."""
    rows = found.read.total() - found.gone.total()
    if found.whole:
        return _("all of it could be read, {rows:,} rows.", rows=rows)
    said = [_("{rows:,} rows could be read.", rows=rows)]
    if torn := list(dict.fromkeys(_plural(each) for each in found.torn)):
        said.append(_("Some could not: {kinds}.", kinds=", ".join(torn)))
    for counted, words in (
        (found.refused, _("Left out, because they contradict others or lack something: {counts}.")),
        (found.gone, _("Left out, because what they belong to is lost: {counts}.")),
        (found.emptied, _("Kept, but what they referred to is lost: {counts}.")),
        (found.impossible, _("Kept, but values that cannot be were set right or emptied: {counts}.")),
    ):
        if counted:
            said.append(words.format(counts=_counts(counted)))
    return " ".join([*said, _("Undo begins anew.")])


def _counts(counted: Mapping[str, int]) -> str:
    named: Counter[str] = Counter()
    for table, number in counted.items():
        named[_plural(table)] += number
    return ", ".join(f"{plural} {number:,}" for plural, number in named.items())


def _plural(table: str) -> str:
    return KINDS[table].plural if table in KINDS else _("steps of undo")
