"""Holds that what is only read together lies together, and that a name stands for one thing."""

import ast
from collections import defaultdict

from tests.house.test_house_limits import sources

SMALL = 40
LOADED_BY_NAME = ("__init__.py", "__main__.py", "store/migrations/")
LISTS = ("services/practices/", "/pages.py")
"""One file a practice, and one list of pages a tab, however short they are."""


def test_that_no_two_classes_have_one_name() -> None:
    named: defaultdict[str, list[str]] = defaultdict(list)
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                named[node.name].append(source.name)
    assert not {name: places for name, places in named.items() if len(places) > 1}


def test_that_no_small_file_is_only_read_together_with_another() -> None:
    users: defaultdict[str, set[str]] = defaultdict(set)
    for source in sources():
        for module in _imported_at_once(source.tree):
            if not source.name.endswith("__init__.py"):
                users[module].add(source.name)
    alone = [
        f"{source.name}: {lines} lines, for {readers}"
        for source in sources()
        if (lines := source.text.count("\n")) < SMALL
        and not any(part in source.name for part in (*LOADED_BY_NAME, *LISTS))
        if len(readers := users["salesdesk." + source.name.removesuffix(".py").replace("/", ".")]) == 1
    ]
    assert not alone


def _imported_at_once(tree: ast.Module) -> set[str]:
    """Gives the modules a file imports where it begins; what is imported when first needed is read by itself."""
    found: set[str] = set()
    for node in tree.body:
        for each in ast.walk(node) if isinstance(node, ast.If) else [node]:
            if isinstance(each, ast.ImportFrom) and each.module:
                found |= {each.module, *(f"{each.module}.{name.name}" for name in each.names)}
    return found
