"""Compares how a desk is made, its tables, indexes and triggers, with how SalesDesk makes one, and mends what it can.

Another program may have changed them: a trigger that is missing costs undo and search, one that is not SalesDesk's
may do anything at the next edit, and a view in the place of a table may show anything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from enum import Enum
from typing import Final, NamedTuple

from sqlcipher3 import dbapi2

from salesdesk.env.following import tick
from salesdesk.frozen import frozen
from salesdesk.store.connection import connect_to_nothing
from salesdesk.store.schema import OWN, SEARCH, as_marked, is_as_made, migrate

_PARTS: Final = f"SELECT type, name, tbl_name, sql FROM sqlite_master WHERE {OWN}"
_NAMED: Final = re.compile(r"CREATE TRIGGER (\w+) .*? ON (\w+) ", re.DOTALL)


class Part(NamedTuple):
    """A table, an index, a trigger or a view, with the table it is of and the statement that makes it."""

    type: str
    name: str
    table: str
    sql: str


class Fault(Enum):
    """What is wrong with a part."""

    MISSING = "missing"
    CHANGED = "changed"
    FOREIGN = "foreign"


@frozen
class Difference:
    """A part that is not as it should be; `mends` are the statements that put it right without losing anything.

    Where there are none and it `hurts`, nothing that is read or written can be relied upon.
    """

    part: Part
    fault: Fault
    mends: tuple[str, ...] = ()
    hurts: bool = False

    @property
    def words(self) -> str:
        """Says what is wrong."""
        kind = {
            "table": _("the table “{name}”"),
            "index": _("the index “{name}”"),
            "trigger": _("the trigger “{name}”"),
            "view": _("the view “{name}”"),
        }[self.part.type].format(name=self.part.name)
        said = {
            Fault.MISSING: _("{part} is missing"),
            Fault.CHANGED: _("{part} is not as SalesDesk makes it"),
            Fault.FOREIGN: _("{part} is not SalesDesk's"),
        }
        return said[self.fault].format(part=kind)


def changed_structure(connection: dbapi2.Connection) -> tuple[Difference, ...]:
    """Gives every part of a desk of the newest schema that is not as it should be."""
    if is_as_made(connection):
        return ()
    with closing(connect_to_nothing()) as new:
        migrate(new, tables_only=True)
        wanted = {part.name: part for part in (*_parts(new), *_triggers())}
        there = {part.name: part for part in _parts(connection)}
        found = (
            *_of_tables(connection, new, wanted, there),
            *_of_search(wanted, there),
            *_of_others(wanted, there),
            *_foreign(wanted, there),
        )
    return tuple(found)


def mend(connection: dbapi2.Connection, found: Iterable[Difference]) -> None:
    """Makes anew what differs, in the transaction of the caller, and the search, which may lack words since."""
    from salesdesk.store.bulk import fill_search

    found = [each for each in found if each.mends]
    for statement in (statement for each in found for statement in each.mends):
        tick()
        connection.execute(statement)
    if any(each.part.name.startswith("search_") for each in found):
        fill_search(connection)


def tables_as_made() -> list[str]:
    """Gives the statements that make the tables and indexes of a new desk."""
    with closing(connect_to_nothing()) as new:
        migrate(new, tables_only=True)
        return [part.sql for part in _parts(new) if not _is_of_search(part)]


def _parts(connection: dbapi2.Connection) -> list[Part]:
    return [Part(*row) for row in connection.execute(f"{_PARTS} ORDER BY rowid")]


def _triggers() -> Iterator[Part]:
    from salesdesk.store.triggers import trigger_statements

    for statement in trigger_statements():
        if (named := _NAMED.match(statement)) is not None:
            yield Part("trigger", named[1], named[2], statement)


def _marked(part: Part) -> str:
    return as_marked(part.type, part.name, part.sql)


def _is_of_search(part: Part) -> bool:
    """Tells whether it is one of the tables in which FTS5 keeps the search."""
    return part.type == "table" and part.name.startswith(f"{SEARCH}_")


def _of_tables(
    connection: dbapi2.Connection,
    new: dbapi2.Connection,
    wanted: Mapping[str, Part],
    there: Mapping[str, Part],
) -> Iterator[Difference]:
    for part in wanted.values():
        if part.type != "table" or part.name.startswith(SEARCH):
            continue
        found = there.get(part.name)
        if found is None:
            yield Difference(part, Fault.MISSING, hurts=True)
        elif found.type != "table":
            yield Difference(found, Fault.FOREIGN, hurts=True)
        elif _marked(found) != _marked(part):
            own, needed = _columns(new, part.name), _columns(connection, part.name)
            further = needed - own
            # A further column does no harm, unless a new record cannot be without it.
            hurts = bool(own - needed) or any(column[2] and column[3] is None for column in further)
            yield Difference(part, Fault.CHANGED, hurts=hurts)


def _columns(connection: dbapi2.Connection, table: str) -> set[tuple[object, ...]]:
    """Gives name, type, whether it must not be empty, what it begins with, and whether it is the key."""
    return {tuple(row)[1:] for row in connection.execute(f'PRAGMA table_info("{table}")')}


def _of_search(wanted: Mapping[str, Part], there: Mapping[str, Part]) -> Iterator[Difference]:
    """The search holds nothing of its own, so all of it is made anew where any part of it is not as it should be."""
    parts = [part for part in wanted.values() if part.type == "table" and part.name.startswith(SEARCH)]
    wrong = [part for part in parts if part.name not in there or _differs(part, there[part.name])]
    if wrong:
        whole = wanted[SEARCH]
        gone = [f"DROP {there[part.name].type} {part.name}" for part in parts if part.name in there]
        # Where the whole is there, its parts go with it.
        drops = gone[:1] if SEARCH in there and there[SEARCH].type == "table" else gone
        yield Difference(
            whole, Fault.CHANGED if SEARCH in there else Fault.MISSING, mends=(*drops, whole.sql)
        )


def _differs(part: Part, found: Part) -> bool:
    return found.type != part.type or _marked(found) != _marked(part)


def _of_others(wanted: Mapping[str, Part], there: Mapping[str, Part]) -> Iterator[Difference]:
    """Finds indexes and triggers that are missing or changed; they hold nothing of their own either."""
    for part in wanted.values():
        if part.type in ("index", "trigger"):
            found = there.get(part.name)
            if found is None:
                yield Difference(part, Fault.MISSING, mends=(part.sql,))
            elif found != part:
                yield Difference(part, Fault.CHANGED, mends=(f'DROP {found.type} "{found.name}"', part.sql))


def _foreign(wanted: Mapping[str, Part], there: Mapping[str, Part]) -> Iterator[Difference]:
    """Finds what is not SalesDesk's: an index on a table of its own may refuse records, so it goes."""
    for part in there.values():
        if part.name in wanted:
            continue
        if part.type == "trigger":
            yield Difference(part, Fault.FOREIGN, hurts=True)
        elif part.type == "index" and part.table in wanted:
            yield Difference(part, Fault.FOREIGN, mends=(f'DROP INDEX "{part.name}"',))
        else:
            yield Difference(part, Fault.FOREIGN)
