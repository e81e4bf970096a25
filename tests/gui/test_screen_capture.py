"""Where it is chosen, each window that comes is left out of pictures of the screen, with the keyboard or without."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.settings import SettingsFile
from salesdesk.gui import screen_capture
from salesdesk.gui.screen_capture import BLACK, LEFT_OUT, SHOWN, HiddenFromCapture


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[int, int]:
    """What the system was told last of each window, as on an older Windows, which knows black alone."""
    said: dict[int, int] = {}

    def take(handle: int, how: int) -> bool:
        said[handle] = how
        return how != LEFT_OUT

    monkeypatch.setattr(screen_capture, "can_hide_from_capture", lambda: True)
    monkeypatch.setattr(screen_capture, "_affinity", take)
    return said


def test_that_windows_there_and_to_come_are_left_out_for_as_long_as_it_is_chosen(
    told: dict[int, int], qtbot: QtBot, tmp_path: Path
) -> None:
    window, tip = QWidget(), QWidget()
    tip.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    for each in (window, tip):
        qtbot.addWidget(each)
    window.show()
    settings = SettingsFile(tmp_path / "settings.json")
    capture = HiddenFromCapture(window, settings)
    capture.take_setting()
    assert told == {}, "nobody asked for it"
    settings.change(hidden_from_capture=True)
    capture.take_setting()
    assert told[int(window.winId())] == BLACK
    tip.show()
    assert told[int(tip.winId())] == BLACK, "what never has the keyboard shows names too"
    settings.change(hidden_from_capture=False)
    capture.take_setting()
    assert {told[int(each.winId())] for each in (window, tip)} == {SHOWN}
