"""What follows a one-on-one on the manager's own side: the private note, the printed page, done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, row
from salesdesk.gui.measures import keep
from salesdesk.gui.scene import Scene
from salesdesk.gui.session.keys import SessionKeys
from salesdesk.gui.session.own_face import PROMISE
from salesdesk.gui.session.parts import session_sheet, words_label
from salesdesk.gui.session.talk_actions import TalkActions, note_draft
from salesdesk.gui.sight import Sight
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.gui.wishes import PrintSheet
from salesdesk.model.fields import Audience
from salesdesk.services.sessions.service import SessionService
from salesdesk.services.sessions.values import Timer

NOTE = _("Private note, seen by nobody else")
STEP = "book"
"""The step whose private note is written on here."""


class AfterPage(Scene):
    """The minute after the talk."""

    done = Signal()

    def __init__(self, context: GuiContext, sessions: SessionService, one_on_one_id: int) -> None:
        super().__init__()
        self._context, self._service, self._id = context, sessions, one_on_one_id
        self._talk = TalkActions(sessions, one_on_one_id, context.bus, self)
        self._title = words_label("", "title", strong=True)
        self._banners = BannerArea(context.theme)
        self._said = words_label("", "muted")
        self._label = words_label(NOTE, strong=True)
        self._note = NoteEdit(NOTE, lines=10)
        self._print = KeyButton(context.theme, _("Print the page"), "Ctrl+P")
        self._pen = CheckBox(context.theme, _("With blank lines for the pen"))
        self._done = QPushButton(_("Done"))
        self._build_ui()
        self._connect()

    @property
    def sight(self) -> Sight:
        """Tells that only the manager looks."""
        return Sight.OWN

    def load(self, *, print_wanted: bool = False, pen: bool = False) -> None:
        """Shows who was met and what stands in the note; a page that was asked for comes first."""
        state = self._service.state(self._id, Audience.MANAGER)
        self._title.setText(_("After the one-on-one with {name}", name=state.person.name))
        said = [stood_open_words(state.timer)] if state.timer.stood_open else []
        if state.manager is not None:
            notes = state.manager.notes
            self._note.show_text(notes.get(STEP, ""))
            self._note.go_on(self._talk.draft.get(note_draft(STEP, "private")))
            told = [
                f"{state.step_title(step)}: {notes[step]}" for step in notes if step != STEP and notes[step]
            ]
            said += [_("Your private notes of this talk"), *told] if told else []
        self._said.setText("\n".join(said))
        self._said.setVisible(bool(said))
        self._pen.setChecked(pen)
        set_role(self._print, "primary" if print_wanted else "")
        set_role(self._done, "" if print_wanted else "primary")

    def settle(self) -> None:
        """Hands over what is typed now."""
        self._note.settle()

    def showEvent(self, event: QShowEvent) -> None:
        """Puts the cursor into the note."""
        super().showEvent(event)
        self._note.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keeps what was typed."""
        super().hideEvent(event)
        self.settle()

    def _build_ui(self) -> None:
        theme = self._context.theme
        configure(self, "own", name="after_page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for name, part in {
            "note": self._note, "print": self._print, "pen": self._pen, "done": self._done, "said": self._said,
        }.items():  # fmt: skip
            part.setObjectName(f"after_{name}")
        self._on_theme_changed()
        self._label.setBuddy(self._note)
        buttons = keep(theme, row(self._print, self._pen, None, self._done), spacing=12)
        lines = column(
            self._title, words_label(PROMISE, "muted"), self._banners, self._said, self._label,
            (self._note, 1), buttons, on=self,
        )  # fmt: skip
        keep(theme, lines, margins=(40, 28, 40, 28), spacing=12)

    def _connect(self) -> None:
        self._note.text_settled.connect(self._on_note_text_settled)
        self._talk.refused.connect(self._on_talk_refused)
        self._print.clicked.connect(self._on_print_clicked)
        self._done.clicked.connect(self.done)
        self._context.theme.theme_changed.connect(self._on_theme_changed)
        SessionKeys(self, {"Ctrl+P": self._on_print_clicked, "Ctrl+W": self.done.emit})

    def _on_theme_changed(self) -> None:
        self.setStyleSheet(session_sheet(self._context.theme.tokens, self._context.theme.px))

    def _on_note_text_settled(self, text: str) -> None:
        self._talk.write_note(STEP, text, "private")

    def _on_talk_refused(self, why: str) -> None:
        self._banners.show_message(why, tone="error")

    def _on_print_clicked(self) -> None:
        self.settle()
        self._context.wishes.make(PrintSheet(self._id, self._pen.isChecked()))


def stood_open_words(timer: Timer) -> str:
    """Says up to when a talk that nobody ended was counted, and where that is changed."""
    return n_(
        "The talk was left open: it is kept with 1 minute, up to its last word or step, at least as long as planned. "
        "The coaching log changes that.",
        "The talk was left open: it is kept with {number:,} minutes, up to its last word or step, at least as long as "
        "planned. The coaching log changes that.",
        round(timer.elapsed_seconds / 60),
    )
