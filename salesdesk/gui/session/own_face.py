"""The manager's own face of the screen: private notes, holes and private points; built only when turned to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import TOP, Laid, column, configure, row, scrolling
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import words_label
from salesdesk.gui.session.points import Points
from salesdesk.gui.session.talk_actions import TalkActions, note_draft
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.form_parts import ChoiceButtons, Offered
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.gui.widgets.labels import PlainLabel, clear_layout
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.model.coaching import WAYS
from salesdesk.practice.holes import Hole
from salesdesk.services.sessions.values import ManagerSide, SessionState

PROMISE = _("Never on the other side, in a print or in an export.")
NO_POINTS = _("Nothing private waits to be brought up.")
NO_HOLES = _("Nothing stands out. Ask what goes well, and what would make it go better.")


class OwnFace(QFrame):
    """What only the manager sees, for the step the session is at."""

    follow_up_wanted = Signal()

    def __init__(self, context: GuiContext, talk: TalkActions, state: SessionState) -> None:
        super().__init__()
        self._context, self._talk = context, talk
        self._step = state.step
        self._title = words_label("", "title", strong=True)
        self.note = NoteEdit(_("Private notes, seen by nobody else"), lines=12)
        self._points = Points(context.theme, _("Private points"), NO_POINTS, talk, private=True)
        self._holes = Card(context.theme, _("Worth asking about"), _("five at most"))
        self._time = words_label("", "muted")
        self._ways, self._way = ChoiceButtons(_ways()), ""
        self._columns = QHBoxLayout(self)
        self._build_ui()
        self._connect()
        self.load(state)

    def load(self, state: SessionState) -> None:
        """Shows the manager's side of the session."""
        side = state.manager or ManagerSide()
        self._title.setText(_("Only for you: {step_title}", step_title=state.step_title(self._step)))
        self.note.show_text(side.notes.get(self._step, ""))
        self.note.go_on(self._talk.draft.get(note_draft(self._step, "private")))
        self._points.show_points(tuple(point for point in state.points if point.private))
        minutes, rest = divmod(side.checklist_seconds, 60)
        length = _("{minutes} min {rest} s", minutes=minutes, rest=rest) if minutes else f"{rest} s"
        spent = _("Time on status questions: {length}", length=length) if side.checklist_seconds else ""
        self._way = side.ways.get(self._step, "")
        self._ways.show_value(self._way)
        self._time.setText(side.checklist_alert or spent)
        self._time.setVisible(bool(self._time.text()))
        self._show_holes(side.holes)

    def settle(self) -> None:
        """Hands over what is typed now."""
        self.note.settle()
        self._points.settle()

    def _show_holes(self, holes: tuple[Hole, ...]) -> None:
        body = self._holes.body
        clear_layout(body)
        for hole in holes:
            body.addWidget(self._hole_row(hole))
        if not holes:
            body.addWidget(words_label(NO_HOLES, "muted"))

    def _hole_row(self, hole: Hole) -> QWidget:
        part, button = configure(QWidget(), "clear"), KeyButton(self._context.theme, _("Follow up"))
        button.setAccessibleName(_("Follow up: {text}", text=hole.text))
        button.clicked.connect(self.follow_up_wanted)
        said = words_label(_("{text} (private)", text=hole.text) if hole.private else hole.text)
        line = row((column(said, words_label(hole.question, "muted"), gap=2), 1), (button, 0, TOP), on=part)
        keep(self._context.theme, line, margins=(0, 0, 0, 8), spacing=12)
        return part

    def _build_ui(self) -> None:
        configure(self, "own", name="own_face", says=_("Your own side of the screen"))
        self.note.setObjectName("private_note")
        keep(self._context.theme, self._columns, margins=(28, 22, 20, 22), spacing=24)
        mostly = configure(PlainLabel(_("In this part I mostly…")), "muted")
        keys = words_label(_("F8 turns back · F9 draws the curtain"), "small")
        self._add_column(
            self._title, words_label(PROMISE, "muted"), (self.note, 1), row(mostly, (self._ways, 1), gap=8),
            self._points, self._time, keys,
        )  # fmt: skip
        self._add_column(self._holes, (None, 1))

    def _add_column(self, *parts: Laid) -> None:
        """Adds a column that scrolls where it is too high, such as at a large zoom."""
        content = configure(QWidget(), "clear")
        keep(self._context.theme, column(*parts, on=content), margins=(0, 0, 8, 0), spacing=10)
        self._columns.addWidget(scrolling(QScrollArea(), content), 1)

    def _connect(self) -> None:
        self.note.text_settled.connect(self._on_note_text_settled)
        self._ways.value_edited.connect(self._on_ways_value_edited)

    def _on_note_text_settled(self, text: str) -> None:
        self._talk.write_note(self._step, text, "private")

    def _on_ways_value_edited(self) -> None:
        """Keeps how the step was led; pressed again, a way is taken back."""
        chosen = str(self._ways.value())
        way = "" if chosen == self._way else chosen
        self._talk.do(
            lambda service, number: service.write_note(number, self._step, None, "private", way=way),
            private=True,
        )


def _ways() -> list[Offered]:
    """Gives how a step can be led: coaching asks, shows and practises."""
    return [(way, words.lower(), f"way_{way}", "") for way, words in WAYS.items()]
