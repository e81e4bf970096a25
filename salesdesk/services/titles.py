"""Writes the title of a record of any kind in words, dates included."""

import json
from collections.abc import Iterable
from typing import Any

from salesdesk.env.locale import Formats
from salesdesk.env.short_words import quoted, shortened
from salesdesk.model import kind_of
from salesdesk.services.field_words import title_said
from salesdesk.services.people import name_of
from salesdesk.store.desk_file import DeskFile

LONGEST = 90


def title_words(kind: str, stored: Any, formats: Formats) -> str:
    """Gives a stored title as one short line; a record without one is called by its kind.

    Some kinds are known by their date, such as a one-on-one, and notes by their first line.
    """
    text = str(stored or "").strip()
    if not text:
        return _("{label} without a name", label=kind_of(kind).label)
    return shortened(title_said(kind, text, formats).splitlines()[0], LONGEST)


def titles_of(desk: DeskFile, kind: str, ids: Iterable[int], formats: Formats) -> dict[tuple[str, int], str]:
    """Gives the titles of some records of one kind by kind and id, of those in the Trash too."""
    rows = desk.rows(
        f"SELECT id, {kind_of(kind).title} AS title FROM {kind} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(ids)),),
    )
    return {(kind, row["id"]): title_words(kind, row["title"], formats) for row in rows}


def step_words(desk: DeskFile, kind: str, title: Any, person_id: int | None = None) -> str:
    """Says in the name of a step which record it is about: by its title, or by whom it is about where that is private.

    Names of steps outlive the record, so what may be private is never quoted in one.
    """
    declared = kind_of(kind)
    if declared.may_be_private:
        label, name = declared.label.lower(), name_of(desk, person_id)
        return _("{label} about {name}", label=label, name=name) if name else label
    return quoted(str(title)) if title else declared.label.lower()
