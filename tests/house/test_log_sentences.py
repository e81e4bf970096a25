"""Holds the rule that what is logged is a sentence of the program: what differs stands beside it, and is left out."""

import ast
from pathlib import Path

import pytest

import salesdesk

PACKAGE = Path(salesdesk.__file__).parent
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def made_up(source: str) -> list[int]:
    """Gives the lines that log what is not written there word for word."""
    return [
        node.lineno for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS
        and ast.unparse(node.func.value) in ("log", "logger", "logging") and not _is_sentence(node.args[0])
    ]  # fmt: skip


def _is_sentence(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)


def test_that_only_sentences_of_the_program_are_logged() -> None:
    found = {
        str(path.relative_to(PACKAGE)): made_up(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "call", ['log.warning(f"gone: {name}")', "log.error(str(error))", 'log.info("of " + name)']
)
def test_that_the_rule_tells_others_apart(call: str) -> None:
    assert made_up(call) == [1]
    assert made_up('log.info("of %s", name)') == []
