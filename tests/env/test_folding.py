"""Tests words as people type them: which are near to each other."""

import pytest

from salesdesk.env.folding import holds_nearly, near


def test_that_one_slip_is_forgiven_and_the_nearest_comes_first() -> None:
    assert near("negotiation", ["negotiaton", "negotiation", "note"], 5) == ["negotiation", "negotiaton"]
    assert holds_nearly("Print review sheet", "reviwe")
    assert not holds_nearly("Print review sheet", "rewiwe")


def test_that_words_of_another_length_are_told_apart_without_a_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rapidfuzz.process.extract", lambda *_args, **_more: pytest.fail("compared"))
    assert not holds_nearly("Print review sheet", "negotiation")
