"""Reads what the program brings along to be read: what changed from version to version, and all licences."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from salesdesk.env.paths import resources_dir
from salesdesk.frozen import frozen

UNRELEASED: Final = "Unreleased"
_HEADING: Final = re.compile(r"^## \[?(?P<name>[^\]\s]+)\]?.*$", re.MULTILINE)
_TEXTS: Final = ("licen", "copying", "notice")


@frozen
class Release:
    """What changed with one version, as Markdown; the version is “Unreleased” before it has one."""

    version: str
    text: str


def changelog_file() -> Path:
    """Gives the changelog, which lies beside the resources."""
    return resources_dir().parent / "CHANGELOG.md"


def releases(path: Path) -> tuple[Release, ...]:
    """Gives all versions of a changelog, the newest first; none where there is no such file."""
    if not path.is_file():
        return ()
    words = path.read_text(encoding="utf-8")
    heads = list(_HEADING.finditer(words))
    ends = [*(head.start() for head in heads[1:]), len(words)]
    return tuple(
        Release(head["name"], words[head.end() : end].strip()) for head, end in zip(heads, ends, strict=True)
    )


def licence_texts() -> dict[str, str]:
    """Gives the words of each part by its name: those that were collected, or from source those that are installed."""
    folder = resources_dir().parent / "licences"
    collected = getattr(sys, "frozen", False) and folder.is_dir()
    found = dict(_collected(folder) if collected else _installed())
    return dict(sorted(found.items(), key=lambda each: each[0].lower()))


def _collected(folder: Path) -> Iterator[tuple[str, str]]:
    for file in folder.glob("*.txt"):
        yield file.stem, file.read_text(encoding="utf-8")


def _installed() -> Iterator[tuple[str, str]]:
    for each in distributions():
        files = [file for file in each.files or () if ".dist-info" in str(file)]
        texts = [file.read_text("utf-8") for file in files if file.name.lower().startswith(_TEXTS)]
        said = each.metadata["License-Expression"] or each.metadata["License"] or ""
        head = f"{each.metadata['Name']} {each.version}\n{said if len(said) < 100 else ''}".strip()
        yield str(each.metadata["Name"]), "\n\n".join((head, *texts))
