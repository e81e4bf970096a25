"""Reads sessions, notes and assignments as one line of time."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from salesdesk.model.coaching import (
    ASSIGNMENT_KINDS,
    ASSIGNMENT_STATES,
    MEETING_KINDS,
    MEETING_STATES,
)
from salesdesk.services.coaching.values import LOG_KINDS, Log, LogEntry, LogFilter
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile, Row
from salesdesk.store.search import Search

MOST_LINES: Final = 1000
MOST_HITS: Final = 1000
_SORTS: Final = MEETING_KINDS | ASSIGNMENT_KINDS
_STATES: Final = MEETING_STATES | ASSIGNMENT_STATES

_SELECTS: Final = {
    "one_on_one": """SELECT 'one_on_one' AS log_kind, t.id AS id, t.salesperson_id AS salesperson_id,
  t.starts_at AS at, t.kind AS sort, t.state AS state, 0 AS private, NULL AS due_on,
  NULL AS meeting_id, concat_ws(' · ', o.name, c.name, t.excuse, t.answer_comment) AS words
FROM one_on_one t LEFT JOIN opportunity o ON o.id = t.opportunity_id
LEFT JOIN competency c ON c.id = t.competency_id WHERE t.deleted_at IS NULL""",
    "note": """SELECT 'note' AS log_kind, t.id AS id, t.salesperson_id AS salesperson_id, t.written_at AS at,
  t.author AS sort, '' AS state, t.visibility = 'private' AS private, NULL AS due_on,
  t.one_on_one_id AS meeting_id, t.text AS words
FROM note t WHERE t.deleted_at IS NULL AND t.text != ''""",
    "assignment": """SELECT 'assignment' AS log_kind, t.id AS id, t.salesperson_id AS salesperson_id,
  t.assigned_on AS at, t.kind AS sort, t.state AS state, 0 AS private, t.due_on AS due_on,
  t.one_on_one_id AS meeting_id, t.what AS words
FROM assignment t WHERE t.deleted_at IS NULL""",
}
_HELD: Final = """
  CASE log_kind WHEN 'one_on_one' THEN
    (SELECT count(*) FROM note n
     WHERE n.one_on_one_id = log.id AND n.deleted_at IS NULL AND n.text != '') END AS notes,
  CASE log_kind WHEN 'one_on_one' THEN
    (SELECT count(*) FROM assignment a
     WHERE a.one_on_one_id = log.id AND a.deleted_at IS NULL) END AS assignments
"""


def read_log(desk: DeskFile, search: Search, wanted: LogFilter, today: date) -> Log:
    """Gives the newest lines that pass the filter; by plain SQL, however long the log is."""
    parts, values = _parts(search, wanted)
    if not parts:
        return Log((), 0)
    rows = desk.rows(
        f"SELECT log.*, p.name AS person, {_HELD} FROM (SELECT *, count(*) OVER () AS total FROM "
        f"({' UNION ALL '.join(parts)}) ORDER BY at DESC, id DESC LIMIT :limit) log "
        "LEFT JOIN salesperson p ON p.id = log.salesperson_id ORDER BY at DESC, log.id DESC",
        values | {"limit": MOST_LINES},
    )
    entries = tuple(_entry(row, today) for row in rows)
    return Log(entries, rows[0]["total"] if rows else 0)


def _parts(search: Search, wanted: LogFilter) -> tuple[list[str], dict[str, Any]]:
    """Gives the SELECT of each kind that can hold anything wanted, and the values they bind."""
    found = _found_ids(search, wanted) if wanted.words.strip() else None
    parts: list[str] = []
    for kind in LOG_KINDS:
        if kind not in wanted.kinds or _excluded(kind, wanted):
            continue
        parts.append(_SELECTS[kind] + _narrowed(kind, wanted, found))
    return parts, {"person": wanted.person_id}


def _excluded(kind: str, wanted: LogFilter) -> bool:
    """Tells whether a filter that another kind answers leaves this kind out altogether."""
    if kind == "note":
        return bool(wanted.sorts or wanted.states)
    return wanted.visibility == "private"


def _narrowed(kind: str, wanted: LogFilter, found: dict[str, list[int]] | None) -> str:
    sql = "" if wanted.person_id is None else " AND t.salesperson_id = :person"
    if wanted.sorts and kind != "note":
        sql += f" AND t.kind IN ({_quoted(wanted.sorts, _SORTS)})"
    if wanted.states and kind != "note":
        sql += f" AND t.state IN ({_quoted(wanted.states, _STATES)})"
    if wanted.visibility and kind == "note":
        sql += f" AND t.visibility = '{'private' if wanted.visibility == 'private' else 'shared'}'"
    if found is not None:
        sql += f" AND t.id IN ({', '.join(map(str, found.get(kind, [])))})"
    return sql


def _quoted(chosen: Iterable[str], known: Iterable[str]) -> str:
    """Writes chosen values for SQL; only values the model declares get through."""
    return ", ".join(f"'{value}'" for value in known if value in set(chosen))


def _found_ids(search: Search, wanted: LogFilter) -> dict[str, list[int]]:
    """Asks the search index for the words, in private text too."""
    found: dict[str, list[int]] = {}
    for hit in search.find(wanted.words, person_id=wanted.person_id, limit=MOST_HITS):
        found.setdefault(hit.kind, []).append(hit.record_id)
    return found


def _entry(row: Row, today: date) -> LogEntry:
    due = day_of(row["due_on"])
    return LogEntry(
        kind=row["log_kind"],
        record_id=row["id"],
        person_id=row["salesperson_id"],
        person=row["person"] or "",
        at=_moment(row["at"]),
        sort=_sort_words(row),
        what=_what(row),
        state=_STATES.get(row["state"], ""),
        private=bool(row["private"]),
        due_on=due,
        late=row["state"] == "open" and due is not None and due < today,
        meeting_id=row["meeting_id"],
    )


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(microsecond=0)


def _sort_words(row: Row) -> str:
    if row["log_kind"] == "note":
        return "Note" if row["sort"] == "manager" else "Own note"
    return _SORTS[row["sort"]].removesuffix(" assignment")


def _what(row: Row) -> str:
    if row["log_kind"] != "one_on_one":
        return " ".join(row["words"].split())
    counted = ((row["notes"], "note"), (row["assignments"], "assignment"))
    held = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counted if n)
    return " · ".join(part for part in (row["words"], held) if part)
