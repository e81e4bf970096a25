"""Opens on the Desk what a nudge is about: a form of the right kind, or the record in question."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from salesdesk.gui.act_panel import ActPanel
from salesdesk.gui.coaching.compose_forms import StrengthForm
from salesdesk.gui.coaching.composer import Composer, What
from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.model.kinds import kind_of
from salesdesk.practice.nudges import Nudge
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.record_sentence import made_words
from salesdesk.services.records import RecordsService

FORMS: Final[dict[str, What]] = {"plan_one_on_one": "meeting", "new_assignment": "assignment"}
HEIGHT: Final = 420


class DeskPanel(ActPanel):
    """One form or record at a time; it closes when it is done or left."""

    def __init__(self, context: GuiContext, coaching: CoachingService, records: RecordsService) -> None:
        super().__init__()
        self._context, self._coaching, self._records = context, coaching, records
        self._composer = Composer(context, coaching, records)
        self._record = SidePanel(context, records)
        self._strength, self._strength_card = StrengthForm(context, records), Card(context.theme)
        self._build_ui()
        self._connect()

    def open_nudge(self, nudge: Nudge) -> bool:
        """Opens what settles a nudge; False where that is not done in a panel."""
        opens = nudge.record is not None or nudge.action in FORMS or nudge.action == "new_strength"
        if opens:
            for part in (self._composer, self._record, self._strength_card):
                part.hide()
            self.show()
        if nudge.record is not None:
            self._record.show_record(*nudge.record, take_focus=False)
        elif nudge.action in FORMS:
            self._composer.open(FORMS[nudge.action], nudge.person_id, nudge.preset)
        elif opens:
            self._strength.show_people(self._coaching.people(), nudge.person_id)
            self._strength_card.show()
            self._strength.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        return opens

    def refresh(self) -> None:
        """Reads the open form or record again."""
        if not self._composer.isHidden():
            self._composer.read_again()
        if not self._record.isHidden():
            self._record.refresh()

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return self._record.has_unsettled_edit()

    def close_panel(self) -> None:
        """Closes what is open."""
        if not self.isHidden():
            self._record.settle()
            self.hide()
            self.closed.emit()

    def go_back(self) -> bool:
        """Closes what is open; what stands in a form waits for its person."""
        was_open = not self.isHidden()
        if not self._composer.go_back():
            self.close_panel()
        return was_open

    def _build_ui(self) -> None:
        self.setObjectName("desk_panel")
        self._strength_card.set_title(self._strength.heading)
        self._strength_card.body.addWidget(self._strength)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._composer, self._record, self._strength_card):
            layout.addWidget(part)
            part.hide()
        for part in (self._composer, self._record):
            keep(self._context.theme, part, least_height=HEIGHT)
        self.hide()

    def _connect(self) -> None:
        self._composer.added.connect(self._on_composer_added)
        self._composer.closed.connect(self.close_panel)
        self._composer.kept.connect(self._context.messages.say)
        self._composer.emptied.connect(self._context.messages.say_done)
        self._strength.added.connect(self._on_strength_added)
        for left in (self._strength.left, self._strength.emptied):
            left.connect(self.close_panel)
        self._record.closed.connect(self.close_panel)
        self._record.edit_settled.connect(self.edit_settled)

    def _on_composer_added(self, changes: Changes) -> None:
        kind, number = next(made for made in changes.created if kind_of(made[0]).made)
        self.done.emit(changes, made_words(self._records.one(kind, number), self._context.formats))
        self.close_panel()

    def _on_strength_added(self, changes: Changes) -> None:
        self._strength.clear()
        self.done.emit(changes, f"{changes.step}, {self._strength.person.currentText()}")
        self.close_panel()
