"""The program's own smoke test hears of everything that failed, also beside the window."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.gui.tour import Tour


@pytest.fixture
def tour(qtbot: QtBot, tmp_path: Path) -> Iterator[Tour]:
    hook = sys.excepthook
    tour = Tour(tmp_path)
    qtbot.addWidget(tour.window)
    tour.window.show()
    yield tour
    tour.close()
    sys.excepthook = hook


def test_that_work_that_failed_beside_the_window_is_a_failure_of_the_tour(tour: Tour) -> None:
    def fail(_job: object) -> None:
        raise ValueError("no figures")

    tour.workbench.background.run("metrics", fail)
    tour.settle()
    assert tour.failures == ["ValueError: no figures"]
