"""Reads the arguments of a command; whatever is wrong with one is said in a sentence of our own."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any, Final, NoReturn

from salesdesk.env.short_words import shortened

WRONG_USE: Final = 2
_LONGEST_NAME: Final = 255
"""So many bytes no system takes for one name."""
_SHOWN: Final = 120
_QUOTED: Final = re.compile(r"“(.*?)”", re.DOTALL)
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that break a line or turn it around."""


class CommandParser(argparse.ArgumentParser):
    """Knows how each kind of value is refused, so that no command has to."""

    def add_argument(self, *names: Any, **declared: Any) -> argparse.Action:
        """Declares an argument whose values are looked at before anything is made of them."""
        if "action" not in declared or declared["action"] == "append":
            declared["type"] = _reads(declared.get("type", str), declared.get("choices"))
        return super().add_argument(*names, **declared)

    def error(self, message: str) -> NoReturn:
        """Ends the command with how it is used, and what was wrong."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{in_one_line(_own_words(message))}\n")


def in_one_line(words: str) -> str:
    """Gives a sentence in which what somebody typed neither breaks the line, turns it around nor is endless."""
    return _QUOTED.sub(lambda found: f"“{shortened(seen(found[1]), _SHOWN)}”", words)


def seen(words: object) -> str:
    """Gives words, or the name of a file, without signs that break the line or turn it around."""
    return _UNSEEN.sub(" ", str(words))


def words_given(text: str) -> str:
    """Reads words, such as the name of a sheet; raises ArgumentTypeError where there are none."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("an empty name means nothing; write it, or leave the option out"))
    return text


def output_file(*endings: str) -> Callable[[str], Path]:
    """Gives what reads the name of a file to be written, so that a slip of the hand writes over nothing else."""

    def _named(text: str) -> Path:
        path = file_named(text)
        if path.suffix.lower() not in endings:
            raise argparse.ArgumentTypeError(
                _("“{text}” does not end in {endings}", text=text, endings=", ".join(endings))
            )
        return path

    return _named


def file_named(text: str) -> Path:
    """Reads the name of a file; raises ArgumentTypeError for one that no file can have."""
    path = folder_named(text)
    if not path.name:
        raise argparse.ArgumentTypeError(_("“{text}” is a folder; write the name of a file", text=text))
    return path


def folder_named(text: str) -> Path:
    """Reads the name of a folder; raises ArgumentTypeError for one that no system can have."""
    path = Path(text)
    if not text.strip():
        raise argparse.ArgumentTypeError(_("an empty name is no file; write which one is meant"))
    if text == "-":
        raise argparse.ArgumentTypeError(
            _(
                "“-” is no file: the standard input and output are not used for it; write its name, or “./-” for one "
                "that is called so"
            )
        )
    if "\0" in text or any(len(os.fsencode(part)) > _LONGEST_NAME for part in path.parts):
        raise argparse.ArgumentTypeError(_("“{text}” cannot be the name of a file", text=text))
    return path


def day(text: str) -> date:
    """Reads a day, such as 2026-03-31."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("“{text}” is no day; write it as 2026-03-31", text=text)
        ) from error


def whole_number(text: str) -> int:
    """Reads a whole number, such as that of an import."""
    if not re.fullmatch(r"[0-9]{1,9}", text.strip()):
        raise argparse.ArgumentTypeError(_("“{text}” is no whole number, such as 3", text=text))
    return int(text)


def _reads(kind: Callable[[str], Any], choices: Collection[str] | None) -> Callable[[str], Any]:
    """Gives what reads one value of a kind, of these choices if there are any."""

    def _read(text: str) -> Any:
        if choices is not None and text not in choices:
            raise argparse.ArgumentTypeError(
                _("“{text}” is none of {choices}", text=text, choices=", ".join(choices))
            )
        return file_named(text) if kind is Path else kind(text)

    return _read


def _own_words(message: str) -> str:
    """Gives what argparse has to say in our words and the language chosen."""
    for pattern, words in _MESSAGES.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(**found.groupdict())
    return message if message.endswith(".") else f"{message}."


_MESSAGES: Final = {
    r"the following arguments are required: (?P<names>.*)": _(
        "Something is missing: {names}.", names="{names}"
    ),
    r"unrecognized arguments: (?P<names>.*)": _(
        "“{names}” means nothing here; --help tells what can be given.", names="{names}"
    ),
    r"argument (?P<name>\S+): expected .*": _("{name} needs a value behind it.", name="{name}"),
    r"argument (?P<one>\S+): not allowed with argument (?P<other>\S+)": _(
        "{one} and {other} cannot be given together.", one="{one}", other="{other}"
    ),
    r"argument (?P<name>\S+): (?P<why>.*?)\.?": _("{name}: {why}.", name="{name}", why="{why}"),
}
"""Each kind of message argparse has, and how it is said here."""
