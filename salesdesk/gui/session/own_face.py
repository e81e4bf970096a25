"""The manager's own face of the screen: private notes, holes and private points; built only when turned to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import KeyButton, words_label
from salesdesk.gui.session.points import Points
from salesdesk.gui.session.talk_actions import TalkActions
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import clear_layout
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
        self._points = Points(context.theme, _("Private points"), NO_POINTS)
        self._holes = Card(context.theme, _("Worth asking about"), _("five at most"))
        self._time = words_label("", "muted")
        self._ways, self._way = QButtonGroup(self), ""
        self._columns = QHBoxLayout(self)
        self._build_ui()
        self._connect()
        self.load(state)

    def load(self, state: SessionState) -> None:
        """Shows the manager's side of the session."""
        side = state.manager or ManagerSide()
        self._title.setText(_("Only for you: {step_title}", step_title=state.step_title(self._step)))
        self.note.show_text(side.notes.get(self._step, ""))
        self._points.show_points(tuple(point for point in state.points if point.private))
        minutes, rest = divmod(side.checklist_seconds, 60)
        length = _("{minutes} min {rest} s", minutes=minutes, rest=rest) if minutes else f"{rest} s"
        spent = _("Time on status questions: {length}", length=length) if side.checklist_seconds else ""
        self._way = side.ways.get(self._step, "")
        self._show_way()
        self._time.setText(side.checklist_alert or spent)
        self._time.setVisible(bool(self._time.text()))
        self._show_holes(side.holes)

    def settle(self) -> None:
        """Hands over what is typed now."""
        self.note.settle()
        self._points.settle()

    def _show_way(self) -> None:
        """Shows how the step was led; a group that is exclusive would keep the last one checked."""
        self._ways.setExclusive(False)
        for button in self._ways.buttons():
            button.setChecked(button.property("value") == self._way)
        self._ways.setExclusive(True)

    def _show_holes(self, holes: tuple[Hole, ...]) -> None:
        body = self._holes.body
        clear_layout(body)
        for hole in holes:
            body.addWidget(self._hole_row(hole))
        if not holes:
            body.addWidget(words_label(NO_HOLES, "muted"))

    def _hole_row(self, hole: Hole) -> QWidget:
        row = QWidget()
        set_role(row, "clear")
        words = QVBoxLayout()
        words.setSpacing(2)
        button = KeyButton(self._context.theme, _("Follow up"))
        button.setAccessibleName(_("Follow up: {text}", text=hole.text))
        button.clicked.connect(self.follow_up_wanted)
        words.addWidget(words_label(_("{text} (private)", text=hole.text) if hole.private else hole.text))
        words.addWidget(words_label(hole.question, "muted"))
        layout = QHBoxLayout(row)
        keep(self._context.theme, layout, margins=(0, 0, 0, 8), spacing=12)
        layout.addLayout(words, 1)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _build_ui(self) -> None:
        set_role(self, "own")
        self.setObjectName("own_face")
        self.setAccessibleName(_("Your own side of the screen"))
        self.note.setObjectName("private_note")
        keep(self._context.theme, self._columns, margins=(28, 22, 20, 22), spacing=24)
        left = self._column(self._title, words_label(PROMISE, "muted"), self.note)
        left.setStretchFactor(self.note, 1)
        left.addWidget(self._way_buttons())
        for part in (
            self._points,
            self._time,
            words_label(_("F8 turns back · F9 draws the curtain"), "small"),
        ):
            left.addWidget(part)
        self._column(self._holes).addStretch(1)

    def _column(self, *parts: QWidget) -> QVBoxLayout:
        """Adds a column that scrolls where it is too high, such as at a large zoom."""
        content, scroll = QWidget(), QScrollArea()
        set_role(content, "clear")
        column = QVBoxLayout(content)
        keep(self._context.theme, column, margins=(0, 0, 8, 0), spacing=10)
        for part in parts:
            column.addWidget(part)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self._columns.addWidget(scroll, 1)
        return column

    def _way_buttons(self) -> QWidget:
        """Lays out how the step was led: coaching asks, shows and practises."""
        row, label = QWidget(), QLabel(_("In this part I mostly…"))
        set_role(row, "clear")
        set_role(label, "muted")
        line = keep(self._context.theme, FlowLayout(row), spacing=8)
        line.addWidget(label)
        for way, words in WAYS.items():
            button = QPushButton(words.lower())
            button.setCheckable(True)
            button.setProperty("value", way)
            button.setObjectName(f"way_{way}")
            button.setAccessibleName(_("In this part I mostly {words}", words=words.lower()))
            set_role(button, "choice")
            self._ways.addButton(button)
            line.addWidget(button)
        return row

    def _connect(self) -> None:
        self.note.text_settled.connect(self._on_note_text_settled)
        self._ways.buttonClicked.connect(self._on_way_clicked)
        self._points.ticked.connect(self._on_points_ticked)
        self._points.added.connect(self._on_points_added)

    def _on_note_text_settled(self, text: str) -> None:
        self._talk.write_note(self._step, text, "private")

    def _on_way_clicked(self, button: QAbstractButton) -> None:
        chosen = str(button.property("value"))
        way = "" if chosen == self._way else chosen
        self._talk.do(
            lambda service, number: service.write_note(number, self._step, None, "private", way=way),
            private=True,
        )

    def _on_points_ticked(self, point_id: int, discussed: bool) -> None:
        self._talk.do(lambda service, number: service.answer_point(number, point_id, discussed), private=True)

    def _on_points_added(self, text: str) -> None:
        self._talk.do(lambda service, number: service.add_point(number, text, "private"), private=True)
