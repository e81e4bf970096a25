"""Knows the words of a desk: those written with foreign letters, and those one typing mistake away."""

from collections import defaultdict
from dataclasses import dataclass, field

from salesdesk.env.folding import folded, near
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
