"""The look, the locale and the clock that the building blocks are given."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from salesdesk.env.clock import FixedClock
from salesdesk.env.locale import Formats
from salesdesk.env.table_states import TableStates
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.field_editors import EditorTools


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100%."""
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def tools(theme: Theme, clock: FixedClock) -> EditorTools:
    """What fields need."""
    return EditorTools(theme, Formats(), clock)


@pytest.fixture
def states(tmp_path: Path) -> TableStates:
    """The memory of tables, in a file of this test's own."""
    return TableStates(tmp_path / "tables.json")
