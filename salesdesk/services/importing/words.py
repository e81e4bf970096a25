"""Knows the words that files of thirteen languages use: for columns, outcomes, stages, flags, totals and periods.

They stand in `resources/importing`, a file a language; they are read once, when the first file is.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from salesdesk.env.folding import folded
from salesdesk.env.paths import resources_dir

LanguageWords = Mapping[str, Mapping[str, tuple[str, ...]]]
"""The words of one language by section and concept."""

_SHARED: Mapping[tuple[str, str], tuple[str, str]] = {
    ("opportunity", "salesperson_id"): ("salesperson", "name"),
    ("opportunity", "account_id"): ("account", "name"),
    ("opportunity", "product_id"): ("product", "name"),
    ("quota", "salesperson_id"): ("salesperson", "name"),
    ("competency_number", "salesperson_id"): ("salesperson", "name"),
    ("competency_number", "competency_id"): ("competency", "name"),
}
"""Columns that name another record are called as that record's own column of names."""


@cache
def languages() -> Mapping[str, LanguageWords]:
    """Gives the words of every language by the language's name, English first."""
    files = sorted(
        (resources_dir() / "importing").glob("*.toml"), key=lambda f: (f.stem != "english", f.stem)
    )
    return {file.stem: _parted(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files}


@cache
def words_for(section: str, concept: str) -> tuple[str, ...]:
    """Gives the words of all languages for a concept, each once."""
    return tuple(dict.fromkeys(word for words in _lists(section, concept) for word in words))


@cache
def folded_words(section: str, concept: str) -> frozenset[str]:
    """Gives the same without accents and large letters."""
    return frozenset(map(folded, words_for(section, concept)))


@cache
def ranked_words(section: str, concept: str) -> Mapping[str, int]:
    """Gives the words of all languages for a concept with their place in their own language's list."""
    places: dict[str, int] = {}
    for words in _lists(section, concept):
        for place, word in enumerate(words):
            places[word] = min(place, places.get(word, place))
    return places


def column_words(kind: str, field: str) -> Mapping[str, int]:
    """Gives what columns of a field of a kind of record are called, with how usual each name is: 0 is the most."""
    return ranked_words(*_SHARED.get((kind, field), (kind, field)))


def words_by_language(kind: str, field: str) -> Mapping[str, tuple[str, ...]]:
    """Gives what columns of a field are called in each language, by the language's code."""
    section, concept = _SHARED.get((kind, field), (kind, field))
    return {
        each["language"]["code"][0]: each.get(section, {}).get(concept, ()) for each in languages().values()
    }


def _lists(section: str, concept: str) -> Iterator[tuple[str, ...]]:
    return (language.get(section, {}).get(concept, ()) for language in languages().values())


def _parted(sections: Mapping[str, Mapping[str, str]]) -> LanguageWords:
    return {
        section: {concept: tuple(w.strip() for w in words.split(",")) for concept, words in concepts.items()}
        for section, concepts in sections.items()
    }
