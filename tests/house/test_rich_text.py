"""Holds the rule that words between tags are escaped and labels plain, or “A <b> C” would be read as marked up."""

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


def guessing_labels(source: str) -> list[int]:
    """Gives the lines that make a label which guesses whether its words are marked up."""
    tree = ast.parse(source)
    within = {
        id(argument) for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "marked" for argument in node.args
    }  # fmt: skip
    made = {
        id(node): node.lineno for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "QLabel"
    }  # fmt: skip
    of_its_kind = [
        node.lineno for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and "QLabel" in map(ast.unparse, node.bases)
    ]  # fmt: skip
    return sorted([line for key, line in made.items() if key not in within] + of_its_kind)


@pytest.mark.parametrize("path", sorted(GUI.rglob("*.py")), ids=lambda path: str(path.relative_to(GUI)))
def test_that_no_label_guesses_whether_its_words_are_marked_up(path: Path) -> None:
    if path.name != "labels.py":
        assert guessing_labels(path.read_text(encoding="utf-8")) == []


def test_that_the_rule_tells_guessing_labels_from_plain_ones() -> None:
    assert guessing_labels("name = QLabel(words)\nclass Chip(QLabel):\n    pass") == [1, 2]
    assert guessing_labels("name = PlainLabel(words)\nline = marked(QLabel(words))") == []
