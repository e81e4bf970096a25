"""Looks a desk file over without changing it: is it sound, which schema has it, how much is in it."""

from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import chain, islice
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DeskFileError, ImpossibleError, UserError
from salesdesk.env.paths import real_file
from salesdesk.frozen import frozen
from salesdesk.store.connection import (
    connect_as_found,
    connect_to_read,
    connect_untouched,
    log_beside,
    may_write,
    ticking,
)
from salesdesk.store.endless import CountedConnection, is_endless, note_whole
from salesdesk.store.inner_check import log_faults, search_faults
from salesdesk.store.log_mark import misses_changes
from salesdesk.store.parted_log import parted_from
from salesdesk.store.put_right import faults_at_rest
from salesdesk.store.ready import ready, refuse_unreadable
from salesdesk.store.schema import checked_revision, head, revision_of
from salesdesk.store.seal import unproved_pages
from salesdesk.store.strange_journal import (
    JournalBeside,
    is_in_use,
    journal_beside,
    refuse_other_name,
    stamps,
)

MOST_PROBLEMS = 20
STEPS: Final = 2300
"""So many steps of SQLite's machine a page takes all that is checked, of a desk with many deals."""
MOST_LOOKS: Final = 4
"""So often a file is looked over that another program writes to meanwhile."""


@frozen
class KindCount:
    """How many records of a kind there are, and how many more lie in the Trash."""

    kind: str
    kept: int
    trashed: int


@frozen
class Findings:
    """What was found in a desk file; lists of problems are empty where all is well."""

    path: Path
    bytes: int
    revision: str
    newest_revision: str
    quick: tuple[str, ...]
    integrity: tuple[str, ...]
    proofs: tuple[str, ...]
    foreign_keys: tuple[str, ...]
    misses_changes: bool
    log_elsewhere: Path | None
    counts: tuple[KindCount, ...]
    search: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    structure: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def older(self) -> bool:
        """Tells whether the desk is of an earlier SalesDesk; what is inside it was not looked at then."""
        return self.revision != self.newest_revision

    @property
    def faults(self) -> tuple[str, ...]:
        """Gives what does not fit together in a file that may be whole: the search, and the log of steps."""
        return self.search + self.log

    @property
    def tampered(self) -> tuple[str, ...]:
        """Gives what another program changed in a file that may be whole, as far as it can be read all the same."""
        return self.structure + (self.values or self.foreign_keys)

    @property
    def problems(self) -> tuple[str, ...]:
        """Gives every problem of the file once."""
        found = (*self.proofs, *self.quick, *self.integrity, *self.strange)
        return tuple(dict.fromkeys(found))

    @property
    def sound(self) -> bool:
        """Tells whether the file is whole."""
        return not self.problems


def open_untouched(path: Path, *, shares: bool = True) -> dbapi2.Connection:
    """Opens a desk to read it as it is, an older one too; any other file is refused.

    What another file left beside it is not read, and nothing is moved into it or put elsewhere. What does not even
    make or touch anything beside it does not `share` it either: a program that opens it meanwhile does not wait, so
    what was read counts only if both files still are as they were.
    """
    path = real_file(path)
    refuse_other_name(path)
    alone = journal_beside(path) is JournalBeside.STRANGE
    in_use = shares or (may_write(path) and is_in_use(path))
    checked_revision(path, alone=alone, in_use=in_use)
    connection = connect_untouched(path, alone=alone, in_use=in_use)
    connection.execute("PRAGMA busy_timeout = 5000")
    return connection


def open_to_attach(path: Path) -> dbapi2.Connection:
    """Opens the same to attach a new file, which SQLite allows only where it may write; that of another goes aside."""
    path = real_file(path)
    ready(path)
    checked_revision(path)
    if may_write(path):
        return connect_as_found(path)
    refuse_unreadable(path)  # such as with a log, which is not read there
    return connect_to_read(path)


def examine(path: Path, *, inside: bool = False, notes: Path | None = None) -> Findings:
    """Checks a desk file from end to end and counts what is in it; `inside` looks at every value, search and log too.

    In the folder of `notes` it is looked up whether changes wait that are not beside the file any more. How an `older`
    desk is made, its values, search and log are not looked at: that is made anew when it is opened.
    """
    path = real_file(path)
    seen, found, looks = stamps(path), _examined(path, inside=inside, notes=notes, shares=False), 1
    while not found.sound and stamps(path) != seen and looks < MOST_LOOKS:
        looks += 1
        # Where another program always writes in between, the last look is one for which it waits.
        seen, found = stamps(path), _examined(path, inside=inside, notes=notes, shares=looks == MOST_LOOKS)
    return found


def _examined(path: Path, *, inside: bool, notes: Path | None, shares: bool) -> Findings:
    missing, elsewhere = misses_changes(path, notes), parted_from(path, notes)
    with closing(open_untouched(path, shares=shares)) as connection, ticking(connection, steps=STEPS):
        # One moment of the desk: what is written between two checks FTS5 would take for damage of its index.
        connection.execute("BEGIN")
        newest = revision_of(connection) == head()
        strange, other = _structure(connection) if newest else ((), ())
        return Findings(
            path=path,
            bytes=path.stat().st_size,
            revision=revision_of(connection),
            newest_revision=head(),
            quick=_verdict(connection, "quick_check"),
            integrity=_verdict(connection, "integrity_check"),
            proofs=_unproved(connection, path),
            foreign_keys=_dangling(connection),
            misses_changes=missing,
            log_elsewhere=elsewhere,
            counts=_counts(connection),
            search=_first(search_faults(connection)) if inside and newest else (),
            log=_first(log_faults(connection)) if inside and newest else (),
            strange=strange,
            structure=other,
            values=_impossible(connection) if inside and newest and not strange else (),
        )


def is_whole(path: Path) -> bool:
    """Tells whether every page of a desk file is proved and SQLite finds no fault, in one reading."""
    try:
        with closing(open_untouched(path, shares=False)) as connection:
            return is_unharmed(connection, path)
    except (UserError, DeskFileError, OSError, dbapi2.Error):
        return False


def is_good(path: Path) -> bool:
    """Tells of a whole desk that it is also made as SalesDesk makes one, and holds no value that cannot be."""
    with (
        suppress(UserError, DeskFileError, OSError, dbapi2.Error),
        closing(open_untouched(path, shares=False)) as connection,
    ):
        newest = revision_of(connection) == head()
        return not (newest and (_structure(connection)[0] or _impossible(connection)))
    return False


def is_unharmed(connection: dbapi2.Connection, path: Path) -> bool:
    """Tells the same of a desk that is open at a place; quick enough for every start."""
    try:
        quick = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if quick != "ok" or _unproved(connection, path):
            return False
        note_whole(path)
        return True
    except dbapi2.DatabaseError:
        return False


def refuse_impossible(connection: dbapi2.Connection, path: Path) -> None:
    """Raises ImpossibleError where a desk of the newest schema holds a value that cannot be; looks at every one."""
    if revision_of(connection) == head() and (values := _impossible(connection)):
        raise ImpossibleError(
            _(
                "“{name}” holds values that cannot be ({values}), so figures may be wrong. Go back to a backup, "
                "set them right by `salesdesk check --mend`, or make a new desk by `salesdesk salvage`.",
                name=path.name,
                values=values[0],
            ),
            _("Another program wrote values into this desk that cannot be, so figures may be wrong."),
            values[0],
        )


def _impossible(connection: dbapi2.Connection) -> tuple[str, ...]:
    from salesdesk.store.impossible import impossible_values, unreadable_words

    values = (each.words for each in impossible_values(connection))
    return _first(chain(values, unreadable_words(connection)))


def _structure(connection: dbapi2.Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Says how a desk is not as SalesDesk makes it: what nothing can be relied upon with, and what does no harm."""
    from salesdesk.store.structure import changed_structure

    try:
        found = changed_structure(connection)
        strange = tuple(each.words for each in found if each.hurts)
        other = (
            *(each.words for each in found if not each.hurts),
            *(() if strange else faults_at_rest(connection)),
        )
    except dbapi2.DatabaseError as error:
        return (_said(error),), ()
    return strange[:MOST_PROBLEMS], other[:MOST_PROBLEMS]


def _said(error: dbapi2.DatabaseError) -> str:
    return _("its pages lead in circles, to rows without end") if is_endless(error) else str(error)


def _first(faults: Iterator[str]) -> tuple[str, ...]:
    try:
        return tuple(islice(faults, MOST_PROBLEMS))
    except dbapi2.DatabaseError as error:
        return (_said(error),)


def _verdict(connection: dbapi2.Connection, check: str) -> tuple[str, ...]:
    try:
        found = [str(row[0]) for row in connection.execute(f"PRAGMA {check}({MOST_PROBLEMS})")]
    except dbapi2.DatabaseError as error:
        return (_said(error),)
    if found != ["ok"]:
        return tuple(found)
    if isinstance(connection, CountedConnection) and connection.steps is not None:
        connection.steps.prove()
    return ()


def _unproved(connection: dbapi2.Connection, path: Path) -> tuple[str, ...]:
    """Names the pages whose proof fails; a plain desk has none to fail."""
    try:
        return tuple(unproved_pages(connection, log_beside(path))[:MOST_PROBLEMS])
    except dbapi2.DatabaseError as error:
        return (_said(error),)


def _dangling(connection: dbapi2.Connection) -> tuple[str, ...]:
    try:
        rows = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_PROBLEMS)
    except dbapi2.DatabaseError as error:
        return (_said(error),)
    return tuple(
        _("{kind} {number} refers to a {other} that is not there", kind=row[0], number=row[1], other=row[2])
        for row in rows
    )


def _counts(connection: dbapi2.Connection) -> tuple[KindCount, ...]:
    """Counts the records by kind; a table is one of records when it can be in the Trash."""
    found: list[KindCount] = []
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%deleted_at%' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        try:
            sql = f"SELECT count(*), count(deleted_at) FROM {table}"
            total, trashed = connection.execute(sql).fetchone()
        except dbapi2.DatabaseError:
            continue
        found.append(KindCount(table, total - trashed, trashed))
    return tuple(found)
