"""Holds the sizes, the docstrings and the names of docs/architecture.md."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import salesdesk

PACKAGE = Path(salesdesk.__file__).parent
FILE_LINES = 400
FUNCTION_LINES = 50
CONSTRUCTOR_LINES = 15
CLASS_METHODS = 20
LEFTOVER = re.compile(
    r"\b(TODO|FIXME|XXX|HACK|NotImplementedError|not implemented|coming soon)\b", re.IGNORECASE
)
CAMEL_CASE = re.compile(r"[a-z]+[A-Z]")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file of the program."""

    name: str
    text: str
    tree: ast.Module


@cache
def sources() -> tuple[Source, ...]:
    """Reads every file of the program but the migrations, which are frozen history."""
    found = (p for p in sorted(PACKAGE.rglob("*.py")) if "versions" not in p.parts)
    texts = ((p.relative_to(PACKAGE).as_posix(), p.read_text(encoding="utf-8")) for p in found)
    return tuple(Source(name, text, ast.parse(text)) for name, text in texts)


def functions() -> Iterator[tuple[str, Function, int]]:
    """Gives every function with where it stands and how many lines it has."""
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, Function):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{source.name}:{node.lineno} {node.name}", node, lines


def test_that_no_file_is_longer_than_400_lines() -> None:
    long = [f"{s.name}: {lines}" for s in sources() if (lines := s.text.count("\n") + 1) > FILE_LINES]
    assert not long


def test_that_no_function_is_longer_than_50_lines() -> None:
    assert not [f"{where}: {lines}" for where, _, lines in functions() if lines > FUNCTION_LINES]


def test_that_no_constructor_is_longer_than_15_lines() -> None:
    long = [
        f"{where}: {lines}"
        for where, node, lines in functions()
        if node.name == "__init__" and lines > CONSTRUCTOR_LINES
    ]
    assert not long


def test_that_no_class_has_more_than_20_methods() -> None:
    crowded = [
        f"{source.name}:{node.lineno} {node.name}: {methods}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        and (methods := sum(isinstance(part, Function) for part in node.body)) > CLASS_METHODS
    ]
    assert not crowded


def test_that_every_module_class_and_public_function_says_what_it_does() -> None:
    silent = [
        f"{source.name}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', 'module')}"
        for source in sources()
        for node in ast.walk(source.tree)
        if _must_speak(node) and not ast.get_docstring(node)
    ]
    assert not silent


def test_that_nothing_is_left_for_later() -> None:
    left = [
        f"{source.name}:{number} {line.strip()}"
        for source in sources()
        for number, line in enumerate(source.text.splitlines(), 1)
        if LEFTOVER.search(line)
    ]
    assert not left


def test_that_camel_case_is_only_for_what_qt_or_the_standard_library_named() -> None:
    camel = [(where, node.name) for where, node, _ in functions() if CAMEL_CASE.match(node.name)]
    ours = [where for where, name in camel if name not in qt_names()]
    assert not [where for where in ours if not where.startswith("env/log.py")]


def test_that_what_never_changes_is_frozen_and_a_frozen_dataclass_has_slots() -> None:
    # One rule for every module, since which of them the start loads is not to be seen in it.
    said = [
        f"{source.name}:{each.lineno} says @dataclass(frozen=True): salesdesk.frozen has @frozen"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        for each in node.decorator_list
        if "frozen=True" in (how := ast.unparse(each)) and "slots=True" not in how
    ]
    assert not said


def test_that_tests_lie_where_the_program_does() -> None:
    tests = Path(__file__).parents[1]
    folders = {p.parent.relative_to(tests) for p in tests.rglob("test_*.py")}
    own = {Path(), Path("house"), Path("practices"), Path("sample")}
    assert not [str(f) for f in folders - own if not (PACKAGE / f).is_dir()]


@cache
def qt_names() -> frozenset[str]:
    """Gives every name that a class of Qt's gives to a method."""
    from PySide6 import QtCore, QtGui, QtPrintSupport, QtWidgets

    modules = (QtCore, QtGui, QtPrintSupport, QtWidgets)
    things = (getattr(module, name) for module in modules for name in dir(module))
    return frozenset(name for thing in things if isinstance(thing, type) for name in dir(thing))


def _must_speak(node: ast.AST) -> bool:
    """Tells whether a node is a module, a class or a public function; Qt's own names explain themselves."""
    if isinstance(node, ast.Module | ast.ClassDef):
        return True
    return isinstance(node, Function) and not node.name.startswith("_") and not CAMEL_CASE.match(node.name)
