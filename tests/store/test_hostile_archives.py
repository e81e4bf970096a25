"""An archive from a stranger, whatever stands in it, ends in a sentence: in bounded room, time and memory."""

import json
import shutil
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from salesdesk.env.errors import UserError
from salesdesk.store import archive_bounds
from salesdesk.store.restore import restore
from tests.store.test_archive_and_salvage import archived

DEEP: Final = b"[" * 200_000
NOTE, ABOUT = "json/note.jsonl", "desk.json"


@pytest.fixture
def parts(desk_path: Path, tmp_path: Path) -> dict[str, bytes]:
    """What stands in the archive of a new desk."""
    with ZipFile(archived(desk_path, tmp_path)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(folder: Path, parts: dict[str, bytes], packing: int = ZIP_DEFLATED) -> Path:
    path = folder / "strange.zip"
    with ZipFile(path, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def strange(parts: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Gives parts to put in the place of others, by what is strange about them."""
    about: dict[str, Any] = json.loads(parts[ABOUT])
    tables: dict[str, int] = about["tables"]

    def _said(**other: Any) -> dict[str, bytes]:
        return {ABOUT: json.dumps({**about, **other}).encode()}

    columns = parts[NOTE].splitlines()[0] + b"\n"
    one = _said(tables={**tables, "note": 1})
    empty = {name: parts[name].splitlines()[0] for name in parts if name.startswith("json/")}
    return {
        "deep words about it": {ABOUT: DEEP},
        "deep names": {NOTE: DEEP},
        "a deep row": {**one, NOTE: columns + DEEP},
        "a number beyond all": {**one, NOTE: b'["id"]\n[1' + b"0" * 40 + b"]\n"},
        "a part without a line": {NOTE: b""},
        "more rows than said": {NOTE: columns + b"[]\n" * 9},
        "a number without end": {ABOUT: json.dumps({**about, "user_version": float("inf")}).encode()},
        "tables that are not there": _said(tables={}),
        "no version in it": {**empty, **_said(tables=dict.fromkeys(tables, 0))},
        "far too much about it": {ABOUT: b" " * 3_000 + parts[ABOUT]},
        "a line that is too long": {**one, NOTE: columns + b'["' + b"x" * 3_000},
        "parts without number": {f"more/{number}": b"" for number in range(1_001)},
    }


def test_that_a_strange_archive_is_refused_in_a_sentence_and_leaves_nothing(
    parts: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = len(parts[ABOUT]) + 1_000
    monkeypatch.setattr(archive_bounds, "LONGEST_ABOUT", largest)
    monkeypatch.setattr(archive_bounds, "LONGEST_LINE", 2_000)
    new = tmp_path / "new.salesdesk"
    for what, others in strange(parts).items():
        with pytest.raises(UserError, match="not a whole archive"):
            restore(packed(tmp_path, {**parts, **others}), new)
        assert not new.exists(), what
    with pytest.raises(UserError, match="not a whole archive"):
        restore(packed(tmp_path, parts, ZIP_BZIP2), new)
    locked = packed(tmp_path, parts)
    content = bytearray(locked.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(content)
    with pytest.raises(UserError, match="not a whole archive"):
        restore(locked, new)
    assert not list(tmp_path.glob(".*"))


def test_that_an_archive_that_unpacks_to_more_than_a_desk_or_than_the_disk_holds_is_refused_before_it_is(
    parts: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = packed(tmp_path, {**parts, NOTE: parts[NOTE] + b"0" * (90 << 20)})
    new = tmp_path / "new.salesdesk"
    monkeypatch.setattr(archive_bounds, "FREELY", 1 << 20)
    with pytest.raises(UserError, match="times its size"):
        restore(bomb, new)
    monkeypatch.setattr(archive_bounds, "FREELY", 1 << 40)
    room = shutil.disk_usage(tmp_path)._replace(free=80 << 20)
    monkeypatch.setattr("shutil.disk_usage", {tmp_path: room}.__getitem__)
    with pytest.raises(UserError, match="no room"):
        restore(bomb, new)
    assert not new.exists()
