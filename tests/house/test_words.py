"""Holds the translators' template true: every word that is marked can be found by Babel, and stands in it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import salesdesk
from tests.house.make_words import TEMPLATE, gathered, written

PACKAGE = Path(salesdesk.__file__).parent


def marked() -> Iterator[tuple[str, tuple[object, ...]]]:
    """Gives every call of `_` and `n_`: where it is, and its words, None for what is no plain text."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "n_"):
                words = node.args[: len(node.func.id)]
                texts = tuple(word.value if isinstance(word, ast.Constant) else None for word in words)
                yield f"{path.name}:{node.lineno}", texts


def test_that_every_marked_word_is_a_plain_text_that_babel_finds() -> None:
    found = {message.id if isinstance(message.id, tuple) else (message.id,) for message in gathered()}
    # A word that stands alone too, as in "The team", shares the entry of the one that is counted.
    found |= {words[:1] for words in found}
    assert not [where for where, words in marked() if words not in found]


def test_that_nothing_takes_the_place_of_the_mark() -> None:
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.Lambda) and _says_a_word(node) and _binds_the_mark(node)
    ]
    assert not hidden, "a name that is thrown away is called `_unused` here"


def _says_a_word(function: ast.AST) -> bool:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == "_" for called in calls)


def _binds_the_mark(function: ast.AST) -> bool:
    names = (node for node in ast.walk(function) if isinstance(node, ast.Name | ast.arg))
    return any(
        node.arg == "_" if isinstance(node, ast.arg) else node.id == "_" and isinstance(node.ctx, ast.Store)
        for node in names
    )


def test_that_the_template_of_the_translators_is_up_to_date() -> None:
    assert TEMPLATE.read_bytes() == written(gathered()), "words have changed: run `make words`"
