"""Tells what happened with one person, newest first, from everything that is stored about them."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from itertools import chain
from typing import Final

from salesdesk.model import KINDS, field_of, kind_of
from salesdesk.model.fields import Field
from salesdesk.model.words import ASSIGNMENT_KINDS, MEETING_KINDS, OUTCOMES
from salesdesk.services.lines import line_sql
from salesdesk.services.stored_values import money_of, stored_value
from salesdesk.services.team.values import Move, Timeline, TimelineLine
from salesdesk.store.desk_file import DeskFile, Row

_TOLD_APART: Final = {
    "one_on_one": "meeting",
    "note": "note",
    "assignment": "assignment",
    "strength": "strength",
}
"""The kinds whose lines have words of their own, and what these lines are filtered by."""
GROUPS: Final = {
    _TOLD_APART.get(kind.name, kind.name): kind.timeline for kind in KINDS.values() if kind.timeline
} | {"deal": _("Deals won and lost"), "import": _("Imports"), "change": _("Changes")}  # fmt: skip
"""What a timeline can be filtered by, with the words for it."""

_Source = tuple[str, Callable[[Row], TimelineLine]]
_NEWEST = "ORDER BY at DESC, id DESC LIMIT :limit"
_MEETINGS = f"""
SELECT id, starts_at AS at, kind, state, minutes, excuse, answer_comment FROM one_on_one
WHERE salesperson_id = :person AND deleted_at IS NULL {_NEWEST}
"""
_NOTES = f"""
SELECT id, written_at AS at, text, visibility, author FROM note
WHERE salesperson_id = :person AND deleted_at IS NULL AND text != '' {_NEWEST}
"""
_GIVEN = f"""
SELECT id, assigned_on AS at, kind, what, 'agreed' AS step FROM assignment
WHERE salesperson_id = :person AND deleted_at IS NULL
UNION ALL
SELECT id, done_on AS at, kind, what, 'done' AS step FROM assignment
WHERE salesperson_id = :person AND deleted_at IS NULL AND done_on IS NOT NULL {_NEWEST}
"""
_CLOSED = """
SELECT id, closed_on, name, outcome, amount, currency, lost_reason, account_id FROM opportunity
WHERE salesperson_id = :person AND outcome = '{outcome}' AND closed_on <= :today AND +deleted_at IS NULL
ORDER BY closed_on DESC, id DESC LIMIT :limit
"""
# Each outcome gives its newest from the index of the closing days; together they would be sorted whole.
_DEALS = f"""
SELECT o.id, o.closed_on AS at, o.name, o.outcome, o.amount, o.currency, o.lost_reason, a.name AS account
FROM (SELECT * FROM ({_CLOSED.format(outcome="won")}) UNION ALL SELECT * FROM ({_CLOSED.format(outcome="lost")})) o
LEFT JOIN account a ON a.id = o.account_id {_NEWEST.replace("id DESC", "o.id DESC")}
"""
_STRENGTHS = f"""
SELECT id, coalesce(seen_on, date(created_at)) AS at, name, evidence FROM strength
WHERE salesperson_id = :person AND deleted_at IS NULL {_NEWEST}
"""
# By the two indexes alone: the plus keeps SQLite from reading every deal of the person for each import.
_IMPORTS = f"""
SELECT id, applied_at AS at, file_name, rows, new, changed FROM import_batch b
WHERE applied_at IS NOT NULL AND deleted_at IS NULL
AND EXISTS (SELECT 1 FROM opportunity o WHERE o.batch_id = b.id
  AND +o.id IN (SELECT id FROM opportunity WHERE salesperson_id = :person)) {_NEWEST}
"""
# Of a person's deals few have moved, so only those are read themselves; CROSS JOIN keeps the order.
_MOVES = f"""
SELECT c.id, c.noted_at AS at, c.field, c.before, c.after, o.id AS deal, o.name
FROM opportunity_change c CROSS JOIN opportunity o ON o.id = c.opportunity_id
WHERE c.opportunity_id IN (SELECT id FROM opportunity WHERE salesperson_id = :person)
AND c.field NOT IN ('outcome', 'closed_on') AND +o.deleted_at IS NULL
AND NOT (c.field = 'stage_id' AND c.after_id IN (SELECT id FROM stage WHERE outcome != 'open'))
{_NEWEST.replace("id DESC", "c.id DESC")}
"""


def timeline(
    desk: DeskFile, person_id: int, today: date, groups: Collection[str] = (), limit: int = 100
) -> Timeline:
    """Gives the newest `limit` things of the wanted groups; of all groups where none is named."""
    values = {"person": person_id, "limit": limit + 1, "today": today.isoformat()}
    wanted = [group for group in GROUPS if group in groups or not groups]
    lines: list[TimelineLine] = []
    for group in wanted:
        sql, make = _SOURCES.get(group) or _declared(group)
        lines.extend(make(row) for row in desk.rows(sql, values))
    if "change" in wanted:
        lines.extend(_facts_changed(desk, person_id, limit))
    lines.sort(key=lambda line: line.at, reverse=True)
    return Timeline(tuple(lines[:limit]), len(lines) > limit)


def _declared(kind: str) -> _Source:
    """Gives the lines of a kind that is told by its declaration alone."""
    declared = kind_of(kind)

    def told(row: Row) -> TimelineLine:
        """Tells one record in a line."""
        said = field_of(kind, declared.state).choice_label(row["state"]) if declared.state else ""
        detail = " · ".join(part for part in (row["words"], said.lower()) if part)
        return TimelineLine(_at(row), kind, declared.label, detail, kind, row["id"], bool(row["private"]))

    return f"{line_sql(declared)} AND t.salesperson_id = :person {_NEWEST}", told


def _meeting(row: Row) -> TimelineLine:
    words = MEETING_KINDS.get(str(row["kind"]), _("Meeting"))
    details = {
        "planned": _("planned"),
        "running": _("in progress"),
        "excused": _("excused: {excuse}", excuse=row["excuse"] or ""),
    }
    length = _("{minutes} min", minutes=row["minutes"]) if row["minutes"] else ""
    detail = details.get(row["state"], row["answer_comment"] or length).rstrip(": ")
    return TimelineLine(_at(row), "meeting", words, detail, "one_on_one", row["id"])


def _note(row: Row) -> TimelineLine:
    private = row["visibility"] == "private"
    title = _("Note by the salesperson") if row["author"] == "salesperson" else _("Note")
    return TimelineLine(_at(row), "note", title, " ".join(row["text"].split()), "note", row["id"], private)


def _assignment(row: Row) -> TimelineLine:
    title = f"{ASSIGNMENT_KINDS.get(row['kind'], 'Assignment')} {row['step']}"
    return TimelineLine(_at(row), "assignment", title, row["what"], "assignment", row["id"])


def _deal(row: Row) -> TimelineLine:
    account, name = row["account"] or "", row["name"] or ""
    about = name if name.startswith(account) else f"{account}: {name}"
    detail = " · ".join(part for part in (about, row["lost_reason"]) if part)
    return TimelineLine(
        _at(row), "deal", OUTCOMES[row["outcome"]], detail, "opportunity", row["id"],
        amount=money_of(row["amount"]), currency=row["currency"],
    )  # fmt: skip


def _strength(row: Row) -> TimelineLine:
    detail = " · ".join(part for part in (row["name"], row["evidence"]) if part)
    return TimelineLine(_at(row), "strength", _("Strength seen"), detail, "strength", row["id"])


def _import(row: Row) -> TimelineLine:
    detail = _(
        "{file_name} · {new} new, {changed} changed",
        file_name=row["file_name"],
        new=row["new"],
        changed=row["changed"],
    )
    return TimelineLine(_at(row), "import", _("Import"), detail, "import_batch", row["id"])


def _deal_moved(row: Row) -> TimelineLine:
    field = _known_field("opportunity", row["field"])
    move = (
        Move(field, stored_value(field, row["before"]), stored_value(field, row["after"])) if field else None
    )
    title = field.label if field else row["field"]
    return TimelineLine(_at(row), "change", title, row["name"] or "", "opportunity", row["deal"], move=move)


def _facts_changed(desk: DeskFile, person_id: int, limit: int) -> Iterator[TimelineLine]:
    history = desk.history("salesperson", person_id)[:limit]
    lines = ([(line, name, pair) for name, pair in line.fields.items()] for line in history)
    for line, name, (before, after) in chain.from_iterable(lines):
        field = _known_field("salesperson", name)
        if field is not None:
            move = Move(field, stored_value(field, before), stored_value(field, after))
            yield TimelineLine(
                line.at, "change", field.label, "", "salesperson", person_id, not field.shared, move=move
            )


def _known_field(kind: str, name: str) -> Field | None:
    try:
        return field_of(kind, name)
    except KeyError:
        return None


def _at(row: Row) -> datetime:
    return datetime.fromisoformat(row["at"])


_SOURCES: Final[dict[str, _Source]] = {
    "meeting": (_MEETINGS, _meeting),
    "note": (_NOTES, _note),
    "assignment": (_GIVEN, _assignment),
    "deal": (_DEALS, _deal),
    "strength": (_STRENGTHS, _strength),
    "import": (_IMPORTS, _import),
    "change": (_MOVES, _deal_moved),
}
