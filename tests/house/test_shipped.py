"""A built program brings the licence of every part, and a list of its parts."""

import json
import runpy
import sys
from pathlib import Path
from typing import Any

import PySide6.QtCore
import pytest
import sqlcipher3

SHIPPED = Path(__file__).parents[2] / "packaging/shipped.py"


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    return runpy.run_path(str(SHIPPED))


def test_that_parts_are_known_by_their_files_and_bring_the_words_of_what_is_in_them(
    shipped: dict[str, Any], tmp_path: Path
) -> None:
    parts = shipped["parts_of"](
        [("a", PySide6.QtCore.__file__), ("b", sqlcipher3.__file__), ("alembic/op.pyc", "build/op.pyc")]
    )
    assert [part.name for part in parts] == [
        "alembic",
        "pyinstaller",
        "PySide6_Essentials",
        "Python",
        "sqlcipher3",
    ]
    folder = shipped["write_texts"](parts, tmp_path)
    qt, driver = (
        (folder / f"{name}.txt").read_text("utf-8") for name in ("PySide6_Essentials", "sqlcipher3")
    )
    for words in (
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU GENERAL PUBLIC LICENSE",
        "harfbuzz",
        "Unicode, Inc.",
    ):
        assert words in qt
    assert "Zetetic" in driver
    assert "Apache License" in driver


def test_that_the_bill_of_materials_names_every_part_and_is_the_same_each_time(
    shipped: dict[str, Any], tmp_path: Path
) -> None:
    parts = shipped["parts_of"]([("a", PySide6.QtCore.__file__)])
    one, two = (shipped["write_bill"](parts, "1.2.3", tmp_path / name) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    bill = json.loads(one.read_text("utf-8"))
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    assert [each["purl"].partition("@")[0] for each in bill["components"]] == [
        "pkg:pypi/pyinstaller",
        "pkg:pypi/pyside6-essentials",
        "pkg:generic/python",
    ]


@pytest.mark.skipif(not Path("/var/lib/dpkg/status").exists(), reason="only Debian knows whose a file is")
def test_that_libraries_of_the_system_are_known_by_their_package(shipped: dict[str, Any]) -> None:
    library = next(Path("/lib").glob("*/libc.so.6"))
    assert shipped["system_packages"]([str(library), sys.executable]) == {str(library): "libc6"}
