"""Writes words without accents and foreign letters, so that they are found and sorted as people type them."""

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import combining, normalize

_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ĸ": "k",
    "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss",
})  # fmt: skip
"""Letters that Unicode does not take apart into a letter and an accent."""

SHORTEST = 4
"""Letters from which on a word is forgiven a mistake; shorter ones are near too many others."""


def folded(words: str) -> str:
    """Gives words in small letters without accents: "Łódź" and "Lodz" become the same."""
    if words.isascii():
        return words.lower()
    apart = normalize("NFKD", words.casefold().translate(_LETTERS))
    return "".join(letter for letter in apart if not combining(letter))


@lru_cache(maxsize=1024)  # every list of people is sorted by it, a comparison at a time
def name_key(name: str) -> tuple[str, str]:
    """Gives what a list of names is sorted by: letters first, an accent only between equals."""
    return folded(name), name


def by_name(one: str, other: str) -> int:
    """Compares two names as a list sorts them, for the store."""
    mine, theirs = name_key(one), name_key(other)
    return (mine > theirs) - (mine < theirs)


def near(word: str, words: Iterable[str], most: int) -> list[str]:
    """Gives the words that are one letter more, less, other or exchanged, the nearest first; all of them folded."""
    if len(word) < SHORTEST:
        return []
    alike = [other for other in words if abs(len(other) - len(word)) <= 1]
    if not alike:
        return []  # which is told of most of a hundred labels at each key, and costs no library then

    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found = extract(word, alike, scorer=OSA.distance, score_cutoff=1, limit=most)
    return [term for term, _, _ in found]


def holds_nearly(text: str, words: str) -> bool:
    """Tells whether a text holds all the words, each with at most one mistake."""
    plain = folded(text)
    parts = plain.split()
    return all(word in plain or near(word, parts, 1) for word in folded(words).split())
