"""Reads sessions, notes and assignments as one line of time."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from salesdesk.model import Kind, field_of, kind_of
from salesdesk.services.coaching.values import LOG_KINDS, Log, LogEntry, LogFilter
from salesdesk.services.lines import line_sql
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile, Row
from salesdesk.store.search import Search

MOST_LINES: Final = 1000
MOST_HITS: Final = 1000
TO_SECONDS: Final = len("2026-11-11 10:00:00")
_NEWEST: Final = "ORDER BY at DESC, id DESC LIMIT :limit"
_HELD: Final = """
  CASE kind WHEN 'one_on_one' THEN
    (SELECT count(*) FROM note n
     WHERE n.one_on_one_id = log.id AND n.deleted_at IS NULL AND n.text != '') END AS notes,
  CASE kind WHEN 'one_on_one' THEN
    (SELECT count(*) FROM assignment a
     WHERE a.one_on_one_id = log.id AND a.deleted_at IS NULL) END AS assignments
"""


def read_log(desk: DeskFile, search: Search, wanted: LogFilter, today: date) -> Log:
    """Gives the newest lines that pass the filter; by plain SQL, however long the log is, so longer ones uncounted."""
    parts, values = _parts(search, wanted)
    if not parts:
        return Log((), 0)
    # Each kind gives its newest from the index of its days, so that a long log is not sorted for the first lines.
    newest = " UNION ALL ".join(f"SELECT * FROM ({part} {_NEWEST})" for part in parts)
    rows = desk.rows(
        f"SELECT log.*, p.name AS person, {_HELD} FROM (SELECT * FROM ({newest}) {_NEWEST}) log "
        "LEFT JOIN salesperson p ON p.id = log.salesperson_id ORDER BY at DESC, log.id DESC",
        values | {"limit": MOST_LINES},
    )
    entries = tuple(_entry(row, today) for row in rows)
    return Log(entries, len(rows) if len(rows) < MOST_LINES else None)


def count_log(desk: DeskFile, search: Search, wanted: LogFilter) -> int:
    """Counts all lines that pass the filter, for which each of them is looked at."""
    parts, values = _parts(search, wanted)
    counts = " + ".join(f"(SELECT count(*) FROM ({part}))" for part in parts)
    return desk.kept.rows(f"SELECT {counts} AS lines", values)[0]["lines"] if parts else 0


def _parts(search: Search, wanted: LogFilter) -> tuple[list[str], dict[str, Any]]:
    """Gives the SELECT of each kind that can hold anything wanted, and the values they bind."""
    found = _found_ids(search, wanted) if wanted.words.strip() else None
    kinds = (kind_of(name) for name in LOG_KINDS if name in wanted.kinds)
    parts = [line_sql(kind) + _narrowed(kind, wanted, found) for kind in kinds if not _excluded(kind, wanted)]
    return parts, {"person": wanted.person_id}


def _excluded(kind: Kind, wanted: LogFilter) -> bool:
    """Tells whether a filter that other kinds answer leaves this kind out altogether."""
    if (wanted.sorts and not kind.sort) or (wanted.states and not kind.state):
        return True
    can_be_private = kind.private or kind.private_when is not None
    return wanted.visibility == "private" and not can_be_private


def _narrowed(kind: Kind, wanted: LogFilter, found: dict[str, list[int]] | None) -> str:
    sql = "" if wanted.person_id is None else " AND t.salesperson_id IS NULLIF(:person, 0)"
    for chosen, name in ((wanted.sorts, kind.sort), (wanted.states, kind.state)):
        if chosen:
            sql += (
                f" AND t.{name} IN ({_quoted(chosen, (c.value for c in field_of(kind.name, name).choices))})"
            )
    if wanted.visibility:
        sql += f" AND {'' if wanted.visibility == 'private' else 'NOT '}({kind.private_sql('t')})"
    if found is not None:
        sql += f" AND t.id IN ({', '.join(map(str, found.get(kind.name, [])))})"
    return sql


def _quoted(chosen: Iterable[str], known: Iterable[str]) -> str:
    """Writes chosen values for SQL; only values the model declares get through."""
    wanted = set(chosen)
    return ", ".join(f"'{value}'" for value in known if value in wanted)


def _found_ids(search: Search, wanted: LogFilter) -> dict[str, list[int]]:
    """Asks the search index for the words, in private text too."""
    found: dict[str, list[int]] = {}
    for hit in search.find(wanted.words, person_id=wanted.person_id, limit=MOST_HITS):
        found.setdefault(hit.kind, []).append(hit.record_id)
    return found


def _entry(row: Row, today: date) -> LogEntry:
    due = day_of(row["due_on"])
    sort, state = _words_of(row["kind"], row["sort"], row["author"], row["state"])
    return LogEntry(
        kind=row["kind"],
        record_id=row["id"],
        person_id=row["salesperson_id"],
        person=row["person"] or "",
        at=_moment(row["at"]),
        sort=sort,
        what=_what(row),
        state=state,
        private=bool(row["private"]),
        due_on=due,
        late=row["state"] == "open" and due is not None and due < today,
        meeting_id=row["meeting_id"],
    )


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored[:TO_SECONDS])


@lru_cache
def _words_of(name: str, sort: str | None, author: str | None, state: str | None) -> tuple[str, str]:
    """Gives the sort and the state of a line in words."""
    kind = kind_of(name)
    stands = field_of(name, kind.state).choice_label(state) if kind.state else ""
    if kind.sort:
        return field_of(name, kind.sort).choice_label(sort).removesuffix(f" {kind.label.lower()}"), stands
    return (_("Own {label}", label=kind.label.lower()) if author == "salesperson" else kind.label), stands


def _what(row: Row) -> str:
    if row["kind"] != "one_on_one":
        return " ".join(row["words"].split())
    notes, assignments = row["notes"], row["assignments"]
    counted = (
        n_("{number} note", "{number} notes", notes) if notes else "",
        n_("{number} assignment", "{number} assignments", assignments) if assignments else "",
    )
    held = ", ".join(filter(None, counted))
    return " · ".join(part for part in (row["words"], held) if part)
