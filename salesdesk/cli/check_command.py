"""The `check` command: looks a desk over without changing it."""

import argparse
import json
from pathlib import Path
from typing import Any, TextIO

from salesdesk.model import KINDS
from salesdesk.store.examine import Findings, examine

SOUND, DAMAGED = 0, 1
MEGABYTE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.add_argument("--desk", type=Path, required=True, metavar="D", help="the desk to look over")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Prints what was found; gives 1 where the file is damaged."""
    found = examine(arguments.desk)
    text = json.dumps(as_json(found), ensure_ascii=False) if arguments.json else in_lines(found)
    print(text, file=out)
    if found.sound:
        return SOUND
    print(
        f"“{found.path.name}” is damaged ({found.problems[0]}). Nothing was written to it; "
        "go on with the last good backup.",
        file=err,
    )
    return DAMAGED


def as_json(found: Findings) -> dict[str, Any]:
    """Gives the findings as the JSON the command prints."""
    return {
        "file": found.path.name,
        "bytes": found.bytes,
        "schema": found.revision,
        "newest_schema": found.newest_revision,
        "sound": found.sound,
        "quick_check": list(found.quick),
        "integrity_check": list(found.integrity),
        "foreign_keys": list(found.foreign_keys),
        "records": {count.kind: count.kept for count in found.counts},
        "in_trash": {count.kind: count.trashed for count in found.counts if count.trashed},
    }


def in_lines(found: Findings) -> str:
    """Gives the findings in a few lines for a person."""
    newest = found.revision == found.newest_revision
    schema = "the newest" if newest else f"{found.newest_revision} is the newest; opening the desk updates it"
    lines = [f"{found.path.name}, {found.bytes / MEGABYTE:.1f} MB"]
    lines += [_line("Schema", f"{found.revision}, {schema}")]
    for label, problems in (
        ("Quick check", found.quick), ("Integrity", found.integrity), ("References", found.foreign_keys),
    ):  # fmt: skip
        lines.append(_line(label, "sound" if not problems else "; ".join(problems)))
    for count in found.counts:
        trash = f" and {count.trashed:,} in the Trash" if count.trashed else ""
        lines.append(
            _line(KINDS[count.kind].plural if count.kind in KINDS else count.kind, f"{count.kept:,}{trash}")
        )
    return "\n".join(lines)


def _line(label: str, words: str) -> str:
    return f"  {label:<18} {words}"
