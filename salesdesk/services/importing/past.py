"""Lists the imports that were made, and takes one back, also after later changes, which stay as they are."""

from collections.abc import Iterator, Mapping, Set
from datetime import date, datetime
from enum import StrEnum

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.frozen import frozen
from salesdesk.model import kind_of
from salesdesk.model.deals import ImportBatch
from salesdesk.services.changes import Changes, HistoryLine
from salesdesk.services.history import entries_of
from salesdesk.services.importing.values import RECORD_OF
from salesdesk.services.stored_values import day_of, moment_of
from salesdesk.services.titles import titles_of
from salesdesk.services.trash import trash_within
from salesdesk.store.connection import Connection
from salesdesk.store.desk_file import DeskFile, keep_copy
from salesdesk.store.foreseen import KeptChange, TakingBack, foresee
from salesdesk.store.holding import holding_of
from salesdesk.store.sessions import driver_connection
from salesdesk.store.taking_back import carry_out, forget_snapshot, step_that_added

_APART = ("import_batch", "deal_snapshot")
_IS_ADDED = """o.batch_id = b.id AND o.created_at >= b.created_at AND o.deleted_at IS NULL
AND NOT EXISTS (SELECT 1 FROM opportunity_change c WHERE c.opportunity_id = o.id AND c.batch_id = b.id)"""
"""Tells of a deal, in SQL, that this import added it and no later one has changed it."""
_ADDED = f"SELECT o.id FROM opportunity o JOIN import_batch b ON {_IS_ADDED} WHERE b.id = ?"
_PAST = f"""
WITH past AS (SELECT b.*, EXISTS (SELECT 1 FROM change_log l JOIN step s ON s.id = l.step_id
  WHERE l.kind = 'import_batch' AND l.record_id = b.id AND l.op = 'I' AND s.state = 'done') AS is_logged
  FROM import_batch b WHERE b.deleted_at IS NULL)
SELECT b.*, CASE WHEN NOT is_logged THEN (SELECT count(*) FROM opportunity o WHERE {_IS_ADDED}) ELSE 0 END AS deals
FROM past b ORDER BY b.id DESC
"""


class Standing(StrEnum):
    """What has become of an import."""

    STANDS = "stands"
    TOO_OLD = "too old"
    """What it changed is older than what undo keeps; the deals it added can still go to the Trash."""
    TAKEN_BACK = "taken back"


STANDINGS = {
    Standing.STANDS: _("On the desk"), Standing.TOO_OLD: _("On the desk, too old for undo"),
    Standing.TAKEN_BACK: _("Taken back"),
}  # fmt: skip


@frozen
class PastImport:
    """One import that was made: its file, when, of what kind, how many rows, and what has become of it."""

    id: int
    file_name: str
    kind: str
    applied_at: datetime | None
    as_of: date | None
    rows: int
    new: int
    changed: int
    same: int
    rejected: int
    taken_back_at: datetime | None
    standing: Standing
    deals: int
    """Where it is too old: how many deals it added that are here and that no later import has changed."""

    @property
    def standing_words(self) -> str:
        """Says what has become of it."""
        return STANDINGS[self.standing]

    @property
    def can_be_taken_back(self) -> bool:
        """Tells whether there is anything to take back."""
        return self.standing is Standing.STANDS or (self.standing is Standing.TOO_OLD and self.deals > 0)


@frozen
class KeptValue:
    """One value that stays because somebody changed it since: of which record, what the import wrote, what is there."""

    record: str
    field: str
    imported: str
    now: str


@frozen
class TakeBack:
    """What taking an import back does: the sentences that tell it, and each value that stays as it is.

    `held` is the one of them that says what stays because a later file has it too; empty where there is none.
    """

    sentences: tuple[str, ...]
    kept: tuple[KeptValue, ...] = ()
    held: str = ""

    @property
    def words(self) -> str:
        """Gives the sentences as one text."""
        return " ".join(self.sentences)


class PastImportsService:
    """The imports of one desk."""

    def __init__(self, desk: DeskFile, formats: Formats | None = None) -> None:
        self._desk = desk
        self._formats = formats or Formats()

    def imports(self) -> list[PastImport]:
        """Gives every import, the newest first; one that Undo took back is not among them."""
        return [
            PastImport(
                row["id"], row["file_name"], row["kind"], moment_of(row["applied_at"]), day_of(row["as_of"]),
                row["rows"], row["new"], row["changed"], row["same"], row["rejected"],
                moment_of(row["taken_back_at"]), _standing(bool(row["taken_back_at"]), bool(row["is_logged"])),
                row["deals"],
            )
            for row in self._desk.rows(_PAST)
        ]  # fmt: skip

    def foresee(self, batch_id: int) -> TakeBack:
        """Says what taking an import back would do; raises UserError where it cannot be."""
        found = self._checked(batch_id)
        with self._desk.passing() as connection:
            if found.standing is Standing.TOO_OLD:
                return self._told_of_old(found, *self._old_deals(connection, batch_id))
            step = step_that_added(connection, "import_batch", batch_id)
            taking = foresee(connection, step or 0, batch_id, _APART)
        return self._told(taking, found)

    def take_back(self, batch_id: int) -> tuple[Changes, TakeBack]:
        """Takes an import back as one step of undo, and says what that did.

        What was changed since stays as it is. Raises UserError where it was taken back already, or cannot be.
        """
        found = self._checked(batch_id)
        name = _("Take back the import of {file}", file=found.file_name)
        keep_copy(self._desk, "before-take-back")
        with self._desk.change(name) as work:
            session, connection = work.session, driver_connection(work.session)
            if found.standing is Standing.STANDS:
                step = step_that_added(connection, "import_batch", batch_id)
                taking = foresee(connection, step or 0, batch_id, _APART)
                told = self._told(taking, found)
                carry_out(connection, taking)
            else:
                going, held, silent = self._old_deals(connection, batch_id)
                told = self._told_of_old(found, going, held, silent)
                trash_within(session, self._desk.now(), "opportunity", going)
            forget_snapshot(connection, batch_id)
            session.get_one(ImportBatch, batch_id).taken_back_at = self._desk.now()
        return work.changes, told

    def _checked(self, batch_id: int) -> PastImport:
        found = next((each for each in self.imports() if each.id == batch_id), None)
        if found is None:
            raise UserError(_("There is no import {number}; nothing was changed.", number=batch_id))
        if found.taken_back_at is not None:
            day = self._formats.plain_day(found.taken_back_at.date())
            raise UserError(
                _(
                    "The import of “{file}” was taken back on {day} already; nothing was changed.",
                    file=found.file_name,
                    day=day,
                )
            )
        if not found.can_be_taken_back:
            raise UserError(
                _(
                    "What the import of “{file}” changed is older than what undo keeps, "
                    "and no deal it added is left; nothing was changed.",
                    file=found.file_name,
                )
            )
        return found

    def _old_deals(self, connection: Connection, batch_id: int) -> tuple[list[int], int, frozenset[int]]:
        """Gives the deals of an old import that go, how many another file has too, and the files nobody knows of."""
        holding = holding_of(connection, batch_id)
        added = [row["id"] for row in connection.execute(_ADDED, (batch_id,)).fetchall()]
        going = [number for number in added if not holding.has("opportunity", number)]
        return going, len(added) - len(going), holding.silent

    def _told(self, taking: TakingBack, found: PastImport) -> TakeBack:
        kept = tuple(self._kept_values(taking.kept))
        held = _held_words(taking.held, RECORD_OF[found.kind])
        sentences = _sentences(taking, RECORD_OF[found.kind], held)
        goes = any(taking.counted.values())
        return TakeBack((*sentences, *(self._on_silent(found, taking.silent) if goes else ())), kept, held)

    def _told_of_old(
        self, found: PastImport, going: list[int], held: int, silent: frozenset[int]
    ) -> TakeBack:
        words = _held_words({"opportunity": held}, "opportunity")
        return TakeBack((*_sentences_on_old(len(going), words), *self._on_silent(found, silent)), held=words)

    def _on_silent(self, found: PastImport, silent: Set[int]) -> Iterator[str]:
        """Tells of the newest later file, of those whose deals of before are not known: they go too."""
        for each in self.imports():
            had_some = each.id in silent and each.same + each.changed > 0
            if each.id > found.id and each.kind == found.kind and had_some:
                yield _(
                    "“{file}” was imported later and is on the desk; what it has the same as this import goes too. "
                    "To have that back, import it again.",
                    file=each.file_name,
                )
                return

    def _kept_values(self, kept: tuple[KeptChange, ...]) -> Iterator[KeptValue]:
        by_kind: dict[str, list[KeptChange]] = {}
        for each in kept:
            by_kind.setdefault(each.kind, []).append(each)
        for kind, changes in by_kind.items():
            titles = titles_of(self._desk, kind, [each.record_id for each in changes], self._formats)
            for each in changes:
                line = HistoryLine(self._desk.now(), "", "U", each.fields)
                for entry in entries_of(self._desk, kind, [line], self._formats):
                    imported, now = entry.words(self._formats)
                    field = entry.field.label if entry.field else entry.event
                    title = titles.get((kind, each.record_id), "")
                    yield KeptValue(f"{kind_of(kind).label}: {title}", field, imported, now)


def _standing(taken_back: bool, logged: bool) -> Standing:
    if taken_back:
        return Standing.TAKEN_BACK
    return Standing.STANDS if logged else Standing.TOO_OLD


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {kind_of(kind).called(count)}" for kind, count in counts.items() if count)


def _sentences(taking: TakingBack, kind: str, held: str) -> Iterator[str]:
    kinds, before = [kind, *sorted(taking.kinds - {kind})], taking.left_before()
    added = _counted({each: taking.count("I", each) for each in kinds})
    changed = _counted({each: taking.count("U", each) + taking.count("D", each) for each in kinds})
    if added:
        yield _("Removed: {added} that it added.", added=added)
    if changed:
        yield _("With the values of before again: {changed}.", changed=changed)
    if left := _counted({each: before.get(each, 0) for each in kinds}):
        yield _("Removed too, because the import that added it was taken back before: {left}.", left=left)
    if held:
        yield held
    if taking.kept:
        yield n_(
            "{number:,} record that was changed since stays as it is now.",
            "{number:,} records that were changed since stay as they are now.",
            len(taking.kept),
        )
    if taking.needed:
        yield _(
            "Kept, because something refers to them: {needed} that it added.", needed=_counted(taking.needed)
        )
    if not added and not changed and not left:
        yield _("Nothing of it is left to take back.")


def _sentences_on_old(going: int, held: str) -> Iterator[str]:
    yield _("What it changed is older than what undo keeps, so those values stay.")
    if going:
        yield n_(
            "The {number:,} deal it added goes to the Trash.",
            "The {number:,} deals it added go to the Trash.",
            going,
        )
    if held:
        yield held


def _held_words(held: Mapping[str, int], kind: str) -> str:
    """Says what stays because the file of another import that stands has it too; empty where nothing does."""
    counted = _counted({each: held.get(each, 0) for each in (kind, *sorted(held.keys() - {kind}))})
    return _("Kept as files imported later have it: {held}.", held=counted) if counted else ""
