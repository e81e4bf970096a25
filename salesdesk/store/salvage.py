"""Reads out of a damaged desk whatever can still be read, into a new one."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import UserError
from salesdesk.env.following import stretch, ticked
from salesdesk.env.paths import real_file
from salesdesk.store.archive import bring_up, make_tables, tables_of
from salesdesk.store.connection import APPLICATION_ID, connect, connect_untouched, ticking
from salesdesk.store.in_place import taking_place
from salesdesk.store.mending import set_right_unasked
from salesdesk.store.parts import is_plain_table, parts_of
from salesdesk.store.schema import refuse_missing, refuse_newer, revision_of, revisions
from salesdesk.store.seal import inherited_seal
from salesdesk.store.strange_journal import JournalBeside, is_in_use, journal_beside, refuse_other_name
from salesdesk.store.structure import tables_as_made

BARREN: Final = 4
"""So often a stretch is halved in which nothing could be read at either end, before it is given up."""
_Connect = Callable[[], dbapi2.Connection]
_LOG: Final = ("step", "change_log")
_REACH: Final = 1 << 16
"""How far beyond the last row that could be read more are looked for, where the end of a table is lost too."""


@dataclass
class Salvaged:
    """What came of it, by table: rows that were read, and of which tables some could not be.

    Besides, how many rows were `refused`, because two cannot be the same or a value is missing, how many went because
    what they cannot be without is lost, and how many references to lost rows, and values that cannot be, were emptied.
    """

    read: Counter[str] = field(default_factory=Counter)
    torn: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    emptied: Counter[str] = field(default_factory=Counter)
    impossible: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> bool:
        """Tells whether everything could be read and taken over as it was."""
        return not (self.torn or self.refused or self.gone or self.emptied or self.impossible)


def salvage(source: Path, target: Path) -> Salvaged:
    """Makes a new, sound desk of what can be read of a damaged one, which is left untouched.

    Where anything is missing the log of steps is left behind, since undo would bring back halves. Raises UserError
    where nothing can be read, or a file of the name is there.
    """
    refuse_missing(source := real_file(source))
    refuse_other_name(source)
    found, seal = Salvaged(), inherited_seal(source)
    # What belongs to another file would make more of it unreadable.
    alone, in_use = journal_beside(source) is JournalBeside.STRANGE, is_in_use(source)
    reading = partial(connect_untouched, source, alone=alone, in_use=in_use)
    try:
        with closing(reading()) as damaged:
            revision, identity = revision_of(damaged), damaged.execute("PRAGMA user_version").fetchone()[0]
            parts = parts_of(damaged)
            plain = {part.name for part in parts if is_plain_table(part)}
            plain |= {"sqlite_sequence"} - {part.name for part in parts}
    except dbapi2.Error as error:
        raise _hopeless(source) from error
    refuse_newer(revision, source)
    if revision not in revisions():
        raise _hopeless(source)
    with (
        taking_place(target) as beside,
        closing(connect(beside, create=True, journal="MEMORY", seal=seal)) as desk,
    ):
        desk.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        desk.execute(f"PRAGMA user_version = {identity}")
        desk.execute("PRAGMA foreign_keys = OFF")
        desk.execute("BEGIN IMMEDIATE")
        # What another program changed of the tables is left behind, and nothing is read that would run its own.
        make_tables(desk, tables_as_made(revision))
        sizes = _sizes(reading, tables_of(desk), plain)
        for number, table in enumerate(sizes):
            if table == "sqlite_sequence":
                desk.execute("DELETE FROM sqlite_sequence")
            if table not in plain:
                found.torn.append(table)
                continue
            reader, before = _Reader(reading, table, found), sum([*sizes.values()][:number])
            with stretch(0, 60):
                _take_over(ticked(reader.rows(), before, sum(sizes.values())), desk, table, found)
            if reader.torn:
                found.torn.append(table)
        with stretch(60, 100), ticking(desk):
            _finish(desk, found)
    return found


def _finish(desk: dbapi2.Connection, found: Salvaged) -> None:
    """Brings what was taken over up to date and in order, and leaves the log of steps behind where it is not whole."""
    _empty_references(desk, found)
    desk.execute("COMMIT")
    bring_up(desk)
    desk.execute("BEGIN IMMEDIATE")
    found.impossible += set_right_unasked(desk)
    if not found.whole:
        for table in _LOG:
            desk.execute(f"DELETE FROM {table}")
            del found.read[table]
    desk.execute("COMMIT")


def _sizes(reading: _Connect, tables: Iterable[str], plain: Collection[str]) -> Mapping[str, int]:
    """Gives about how many rows each table has, by the number of its last one; nought where that cannot be read."""
    sizes = dict.fromkeys(tables, 0)
    for table in sizes.keys() & plain:
        with closing(reading()) as connection, suppress(dbapi2.Error):
            sizes[table] = connection.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()[0] or 0
    return sizes


def _take_over(
    rows: Iterable[Mapping[str, Any]], desk: dbapi2.Connection, table: str, found: Salvaged
) -> None:
    known = {row["name"] for row in desk.execute(f'PRAGMA table_info("{table}")')}
    for values in rows:
        row = {name: value for name, value in values.items() if name in known}
        names, holders = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        try:
            desk.execute(f'INSERT INTO "{table}" ({names}) VALUES ({holders})', list(row.values()))
        except dbapi2.IntegrityError:
            found.refused[table] += 1
        else:
            found.read[table] += 1


class _Reader:
    """Reads a table from both ends of every place that cannot be read, halving what lies between."""

    def __init__(self, reading: _Connect, table: str, found: Salvaged) -> None:
        self._reading, self._table, self._found = reading, table, found
        self._reached, self._broke = 0, False
        self.torn = False

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """Gives every row that can be read, once."""
        gaps = [(0, 1 << 62, 0)]
        while gaps:
            low, high, barren = gaps.pop()
            self._broke, self._reached = False, low
            yield from self._run(low, high, "")
            if not self._broke:
                continue
            self.torn, last = True, self._reached
            self._reached = high
            yield from self._run(last, high, "DESC")
            first = min(self._reached, last + _REACH) if self._reached == high else self._reached
            barren = barren + 1 if (last, first) == (low, high) else 0
            if first - last > 2 and barren < BARREN:
                middle = (last + first) // 2
                gaps += [(last, middle + 1, barren), (middle, first, barren)]

    def _run(self, low: int, high: int, order: str) -> Iterator[Mapping[str, Any]]:
        """Gives rows until one cannot be read, and notes how far it came; damage spoils a connection for good."""
        with closing(self._reading()) as connection:
            connection.text_factory = self._read_words
            try:
                sql = f'SELECT rowid, * FROM "{self._table}" WHERE rowid > ? AND rowid < ? ORDER BY rowid {order}'
                for row in connection.execute(sql, (low, high)):
                    if (row[0] >= self._reached) if order else (row[0] <= self._reached):
                        self._broke = True  # pages that lead in circles have the same rows again and again
                        return
                    self._reached = row[0]
                    yield dict(zip(row.keys()[1:], tuple(row)[1:], strict=True))
            except dbapi2.Error:
                self._broke = True

    def _read_words(self, raw: bytes) -> str:
        """Reads words as far as they are some; another program may have written others."""
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self._found.impossible[self._table] += 1
            return raw.decode("utf-8", "replace")


def _empty_references(desk: dbapi2.Connection, found: Salvaged) -> None:
    """Empties what refers to rows that were lost; a row that cannot be without goes."""
    while broken := desk.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, _parent, key in broken:
            columns = desk.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            column = next(each["from"] for each in columns if each["id"] == key)
            try:
                cursor = desk.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (row,))
                found.emptied[table] += cursor.rowcount
            except dbapi2.IntegrityError:
                found.gone[table] += desk.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,)).rowcount


def _hopeless(source: Path) -> UserError:
    return UserError(_("Nothing can be read of “{name}”; go on with its newest backup.", name=source.name))
