"""The pages of the Team tab as the window turns between them, for tests that need no window."""

from PySide6.QtWidgets import QStackedWidget

from salesdesk.gui.page import Page
from salesdesk.gui.pages import PageParts
from salesdesk.gui.team.pages import PAGES
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.services.changes import Changes


class TeamRoom(QStackedWidget):
    """Shows the page of the team, or of a person one that is built when somebody is first looked at."""

    def __init__(self, parts: PageParts) -> None:
        super().__init__()
        self._parts = parts
        self._pages = dict[str, BlocksPage]()
        self.show_person(None)

    @property
    def front(self) -> Page:
        """Gives the page in front."""
        found = self.currentWidget()
        assert isinstance(found, Page)
        return found

    @property
    def person_id(self) -> int | None:
        """Gives the person shown."""
        return self.front.person_id

    def show_person(self, person_id: int | None) -> None:
        """Turns to a person, or to the whole team, and has all of the page made."""
        spec = PAGES[person_id is not None]
        if spec.key not in self._pages:
            page = spec.build(self._parts)
            assert isinstance(page, BlocksPage)
            self._pages[spec.key] = page
            self.addWidget(page)
        self._pages[spec.key].show_person(person_id)
        self.setCurrentWidget(self._pages[spec.key])
        self._pages[spec.key].be_whole()

    def mark_stale(self, changes: Changes) -> None:
        """Passes a change on to the pages."""
        for page in self._pages.values():
            page.mark_stale(changes)

    def perform(self, command_id: str) -> bool:
        """Does a command on the page in front."""
        return self.front.perform(command_id)

    def open_record(self, kind: str, record_id: int) -> None:
        """Opens a record beside the page in front."""
        self.front.open_record(kind, record_id)

    def refresh(self) -> None:
        """Lets the page in front read anew."""
        self.front.refresh()

    def catch_up(self) -> None:
        """Lets the page in front catch up."""
        self.front.catch_up()
