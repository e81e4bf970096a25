"""Finds records by the words in them, for a given reader."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from unicodedata import normalize

from salesdesk.env.folding import folded, near
from salesdesk.frozen import frozen
from salesdesk.model.fields import Audience
from salesdesk.store.desk_file import DeskFile

MOST_TERMS = 12


@dataclass
class Vocabulary:
    """The words of the search index as it was at one moment; `stamp` tells whether it still is that."""

    stamp: tuple[bytes, ...] = ()
    special: list[tuple[str, str]] = field(default_factory=list)
    by_length: dict[int, list[str]] = field(default_factory=dict)

    def spellings(self, word: str) -> list[str]:
        """Gives the words that begin so when their foreign letters are written plainly."""
        return [term for plain, term in self.special if plain.startswith(word)][:MOST_TERMS]

    def near(self, word: str) -> list[str]:
        """Gives the words that are one letter more, less, other or exchanged, the nearest first."""
        candidates = (
            term for size in range(len(word) - 1, len(word) + 2) for term in self.by_length.get(size, ())
        )
        return near(word, candidates, MOST_TERMS)


def vocabulary(desk: DeskFile, known: Vocabulary) -> Vocabulary:
    """Gives the words of a desk, the ones known already while nothing has been written since."""
    stamp = tuple(row["block"] for row in desk.rows(_STAMP))
    if stamp == known.stamp:
        return known
    desk.rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word USING fts5vocab(main, search_index, row)")
    special = [row["term"] for row in desk.rows(_SPECIAL)]
    return Vocabulary(stamp, [(folded(term), term) for term in special])


def learn_all(desk: DeskFile, known: Vocabulary) -> None:
    """Adds every word of the desk to a vocabulary, by its length; only a word that is nowhere needs them."""
    if not known.by_length:
        lengths: defaultdict[int, list[str]] = defaultdict(list)
        for row in desk.rows(_ALL):
            lengths[len(row["term"])].append(row["term"])
        known.by_length = dict(lengths)


_SPECIAL = "SELECT term FROM temp.search_word WHERE term GLOB '*[^ -~]*'"
_ALL = "SELECT term FROM temp.search_word WHERE term GLOB '[^0-9]*'"
"""Numbers are left out: one wrong digit is another number."""
_STAMP = "SELECT block FROM search_index_data WHERE id IN (1, 10) ORDER BY id"
"""The counts and the parts of the index, which FTS5 writes anew with every change."""


_LONGEST = 200
_WORD = re.compile(r"[^\W_]+")
_STRAIGHT = 400
"""Hits up to which the best are looked for; of more, the newest are taken, because ranking all takes too long."""


@frozen
class Hit:
    """One record that holds the words, with a short piece of the text around them."""

    kind: str
    record_id: int
    person_id: int | None
    snippet: str


def words_of(text: str) -> list[str]:
    """Gives the words that were typed, in one form of writing accents; of a page pasted by mistake its beginning."""
    return _WORD.findall(normalize("NFC", text[:_LONGEST]))


class Search:
    """Finds in one desk; keeps its words in mind from one key to the next."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk
        self._known = Vocabulary()

    def find(
        self, words: str, audience: Audience = Audience.MANAGER,
        person_id: int | None = None, limit: int = 30,
    ) -> list[Hit]:  # fmt: skip
        """Finds as `find` does, also what is written with foreign letters and typed plainly."""
        self._known = vocabulary(self._desk, self._known)
        return find(self._desk, words, audience, person_id, limit, self._known)

    def corrected(self, words: str) -> list[str]:
        """Gives what may have been meant word by word, a word that is known as it is; empty for nothing near."""
        self._known = vocabulary(self._desk, self._known)
        learn_all(self._desk, self._known)
        meant = [self._meant(word) for word in words_of(words)]
        return meant if all(meant) else []

    def _meant(self, word: str) -> str:
        if find(self._desk, word, limit=1, known=self._known):
            return word
        return next(iter(self._known.near(folded(word))), "")


def find(
    desk: DeskFile, words: str, audience: Audience = Audience.MANAGER,
    person_id: int | None = None, limit: int = 30, known: Vocabulary | None = None,
) -> list[Hit]:  # fmt: skip
    """Finds records that hold every word, or a word beginning so, best first.

    For the salesperson only shared text of that one person is looked at.
    """
    terms = [_spelt(word, known or Vocabulary()) for word in words_of(words)]
    if not terms:
        return []
    for_person = audience is Audience.SALESPERSON
    match = f"{{shared}} : ({' AND '.join(terms)})" if for_person else " AND ".join(terms)
    where = "AND person_id = :person" if person_id is not None or for_person else ""
    if person_id == 0 and not for_person:
        # The manager's own work: what is about nobody.
        where = "AND person_id IS NULL"
    values = {"match": match, "person": person_id, "limit": limit, "most": _STRAIGHT}
    counted = desk.rows(_COUNT.format(where=where), values)[0]["hits"]
    order = "rank" if counted < _STRAIGHT else "rowid DESC"
    column = 0 if for_person else -1
    found = desk.rows(_FOUND.format(column=column, where=where, order=order), values)
    return [Hit(r["kind"], r["record_id"], r["person_id"], r["snippet"].strip()) for r in found]


def _spelt(word: str, known: Vocabulary) -> str:
    """Gives the terms that a word stands for: as typed, plainly, and with the foreign letters of the desk."""
    plain = folded(word)
    asked = dict.fromkeys([f'"{word}"*', f'"{plain}"*', *(f'"{term}"' for term in known.spellings(plain))])
    return f"({' OR '.join(asked)})"


_COUNT = (
    "SELECT count(*) AS hits FROM "
    "(SELECT 1 FROM search_index WHERE search_index MATCH :match {where} LIMIT :most)"
)
_FOUND = (
    "SELECT kind, record_id, person_id, snippet(search_index, {column}, '', '', '…', 12) AS snippet "
    "FROM search_index WHERE search_index MATCH :match {where} ORDER BY {order} LIMIT :limit"
)
