"""Writes words without accents and foreign letters, so that they are found and sorted as people type them."""

from unicodedata import combining, normalize

_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ĸ": "k",
    "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss",
})  # fmt: skip
"""Letters that Unicode does not take apart into a letter and an accent."""


def folded(words: str) -> str:
    """Gives words in small letters without accents: "Łódź" and "Lodz" become the same."""
    if words.isascii():
        return words.lower()
    apart = normalize("NFKD", words.casefold().translate(_LETTERS))
    return "".join(letter for letter in apart if not combining(letter))


def name_key(name: str) -> tuple[str, str]:
    """Gives what a list of names is sorted by: letters first, an accent only between equals."""
    return folded(name), name


def by_name(one: str, other: str) -> int:
    """Compares two names as a list sorts them, for the store."""
    mine, theirs = name_key(one), name_key(other)
    return (mine > theirs) - (mine < theirs)
