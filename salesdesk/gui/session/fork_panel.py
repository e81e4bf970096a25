"""The fork: whoever knows how gets a sales assignment, whoever does not gets one small step to learn."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QScrollArea, QStackedWidget, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, row, scrolling
from salesdesk.gui.measures import keep
from salesdesk.gui.session.assignment_form import AssignmentForm, DevelopmentForm, SalesForm, Start
from salesdesk.gui.session.parts import chain_tabs, keep_keyboard_on_clicks, labelled, words_label
from salesdesk.gui.session.talk_actions import TalkActions
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.practice.assignments import Advice
from salesdesk.services.sessions.talk_drafts import FORK
from salesdesk.services.sessions.values import SessionState


class ForkPanel(QFrame):
    """Asks what it is about, then the one question, then for what that kind of assignment needs."""

    agreed = Signal()
    closed = Signal()

    def __init__(self, context: GuiContext, talk: TalkActions, state: SessionState, start: Start) -> None:
        super().__init__()
        self._context, self._talk, self._state, self._start = context, talk, state, start
        self._form: AssignmentForm | None = None
        self._faces, self._about = QStackedWidget(), QLineEdit()
        self._heading = words_label("", "heading", strong=True)
        self._yes = KeyButton(context.theme, _("Yes, I know how"), "Y")
        self._no = KeyButton(context.theme, _("No, not yet"), "N")
        self._agree = KeyButton(context.theme, _("Agree"), "Ctrl+Return", role="primary")
        self._back = KeyButton(context.theme, _("Back"))
        self._scroll = QScrollArea()
        self._build_ui()
        self._connect()
        self._show_begun()

    def answer(self, *, knows_how: bool) -> None:
        """Takes the answer and asks for what belongs to it."""
        self._form = (SalesForm if knows_how else DevelopmentForm)(self._context, self._state, self._start)
        self._form.draft_edited.connect(self._on_form_draft_edited)
        self._form.take(self._about.text())
        self._keep()
        self._heading.setText(_("Sales assignment") if knows_how else _("Development assignment"))
        self._scroll.setWidget(self._form)
        self._faces.setCurrentIndex(1)
        chain_tabs(self._scroll, (self._form, self._agree, self._back))
        keep_keyboard_on_clicks(self)
        self._form.begin_typing()

    def agree(self) -> None:
        """Agrees on the draft; what is needed still is said beside the field, an open question is gone back to."""
        if self._form is None:
            self.start()
            return
        if any(a.severity == "required" for a in self._advice()):
            self._form.show_advice(self._advice(), everything=True)
            return
        draft, deal = self._form.draft(), self._form.opportunity_id
        if self._talk.do(lambda service, number: service.agree_assignment(number, draft, deal)):
            self._talk.draft.forget(FORK)
            # A field that loses the focus now must not begin it again.
            self._form = None
            self.agreed.emit()

    def start(self) -> None:
        """Puts the keys where the panel begins: on what it is about, then on the question."""
        if self._form is None:
            (self._yes if self._about.text().strip() else self._about).setFocus()
        else:
            self._form.begin_typing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes on with Enter in a field, answers with Y or N, and closes with Escape."""
        asking = self._form is None and self.focusWidget() is not self._about
        if event.key() in ENTER and isinstance(self.focusWidget(), QLineEdit | QComboBox):
            self.agree()
        elif asking and event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N):
            self.answer(knows_how=event.key() == Qt.Key.Key_Y)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _advice(self) -> list[Advice]:
        if self._form is None:
            return []
        advice = self._talk.service.advice(self._talk.one_on_one_id, self._form.draft())
        refused = {each.field: each for each in self._form.refusals()}
        told = [
            replace(each, sentence=f"{refused.pop(each.field).sentence} {each.sentence}")
            if each.field in refused
            else each
            for each in advice
        ]
        return [*refused.values(), *told]

    def _build_ui(self) -> None:
        configure(self, "column", name="fork_panel", says=_("A new assignment"))
        self._about.setObjectName("about")
        self._yes.setObjectName("knows_how")
        self._no.setObjectName("does_not_know_how")
        self._agree.setObjectName("agree_assignment")
        self._faces.addWidget(self._question_face())
        self._faces.addWidget(self._form_face())
        keep(self._context.theme, column(self._faces, on=self), margins=(20, 18, 12, 16))

    def _question_face(self) -> QWidget:
        face = configure(QWidget(), "column")
        layout = column(
            labelled(_("What is the next step?"), self._about),
            words_label(_("Do you already know how to do this?"), "heading", strong=True),
            row(self._yes, None),
            words_label(_("Then it is work to be done: a sales assignment."), "small"),
            row(self._no, None),
            words_label(_("Then it is something to learn: one small step to develop."), "small"),
            None,
            words_label(_("Esc closes this and keeps what is written"), "small"),
            on=face,
        )
        keep(self._context.theme, layout, margins=(0, 0, 8, 0), spacing=12)
        return face

    def _form_face(self) -> QWidget:
        face = configure(QWidget(), "column")
        scrolling(self._scroll, role="column")
        lines = column(self._heading, (self._scroll, 1), row(self._agree, self._back, None, gap=8), on=face)
        keep(self._context.theme, lines, spacing=8)
        return face

    def _connect(self) -> None:
        self._about.textEdited.connect(self._keep)
        self._yes.clicked.connect(lambda: self.answer(knows_how=True))
        self._no.clicked.connect(lambda: self.answer(knows_how=False))
        self._agree.clicked.connect(self.agree)
        self._back.clicked.connect(self._on_back_clicked)

    def _show_begun(self) -> None:
        """Goes on with what was written here and not agreed."""
        begun: dict[str, Any] = self._talk.draft.get(FORK) or {}
        self._about.setText(begun.get("about", ""))
        knows_how: bool | None = False if self._start.axis else begun.get("knows_how")
        if knows_how is not None:
            fields: dict[str, Any] = begun.get("fields", {})
            self.answer(knows_how=knows_how)
            if self._form is not None:
                self._form.show_written(fields | ({"axis": self._start.axis} if self._start.axis else {}))

    def _keep(self) -> None:
        """Keeps what is written, if only a word of it."""
        form = self._form
        fields = form.written() if form is not None else {}
        about = form.what.text() if form is not None else self._about.text()
        words = (about, fields.get("done_in", ""), fields.get("own_words", ""), fields.get("basis_text", ""))
        begun = {"about": about, "knows_how": form.knows_how if form is not None else None, "fields": fields}
        self._talk.draft.keep(FORK, begun if any(word.strip() for word in words) else None)

    def _on_back_clicked(self) -> None:
        if self._form is not None:
            self._about.setText(self._form.what.text())
        self._form = None
        self._keep()
        self._faces.setCurrentIndex(0)
        self.start()

    def _on_form_draft_edited(self) -> None:
        if self._form is not None:
            self._form.show_advice(self._advice())
            self._keep()
