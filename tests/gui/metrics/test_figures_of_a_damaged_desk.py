"""What cannot be read of a damaged desk is said in its own place, and keeps nothing else from being shown."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import DeskFileError
from salesdesk.gui.metrics.metric_card import MetricCard
from salesdesk.gui.metrics.results import ResultFigures
from salesdesk.gui.widgets.block import UNREAD, ReadBlock
from salesdesk.gui.widgets.block_reader import BlockReader
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.services.metrics.service import MetricsService
from salesdesk.store.trouble import damaged
from tests.gui.conftest import OpenWindow


def fail(*_given: object) -> None:
    """Cannot be read."""
    raise damaged(Path("team.salesdesk"))


def test_that_no_figure_waits_for_ever_where_it_cannot_be_read(
    opened: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("summary", "pipeline"):
        monkeypatch.setattr(MetricsService, name, fail)
    errors = opened.furniture.errors
    step_down = errors.install()
    try:
        opened.furniture.do("page_metrics_results")
        page = opened.window.shell.tabs.page("metrics")
        qtbot.waitUntil(lambda: not page.waiting, timeout=60_000)
    finally:
        step_down()
    figures = [each.text() for each in page.findChildren(QPushButton, "figure") if each.isVisible()]
    assert figures
    assert "…" not in figures
    shown = [each for each in page.findChildren(MetricCard) if each.isVisible()]
    assert any(each.shown is not None for each in shown), "what can be read is shown"
    assert UNREAD in [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


class Reading(QWidget, ReadBlock):
    """A block that says what became of it."""

    def __init__(self, read: Any) -> None:
        super().__init__()
        self._read, self.said = read, ""

    def reader(self, person_id: int | None) -> Any:
        """Gives what reads."""
        return self._read

    def show_found(self, found: Any) -> None:
        """Notes what was found."""
        self.said = found

    def fail(self) -> None:
        """Notes that nothing was."""
        self.said = UNREAD


def test_that_a_page_that_cannot_tell_how_much_there_is_waits_for_nothing_either(
    opened: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened.window.shell.open_page("metrics")
    assert isinstance(page, BlocksPage)
    qtbot.waitUntil(lambda: not page.waiting, timeout=60_000)
    figures, *others = page.findChildren(ResultFigures)
    assert not others
    monkeypatch.setattr(figures, "reader", fail)
    monkeypatch.setattr(page, "_spec", replace(page._spec, beside=fail))
    with pytest.raises(DeskFileError):
        page.refresh()
    shown = [each.text() for each in figures.findChildren(QPushButton, "figure")]
    assert shown == ["–"] * len(shown)


def test_that_what_is_read_beside_the_window_fails_alone(opened: OpenWindow, qtbot: QtBot) -> None:
    told: list[BaseException] = []
    background = opened.furniture.background
    background._on_error = told.append
    blocks = [Reading(fail), Reading(lambda: "twelve")]
    for each in blocks:
        qtbot.addWidget(each)
    page = opened.window.shell.tabs.page("metrics")
    BlockReader(page, "figures", background).show(blocks, None, beside=True)
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert [each.said for each in blocks] == [UNREAD, "twelve"]
    assert "damaged" in str(told[0])
