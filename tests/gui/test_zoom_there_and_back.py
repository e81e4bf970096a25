"""A larger text and back again leaves every page as it was: no measure is taken once and kept."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from tests.gui.conftest import OpenWindow

TABS = ("desk", "team", "plans", "coaching", "metrics")


def measures(opened: OpenWindow, tab: str) -> list[tuple[str, str, QRect, tuple[int, ...]]]:
    """Gives where everything on a tab stands, and how wide its columns are."""
    opened.window.shell.tabs.open(tab)
    turns = 0
    while turns < 5 or opened.furniture.background.jobs:
        QApplication.processEvents()
        turns += 1
    page = opened.window.shell.tabs.page(tab)
    found: list[tuple[str, str, QRect, tuple[int, ...]]] = []
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and not isinstance(widget, QHeaderView):
            header = widget.findChild(QHeaderView)
            columns = tuple(header.sectionSize(i) for i in range(header.count())) if header else ()
            found.append((type(widget).__name__, widget.objectName(), widget.geometry(), columns))
    return found


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("person", [None, 1])
def test_that_zooming_there_and_back_on_another_page_leaves_a_page_as_it_was(
    opened: OpenWindow, tab: str, person: int | None
) -> None:
    opened.window.resize(1440, 900)
    opened.window.shell.roster.choose(person)
    other = "team" if tab == "desk" else "desk"
    for each in (tab, other):
        measures(opened, each)
    before = measures(opened, tab)
    opened.window.shell.tabs.open(other)
    for zoom in (200, 100):
        opened.furniture.context.theme.set_zoom(zoom)
        QApplication.processEvents()
    after = measures(opened, tab)
    moved = [f"{b} -> {a}" for b, a in zip(before, after, strict=True) if a != b]
    assert not moved, "\n".join(moved[:20])
