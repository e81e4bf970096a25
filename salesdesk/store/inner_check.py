"""Finds what a sound file may still have wrong: a search index or a log of steps that does not fit the records."""

import zlib
from collections.abc import Iterator
from typing import Any, Final, cast

from sqlcipher3 import dbapi2

from salesdesk.frozen import frozen
from salesdesk.store.journal import ChangeLine, lines_of

_FITTING: Final = """
WITH wanted (line, shared, private, kind, record_id, person_id) AS ({rows})
SELECT count(*) FROM wanted JOIN search_index_content found ON found.id = wanted.line
WHERE found.c0 IS wanted.shared AND found.c1 IS wanted.private AND found.c2 IS wanted.kind
AND found.c3 IS wanted.record_id AND found.c4 IS wanted.person_id
"""
_OPS: Final = ("I", "U", "D")


def search_faults(connection: dbapi2.Connection) -> Iterator[str]:
    """Compares the search index with what indexing anew would give, kind by kind."""
    from salesdesk.model import KINDS, models
    from salesdesk.store.triggers import indexed_rows

    for kind in models():
        if not (rows := indexed_rows(kind)):
            continue
        wanted = connection.execute(f"SELECT count(*) FROM ({rows})").fetchone()[0]
        fitting = connection.execute(_FITTING.format(rows=rows)).fetchone()[0]
        there = connection.execute(
            "SELECT count(*) FROM search_index_content WHERE c2 = ?", (kind,)
        ).fetchone()[0]
        if fitting != wanted or there != wanted:
            yield _(
                "the search does not fit {number} of {wanted} {plural}",
                number=max(wanted, there) - fitting,
                wanted=wanted,
                plural=KINDS[kind].plural.casefold() if kind in KINDS else kind,
            )


def log_faults(connection: dbapi2.Connection) -> Iterator[str]:
    """Reads every step of the log and tells which of them could not be turned round."""
    tables: dict[str, _StoredTable] = {}
    for step in connection.execute("SELECT id, name FROM step ORDER BY id").fetchall():
        try:
            faults = (
                _fault(line, _table(connection, line.kind, tables))
                for line in lines_of(connection, step["id"])
            )
            why = next((fault for fault in faults if fault), "")
        except (ValueError, LookupError, TypeError, zlib.error):
            why = _("what it changed cannot be read")
        if why:
            yield _(
                "step {number}, “{name}”, cannot be undone: {why}",
                number=step["id"],
                name=step["name"],
                why=why,
            )


@frozen
class _StoredTable:
    """The columns of a table, and those that a row cannot be without."""

    columns: frozenset[str]
    needed: frozenset[str]


def _table(connection: dbapi2.Connection, kind: str, known: dict[str, _StoredTable]) -> _StoredTable:
    if kind not in known:
        found = connection.execute("SELECT * FROM pragma_table_info(?)", (kind,)).fetchall()
        known[kind] = _StoredTable(
            frozenset(column["name"] for column in found),
            frozenset(c["name"] for c in found if c["notnull"] and c["dflt_value"] is None and not c["pk"]),
        )
    return known[kind]


def _fault(line: ChangeLine, table: _StoredTable) -> str:
    """Says why a line could not be turned round, empty where it could."""
    if not table.columns or line.op not in _OPS:
        return _("it names “{kind}”, which is not there", kind=line.kind)
    if unknown := set(line.fields) - table.columns:
        return _("it names a field of “{kind}” that is not there: {name}", kind=line.kind, name=min(unknown))
    if line.op == "U" and not all(_is_pair(value) for value in line.fields.values()):
        return _("a value before or after is missing")
    if line.op == "D" and (missing := table.needed - set(line.fields)):
        return _("a deleted row lacks a field: {name}", name=min(missing))
    return ""


def _is_pair(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(cast("list[Any]", value)) == 2
