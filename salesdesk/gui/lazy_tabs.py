"""Holds the tabs of the window; each page is built when it is first opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from salesdesk.gui.page import Page
    from salesdesk.services.changes import Changes


@dataclass(frozen=True)
class TabSpec:
    """One tab: its key, its title and how its page is made."""

    key: str
    title: str
    build: "Callable[[], Page]"


class LazyTabs(QTabWidget):
    """Tabs that all show the same person, or the whole team."""

    page_built = Signal(str)

    def __init__(self, specs: Sequence[TabSpec]) -> None:
        super().__init__()
        self._specs = tuple(specs)
        self._pages: dict[str, Page] = {}
        self._holders: dict[str, QVBoxLayout] = {}
        self._person_id: int | None = None
        self._build_ui()
        self._connect()

    @property
    def keys(self) -> tuple[str, ...]:
        """Gives the keys of the tabs in their order."""
        return tuple(spec.key for spec in self._specs)

    def page(self, key: str) -> "Page":
        """Gives a page, building it where nobody has opened it yet."""
        if key not in self._pages:
            spec = self._spec(key)
            page = spec.build()
            page.show_person(self._person_id)
            self._pages[key] = page
            self._holders[key].addWidget(page)
            self.page_built.emit(key)
        return self._pages[key]

    def open(self, key: str) -> "Page":
        """Brings a tab to the front and gives its page."""
        page = self.page(key)
        self.setCurrentIndex(self._specs.index(self._spec(key)))
        return page

    def current_key(self) -> str:
        """Gives the key of the tab in front."""
        return self._specs[self.currentIndex()].key

    def show_person(self, person_id: int | None) -> None:
        """Turns all pages to a person; hidden ones catch up when they are opened."""
        self._person_id = person_id
        for page in self._pages.values():
            page.show_person(person_id)

    def mark_stale(self, changes: "Changes") -> None:
        """Passes a change on to every page."""
        for page in self._pages.values():
            page.mark_stale(changes)

    def clear_pages(self) -> None:
        """Lets go of every page; they are built anew when they are next opened."""
        for page in self._pages.values():
            # Qt shows a newcomer of a layout a moment later, which must not happen to one that has gone.
            page.hide()
            page.setParent(None)
            page.deleteLater()
        self._pages.clear()

    def invalidate(self) -> None:
        """Lets every page read anew, such as after a change of theme or a new day."""
        for page in self._pages.values():
            page.invalidate()

    def _build_ui(self) -> None:
        self.setObjectName("tabs")
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        for spec in self._specs:
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 0, 0, 0)
            self._holders[spec.key] = layout
            self.addTab(holder, spec.title)

    def _connect(self) -> None:
        self.currentChanged.connect(self._on_self_current_changed)

    def _on_self_current_changed(self, index: int) -> None:
        if index >= 0:
            self.page(self._specs[index].key)

    def _spec(self, key: str) -> TabSpec:
        return next(spec for spec in self._specs if spec.key == key)
