"""Puts words into the chosen language: `_` and `n_` are at hand everywhere, as `gettext.install` would have them.

`_("{who} has {what}", who=..., what=...)` is a sentence, `n_("{number} day", "{number} days", days)` one that counts;
a count written otherwise than as it is goes by a name of its own. Values are filled in after translating, so that a
language may put them in another order. Words are read when modules are imported, so the language is chosen first
of all and holds until the program ends. Without a catalogue nothing is loaded: English is what the source says.
"""

import builtins
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

DOMAIN = "salesdesk"
ENGLISH = "en"


def _as_written(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


def speak(one: Callable[[str], str] = str, counted: Callable[[str, str, int], str] = _as_written) -> None:
    """Lets `_` and `n_` translate by these two, gettext and ngettext of a catalogue; without them it is English."""

    def said(text: str, /, **values: Any) -> str:
        """Says a sentence."""
        return _filled(one(text), text, values) if values else one(text)

    def said_many(text: str, many: str, number: int, /, **values: Any) -> str:
        """Says a sentence that counts."""
        written = text if number == 1 else many
        return _filled(counted(text, many, number), written, {"number": number, **values})

    builtins.__dict__.update(_=said, n_=said_many)


def languages_in(folder: Path) -> list[str]:
    """Lists the languages that have a catalogue, `de/LC_MESSAGES/salesdesk.mo`, besides English."""
    return sorted(path.parts[-3] for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))


def choose(wished: Iterable[str], folder: Path) -> None:
    """Speaks the first of the wished languages that has a catalogue; English where none has."""
    if languages_in(folder):
        from gettext import find, translation

        known = [each for each in wished if each.startswith(ENGLISH) or find(DOMAIN, folder, [each])]
        if known and not known[0].startswith(ENGLISH):
            catalogue = translation(DOMAIN, folder, known)
            speak(catalogue.gettext, catalogue.ngettext)


def _filled(words: str, written: str, values: dict[str, Any]) -> str:
    """Fills values in; a translation whose places are not those of the source gives way to the source."""
    try:
        return words.format(**values)
    except (KeyError, IndexError, ValueError):
        return written.format(**values)
