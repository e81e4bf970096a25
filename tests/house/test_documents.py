"""Holds what the documents say against the program."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import salesdesk

PACKAGE = Path(salesdesk.__file__).parent
ROOT = PACKAGE.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
IMPORTED_AS = {
    "alembic": "alembic",
    "babel": "babel",
    "charset-normalizer": "charset_normalizer",
    "fontpkg-inter": "fontpkg_inter",
    "matplotlib": "matplotlib",
    "platformdirs": "platformdirs",
    "pyside6-essentials": "PySide6",
    "python-calamine": "python_calamine",
    "python-dateutil": "dateutil",
    "qtawesome": "qtawesome",
    "rapidfuzz": "rapidfuzz",
    "sqlalchemy": "sqlalchemy",
    "sqlcipher3": "sqlcipher3",
    "zxcvbn": "zxcvbn",
}
PRACTICES = {"S0": 19, "S1": 21, "S2": 30, "S3": 31, "S4": 14}
ROW = re.compile(r"^\| (S\d-\d{2}) \| ([^|]+) \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE)


def names_in(requirements: list[str]) -> set[str]:
    """Gives the bare names of a list of requirements."""
    return {re.split(r"[<>=\[]", requirement)[0] for requirement in requirements}


def used() -> set[str]:
    """Gives the top-level names that the program imports, or finds by name for the fonts in them."""
    names: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value)
    return names


def exists(test: str) -> bool:
    """Tells whether a test named as pytest names it, `path::function`, is there."""
    path, _, function = test.partition("::")
    return (ROOT / path).is_file() and f"def {function}(" in (ROOT / path).read_text(encoding="utf-8")


def test_that_every_dependency_is_used() -> None:
    declared = names_in(PROJECT["project"]["dependencies"])
    assert declared == set(IMPORTED_AS)
    imported = used()
    assert not {name for name in declared if IMPORTED_AS[name] not in imported}


def test_that_every_dependency_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    groups = PROJECT["dependency-groups"]
    declared = names_in([*PROJECT["project"]["dependencies"], *groups["dev"], *groups["build"]])
    assert not {name for name in declared if f"`{name}`" not in page}


def test_that_every_practice_has_its_row() -> None:
    rows = ROW.findall((ROOT / "docs" / "practices.md").read_text(encoding="utf-8"))
    wanted = [f"{seed}-{number:02}" for seed, count in PRACTICES.items() for number in range(1, count + 1)]
    assert [row[0] for row in rows] == wanted


def test_that_every_test_named_for_a_practice_exists() -> None:
    rows = ROW.findall((ROOT / "docs" / "practices.md").read_text(encoding="utf-8"))
    whole = [row for row in rows if not row[3].startswith("not yet")]
    assert not [number for number, _, where, _ in whole if not where.strip()]
    named = [(row[0], test) for row in whole for test in row[3].split(", ")]
    assert not [(number, test) for number, test in named if not exists(test)]


def test_that_a_part_of_a_practice_says_what_is_missing() -> None:
    rows = ROW.findall((ROOT / "docs" / "practices.md").read_text(encoding="utf-8"))
    parts = [row for row in rows if row[3].startswith("not yet") and row[2].strip()]
    assert not [row[0] for row in parts if not re.match(r"not yet: \S", row[3])]


def test_that_every_file_named_for_a_practice_exists() -> None:
    rows = ROW.findall((ROOT / "docs" / "practices.md").read_text(encoding="utf-8"))
    named = [(row[0], path) for row in rows for path in re.findall(r"[a-z]\w*/[\w/.]*", row[2])]
    assert not [(number, path) for number, path in named if not (PACKAGE / path.rstrip(".")).exists()]


def test_that_every_row_of_the_reliability_page_names_a_test_there_is() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/\S+\.py)::(test_\w+)`", page)
    assert len(named) > 12
    missing = [
        f"{file}::{test}" for file, test in named if f"def {test}(" not in (ROOT / file).read_text("utf-8")
    ]
    assert not missing


@pytest.mark.parametrize(
    "page", ["README.md", "docs/architecture.md", "docs/file-format.md", "docs/reliability.md"]
)
def test_that_every_module_and_page_that_a_document_names_exists(page: str) -> None:
    words = (ROOT / page).read_text(encoding="utf-8")
    there = {
        f"/{p.relative_to(ROOT).as_posix()}"
        for top in (PACKAGE, ROOT / "tests", ROOT / "packaging")
        for p in top.rglob("*.py")
    }
    modules = [name.lstrip("/") for name in re.findall(r"(?<![\w>])[\w/]+\.py\b", words)]
    linked = [to for to in re.findall(r"\]\(([^)#:]+)\)", words) if not ((ROOT / page).parent / to).exists()]
    assert [name for name in modules if not any(path.endswith(f"/{name}") for path in there)] + linked == []
