"""A file box that lists the folder of the open desk takes none of SQLite's locks off it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QTreeView
from pytestqt.qtbot import QtBot

from salesdesk.gui.prompts import Prompts
from tests.gui.conftest import OpenWindow
from tests.store.test_presence import locks_on


def open_one(prompts: Prompts, path: Path) -> None:
    """Asks for a file, as an import does."""
    assert path.is_file()
    prompts.open_file("Choose", "All files (*)", lambda _path: None)


def save_over(prompts: Prompts, path: Path) -> None:
    """Asks where to save, with the desk itself written in."""
    prompts.save_file("Choose", "All files (*)", lambda _path: None, name=str(path))


@pytest.mark.parametrize("ask", [open_one, save_over])
@pytest.mark.parametrize("remembered", [True, False])
def test_that_a_file_box_leaves_the_desk_its_locks(
    ask: Callable[[Prompts, Path], None],
    remembered: bool,
    opened: OpenWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services = opened.furniture.opening.services
    assert services is not None
    path = services.path
    beside = path.with_name(f"{path.name}-shm")
    prompts = opened.furniture.context.prompts
    monkeypatch.chdir(path.parent)
    prompts.folder = str(path.parent) if remembered else ""
    before = locks_on(path), locks_on(beside)
    assert all(before)
    ask(prompts, path)
    [box] = opened.window.findChildren(QFileDialog)
    view = box.findChild(QTreeView, "treeView")
    assert view is not None

    def _listed() -> None:
        model, root = view.model(), view.rootIndex()
        names = {model.index(row, 0, root).data() for row in range(model.rowCount(root))}
        assert path.name in names
        # The type is looked for after the names are there.
        types = {
            model.index(row, 0, root).data(): model.index(row, 2, root).data()
            for row in range(model.rowCount(root))
        }
        assert types[path.name] == "salesdesk"

    qtbot.waitUntil(_listed, timeout=10_000)
    assert (locks_on(path), locks_on(beside)) == before
    box.reject()
    assert (locks_on(path), locks_on(beside)) == before
