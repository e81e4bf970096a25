"""Lays out the desk: the bar above, who on the left, what in the tabs."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from salesdesk.gui.command_bar import CommandBar
from salesdesk.gui.desk_finder import DeskFinder
from salesdesk.gui.layouts import column, row
from salesdesk.gui.lazy_tabs import LazyTabs
from salesdesk.gui.page import SETTINGS, Page
from salesdesk.gui.places import Place, Places
from salesdesk.gui.roster import RosterView
from salesdesk.gui.scene import Scene
from salesdesk.gui.search_box import SearchBox
from salesdesk.gui.sight import Sight
from salesdesk.gui.tabs import TABS, choice_for, page_parts
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.banner import BannerArea

if TYPE_CHECKING:
    from salesdesk.gui.context import GuiContext
    from salesdesk.services.bundle import Services
    from salesdesk.services.changes import Changes


class Shell(Scene):
    """The desk as the manager sees it; it can be painted before a file is open."""

    person_chosen = Signal(object)
    desk_shown = Signal()

    def __init__(self, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._services: Services | None = None
        self._places, self._going = Places(), False
        self._record: tuple[str, int] | None = None
        self._left: tuple[Path, Place] | None = None
        self.tabs = LazyTabs(theme, TABS)
        self.roster = RosterView(theme)
        self._finder = DeskFinder()
        self.search = SearchBox(theme, self._finder, dict(actions))
        self.messages = BannerArea(theme, self)
        self._bar = CommandBar(theme, actions, self.search)
        self._build_ui()
        self._connect()

    @property
    def sight(self) -> Sight:
        """Tells that the desk is in sight."""
        return Sight.DESK

    @property
    def person_id(self) -> int | None:
        """Gives the chosen person, None for the whole team."""
        return self.roster.person_id

    def show_desk(self, services: "Services", context: "GuiContext") -> None:
        """Fills the window with an open desk, from its first tab, or from where one left it a moment ago."""
        self._services = services
        self._finder.supply(services, context)
        self.tabs.supply(page_parts(services, context, self.desk_shown.emit))
        self.roster.show_roster(services.roster.roster())
        self._places.forget()
        place = self._place_left(services)
        self.roster.choose(place.person_id)
        self.tabs.show_choice(place.person_id, self.roster.choice)
        self._go(place)

    def clear_desk(self) -> None:
        """Lets go of every page, because the file is being closed; where one stood is known until another is open."""
        if self._services is not None and (page := self._page_in_front()) is not None:
            here = self.here()
            self._left = self._services.path, Place(here.person_id, here.tab, here.page, page.opened)
        self._services = None
        self._finder.supply(None, None)
        self.tabs.supply(None)

    def open_page(self, tab: str, page: str = "") -> Page:
        """Brings a page to the front; what does not stand for the choice at the left is opened for the whole team."""
        return self._go(Place(self.person_id, tab, page))

    def open_record(self, kind: str, record_id: int, person_id: int | None, tab: str, page: str = "") -> None:
        """Shows a record on a page, with its person chosen."""
        self._go(Place(person_id, tab, page, (kind, record_id)))

    def go(self, place: Place) -> Page:
        """Goes to a place, such as the one where something was typed."""
        return self._go(place)

    def go_back(self, by: int) -> None:
        """Goes to the place where one was before (-1), or forward again (1).

        What was opened beside the page since one came there is taken back first, as by Escape, and is no place.
        """
        page = self._page_in_front()
        came_for_it = self._record is not None and page is not None and page.opened == self._record
        if by < 0 and page is not None and not came_for_it and page.go_back():
            return
        place = self._places.step(by)
        if place is not None:
            self._go(place, noted=True)

    def here(self) -> Place:
        """Gives where one is."""
        tab = self.tabs.current_key()
        return Place(self.person_id, tab, self.tabs.page_key(tab), self._record)

    def mark_stale(self, changes: "Changes") -> None:
        """Brings roster and pages up to date with a change."""
        if self._services is not None and changes.kinds & (SETTINGS | self._services.roster.kinds):
            self.roster.show_roster(self._services.roster.roster())
        self.tabs.mark_stale(changes)

    def refresh(self) -> None:
        """Reads everything anew."""
        if self._services is not None:
            self.roster.show_roster(self._services.roster.roster())
            self.tabs.invalidate()

    def _page_in_front(self) -> Page | None:
        return self.tabs.page(self.tabs.current_key()) if self._services is not None else None

    def _place_left(self, services: "Services") -> Place:
        """Gives where one was in this desk, as far as it is still there, else its first tab.

        Whom the roster has chosen of the desk before is somebody else here, if anybody.
        """
        left, self._left = self._left, None
        if left is None or left[0] != services.path or left[1].person_id != self.person_id:
            return Place(None, TABS[0].key, "")
        place = left[1]
        if place.record is None or services.records.rows(place.record[0], ids=[place.record[1]]):
            return place
        return Place(place.person_id, place.tab, place.page)

    def _build_ui(self) -> None:
        set_role(self, "window")
        body = row(self.roster, (self.tabs, 1), gap=0)
        column(self._bar, (body, 1), on=self, gap=0)

    def _connect(self) -> None:
        self.roster.person_chosen.connect(self._on_roster_person_chosen)
        self.tabs.place_changed.connect(self._on_tabs_place_changed)

    def _on_roster_person_chosen(self, person_id: int | None) -> None:
        self.tabs.show_choice(person_id, self.roster.choice)
        self.person_chosen.emit(person_id)
        self._on_tabs_place_changed()

    def _on_tabs_place_changed(self) -> None:
        """Notes where one is, unless that is a step on the way to somewhere else."""
        if not self._going and self._services is not None:
            self._record = None
            self._places.note(self.here())

    def _go(self, place: Place, *, noted: bool = False) -> Page:
        """Goes to a place in one step; a record that was open there before gives way."""
        self._going = True
        self.roster.choose(place.person_id)
        self.roster.choose_kind(choice_for(place.tab, place.page, self.roster.choice))
        found = self.tabs.open(place.tab, place.page)
        if place.record is not None:
            found.open_record(*place.record)
        elif self._record is not None:
            found.leave_record()
        self._record, self._going = place.record, False
        if not noted:
            self._places.note(self.here())
        return found
