"""Finds what a sound file may still have wrong: a search index or a log of steps that does not fit the records."""

from collections.abc import Iterator
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.short_words import harmless_name
from salesdesk.store.log_lines import LINE, StrangeLineError, names_in

_FITTING: Final = """
WITH wanted (line, shared, private, kind, record_id, person_id) AS ({rows})
SELECT count(*) FROM wanted JOIN search_index_content found ON found.id = wanted.line
WHERE found.c0 IS wanted.shared AND found.c1 IS wanted.private AND found.c2 IS wanted.kind
AND found.c3 IS wanted.record_id AND found.c4 IS wanted.person_id
"""
_LOG: Final = (
    f"SELECT step_id, name, {LINE} FROM (SELECT id AS step, name FROM step) JOIN change_log ON step_id = step"
)


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
    """Reads every line of the log and tells which steps could not be turned round, each with the first reason."""
    needed, told = dict[str, frozenset[str]](), set[int]()
    for row in connection.execute(_LOG):
        if row["step_id"] in told:
            continue
        try:
            why = _lacking(connection, row, needed)
        except StrangeLineError as error:
            why = error.why
        if why:
            told.add(row["step_id"])
            yield _(
                "step {number}, “{name}”, cannot be undone: {why}",
                number=row["step_id"],
                name=harmless_name(str(row["name"])),
                why=why,
            )


def _lacking(connection: dbapi2.Connection, row: dbapi2.Row, needed: dict[str, frozenset[str]]) -> str:
    """Says what a deleted row would lack; raises StrangeLineError where the line is none that SalesDesk writes."""
    kind, names = row["kind"], names_in(row)
    if row["op"] != "D":
        return ""
    if kind not in needed:
        needed[kind] = _needed(connection, kind)
    missing = needed[kind] - names
    return _("a deleted row lacks a field: {name}", name=min(missing)) if missing else ""


def _needed(connection: dbapi2.Connection, kind: str) -> frozenset[str]:
    """Gives the fields that a row of a kind cannot be without."""
    found = connection.execute("SELECT * FROM pragma_table_info(?)", (kind,)).fetchall()
    return frozenset(c["name"] for c in found if c["notnull"] and c["dflt_value"] is None and not c["pk"])
