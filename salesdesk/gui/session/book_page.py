"""Agree and book: the commitments are read back, the next date is set, and both say how they see it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.env.typed_dates import parse_typed_time
from salesdesk.gui.layouts import fill, row
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import columns_of, labelled, words_label
from salesdesk.gui.session.step_page import StepPage
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.gui.widgets.draft_keeper import KeptLine
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.form_parts import ChoiceButtons
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.gui.widgets.labels import clear_layout
from salesdesk.model.words import AXES, MEETING_KINDS, REVIEW_KINDS
from salesdesk.services.sessions.values import Agreed, SessionState

ANSWER_WORDS = {"agree": _("I agree"), "disagree": _("I see it differently")}
NOT_BOOKED = _("Not booked.")
NOTHING_YET = _("Nothing is agreed yet. One small step is enough; Ctrl+Enter writes it down.")
DAY, TIME = "next day", "next time"
"""Under these names is kept what is typed there and not booked yet."""


class BookPage(StepPage):
    """The wrap-up."""

    key = "book"
    lead = _("Read it aloud: is this what we agreed?")
    finish_wanted = Signal(str, str, bool)
    print_wanted = Signal(bool)
    mended = Signal()

    def build(self) -> None:
        """Lays out what was agreed, the next date and the answer."""
        theme = self.context.theme
        self._back, self._list = Card(theme, _("We agreed")), keep(theme, QVBoxLayout(), spacing=6)
        fill(self._back.body, self._list)
        self._on = DateEdit(theme, self.context.formats, self.context.clock)
        kinds = [(kind, MEETING_KINDS[kind]) for kind in REVIEW_KINDS]
        self._at, self._kind, self._booked = (
            QLineEdit(), ChoiceField(kinds, theme, required=True), words_label("", "small")
        )  # fmt: skip
        self._at_kept = KeptLine(self._at, self.talk.draft, lambda _words: self._book())
        self._answer = ChoiceButtons([(key, words, key, "") for key, words in ANSWER_WORDS.items()])
        self._comment = QLineEdit()
        self._seen, self._pen = (
            CheckBox(theme, _("I have read this page")),
            CheckBox(theme, _("With blank lines for the pen")),
        )
        self._print = KeyButton(theme, _("Print the page"), "Ctrl+P")
        self._finish = KeyButton(theme, _("Finish"), "Ctrl+Shift+Return", role="primary")
        cards = columns_of(theme)
        cards.addWidget(self._next_card())
        cards.addWidget(self._answer_card())
        self.body.addWidget(self._back)
        fill(self.body, cards)
        buttons = keep(theme, FlowLayout(), spacing=10)
        for part in (self._finish, self._print, self._pen):
            buttons.addWidget(part)
        fill(self.body, buttons)
        self._name_parts()
        self._connect_parts()

    def show_state(self, state: SessionState) -> None:
        """Shows what was agreed, the next date and whose answer is asked."""
        self._read_back(state)
        begun = self.talk.draft.get(DAY)
        self._on.show_stored(state.next.starts_at.date())
        if begun and not self._on.isModified():
            self._on.setText(begun)
            self._on.setModified(True)
            self._keep_day(begun)
        self._at_kept.show_text(TIME, f"{state.next.starts_at:%H:%M}")
        self._kind.setCurrentIndex(max(0, self._kind.findData(state.next.kind)))
        self._booked.setText(
            _("Booked.") if state.next.booked else _("Suggested; finishing books it as it stands here.")
        )
        self._show_begun()
        for button in self._answer.buttons:
            button.setAccessibleName(f"{state.person.first_name}: {button.text()}")

    def start(self) -> None:
        """Puts the cursor on the next date."""
        self._on.setFocus()

    def finish(self) -> None:
        """Asks to end the session with the answer as it stands; books the date that stands here."""
        self._on.settle()
        if self._book():
            answer = self._answer.value() or ""
            self.finish_wanted.emit(answer, self._comment.text(), self._seen.isChecked())

    def _show_begun(self) -> None:
        """Shows the answer as it was given, also after the talk was left or the program ended."""
        draft = self.talk.draft
        self._answer.show_value(draft.get("answer"))
        if not self._comment.hasFocus():
            self._comment.setText(draft.get("comment") or "")
        self._seen.setChecked(bool(draft.get("seen")))

    def _read_back(self, state: SessionState) -> None:
        clear_layout(self._list)
        for agreed in state.this_time:
            self._list.addWidget(
                words_label(commitment_words(agreed, state.person.first_name, self.context.formats))
            )
        if not state.this_time:
            self._list.addWidget(words_label(NOTHING_YET, "muted"))
        if state.balance:
            self._list.addWidget(words_label(state.balance, "small"))

    def _next_card(self) -> QWidget:
        card = Card(self.context.theme, _("Next time"))
        fill(card.body, row((labelled(_("Day"), self._on), 3), (labelled(_("Time"), self._at), 1)))
        fill(card.body, labelled(_("Kind"), self._kind))
        card.body.addWidget(self._booked)
        card.body.addStretch()
        return card

    def _answer_card(self) -> QWidget:
        card = Card(self.context.theme, _("Your answer"))
        self._comment.setPlaceholderText(_("A comment, in your words"))
        not_the_same = words_label(_("This is not the same as agreeing."), "small")
        for part in (self._answer, self._comment, self._seen, not_the_same):
            card.body.addWidget(part)
        card.body.addStretch()
        return card

    def _name_parts(self) -> None:
        for name, part in {
            "next_day": self._on, "next_time": self._at, "next_kind": self._kind, "comment": self._comment,
            "seen": self._seen, "pen": self._pen, "print": self._print, "finish": self._finish,
        }.items():  # fmt: skip
            part.setObjectName(name)
        self._comment.setAccessibleName(_("Comment on the answer"))
        self._at.setPlaceholderText("11:00")

    def _connect_parts(self) -> None:
        self._on.date_edited.connect(self._book)
        self._on.problem_told.connect(self._on_day_problem_told)
        self._on.textChanged.connect(self._keep_day)
        self._kind.activated.connect(self._book)
        draft = self.talk.draft
        self._answer.value_edited.connect(lambda: draft.keep("answer", self._answer.value()))
        self._comment.textEdited.connect(partial(draft.keep, "comment"))
        self._seen.toggled.connect(partial(draft.keep, "seen"))
        for mends in (self._answer.value_edited, self._comment.textEdited):
            mends.connect(self.mended)
        self._finish.clicked.connect(self.finish)
        self._print.clicked.connect(lambda: self.print_wanted.emit(self._pen.isChecked()))

    def _keep_day(self, text: str) -> None:
        """Keeps what is typed and no day yet; what the field shows by itself is none of that."""
        self.talk.draft.keep(DAY, text if self._on.isModified() else None)

    def _on_day_problem_told(self, problem: str) -> None:
        if problem:
            self._book()

    def _book(self) -> bool:
        try:
            day = self._on.read()
            if day is None or not self._at.text().strip():
                return self._refuse(_("The next date needs a day and a time, so nothing was booked."))
            at = parse_typed_time(self._at.text())
        except UserError as problem:
            return self._refuse(_("{problem} Nothing was booked.", problem=problem))
        kind = str(self._kind.currentData())
        booked = self.talk.do(lambda service, number: service.book_next(number, day, at, kind))
        if not booked:
            self._booked.setText(NOT_BOOKED)
        return booked

    def _refuse(self, words: str) -> bool:
        self.talk.refused.emit(words)
        self._booked.setText(NOT_BOOKED)
        return False


def commitment_words(item: Agreed, first_name: str, formats: Formats) -> str:
    """Reads one commitment back in one sentence."""
    parts = [
        item.what,
        _("by {due_on}", due_on=formats.day(item.due_on)) if item.due_on else "",
        _("in {done_in}", done_in=item.done_in) if item.done_in else "",
    ]
    words = ", ".join(part for part in parts if part)
    if item.kind == "sales":
        return _("☐  {words} (sales)", words=words)
    kind = _("to develop {what}", what=AXES.get(item.axis, "").lower()).strip()
    state = (
        _("; proposed until {first_name} has said it in own words", first_name=first_name)
        if item.proposed
        else ""
    )
    return f"☐  {words} ({kind}{state})"
