"""Tests when a page refreshes: at once when seen, later when hidden or typed in."""

from pytestqt.qtbot import QtBot

from salesdesk.gui.changes import ChangeBus
from salesdesk.gui.page import REST_MS, Page
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.services.changes import Changes


class NotesPage(Page):
    """A page that counts its refreshes."""

    title = "Notes"
    kinds = frozenset({"note"})

    def __init__(self) -> None:
        super().__init__()
        self.refreshed: list[int | None] = []

    def refresh(self) -> None:
        self.refreshed.append(self.person_id)


NOTE, DEAL = Changes("Edit note", frozenset({"note"})), Changes("Edit deal", frozenset({"opportunity"}))


def make(qtbot: QtBot, *, shown: bool = True) -> NotesPage:
    """Makes a page, seen or not."""
    page = NotesPage()
    qtbot.addWidget(page)
    if shown:
        page.show()
    return page


def test_that_a_page_refreshes_when_first_shown_and_not_again_for_nothing(qtbot: QtBot) -> None:
    page = make(qtbot)
    page.hide()
    page.show()
    assert page.refreshed == [None]
    assert page.accessibleName() == "Notes"


def test_that_only_changes_of_its_kinds_concern_a_page(qtbot: QtBot) -> None:
    page, bus = make(qtbot), ChangeBus()
    bus.changed.connect(page.mark_stale)
    bus.publish(DEAL)
    assert len(page.refreshed) == 1
    bus.publish(NOTE)
    assert len(page.refreshed) == 2


def test_that_a_change_of_nothing_is_not_told(qtbot: QtBot) -> None:
    bus = ChangeBus()
    with qtbot.assertNotEmitted(bus.changed):
        bus.publish(Changes("Nothing", frozenset()))


def test_that_a_hidden_page_catches_up_once_when_shown(qtbot: QtBot) -> None:
    page = make(qtbot, shown=False)
    page.show_person(7)
    page.mark_stale(NOTE)
    assert page.refreshed == []
    page.show()
    assert page.refreshed == [7]
    assert not page.stale


def test_that_typing_holds_a_refresh_back_until_it_has_settled(qtbot: QtBot) -> None:
    page = make(qtbot)
    note = NoteEdit("Note", parent=page)
    page.guard(note, note.edit_settled)
    qtbot.keyClicks(note, "half a sen")
    page.mark_stale(NOTE)
    assert len(page.refreshed) == 1
    note.settle()
    qtbot.waitUntil(lambda: len(page.refreshed) == 2)


def test_that_a_page_waits_with_what_was_typed_in_itself_until_the_typing_rests(qtbot: QtBot) -> None:
    page, other = make(qtbot), make(qtbot)
    edit = NoteEdit("Note", parent=page)
    bus = ChangeBus()
    for each in (page, other):
        bus.changed.connect(each.mark_stale)
    for _ in range(5):
        bus.publish(NOTE.by(edit))
    assert (len(page.refreshed), len(other.refreshed)) == (1, 6)
    qtbot.waitUntil(lambda: len(page.refreshed) == 2, timeout=2 * REST_MS)
    bus.publish(NOTE.by(edit))
    bus.publish(NOTE)
    assert len(page.refreshed) == 3
    page.hide()
    bus.publish(NOTE.by(edit))
    page.show()
    qtbot.waitUntil(lambda: len(page.refreshed) == 4, timeout=2 * REST_MS)
