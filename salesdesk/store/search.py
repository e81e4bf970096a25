"""Finds records by the words in them, for a given reader."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from salesdesk.model.fields import Audience
from salesdesk.store.desk_file import DeskFile

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Hit:
    """One record that holds the words, with a short piece of the text around them."""

    kind: str
    record_id: int
    person_id: int | None
    snippet: str


def find(
    desk: DeskFile, words: str, audience: Audience = Audience.MANAGER,
    person_id: int | None = None, limit: int = 30,
) -> list[Hit]:  # fmt: skip
    """Finds records that hold every word, or a word beginning so, best first.

    For the salesperson only shared text of that one person is looked at.
    """
    terms = " ".join(f'"{word}"*' for word in _WORD.findall(normalize("NFC", words)))
    if not terms:
        return []
    match = f"{{shared}} : ({terms})" if audience is Audience.SALESPERSON else terms
    where = "AND person_id = :person" if person_id is not None or audience is Audience.SALESPERSON else ""
    column = 0 if audience is Audience.SALESPERSON else -1
    found = desk.rows(
        f"SELECT kind, record_id, person_id, snippet(search_index, {column}, '', '', '…', 12) AS snippet "
        f"FROM search_index WHERE search_index MATCH :match {where} ORDER BY rank LIMIT :limit",
        {"match": match, "person": person_id, "limit": limit},
    )
    return [Hit(r["kind"], r["record_id"], r["person_id"], r["snippet"].strip()) for r in found]
