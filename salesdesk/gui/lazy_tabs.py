"""Holds the tabs of the window; each page is built when it is first opened."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from salesdesk.gui.page import Page
from salesdesk.gui.pages import PageParts, PageSpec, TabSpec, Whose
from salesdesk.gui.tab_room import TabRoom
from salesdesk.gui.theme import Theme

if TYPE_CHECKING:
    from salesdesk.services.changes import Changes


class LazyTabs(QTabWidget):
    """Tabs that all show the same choice: the whole team, somebody, or the manager's own work."""

    page_built = Signal(str)
    place_changed = Signal()

    def __init__(self, theme: Theme, specs: Sequence[TabSpec]) -> None:
        super().__init__()
        self._rooms = {spec.key: TabRoom(theme, spec, self._build) for spec in specs}
        self._parts: PageParts | None = None
        self._person_id: int | None = None
        self._choice = Whose.TEAM
        self._left = ""
        self._measures: tuple[QSize, ...] = ()
        self._build_ui()
        self._connect()

    @property
    def keys(self) -> tuple[str, ...]:
        """Gives the keys of the tabs that stand for the choice, in their order."""
        return tuple(key for key, room in self._rooms.items() if room.spec.pages_of(self._choice))

    def supply(self, parts: PageParts | None) -> None:
        """Takes what pages are built with; with None every page of the desk before is let go."""
        self._parts = parts
        if parts is None:
            for room in self._rooms.values():
                room.clear()
        else:
            self._turn(Whose.TEAM)

    def page(self, tab: str) -> Page:
        """Gives the page that is in front in a tab, building it where nobody has opened it yet."""
        page = self._rooms[tab].page()
        assert page is not None, f"the tab {tab} has no page for this choice"
        return page

    def page_key(self, tab: str) -> str:
        """Gives the key of the page that is in front in a tab."""
        return self._rooms[tab].key

    def open(self, tab: str, page: str = "") -> Page:
        """Brings a tab to the front, at a page where one is named, and gives the page."""
        if page and page != self._rooms[tab].key:
            self._rooms[tab].open(page)
            self._remember(tab)
        found = self.page(tab)
        self.setCurrentWidget(self._rooms[tab])
        self.place_changed.emit()
        return found

    def step_page(self, by: int) -> None:
        """Goes to the page before or after in the tab in front."""
        self._rooms[self.current_key()].step(by)

    def current_key(self) -> str:
        """Gives the key of the tab in front."""
        return list(self._rooms)[self.currentIndex()]

    def show_choice(self, person_id: int | None, choice: Whose) -> None:
        """Turns all pages to a choice; hidden ones catch up when they are opened."""
        self._person_id = person_id
        if choice is not self._choice:
            self._turn(choice)
        for room in self._rooms.values():
            room.show_person(person_id)

    def mark_stale(self, changes: "Changes") -> None:
        """Passes a change on to every page; a page may have come into being by it."""
        for page in self._pages():
            page.mark_stale(changes)
        for room in self._rooms.values():
            if room.pages and len(room.spec.pages) > 1:
                room.offer()

    def invalidate(self) -> None:
        """Lets every page read anew, such as after a change of theme or a new day."""
        for page in self._pages():
            page.invalidate()

    def event(self, event: QEvent) -> bool:
        """Lays out anew only where a size has changed: Qt would paint the whole page again for it, seen or not."""
        if event.type() is not QEvent.Type.LayoutRequest:
            return super().event(event)
        if _measures_of(self) == self._measures:
            return True
        answered = super().event(event)
        self._measures = _measures_of(self)
        return answered

    def _build_ui(self) -> None:
        self.setObjectName("tabs")
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        for room in self._rooms.values():
            self.addTab(room, room.spec.title)

    def _connect(self) -> None:
        self.currentChanged.connect(self._on_self_current_changed)
        for key, room in self._rooms.items():
            room.page_chosen.connect(lambda key=key: self._on_room_page_chosen(key))

    def _on_self_current_changed(self, index: int) -> None:
        if index >= 0 and self._parts is not None:
            self._rooms[self.current_key()].page()
            self.place_changed.emit()

    def _on_room_page_chosen(self, key: str) -> None:
        self._remember(key)
        self.place_changed.emit()

    def _turn(self, choice: Whose) -> None:
        """Offers the pages of a kind of choice; a tab without any is hidden, and is in front again afterwards."""
        assert self._parts is not None, "a choice was made before a desk was open"
        before = self._left or self.current_key()
        self._choice = choice
        for key, room in self._rooms.items():
            room.show_choice(
                choice, self._parts.services, self._parts.context.state.page_of(_name(key, choice))
            )
        self._left = "" if before in self.keys else before
        front = self._rooms[before if before in self.keys else self.keys[0]]
        front.show_person(self._person_id)
        if self._pages():
            front.page()
        self.setTabVisible(self.indexOf(front), True)
        self.setCurrentWidget(front)
        for key, room in self._rooms.items():
            self.setTabVisible(self.indexOf(room), key in self.keys)

    def _remember(self, key: str) -> None:
        if self._parts is not None:
            self._parts.context.state.remember_page(_name(key, self._choice), self._rooms[key].key)

    def _build(self, spec: PageSpec, host: QWidget) -> Page:
        assert self._parts is not None, "a page was opened before a desk"
        page = spec.build(replace(self._parts, host=host))
        page.show_person(self._person_id)
        self.page_built.emit(spec.key)
        return page

    def _pages(self) -> list[Page]:
        return [page for room in self._rooms.values() for page in room.pages]


def _measures_of(tabs: QTabWidget) -> tuple[QSize, ...]:
    """Gives all sizes by which tabs are laid out; the bar has another one for a moment while the look changes."""
    bar = tabs.tabBar()
    return tabs.size(), tabs.minimumSizeHint(), tabs.sizeHint(), bar.sizeHint(), bar.size()


def _name(tab: str, choice: Whose) -> str:
    return f"{tab} {(choice.name or '').lower()}"
