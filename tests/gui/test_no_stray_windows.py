"""Watches that no part of a page opens as a window of its own on the way to its place."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.gui.private_desk import AskPage


class Watch(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_that_what_asks_for_a_passphrase_opens_no_window_besides(opened: Any, tmp_path: Path) -> None:
    watch, app, context = Watch(), QApplication.instance(), opened.furniture.context
    assert app is not None
    app.installEventFilter(watch)
    page = AskPage(tmp_path / "a.salesdesk", context.background, context.theme)
    app.removeEventFilter(watch)
    page.deleteLater()
    assert watch.seen == []


def test_that_opening_every_tab_opens_no_window_besides(opened: Any) -> None:
    watch = Watch()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    for person in (None, opened.furniture.opening.services.roster.roster().people[0].person_id):
        opened.window.shell.roster.choose(person)
        for tab in ("desk", "team", "plans", "coaching", "metrics"):
            opened.window.shell.tabs.open(tab)
            QApplication.processEvents()
    app.removeEventFilter(watch)
    assert watch.seen == []
