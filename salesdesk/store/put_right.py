"""Puts right, when a desk is opened, what another program left so that SalesDesk would read or write it wrong."""

import logging
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import ChangedDeskError
from salesdesk.store.connection import connect, connect_as_found
from salesdesk.store.identity import give_identity, identity_of
from salesdesk.store.log_proof import write_first_page
from salesdesk.store.schema import is_as_made, revision_of
from salesdesk.store.trouble import damaged, held, is_busy

log = logging.getLogger(__name__)
_RECORDER: Final = "SELECT count(*) = 1 FROM recorder WHERE in_bulk = 0 AND replaying = 0 AND step_id IS NULL"
_FIRST: Final = "SELECT id FROM team_settings ORDER BY deleted_at IS NOT NULL, id LIMIT 1"
_IN_USE: Final = "SELECT count(*) FROM team_settings WHERE deleted_at IS NULL"
_SETTINGS: Final = (
    f"{_IN_USE} AND typeof(team_name) = 'text' AND typeof(currency) = 'text'"
    " AND typeof(fiscal_year_start) = 'integer' AND fiscal_year_start BETWEEN 1 AND 12"
)


class FirstLook:
    """Reads, when a desk is opened, how new it is, and on the way whether there is anything to `settle`."""

    def __init__(self) -> None:
        self.settled = False

    def __call__(self, connection: dbapi2.Connection, as_made: bool) -> str:
        """Gives the revision; of what cannot be read beyond it `settle` will say what is wrong."""
        revision = revision_of(connection)
        with suppress(dbapi2.Error):
            self.settled = as_made and _is_whole(connection) and _is_at_rest(connection)
        return revision


def settle(path: Path, aside: Path | None = None, *, at_once: bool = False) -> tuple[str, ...]:
    """Gives a desk what a copy, an earlier SalesDesk or another program may have left out; says what was put right.

    Where another program changed it and it is to be done `at_once`, ChangedDeskError is raised: to compare all of it
    and make the search anew takes long. What cannot be relied upon is refused by reading alone, which waits for nobody
    who writes. A sound desk does without the rest where it cannot be written to just now; one to be put right is not
    opened as it is.
    """
    with closing(connect_as_found(path)) as connection:
        whole = _is_whole(connection)
        right = is_right(connection)
        if not right and at_once:
            raise ChangedDeskError(
                _("“{name}” was changed by another program and has to be looked over first.", name=path.name),
                aside,
            )
        if not right:
            from salesdesk.store.structure import refuse_strange

            refuse_strange(connection, path)
    if whole and right:
        return ()
    try:
        with closing(connect(path)) as connection:
            give_identity(connection)
            said = () if right else put_right(connection, path)
            if said:
                # Closing moves it into the file too, but no other thread goes on meanwhile.
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            return said
    except dbapi2.OperationalError as error:
        if is_busy(error) and not right:
            raise held(path.name) from error
        return ()


def _is_whole(connection: dbapi2.Connection) -> bool:
    wal = connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    return wal and bool(identity_of(connection))


def is_right(connection: dbapi2.Connection) -> bool:
    """Tells, quick enough for every start, that a desk is made as it should be and nothing in it is left half done."""
    return is_as_made(connection) and _is_at_rest(connection)


def put_right(connection: dbapi2.Connection, path: Path) -> tuple[str, ...]:
    """Mends what can be mended without losing anything, and says what; raises DamagedError where that cannot be."""
    from salesdesk.store.structure import mend, refuse_strange

    connection.execute("BEGIN IMMEDIATE")
    try:
        found = [each for each in refuse_strange(connection, path) if each.mends]
        mend(connection, found)
        if found and not is_as_made(connection):
            raise damaged(path)
        said = (*(each.words for each in found), *faults_at_rest(connection))
        if not _is_at_rest(connection):
            _set_to_rest(connection)
        write_first_page(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    if said:
        log.warning("put right at opening: %s things", len(said))
    return said


def faults_at_rest(connection: dbapi2.Connection) -> Iterator[str]:
    """Says what is wrong with the two rows on which everything stands: that of the recorder, and the settings."""
    if not connection.execute(_RECORDER).fetchone()[0]:
        yield _("undo and search were switched off")
    count = connection.execute(_IN_USE).fetchone()[0]
    if count == 0:
        yield _("the settings of the team are missing")
    elif count > 1:
        yield _("the settings of the team are there {count} times, and the first ones count", count=count)
    if connection.execute(_SETTINGS).fetchone()[0] != count:
        yield _("the settings of the team have values that cannot be")


def _is_at_rest(connection: dbapi2.Connection) -> bool:
    recorded, settings, right = connection.execute(
        f"SELECT ({_RECORDER}), ({_IN_USE}), ({_SETTINGS})"
    ).fetchone()
    return bool(recorded) and settings > 0 and right == settings


def _set_to_rest(connection: dbapi2.Connection) -> None:
    """Sets the recorder to nothing in hand, and gives settings that can be; of several rows the first counts."""
    from salesdesk.store.mending import set_right_unasked
    from salesdesk.store.stored_columns import first_values

    connection.execute("INSERT OR IGNORE INTO recorder (id, replaying, in_bulk) VALUES (1, 0, 0)")
    connection.execute("UPDATE recorder SET step_id = NULL, at = NULL, replaying = 0, in_bulk = 0")
    if not connection.execute(_IN_USE).fetchone()[0]:
        back = f"UPDATE team_settings SET deleted_at = NULL WHERE id = ({_FIRST})"
        if not connection.execute(back).rowcount:
            first = first_values("team_settings", ())
            names, holders = ", ".join(first), ", ".join("?" * len(first))
            connection.execute(f"INSERT INTO team_settings ({names}) VALUES ({holders})", [*first.values()])
    set_right_unasked(connection, ["team_settings"])
