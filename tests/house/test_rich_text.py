"""Holds the rule that words put between tags are escaped, or a name such as “A <b> C” would be read as one."""

import ast
from collections.abc import Iterator
from pathlib import Path
from re import compile as pattern

import pytest

import salesdesk

GUI = Path(salesdesk.__file__).parent / "gui"
TAG = pattern(r"</?[a-z]+[^<>]*>")


def bare_words(source: str) -> list[int]:
    """Gives the lines with words between tags that are not escaped; what stands within a tag is our own."""
    return [
        node.lineno for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr) and TAG.search(_plain(node)) and any(_bare(node))
    ]  # fmt: skip


def _plain(text: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "-" for part in text.values)


def _bare(text: ast.JoinedStr) -> Iterator[bool]:
    before = ""
    for part in text.values:
        if isinstance(part, ast.Constant):
            before += str(part.value)
        elif isinstance(part, ast.FormattedValue) and before.rfind("<") <= before.rfind(">"):
            yield not ast.unparse(part.value).startswith("escape(")


@pytest.mark.parametrize("path", sorted(GUI.rglob("*.py")), ids=lambda path: str(path.relative_to(GUI)))
def test_that_words_between_tags_are_escaped(path: Path) -> None:
    assert bare_words(path.read_text(encoding="utf-8")) == []


def test_that_the_rule_tells_bare_words_from_escaped_ones() -> None:
    assert bare_words('f"{name}<br><small>{escape(count)}</small>"') == [1]
    assert bare_words('f"<span style=\\"color: {colour}\\">{escape(name)}</span>"') == []
    assert bare_words('f"{low} < {high}"') == []
