"""Opens one small form at a time beside the log: a note, an assignment, a point, a meeting, a strength."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from salesdesk.gui.coaching.compose_form import ComposeForm, What
from salesdesk.gui.coaching.compose_forms import FORMS
from salesdesk.gui.context import GuiContext
from salesdesk.gui.handing_over import HandingOver
from salesdesk.gui.layouts import scrolling
from salesdesk.gui.pages import ME
from salesdesk.gui.widgets.card import Card
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.records import RecordsService

Whose = tuple[What, int | None]
PAUSE_MS: Final = 800
"""How much typing a crash can cost."""


class Composer(Card, HandingOver):
    """A card with one form in it; what stands in the form belongs to its person until it is added.

    The window has two of these cards, and one form about one person is the same in both: what was written in
    the other is read again when this one is shown.
    `added` and `emptied` carry what a service changed, `kept` the words for what waits.
    """

    added = Signal(object)
    emptied = Signal(object, str)
    kept = Signal(str)
    closed = Signal()

    def __init__(self, context: GuiContext, coaching: CoachingService, records: RecordsService) -> None:
        super().__init__(context.theme)
        self._context, self._coaching, self._records = context, coaching, records
        self._forms: dict[What, ComposeForm] = {}
        self._open: ComposeForm | None = None
        self._person_id: int | None = None
        self._gone: Whose | None = None
        self._kept: Mapping[str, Any] = {}
        self._waiting: dict[Whose, Mapping[str, Any]] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._scroll = QScrollArea()
        self._fill()

    def open(self, what: What, person_id: int | None, preset: str = "") -> None:
        """Opens a form for a person, with what was begun for that person and nobody else.

        `preset` is the kind of meeting or assignment that is wanted.
        """
        self.write()
        form = self._form(what)
        if self._scroll.widget() is not form:
            self._put_away(self._scroll.takeWidget())
            self._scroll.setWidget(form)
            form.show()
        form.show_people(self._coaching.people(), person_id)
        self._open, self._person_id = None, form.person_id()
        self._kept = self._begun((what, self._person_id))
        form.show_draft(self._kept, preset)
        self._open = form
        self.set_title(form.declared.heading)
        self.show()
        form.start()

    def close_form(self) -> None:
        """Closes the form; what stands in it waits for its person, and that is said."""
        self.write()
        self.read_again()
        form = self._open
        self.hide()
        if form is not None and not form.blank:
            self.kept.emit(waiting_words(form.declared.what, _whose(form)))
        self._open = None
        self.closed.emit()

    def go_back(self) -> bool:
        """Closes the form as its own Escape does; False where none is open."""
        was_open = not self.isHidden()
        if was_open:
            self.close_form()
        return was_open

    def write(self) -> None:
        """Writes down what was typed since it was last written down."""
        if self._pause.isActive() or not self.taken:
            self._write()

    def read_again(self) -> None:
        """Shows what was written in another place since; where it was added or emptied there, the form closes."""
        form = self._open
        if form is None or self._pause.isActive() or not self.taken:
            return
        begun = self._begun((form.declared.what, self._person_id))
        if begun == self._kept:
            return
        self._kept = begun
        if begun:
            form.show_draft(begun)
            self._pause.stop()
        else:
            self._end()
            self._gone = None

    def catch_up(self) -> None:
        """Opens a form again whose adding or emptying was taken back, and closes one that was added after all."""
        self.read_again()
        if self._gone is not None and self._begun(self._gone):
            what, person_id = self._gone
            self._gone = None
            self.open(what, person_id or ME)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads again what stands in the form, once it is seen."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.read_again)

    def hideEvent(self, event: QHideEvent) -> None:
        """Writes down what stands in the form before it is out of sight, such as when the desk is closed."""
        super().hideEvent(event)
        self.write()

    def _fill(self) -> None:
        self.setObjectName("composer")
        self.body.addWidget(scrolling(self._scroll), 1)
        self._pause.timeout.connect(self._write)
        self.hide()

    def _put_away(self, form: QWidget | None) -> None:
        if form is not None:
            form.setParent(self)
            form.hide()

    def _form(self, what: What) -> ComposeForm:
        if what not in self._forms:
            form = ComposeForm(self._context, self._coaching, self._records, FORMS[what])
            form.adding.connect(self.write)
            form.added.connect(self._on_form_added)
            form.left.connect(self.close_form)
            form.emptied.connect(self._on_form_emptied)
            form.edited.connect(self._on_form_edited)
            form.person_turned.connect(self._on_form_person_turned)
            self._forms[what] = form
        return self._forms[what]

    def _write(self) -> None:
        self._pause.stop()
        if self._open is not None:
            self._kept = {} if self._open.blank else self._open.written()
            self._waiting[self._open.declared.what, self._person_id] = self._kept
        drafts, self.taken = self._coaching.drafts, True
        for whose, written in list(self._waiting.items()):
            with self._handed():
                drafts.keep(*whose, written) if written else drafts.forget(*whose)
                del self._waiting[whose]
            if not self.taken:
                return

    def _begun(self, whose: Whose) -> Mapping[str, Any]:
        """Gives what was begun for a person, also what could not be written down yet."""
        if whose in self._waiting:
            return self._waiting[whose]
        return self._coaching.drafts.begun(*whose)

    def try_again(self) -> None:
        """Writes down once more what could not be, also of forms that were closed or turned to others meanwhile."""
        self._write()

    def _on_form_edited(self) -> None:
        # Not started anew by every key: however long somebody types, no more than this is lost.
        if not self._pause.isActive() and self._open is not None:
            self._pause.start()

    def _on_form_person_turned(self) -> None:
        """Turns to the draft of another person; what has none yet takes over what is typed."""
        form = self._open
        if form is None or form.person_id() == self._person_id:
            return
        begun = self._begun((form.declared.what, form.person_id()))
        if begun or form.blank:
            self._write()
        else:
            self._waiting[form.declared.what, self._person_id] = {}
        self._person_id = form.person_id()
        if begun or form.blank:
            form.show_draft(begun)
        self._write()

    def _on_form_added(self, changes: object) -> None:
        self._end()
        self.added.emit(changes)

    def _on_form_emptied(self) -> None:
        form = self._open
        if form is None or form.blank:
            self.close_form()
            return
        words = _("Emptied: {begun_words}", begun_words=begun_words(form.declared.what, _whose(form)))
        changes = self._coaching.drafts.throw_away(form.declared.what, self._person_id, form.written())
        self._end()
        self.emptied.emit(changes, words)

    def _end(self) -> None:
        """Closes the form empty, and notes whose it was in case that is taken back."""
        form, self._open = self._open, None
        self._pause.stop()
        if form is not None:
            self._gone = (form.declared.what, self._person_id)
            self._waiting.pop(self._gone, None)
            self.taken = not self._waiting
            form.show_draft({})
        self._pause.stop()
        self.hide()
        self.closed.emit()


def _whose(form: ComposeForm) -> str:
    return form.person.currentText() or _("nobody yet")


def begun_words(what: What, person: str) -> str:
    """Names a form that was begun: "your note about Anna Ott"."""
    return {
        "note": _("your note about {person}", person=person),
        "assignment": _("your assignment for {person}", person=person),
        "point": _("your point for {person}", person=person),
        "meeting": _("your plan to meet {person}", person=person),
        "strength": _("your strength of {person}", person=person),
    }[what]  # fmt: skip


def waiting_words(what: What, person: str) -> str:
    """Says that a form waits for its person, and nobody else's form has what stands in it."""
    return _(
        "Kept: {begun_words}. It is there when you open the form for them again.",
        begun_words=begun_words(what, person),
    )
