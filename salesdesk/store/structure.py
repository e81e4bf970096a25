"""Compares how a desk is made, its tables, indexes and triggers, with how SalesDesk makes one, and mends what it can.

Another program, or a stranger, may have changed them: a trigger that is missing costs undo and search, one that is not
SalesDesk's may do anything at the next edit, and a view may show anything and never end. So what is not SalesDesk's is
told by its statement alone, before anything is read or written that would run it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DamagedError
from salesdesk.env.following import tick
from salesdesk.env.short_words import harmless_name
from salesdesk.frozen import frozen
from salesdesk.store.connection import connect_to_nothing
from salesdesk.store.parts import (
    SEARCH,
    Part,
    as_marked,
    in_quotes,
    is_of_search,
    is_plain_index,
    parts_of,
    says_what_it_is,
    shared_pages,
)
from salesdesk.store.schema import has_mark, head, migrate, revision_of, revisions

_NAMED: Final = re.compile(r"CREATE TRIGGER (\w+) .*? ON (\w+) ", re.DOTALL)


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
        }.get(self.part.type, _("the part “{name}”")).format(name=harmless_name(self.part.name))
        said = {
            Fault.MISSING: _("{part} is missing"),
            Fault.CHANGED: _("{part} is not as SalesDesk makes it"),
            Fault.FOREIGN: _("{part} is not SalesDesk's"),
        }
        return said[self.fault].format(part=kind)


def changed_structure(connection: dbapi2.Connection) -> tuple[Difference, ...]:
    """Gives every part of a desk that is not as it should be at the revision at which it stands.

    Of an older one only what is not SalesDesk's: its triggers go and what is missing is told when it is brought up to
    date.
    """
    parts = parts_of(connection)
    if not any(part.name == "alembic_version" for part in parts):
        return ()
    revision = revision_of(connection) or head()
    lasting = parts if revision == head() else [part for part in parts if not _goes(part)]
    if revision > head() or (has_mark(lasting, revision) and not shared_pages(parts)):
        return ()
    wanted = _made_at(revision if revision in revisions() else head())
    found = [*_of_those_there(wanted, parts), *_apart(parts)]
    if revision < head():
        return tuple(each for each in found if each.hurts and not _goes(each.part))
    return (*found, *_missing(wanted, parts))


def refuse_strange(connection: dbapi2.Connection, path: Path) -> tuple[Difference, ...]:
    """Raises DamagedError where a desk is made so that nothing in it can be relied upon; gives what else differs."""
    found = changed_structure(connection)
    # What another program put into the place of a table says more than where it put the table.
    hurting = [each.words for each in sorted(found, key=_is_further_table) if each.hurts]
    if hurting:
        raise DamagedError(
            _(
                "“{name}” was changed by another program ({what}) and was left untouched; "
                "open your newest backup, or make a new desk of what can be read by `salesdesk salvage`.",
                name=path.name,
                what=hurting[0],
            ),
            _("Another program changed this desk, so that nothing in it can be relied upon."),
            hurting[0],
        )
    return found


def mend(connection: dbapi2.Connection, found: Iterable[Difference]) -> None:
    """Makes anew what differs, in the transaction of the caller, and the search, which may lack words since."""
    from salesdesk.store.bulk import fill_search

    # A trigger that was changed goes before anything is written that it might be waiting for.
    found = sorted((each for each in found if each.mends), key=lambda each: each.part.type != "trigger")
    for statement in (statement for each in found for statement in each.mends):
        tick()
        connection.execute(statement)
    if any(each.part.name.startswith("search_") for each in found):
        fill_search(connection)


def tables_as_made(revision: str = "") -> list[str]:
    """Gives the statements that make the tables and indexes of a new desk, or of one at an earlier revision."""
    made = _made_at(revision or head()).values()
    return [part.sql for part in made if part.type != "trigger" and not is_of_search(part)]


@cache
def _made_at(revision: str) -> Mapping[str, Part]:
    """Gives by their names the parts of a desk at a revision; the triggers only of the newest."""
    with closing(connect_to_nothing()) as new:
        migrate(new, tables_only=True, to=revision)
        return {part.name: part for part in (*parts_of(new), *(_triggers() if revision == head() else ()))}


def _triggers() -> Iterator[Part]:
    from salesdesk.store.triggers import trigger_statements

    for statement in trigger_statements():
        if (named := _NAMED.match(statement)) is not None:
            yield Part("trigger", named[1], named[2], statement)


def _of_those_there(wanted: Mapping[str, Part], parts: Iterable[Part]) -> Iterator[Difference]:
    """Finds what is changed or not SalesDesk's; indexes and triggers hold nothing of their own, so they are mended."""
    seen = set[str]()
    for part in parts:
        own = wanted.get(part.name)
        if own is None or own.type != part.type or part.name in seen:
            # An index on a table of SalesDesk's may refuse records, so it goes.
            goes = is_plain_index(part) and part.table in wanted and own is None
            mends = (f"DROP INDEX {in_quotes(part.name)}",) if goes else ()
            yield Difference(part, Fault.FOREIGN, mends=mends, hurts=not goes)
        elif as_marked(part) != as_marked(own):
            goes = is_plain_index(part) or (part.type == "trigger" and says_what_it_is(part))
            mends = (f"DROP {own.type} {in_quotes(own.name)}", own.sql) if goes else ()
            yield Difference(part, Fault.CHANGED, mends=mends, hurts=not goes)
        seen.add(part.name)


def _is_further_table(difference: Difference) -> bool:
    return difference.fault is Fault.FOREIGN and difference.part.type == "table"


def _apart(parts: Iterable[Part]) -> Iterator[Difference]:
    """Finds what lies in the pages of another part, where writing the one would change the other."""
    return (Difference(part, Fault.CHANGED, hurts=True) for part in shared_pages(parts))


def _goes(part: Part) -> bool:
    """Tells whether a part is a trigger that a migration takes away before it does anything."""
    return part.type == "trigger" and says_what_it_is(part)


def _missing(wanted: Mapping[str, Part], parts: Iterable[Part]) -> Iterator[Difference]:
    """Finds what is not there. The search holds nothing of its own, so all of it is made anew where any of it is."""
    there = {part.name for part in parts}
    lacking = [part for part in wanted.values() if part.name not in there]
    for part in lacking:
        if not part.name.startswith(SEARCH):
            is_table = part.type == "table"
            yield Difference(part, Fault.MISSING, mends=() if is_table else (part.sql,), hurts=is_table)
    if any(part.name.startswith(SEARCH) for part in lacking):
        of_search = [part.name for part in wanted.values() if part.name in there and is_of_search(part)]
        # Where the whole is there, its parts go with it.
        gone = [f"DROP TABLE {name}" for name in ([SEARCH] if SEARCH in there else of_search)]
        fault = Fault.CHANGED if SEARCH in there else Fault.MISSING
        yield Difference(wanted[SEARCH], fault, mends=(*gone, wanted[SEARCH].sql))
