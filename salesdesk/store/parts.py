"""Reads of which parts a file is made, by reading the list of them alone: no part is run, looked into or believed.

A desk may come from a stranger. What SQLite runs by itself, a trigger, a view, a check, a computed column or index,
stands in that list as a statement, so a list of nothing but SalesDesk's own statements runs nothing of anybody else.
"""

import re
from _blake2 import blake2b  # what `hashlib` would take too, which brings all of OpenSSL and no start needs
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlcipher3 import dbapi2

SEARCH: Final = "search_index"
# As bytes: another program may have written there what is no text.
_PARTS: Final = """
SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB), rootpage
FROM sqlite_schema WHERE sql IS NOT NULL AND ? IN ('', name) ORDER BY rowid
"""
_OF_SQLITE: Final = {
    "sqlite_sequence": "CREATE TABLE sqlite_sequence(name,seq)",
    "sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
"""What SQLite itself may keep in any file."""
_QUOTED: Final = re.compile(r'"(\w+)"')
_BETWEEN: Final = re.compile(r",(?![^()]*\))")
"""Between two columns or rules of a table; in none that SalesDesk declares brackets come after a comma in brackets."""
_COLUMNS: Final = r'\( *"?\w+"?( (ASC|DESC))?( *, *"?\w+"?( (ASC|DESC))?)* *\)'
_PLAIN_INDEX: Final = re.compile(rf'CREATE (UNIQUE )?INDEX "?\w+"? ON "?\w+"? *{_COLUMNS}', re.ASCII)
_MADE: Final = re.compile(r'CREATE (?:UNIQUE )?(TABLE|INDEX|TRIGGER|VIEW) "?(\w+)"?', re.ASCII)
_COMPUTED: Final = re.compile(r"\bAS\b", re.IGNORECASE | re.ASCII)
_WORDS: Final = re.compile(r"\w+")
_COLUMN_OF_SEARCH: Final = re.compile(r"[cl]\d+")
_WORDS_OF_SEARCH: Final = frozenset(
    re.split(" ", "id INTEGER PRIMARY KEY block BLOB segid term pgno WITHOUT ROWID sz origin k v NOT NULL")
)


class Part(NamedTuple):
    """A table, an index, a trigger or a view, the table it is of, the statement that makes it, and its first page."""

    type: str
    name: str
    table: str
    sql: str
    root: int = 0


def parts_of(connection: dbapi2.Connection, name: str = "") -> list[Part]:
    """Gives the parts of a file in the order in which they were made, or the ones of a name.

    What SQLite keeps in any file for itself is left out.
    """
    rows = connection.execute(_PARTS, (name,)).fetchall()
    found = (Part(_text(row[0]), _text(row[1]), _text(row[2]), _text(row[3]), row[4]) for row in rows)
    return [part for part in found if _OF_SQLITE.get(part.name) != part.sql]


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")


def in_quotes(name: str) -> str:
    """Gives a name as a statement takes it, whatever stands in it."""
    return '"{}"'.format(name.replace('"', '""'))


def as_marked(part: Part) -> str:
    """Gives what counts of a part, the same for all that are made alike.

    Columns stand in another order in desks of earlier versions; the tables of the search are FTS5's own, and may look
    otherwise in another version of it.
    """
    sql = part.sql
    if is_of_search(part):
        sql = SEARCH
    elif part.type == "table":
        sql = _in_one_order(_QUOTED.sub(r"\1", sql))
    return f"{part.type} {part.name} {part.table} {sql}"


def mark_of(parts: Iterable[Part]) -> str:
    """Gives one mark for all that a file is made of, which no other parts have."""
    return blake2b("\n".join(sorted(map(as_marked, parts))).encode(), digest_size=32).hexdigest()


def is_of_search(part: Part) -> bool:
    """Tells whether it is one of the plain tables in which FTS5 keeps the search."""
    begin = f"CREATE TABLE '{part.name}'("
    if part.type != "table" or not part.name.startswith(f"{SEARCH}_") or not part.sql.startswith(begin):
        return False
    words = _WORDS.findall(part.sql.removeprefix(begin))
    return all(word in _WORDS_OF_SEARCH or _COLUMN_OF_SEARCH.fullmatch(word) for word in words)


def says_what_it_is(part: Part) -> bool:
    """Tells whether the statement makes what the list says, by the name that it says: by that it can be taken away."""
    made = _MADE.match(part.sql)
    return made is not None and (made[1].lower(), made[2]) == (part.type, part.name)


def is_plain_index(part: Part) -> bool:
    """Tells whether a part is an index of columns alone, for which nothing is computed."""
    return says_what_it_is(part) and _PLAIN_INDEX.fullmatch(part.sql) is not None


def is_plain_table(part: Part) -> bool:
    """Tells whether reading a table gives what is stored, and runs nothing: it has no column that is computed."""
    return part.type == "table" and says_what_it_is(part) and _COMPUTED.search(part.sql) is None


def shared_pages(parts: Iterable[Part]) -> list[Part]:
    """Gives the parts that say to lie where another one does, or nowhere, as what SQLite writes never does."""
    parts = list(parts)
    times = Counter(part.root for part in parts if part.root)
    stored = [part for part in parts if part.root]
    return [part for part in stored if times[part.root] > 1 or part.root == 1]


def _in_one_order(sql: str) -> str:
    """Puts the columns and rules of a table in one order; what stands in one of them stays as it is."""
    first, _open, rest = sql.partition("(")
    inside, _close, last = rest.rpartition(")")
    return "\n".join([first.strip(), *sorted(map(str.strip, _BETWEEN.split(inside))), last.strip()])
