"""Opens on the Desk what a nudge is about: a form of the right kind, or the record in question."""

from typing import Final

from salesdesk.gui.act_panel import ActPanel
from salesdesk.gui.coaching.composer import Composer, What
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column
from salesdesk.gui.measures import keep
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.practice.nudges import Nudge
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.record_sentence import made_record, made_words
from salesdesk.services.records import RecordsService

FORMS: Final[dict[str, What]] = {
    "plan_one_on_one": "meeting", "new_assignment": "assignment", "new_strength": "strength",
}  # fmt: skip
HEIGHT: Final = 420


class DeskPanel(ActPanel):
    """One form or record at a time; it closes when it is done or left."""

    def __init__(self, context: GuiContext, coaching: CoachingService, records: RecordsService) -> None:
        super().__init__()
        self._context, self._records = context, records
        self._composer = Composer(context, coaching, records)
        self._record = SidePanel(context, records)
        self._build_ui()
        self._connect()

    def open_nudge(self, nudge: Nudge) -> bool:
        """Opens what settles a nudge; False where that is not done in a panel."""
        opens = nudge.record is not None or nudge.action in FORMS
        if opens:
            self._composer.hide()
            self._record.hide()
            self.show()
        if nudge.record is not None:
            self._record.show_record(*nudge.record, take_focus=False)
        elif opens:
            self._composer.open(FORMS[nudge.action], nudge.person_id, nudge.preset)
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
        column(self._composer, self._record, on=self)
        for part in (self._composer, self._record):
            part.hide()
            keep(self._context.theme, part, least_height=HEIGHT)
        self.hide()

    def _connect(self) -> None:
        self._composer.added.connect(self._on_composer_added)
        self._composer.closed.connect(self.close_panel)
        self._composer.kept.connect(self._context.messages.say)
        self._composer.emptied.connect(self._context.messages.say_done)
        self._record.closed.connect(self.close_panel)
        self._record.edit_settled.connect(self.edit_settled)

    def _on_composer_added(self, changes: Changes) -> None:
        made = self._records.one(*made_record(changes))
        self.done.emit(changes, made_words(made, self._context.formats))
        self.close_panel()
