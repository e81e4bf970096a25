"""Writes the title of a record of any kind in words, dates included."""

from datetime import date, datetime
from typing import Any

from salesdesk.env.locale import Formats
from salesdesk.model import field_of, kind_of
from salesdesk.model.fields import FieldType
from salesdesk.services.short_words import shortened

LONGEST = 90


def title_words(kind: str, stored: Any, formats: Formats) -> str:
    """Gives a stored title as one short line; a record without one is called by its kind.

    Some kinds are known by their date, such as a one-on-one, and notes by their first line.
    """
    text = str(stored or "").strip()
    if not text:
        return f"{kind_of(kind).label} without a name"
    match field_of(kind, kind_of(kind).title).type:
        case FieldType.DATE:
            return formats.plain_day(date.fromisoformat(text[:10]))
        case FieldType.DATETIME:
            return formats.moment(datetime.fromisoformat(text))
        case _:
            return shortened(text.splitlines()[0], LONGEST)
