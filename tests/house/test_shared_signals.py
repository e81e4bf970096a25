"""Holds the rule that a view hears of what outlives it by its own methods only, which end with it.

Qt ends a connection with the widget whose method it calls; it knows no such end for a lambda.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import salesdesk

GUI = Path(salesdesk.__file__).parent / "gui"
SHARED = {"theme", "context", "bus", "background", "messages", "prompts", "styleHints", "clipboard", "hints"}
"""What is handed down to views and lives as long as the program."""


def names_in(signal: ast.expr) -> Iterator[str]:
    """Gives the names on the way to a signal, such as self, context, theme, theme_changed."""
    for node in ast.walk(signal):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def loose_ends(source: str) -> list[int]:
    """Gives the lines in which something that lives on is joined to anything but a method."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
        and SHARED & {name.removeprefix("_") for name in names_in(node.func.value)}
        and not all(isinstance(argument, ast.Attribute) for argument in node.args[:1])
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("self._theme.theme_changed.connect(lambda: self._fit())", [1]),
        ("context.bus.changed.connect(partial(self._fit, 1))", [1]),
        ("theme.theme_changed.connect(fit)", [1]),
        ("self._context.theme.theme_changed.connect(self._fit)", []),
        ("self._button.clicked.connect(lambda: self._fit())", []),
    ],
)
def test_that_a_loose_end_is_found(line: str, found: list[int]) -> None:
    assert loose_ends(line) == found


def test_that_nothing_that_lives_on_is_joined_to_a_view_by_a_loose_end() -> None:
    found = [
        f"{path.relative_to(GUI)}:{line}"
        for path in sorted(GUI.rglob("*.py"))
        for line in loose_ends(path.read_text(encoding="utf-8"))
    ]
    assert not found
