"""What we agreed: what waits to be talked about, and the seven lines since last time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QMenu, QScrollArea, QToolButton, QWidget

from salesdesk.env.locale import Formats
from salesdesk.gui.context import GuiContext
from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import TOP, column, configure, row, scrolling
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import RowList, words_label
from salesdesk.gui.session.points import Points
from salesdesk.gui.session.seven_lines import SevenLines
from salesdesk.gui.session.step_page import StepPage
from salesdesk.gui.session.talk_actions import TalkActions
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.chip import Chip
from salesdesk.gui.widgets.draft_keeper import DraftKeeper, KeptLine
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.gui.widgets.labels import clear_layout
from salesdesk.model import field_of
from salesdesk.model.coaching import AXES
from salesdesk.model.fields import Audience
from salesdesk.model.words import ASSIGNMENT_KINDS
from salesdesk.practice.explain import explain
from salesdesk.services.field_words import TableRow
from salesdesk.services.records import act_of
from salesdesk.services.sessions.values import Agreed, SessionState

SORTS = {"sales": _("sales"), "development": _("development")}
Settle = Callable[[int, str, str], None]


class LastTimeRow(QFrame):
    """One assignment of last time: a tick, what it is, its kind in words, and what shows it."""

    def __init__(self, theme: Theme, formats: Formats, draft: DraftKeeper, settle: Settle) -> None:
        super().__init__()
        self._theme, self._formats, self._settle = theme, formats, settle
        self._number = 0
        self._tick = CheckBox(theme)
        self._what, self._kind = words_label(), Chip()
        self._due = words_label("", "small")
        self._evidence, self._more = QLineEdit(), QToolButton()
        self.kept = KeptLine(self._evidence, draft, lambda text: settle(self._number, "done", text))
        self._build_ui()
        self._tick.clicked.connect(self._on_tick_clicked)

    def show_item(self, item: Agreed) -> None:
        """Shows an assignment."""
        self._number = item.id
        done = item.state == "done"
        self._tick.setChecked(done)
        self._tick.setObjectName(f"tick_{item.id}")
        self._tick.setAccessibleName(_("Done: {what}", what=item.what))
        self._what.setText(item.what)
        self._kind.say(SORTS[item.kind], "accent" if item.kind == "development" else "")
        words: list[str] = []
        if item.due_on and not done:
            words.append(_("by {due_on}", due_on=self._formats.short_day(item.due_on)))
        if item.times_carried and item.assigned_on and not done:
            since = self._formats.short_day(item.assigned_on)
            words.append(_("open since {assigned_on}", assigned_on=since))
        self._due.setText(" · ".join(words))
        self._more.setVisible(not done)
        self._evidence.setVisible(done)
        self._evidence.setAccessibleName(f"{self._evidence.placeholderText()} {item.what}")
        self.kept.show_text(f"evidence of {item.id}", item.evidence)

    def _build_ui(self) -> None:
        self._evidence.setPlaceholderText(field_of("assignment", "evidence").label)
        self._evidence.setToolTip(act_of("assignment", "done").question)
        self._more.setIcon(Icons(self._theme).icon("menu"))
        configure(self._more, says=_("Carry over or drop"), tip=_("Carry over or drop"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        menu.addAction(_("Carry over a week"), lambda: self._settle(self._number, "carry", ""))
        menu.addAction(_("Drop it"), lambda: self._settle(self._number, "dropped", ""))
        self._more.setMenu(menu)
        self._due.setWordWrap(False)
        chips = configure(QWidget(), "clear")
        line = keep(self._theme, FlowLayout(chips), spacing=6)
        line.addWidget(self._kind)
        line.addWidget(self._due)
        words = keep(self._theme, column(self._what, chips, self._evidence), spacing=3)
        keep(self._theme, row((self._tick, 0, TOP), (words, 1), (self._more, 0, TOP), on=self), spacing=8)

    def _on_tick_clicked(self, done: bool) -> None:
        by_keyboard = self._tick.hasFocus()
        self._settle(self._number, "done" if done else "open", "")
        if done and by_keyboard:
            self._evidence.setFocus(Qt.FocusReason.OtherFocusReason)


class ThisTimeCard(QFrame):
    """One assignment of this time, as agreed or still proposed."""

    def __init__(
        self, theme: Theme, formats: Formats, draft: DraftKeeper, say: Callable[[int, str], None]
    ) -> None:
        super().__init__()
        self._theme, self._formats = theme, formats
        self._number = 0
        self._what, self._detail = words_label(), words_label("", "small")
        self._chips, self._own = QWidget(), QLineEdit()
        self._chip_line = FlowLayout(self._chips)
        self.kept = KeptLine(self._own, draft, lambda text: say(self._number, text))
        self._build_ui()

    def show_item(self, item: Agreed) -> None:
        """Shows an assignment."""
        self._number = item.id
        self._what.setText(item.what)
        self._show_chips(item)
        self._detail.setText(_("in {done_in}", done_in=item.done_in) if item.done_in else "")
        self._detail.setVisible(bool(item.done_in))
        self._own.setVisible(item.proposed)
        self.kept.show_text(f"own words of {item.id}", item.own_words)
        self._own.setAccessibleName(_("The gap in own words: {what}", what=item.what))
        self.setAccessibleName(f"{ASSIGNMENT_KINDS[item.kind].lower()}: {item.what}")

    def _show_chips(self, item: Agreed) -> None:
        layout = self._chip_line
        clear_layout(layout)
        layout.addWidget(Chip(SORTS[item.kind], "accent" if item.kind == "development" else ""))
        if item.axis:
            layout.addWidget(Chip(AXES[item.axis].lower()))
        if item.proposed:
            layout.addWidget(Chip(_("proposed"), "soon"))
        if item.due_on:
            due = words_label(_("by {due_on}", due_on=self._formats.short_day(item.due_on)), "small")
            due.setWordWrap(False)
            layout.addWidget(due)

    def _build_ui(self) -> None:
        configure(self, "card")
        configure(self._chips, "clear")
        configure(self._own, name="own_words_later")
        self._own.setPlaceholderText(_("How do you put it in your own words?"))
        keep(self._theme, self._chip_line, spacing=6)
        lines = column(self._what, self._chips, self._detail, self._own, on=self)
        keep(self._theme, lines, margins=(12, 10, 12, 10), spacing=6)


class AgreedColumn(QScrollArea):
    """Both lists, and the button that opens the fork."""

    settled = Signal(int, str, str)
    own_words_given = Signal(int, str)
    add_requested = Signal()

    def __init__(self, context: GuiContext, talk: TalkActions) -> None:
        super().__init__()
        self._theme, self._talk = context.theme, talk
        look = context.theme, context.formats, talk.draft
        self._last: RowList[Agreed] = RowList(
            lambda _item: LastTimeRow(*look, self.settled.emit),
            spacing=10, empty=_("Nothing was agreed before."),
        )  # fmt: skip
        self._now: RowList[Agreed] = RowList(
            lambda _item: ThisTimeCard(*look, self.own_words_given.emit), spacing=8
        )
        self._add = KeyButton(context.theme, _("Add assignment"), "Ctrl+Return")
        self._balance = words_label("", "small")
        self._build_ui()
        self._connect()

    def load(self, state: SessionState) -> None:
        """Shows both lists."""
        self._last.show_items(state.agreed)
        self._now.show_items(state.this_time)
        self._balance.setText(state.balance)
        self._balance.setVisible(bool(state.balance))

    def needed_width(self) -> int:
        """Gives the width in which nothing is cut at the side, not even the longest word."""
        labels = self._last.findChildren(QLabel) + self._now.findChildren(QLabel)
        beyond = max((_longest_word(each) - each.minimumSizeHint().width() for each in labels), default=0)
        content, bar = self.widget(), self.verticalScrollBar().sizeHint().width()
        return bar + max(0, beyond) + (content.minimumSizeHint().width() if content is not None else 0)

    def settle(self) -> None:
        """Stores what is typed in the lines."""
        for line in (*self._last.rows, *self._now.rows):
            line.kept.settle()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]

    def _build_ui(self) -> None:
        content = configure(QWidget(), "column")
        configure(self, "column", name="agreed_column", says=_("What is agreed"))
        self._add.setObjectName("add_assignment")
        before = words_label(_("Agreed last time"), "heading", strong=True)
        now = keep(self._theme, words_label(_("This time"), "heading", strong=True), margins=(0, 10, 0, 0))
        lines = column(
            before, self._last, now, self._now, row(self._add, None), self._balance, None, on=content
        )
        keep(self._theme, lines, margins=(14, 18, 14, 18), spacing=8)
        scrolling(self, content)

    def _connect(self) -> None:
        self._add.clicked.connect(self.add_requested)
        self.settled.connect(self._on_self_settled)
        self.own_words_given.connect(self._on_self_own_words_given)

    def _on_self_settled(self, assignment_id: int, outcome: str, evidence: str) -> None:
        self._talk.do(lambda service, _number: service.settle_assignment(assignment_id, outcome, evidence))

    def _on_self_own_words_given(self, assignment_id: int, words: str) -> None:
        self._talk.do(lambda service, _number: service.put_in_own_words(assignment_id, words))


def _longest_word(label: QLabel) -> int:
    return max(map(label.fontMetrics().horizontalAdvance, label.text().split()), default=0)


class AgreedPage(StepPage):
    """Points, the checklist, and how it went."""

    key = "agreed"
    lead = _("Tick off at the right what is done; then the points that wait.")
    question = _("How did it go?")
    note_lines = 3

    def build(self) -> None:
        """Lays out the points and the seven lines."""
        empty = _("Nothing waits. What is on your mind?")
        self._points = Points(self.context.theme, _("To talk about"), empty, self.talk)
        self._lines = SevenLines(self.context.theme, self.context.formats, self._rows_of)
        self.body.addWidget(self._points)
        self._lines.explain(explain("checklist").text)
        self.body.addWidget(self._lines)

    def show_state(self, state: SessionState) -> None:
        """Shows points and lines."""
        self._points.show_points(state.points)
        since = (
            _("since {last_on}", last_on=self.context.formats.short_day(state.last_on))
            if state.last_on
            else _("the last 30 days")
        )
        self._lines.set_title(_("Since last time"), since)
        self._lines.show_lines(state.lines)

    def settle(self) -> None:
        """Hands over what is typed now, a point that is not entered yet included."""
        super().settle()
        self._points.settle()

    def _rows_of(self, kind: str, ids: Sequence[int]) -> list[TableRow]:
        return self.records.rows(kind, Audience.SALESPERSON, ids=ids)
