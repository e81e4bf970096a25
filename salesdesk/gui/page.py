"""Gives every area of the window one way to show a person, to grow stale and to catch up."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

if TYPE_CHECKING:
    from salesdesk.services.changes import Changes

REST_MS = 1500
"""So long after the last word typed in a page's own editor the page reads itself again."""


SETTINGS: Final = frozenset({"team_settings", "threshold"})
"""The kinds that hold what the team has chosen; whoever says a threshold grows stale with them."""


class Editor(Protocol):
    """A widget in which somebody may be in the middle of typing."""

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        ...


class Page(QWidget):
    """An area of the window that shows one person or the whole team.

    A subclass names the `kinds` of record it shows and implements `refresh()`. It is refreshed at once
    when it is seen and nobody is typing in it; else when it is shown or when the typing has settled.
    """

    title: ClassVar[str] = ""
    kinds: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id: int | None = None
        self._stale = True
        self._editors: list[Editor] = []
        self._main: QBoxLayout | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.invalidate)
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self.catch_up)
        self.setProperty("role", "page")
        # A widget of a class of its own shows its ground only when told to.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.title)

    @property
    def person_id(self) -> int | None:
        """Gives the person shown, or None for the whole team."""
        return self._person_id

    def hold_chips(self, chips: QWidget) -> bool:
        """Takes the chips of the tab's pages under the heading; False where the page has no heading of its own."""
        if self._main is not None:
            self._main.insertWidget(1, chips)
        return self._main is not None

    @property
    def stale(self) -> bool:
        """Tells whether the page still owes a refresh."""
        return self._stale

    def show_person(self, person_id: int | None) -> None:
        """Turns the page to a person, or with None to the whole team."""
        if person_id != self._person_id:
            self._person_id = person_id
            self.invalidate()

    def mark_stale(self, changes: "Changes") -> None:
        """Notes a change; the page refreshes if it shows a kind of record that was touched.

        What is typed in an editor of its own stands there already, so the page waits until the typing rests.
        """
        self.mark_touched(changes, self.kinds)

    def mark_touched(self, changes: "Changes", kinds: frozenset[str]) -> None:
        """Notes a change of any of these kinds."""
        if not kinds & changes.kinds:
            return
        if isinstance(changes.origin, QWidget) and self.isAncestorOf(changes.origin):
            self._rest.start()
        else:
            self.invalidate()

    def invalidate(self) -> None:
        """Says that what is shown may be out of date."""
        self._stale = True
        self.catch_up()

    def guard(self, editor: Editor, settled: SignalInstance) -> None:
        """Lets a widget that is being typed in hold back the refresh until it tells that it has settled."""
        self._editors.append(editor)
        # The widget first finishes its own event; a refresh may replace what it stands on.
        settled.connect(self._settled.start)

    def catch_up(self) -> None:
        """Refreshes now if that is owed, seen and disturbs nobody."""
        if self._stale and self.isVisible() and not self.is_being_edited():
            self._stale = False
            self._rest.stop()
            self.refresh()

    def is_being_edited(self) -> bool:
        """Tells whether somebody is in the middle of typing here."""
        return any(editor.has_unsettled_edit() for editor in self._editors)

    def refresh(self) -> None:
        """Reads and shows everything anew; each page has its own way, and a page of plain words none."""

    def perform(self, command_id: str) -> bool:
        """Does a command of the window and tells True; False where this page has nothing for it."""
        act = self.commands().get(command_id)
        if act is not None:
            act()
        return act is not None

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands of the window that this page can do."""
        return {}

    def open_record(self, kind: str, record_id: int) -> None:
        """Shows one record, where the page can show records of its kind."""

    @property
    def opened(self) -> tuple[str, int] | None:
        """Gives kind and id of the record that is open beside the page, None where there is none."""
        return None

    def leave_record(self) -> None:
        """Puts away the record that was opened last, where the page shows one."""

    def go_back(self) -> bool:
        """Closes what stands beside the page, and tells whether there was anything; each page has its own."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Escape first close what stands beside, wherever on the page the keyboard is."""
        if event.key() != Qt.Key.Key_Escape or not self.go_back():
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with what changed while the page was hidden."""
        super().showEvent(event)
        try:
            self.catch_up()
        except Exception as error:
            # Out of the midst of Qt's own showing it would take the program down instead of being told.
            QTimer.singleShot(0, self, partial(_raise, error))


def _raise(error: Exception) -> None:
    raise error
