"""The one small interface behind each step of the agenda, so that adding a step touches one page."""

from typing import ClassVar

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import words_label
from salesdesk.gui.session.talk_actions import TalkActions, note_draft
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.values import SessionState

NOTE_HEIGHT = 300
"""Enough for what two people say on one step; a taller field looks like homework."""


class StepPage(QWidget):
    """A step: a title, a friendly line, what belongs to it, and one question with room for the answer.

    A subclass names its `key`, `lead` and `question`, fills `body` in `build()` and shows a state in
    `show_state()`; what is typed under the question is kept by this class.
    """

    key: ClassVar[str] = ""
    lead: ClassVar[str] = ""
    question: ClassVar[str] = ""
    note_lines: ClassVar[int] = 4

    def __init__(self, context: GuiContext, talk: TalkActions, records: RecordsService) -> None:
        super().__init__()
        self.context, self.talk, self.records = context, talk, records
        self._title = words_label("", "title", strong=True)
        self._lead = words_label(self.lead, "muted")
        self.body = QVBoxLayout()
        self.note = NoteEdit(self.question, lines=self.note_lines)
        self.build()
        self._build_page()
        self.note.text_settled.connect(self._on_note_settled)

    def build(self) -> None:
        """Puts the parts of this step into `body`."""

    def show_state(self, state: SessionState) -> None:
        """Shows what this step shows of the session."""

    def load(self, state: SessionState) -> None:
        """Shows the session as it is now; what is being typed stays."""
        self._title.setText(state.step_title(self.key))
        self._lead.setText(self.lead_for(state))
        self.note.show_text(state.notes.get(self.key, ""))
        self.note.go_on(self.talk.draft.get(note_draft(self.key)))
        self.show_state(state)

    def lead_for(self, state: SessionState) -> str:
        """Gives the friendly line under the title."""
        return self.lead

    def settle(self) -> None:
        """Hands over what is typed now."""
        self.note.settle()

    def start(self) -> None:
        """Puts the cursor where the step begins: behind what is written already."""
        self.note.moveCursor(QTextCursor.MoveOperation.End)
        self.note.setFocus()

    def _build_page(self) -> None:
        theme, question = self.context.theme, words_label(self.question, "heading", strong=True)
        configure(self, "page", name=f"page_{self.key}")
        keep(theme, configure(self.note, name=f"note_{self.key}"), most_height=NOTE_HEIGHT)
        lines = column(
            self._title, self._lead, self.body, question, (self.note, 100), (None, 1), on=self
        )  # fmt: skip
        for part in (question, self.note):
            part.setVisible(bool(self.question))
        keep(theme, lines, margins=(28, 22, 28, 22), spacing=8)
        keep(theme, self.body, margins=(0, 4, 0, 0), spacing=12)

    def _on_note_settled(self, text: str) -> None:
        self.talk.write_note(self.key, text)
