"""Every language of files knows every word an import asks for."""

import pytest

from salesdesk.exchange.table import normalised
from salesdesk.model import fields_of
from salesdesk.services.importing.names import outcome_of
from salesdesk.services.importing.values import RECORD_OF
from salesdesk.services.importing.words import column_words, languages

LANGUAGES = (
    "english", "chinese", "czech", "dutch", "french", "german", "italian", "japanese", "polish", "portuguese",
    "russian", "spanish", "turkish",
)  # fmt: skip


def test_that_thirteen_languages_are_known() -> None:
    assert sorted(languages()) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_language_knows_every_concept(language: str) -> None:
    english = languages()["english"]
    known = languages()[language]
    assert {s: sorted(c) for s, c in known.items()} == {s: sorted(c) for s, c in english.items()}
    assert all(word for concepts in known.values() for words in concepts.values() for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_that_every_word_of_an_outcome_tells_it(language: str, outcome: str) -> None:
    told = {word: outcome_of(word) for word in languages()[language]["outcome"][outcome]}
    assert told == dict.fromkeys(told, outcome)


def test_that_english_names_every_field_as_the_program_does_whatever_it_speaks() -> None:
    unknown = [
        (kind, field.name)
        for kind in RECORD_OF.values()
        for field in fields_of(kind)
        # “Name” alone is any record’s own name, never whose it is.
        if field.importable and normalised(field.label) not in {"name", *column_words(kind, field.name)}
    ]
    assert not unknown
