"""Gathers the words of the program for translators, by Babel: `make words`.

The template `resources/locale/salesdesk.pot` holds every marked word; each language is one file beside it,
`de/LC_MESSAGES/salesdesk.po`, which is brought up to date and compiled.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from salesdesk.env.paths import resources_dir
from salesdesk.language import DOMAIN

PACKAGE = Path(__file__).parents[2] / "salesdesk"
LOCALE = resources_dir() / "locale"
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
MARKS = {"_": None, "n_": (1, 2)}


def gathered() -> Catalog:
    """Gives every marked word of the program; without places, so that a line that moves changes nothing."""
    words = Catalog(project="SalesDesk", fuzzy=False, charset="utf-8")
    for _file, _line, message, _comments, _context in extract_from_dir(
        PACKAGE, [("**.py", "python")], keywords=MARKS
    ):
        words.add(message)
    return words


def written(words: Catalog) -> bytes:
    """Gives a catalogue as its file, in the order of the alphabet."""
    file = io.BytesIO()
    write_po(file, words, width=0, no_location=True, omit_header=words.locale is None, sort_output=True)
    return file.getvalue()


def main() -> None:
    """Writes the template, and brings every language up to date with it."""
    words = gathered()
    LOCALE.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(words))
    for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        with path.open("rb") as file:
            language = read_po(file, locale=path.parts[-3], domain=DOMAIN)
        language.update(words)
        path.write_bytes(written(language))
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, language)


if __name__ == "__main__":
    main()
