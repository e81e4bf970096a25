"""Carries out what a kind of record declares can be done with it; each act is one step of undo."""

from collections.abc import Mapping
from typing import Any

from salesdesk.env.errors import UserError
from salesdesk.model import kind_of, model_of
from salesdesk.model.kinds import DELETE, Act, Given
from salesdesk.services.changes import Changes
from salesdesk.services.short_words import quoted
from salesdesk.services.trash import move_to_trash
from salesdesk.store.desk_file import DeskFile


def act_of(kind: str, act: str) -> Act:
    """Gives an act of a kind by its id; raises KeyError where the kind has none of that id."""
    return {each.id: each for each in kind_of(kind).acts}[act]


def offered_acts(kind: str, values: Mapping[str, Any]) -> list[Act]:
    """Gives what can be done with a record as it is now, in the order of declaration."""
    return [act for act in kind_of(kind).acts if act.offered(values)]


def carry_out(desk: DeskFile, kind: str, record_id: int, act: str, answer: str = "") -> Changes:
    """Does one act with one record; what was answered goes into the field the act asks for."""
    if act == DELETE.id:
        return move_to_trash(desk, kind, [record_id])
    declared, title = act_of(kind, act), kind_of(kind).title
    found = desk.rows(f"SELECT {title} AS title FROM {kind} WHERE id = ?", (record_id,))
    named = f": {quoted(str(found[0]['title']))}" if found and not kind_of(kind).may_be_private else ""
    with desk.change(f"{declared.step or declared.words}{named}") as work:
        record = work.session.get(model_of(kind), record_id)
        if record is None:
            raise UserError(
                _("This {label} is no longer there; nothing was changed.", label=kind_of(kind).label.lower())
            )
        for name, value in declared.sets.items():
            setattr(record, name, Given.settled(value, desk.now()))
        if declared.asks_for and (answer.strip() or not declared.open_answer):
            setattr(record, declared.asks_for, answer.strip() or None)
    return work.changes
