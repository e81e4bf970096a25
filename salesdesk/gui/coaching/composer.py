"""Opens one small form at a time beside the log: a note, an assignment, a point, a meeting."""

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from salesdesk.gui.coaching.compose_assignment import AssignmentForm
from salesdesk.gui.coaching.compose_form import ComposeForm
from salesdesk.gui.coaching.compose_forms import MeetingForm, NoteForm, PointForm
from salesdesk.gui.context import GuiContext
from salesdesk.gui.widgets.card import Card
from salesdesk.model.fields import Field
from salesdesk.services.coaching import CoachingService

if TYPE_CHECKING:
    from salesdesk.services.records import RecordsService

What = Literal["note", "assignment", "point", "meeting"]
KINDS: Final[tuple[What, ...]] = ("note", "assignment", "point", "meeting")


class Composer(Card):
    """A card with one form in it; it closes when something was added or it was left."""

    added = Signal(object)
    closed = Signal()

    def __init__(self, context: GuiContext, coaching: CoachingService, records: "RecordsService") -> None:
        super().__init__(context.theme)
        self._context, self._coaching, self._records = context, coaching, records
        self._forms: dict[What, ComposeForm] = {}
        self._scroll = QScrollArea()
        self.setObjectName("composer")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._scroll, 1)
        self.hide()

    def open(self, what: What, person_id: int | None) -> None:
        """Opens a form for a person; what stands in it from before is kept."""
        form = self._form(what)
        if self._scroll.widget() is not form:
            self._put_away(self._scroll.takeWidget())
            self._scroll.setWidget(form)
            form.show()
        form.show_people(self._coaching.people(), person_id)
        self.set_title(form.heading)
        self.show()
        form.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Closes the form and keeps what stands in it."""
        self.hide()
        self.closed.emit()

    def _put_away(self, form: QWidget | None) -> None:
        if form is not None:
            form.setParent(self)
            form.hide()

    def _form(self, what: What) -> ComposeForm:
        if what not in self._forms:
            form = self._made(what)
            form.added.connect(self._on_form_added)
            form.left.connect(self.close_form)
            self._forms[what] = form
        return self._forms[what]

    def _made(self, what: What) -> ComposeForm:
        match what:
            case "note":
                return NoteForm(self._context, self._coaching, self._field("note", "sign"))
            case "assignment":
                axes, bases = self._field("assignment", "axis"), self._field("assignment", "basis")
                return AssignmentForm(self._context, self._coaching, axes, bases)
            case "point":
                return PointForm(self._context, self._coaching)
            case "meeting":
                return MeetingForm(self._context, self._coaching, self._field("one_on_one", "kind"))

    def _field(self, kind: str, name: str) -> Field:
        return next(field for field in self._records.fields(kind) if field.name == name)

    def _on_form_added(self, changes: object) -> None:
        self.hide()
        self.added.emit(changes)
