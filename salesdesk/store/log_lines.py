"""Reads the log of steps as data: what a line names is looked up among what is declared, and all else is refused.

A desk may come from a stranger, who may have written anything into the log. Kinds and fields become names in statements
when a step is turned round, so nothing else than SalesDesk's own may be among them.
"""

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from sqlcipher3 import dbapi2

from salesdesk.env.errors import UserError
from salesdesk.env.short_words import harmless_name
from salesdesk.store.runs import UnreadableError, records_in, unpacked

LINE: Final = "id, kind, record_id, last_id, op, fields, run"
"""What of a line of the log is read."""
MOST_AT_ONCE: Final = 5_000_000
"""Records that one line without a run can be about, which is far more than an import brings."""
_LARGEST: Final = 2**63
_OPS: Final = ("I", "U", "D")


class StrangeLineError(UserError):
    """Says that a line of the log is none that SalesDesk writes, and `why`."""

    def __init__(self, why: str) -> None:
        super().__init__(
            _(
                "This cannot be undone, done again or taken back: another program wrote into its log ({why}). "
                "Nothing was changed; change by hand what should be as before.",
                why=why,
            )
        )
        self.why = why


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What a step did to one record: `I`, `U` or `D`, and for `U` [before, after] a field, for `D` the whole row."""

    kind: str
    record_id: int
    op: str
    fields: Mapping[str, Any]


def lines_in(row: dbapi2.Row, *, newest_first: bool = False) -> Iterator[ChangeLine]:
    """Gives the lines that one row of the log stands for: one, or those of a run.

    Raises StrangeLineError, before it gives any, where the row is none that SalesDesk writes.
    """
    fields = _checked(row)
    kind, first, op = row["kind"], row["record_id"], row["op"]
    if row["last_id"] is None:
        yield ChangeLine(kind, first, op, fields)
        return
    for number, values in records_in(op, first, row["last_id"], row["run"], newest_first=newest_first):
        yield ChangeLine(kind, number, op, values)


def names_in(row: dbapi2.Row) -> Set[str]:
    """Gives the fields that a row of the log tells of; raises StrangeLineError where SalesDesk writes no such one."""
    return _checked(row).keys()


def newest_strange_step(connection: dbapi2.Connection) -> int | None:
    """Gives the newest step of which a line is none that SalesDesk writes; None where all are."""
    newest = None
    for row in connection.execute(f"SELECT step_id, {LINE} FROM change_log ORDER BY step_id"):
        try:
            names_in(row)
        except StrangeLineError:
            newest = row["step_id"]
    return newest


def _checked(row: dbapi2.Row) -> Mapping[str, Any]:
    """Gives the fields of a line about one record; raises StrangeLineError where a row is not as it should be."""
    kind, op, last = row["kind"], row["op"], row["last_id"]
    declared = _declared().get(kind) if isinstance(kind, str) else None
    if declared is None or op not in _OPS:
        raise StrangeLineError(_("it names “{kind}”, which is not there", kind=harmless_name(str(kind))))
    try:
        if not _is_number(row["record_id"]) or not (last is None or _is_number(last)):
            raise UnreadableError
        if last is None:
            fields = _fields(row["fields"])
            _refuse_unknown(kind, fields, declared)
            if not all(map(_is_pair if op == "U" else _is_value, fields.values())):
                raise StrangeLineError(_("a value before or after is missing"))
            return fields
        return _of_run(row, declared)
    except UnreadableError as error:
        raise StrangeLineError(_("what it changed cannot be read")) from error


def _of_run(row: dbapi2.Row, declared: Set[str]) -> Mapping[str, Any]:
    first, last, op = row["record_id"], row["last_id"], row["op"]
    if row["run"] is None:
        if op != "I" or not first <= last < first + MOST_AT_ONCE:
            raise UnreadableError
        return {}
    ids, columns = unpacked(row["run"])
    _refuse_unknown(row["kind"], columns, declared)
    right = _is_pair_or_nothing if op == "U" else _is_value
    values = (value for column in columns.values() for value in column)
    if not all(_is_number(number) and first <= number <= last for number in ids) or not all(
        map(right, values)
    ):
        raise UnreadableError
    return columns


def _refuse_unknown(kind: str, fields: Mapping[str, Any], declared: Set[str]) -> None:
    if unknown := fields.keys() - declared:
        name = harmless_name(min(unknown))
        raise StrangeLineError(
            _("it names a field of “{kind}” that is not there: {name}", kind=kind, name=name)
        )


def _fields(stored: Any) -> Mapping[str, Any]:
    """Reads the fields of a line about one record; raises UnreadableError where they are none."""
    if stored is None:
        return {}
    try:
        found = json.loads(stored)
        stored.encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableError from error
    if not isinstance(found, dict):
        raise UnreadableError
    return cast("dict[str, Any]", found)


def _is_pair(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    pair = cast("list[Any]", value)
    return len(pair) == 2 and all(map(_is_value, pair))


def _is_pair_or_nothing(value: Any) -> bool:
    return value is None or _is_pair(value)


def _is_value(value: Any) -> bool:
    """Tells whether a value is one that a field can be filled with, whatever the field."""
    if isinstance(value, str):
        return value.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in value)
    return value is None or isinstance(value, float) or _is_number(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and -_LARGEST <= value < _LARGEST


@cache
def _declared() -> Mapping[str, Set[str]]:
    """Gives by kind the fields of which the log tells."""
    from salesdesk.model import models

    return {
        kind: {column.name for column in model.__table__.columns if column.name != "id"}
        for kind, model in models().items()
    }
