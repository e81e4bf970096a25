"""Holds what the documents say against the program."""

import ast
import re
import tomllib
from pathlib import Path

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


def test_that_every_dependency_is_used() -> None:
    declared = names_in(PROJECT["project"]["dependencies"])
    assert declared == set(IMPORTED_AS)
    assert not {name for name in declared if IMPORTED_AS[name] not in used()}


def test_that_every_dependency_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    groups = PROJECT["dependency-groups"]
    declared = names_in([*PROJECT["project"]["dependencies"], *groups["dev"], *groups["build"]])
    assert not {name for name in declared if f"pypi.org/project/{name}/" not in page}


def test_that_every_practice_has_its_row() -> None:
    rows = ROW.findall((ROOT / "docs" / "practices.md").read_text(encoding="utf-8"))
    wanted = [f"{seed}-{number:02}" for seed, count in PRACTICES.items() for number in range(1, count + 1)]
    assert [row[0] for row in rows] == wanted


def test_that_every_test_named_for_a_practice_exists() -> None:
    tests = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    rows = ROW.findall((ROOT / "docs" / "practices.md").read_text(encoding="utf-8"))
    told = [
        (number, where.strip(), test.strip()) for number, _, where, test in rows if test.strip() != "not yet"
    ]
    assert not [number for number, where, _ in told if not where]
    named = [(number, name) for number, _, test in told for name in re.findall(r"test_\w+", test) or [test]]
    assert not [(number, name) for number, name in named if f"def {name}(" not in tests]
