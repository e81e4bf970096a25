"""Tests that a page of metrics names the span of time that was chosen only where all on it is of that span."""

from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from salesdesk.gui.metrics.metric import SPAN


def labels(opened: Any, page: str) -> set[str]:
    """Gives the words of a page of metrics while all time is chosen."""
    found = opened.window.shell.open_page("metrics", page)
    found.place.state.choose(SPAN, "all")
    QApplication.processEvents()
    return {label.text() for label in found.findChildren(QLabel) if label.isVisibleTo(found)}


def test_that_a_heading_names_the_span_and_else_each_card_does(opened: Any) -> None:
    assert "Whole team · all time" in labels(opened, "competencies")
    effect = labels(opened, "effect")
    assert "Whole team" in effect
    assert {"always the last 90 days", "all time"} <= effect
