"""The commands of the side windows on a window with a sample team."""

from typing import Any

import pytest

from salesdesk.gui.side_windows import SideWindows


@pytest.fixture
def side(opened: Any) -> SideWindows:
    """What opens the side windows of the window under test."""
    return opened.furniture.sides
