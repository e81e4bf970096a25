"""Says what changed in a record, and when, in words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from salesdesk.env.locale import Formats
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import words_of

if TYPE_CHECKING:
    from salesdesk.services.changes import HistoryLine

LONGEST: Final = 60


def history_text(
    lines: Sequence["HistoryLine"], fields: Sequence[Field], formats: Formats
) -> list[tuple[str, str]]:
    """Gives (when, what) for each line of a record's history, newest first."""
    declared = {field.name: field for field in fields}
    return [(formats.moment(line.at), _what(line, declared, formats)) for line in lines]


def _what(line: "HistoryLine", declared: Mapping[str, Field], formats: Formats) -> str:
    if line.op == "I":
        return "Added"
    if "deleted_at" in line.fields:
        return "Moved to the Trash" if line.fields["deleted_at"][1] else "Brought back from the Trash"
    changes = [
        _change(declared[name], before, after, formats)
        for name, (before, after) in line.fields.items()
        if name in declared
    ]
    return "\n".join(changes) or line.step


def _change(field: Field, before: Any, after: Any, formats: Formats) -> str:
    if field.type is FieldType.REFERENCE:
        return f"{field.label} changed"
    old, new = (_short(words_of(field, _read(field, value), formats)) for value in (before, after))
    return f"{field.label}: {old or 'empty'} → {new or 'empty'}"


def _read(field: Field, stored: Any) -> Any:
    """Turns a value as it stands in the file into the value of the field."""
    if stored is None:
        return None
    match field.type:
        case FieldType.DATE:
            return date.fromisoformat(str(stored))
        case FieldType.DATETIME:
            return datetime.fromisoformat(str(stored))
        case FieldType.BOOLEAN:
            return bool(stored)
        case _:
            return stored


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
