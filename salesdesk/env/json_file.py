"""Reads and writes small JSON files so that a crash leaves either the old one or the new one."""

import json
import os
from pathlib import Path
from typing import Any, cast


def read_object(path: Path) -> dict[str, Any]:
    """Gives the object in a file; a missing file is an empty object, and so is one that is no JSON object.

    A file that cannot be understood is set aside as `*.unreadable`, so that nothing typed by hand is lost.
    """
    try:
        value: object = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        value = None
    if isinstance(value, dict):
        return cast(dict[str, Any], value)
    path.replace(path.with_name(path.name + ".unreadable"))
    return {}


def write_object(path: Path, value: dict[str, Any]) -> None:
    """Writes an object in one step: a new file is finished on disk before it takes the old one's name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(value, file, indent=2, ensure_ascii=False, sort_keys=True)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
