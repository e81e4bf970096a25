"""What changed with each version, and the licences of all that SalesDesk is made of."""

import sys
from pathlib import Path

import pytest

from salesdesk.env import brought_along
from salesdesk.env.brought_along import UNRELEASED, changelog_file, licence_texts, releases

WORDS = """# What changed

All of it.

## Unreleased

- This.

## [1.2.0] - 2026-11-28

- That.

### Fixed

- A fault.
"""


def test_that_each_version_has_what_changed_with_it(tmp_path: Path) -> None:
    file = tmp_path / "CHANGELOG.md"
    assert releases(file) == ()
    file.write_text(WORDS, encoding="utf-8")
    newest, last = releases(file)
    assert (newest.version, newest.text) == (UNRELEASED, "- This.")
    assert (last.version, last.text) == ("1.2.0", "- That.\n\n### Fixed\n\n- A fault.")


def test_that_the_program_brings_its_own() -> None:
    assert releases(changelog_file())


def test_that_from_source_the_installed_packages_tell_theirs() -> None:
    texts = licence_texts()
    assert "Permission is hereby granted" in texts["alembic"]
    assert list(texts) == sorted(texts, key=str.lower)


def test_that_a_built_program_tells_what_was_collected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences/Qt.txt").write_text("Free.", encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(brought_along, "resources_dir", lambda: tmp_path / "resources")
    assert licence_texts() == {"Qt": "Free."}
