"""Writes a record down in one line: a few words, and one press that says what was done about them."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPushButton

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, fill, link, row
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.gui.widgets.labels import WrappedLabel
from salesdesk.gui.widgets.single_press import once_a_double_click
from salesdesk.model import field_of, kind_of
from salesdesk.model.fields import Choice
from salesdesk.services.lists.service import ListsService
from salesdesk.services.people import person_meant
from salesdesk.services.practices.usual import EntryBlock

ABOUT: Final = _("Whom is it about?")
WHOSE: Final = _("{question} Begin with a name, such as “{name}: …”, or choose somebody at the left first.")
NO_WORDS: Final = _("A few words first.")
LINE_WIDTH: Final = 320


class WordsLine(QLineEdit):
    """A line that leaves undo and redo to the desk where it has nothing of its own to take back."""

    def event(self, event: QEvent) -> bool:
        """Lets the keys for undo and redo pass where they would do nothing here."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            idle = (event.matches(undo) and not self.isUndoAvailable()) or (
                event.matches(redo) and not self.isRedoAvailable()
            )
            if idle:
                event.ignore()
                return True
        return super().event(event)


class EntryForm(Card):
    """Enter takes the first choice, F2 the second, and so on; a refusal stands beneath, and the words stay."""

    def __init__(self, context: GuiContext, lists: ListsService, declared: EntryBlock) -> None:
        super().__init__(context.theme)
        self._context, self._lists, self.declared = context, lists, declared
        self._people: Sequence[tuple[int, str]] = ()
        self._person_id: int | None = None
        self._exchanged = ""
        self._line, self._said = WordsLine(), WrappedLabel()
        self._another = link(declared.another, self._exchange)
        self._buttons: list[QPushButton] = []
        self._build_form()

    def show_people(self, people: Sequence[tuple[int, str]], person_id: int | None) -> None:
        """Offers these people by their names; a person who is chosen needs no name."""
        self._people, self._person_id = people, person_id
        self._foretell()

    def take_focus(self) -> None:
        """Puts the keyboard into the line."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Presses the button whose key is pressed; the line itself has no use for F2 and the keys after it."""
        place = event.key() - Qt.Key.Key_F1
        if 0 < place < len(self._buttons):
            self._buttons[place].click()
        else:
            super().keyPressEvent(event)

    def _build_form(self) -> None:
        kind = self.declared.kind
        label = kind_of(kind).label
        self.setAccessibleName(_("New {label}", label=label.lower()))
        configure(self._line, name=f"entry_{kind}", says=label, writes=True)
        configure(self._another, name=f"entry_another_{kind}")
        self._line.setPlaceholderText(_("{label} in a few words", label=label))
        begun = self._context.typed.get(self._line.objectName())
        self._line.setText(begun["words"] if begun else "")
        self._line.textEdited.connect(self._on_line_edited)
        self._context.typed.dropped.connect(self._on_typed_dropped)
        self._context.typed.wanted.connect(self._on_typed_wanted)
        self._said.setWordWrap(True)
        flow = keep(self._context.theme, FlowLayout(), spacing=8)
        flow.stretch(self._line)
        flow.addWidget(self._line)
        for place, choice in enumerate(field_of(kind, self.declared.choice).choices):
            flow.addWidget(self._button(choice, place))
        fill(self.body, column(flow, row((self._said, 1), self._another)))
        keep(self._context.theme, self._line, least_width=LINE_WIDTH)

    def _button(self, choice: Choice, place: int) -> QPushButton:
        words = self.declared.verbs.get(choice.value, choice.label.capitalize())
        key = f"F{place + 1}" if place else "Return"
        button = KeyButton(self._context.theme, words, key, role="" if place else "primary")
        configure(button, name=f"entry_{choice.value}", writes=True)
        once_a_double_click(button)
        button.clicked.connect(lambda: self._add(choice))
        if not place:
            self._line.returnPressed.connect(button.click)
        self._buttons.append(button)
        return button

    def _values(self, words: str, choice: str) -> dict[str, Any]:
        """Gives what is written down, the value that was exchanged too where there is one to exchange."""
        kind, varies = self.declared.kind, self.declared.varies
        values: dict[str, Any] = {kind_of(kind).title: words, self.declared.choice: choice}
        if self._exchanged and self._lists.completed(kind, values).get(varies):
            values[varies] = self._exchanged
        return values

    def _add(self, choice: Choice) -> None:
        person, words = person_meant(self._line.text(), self._people)
        person = self._person_id or person
        if not words:
            self._say(NO_WORDS, "soon")
        elif person is None:
            self._say(self._ask(), "soon")
        else:
            values = self._values(words, choice.value)
            try:
                changes = self._lists.add(self.declared.kind, person_id=person, values=values)
            except UserError as problem:
                self._say(str(problem), "soon")
                return
            self._empty()
            self._context.typed.forget(self._line.objectName())
            name = dict(self._people).get(person, "")
            self._context.messages.say_done(changes, f"{choice.label.capitalize()}: {words}, {name}")

    def _empty(self) -> None:
        """Leaves nothing in the line, and nothing there that Ctrl+Z could bring back once more."""
        self._line.setText("")
        self._exchanged = ""
        self._foretell()

    def _foretell(self) -> None:
        """Says what the words make of the line so far, or asks whose it is."""
        person, words = person_meant(self._line.text(), self._people)
        tells = self.declared.tells
        known = bool(words and tells and (self._person_id or person))
        self._another.setVisible(known and bool(self.declared.variants))
        if known and tells is not None:
            self._say(tells(self._foreseen(words)))
        else:
            self._say("" if self._person_id else self._ask())

    def _foreseen(self, words: str) -> dict[str, Any]:
        """Gives what would be written down by Enter, with all that follows from it."""
        kind = self.declared.kind
        values = self._values(words, field_of(kind, self.declared.choice).choices[0].value)
        return {**self._lists.completed(kind, values), **values}

    def _exchange(self) -> None:
        """Takes the next of the values that can be had instead."""
        _person, words = person_meant(self._line.text(), self._people)
        now = self._foreseen(words)[self.declared.varies]
        variants = self.declared.variants
        self._exchanged = variants[(variants.index(now) + 1) % len(variants)]
        self._foretell()

    def _on_line_edited(self, words: str) -> None:
        begun = {"words": words, "where": self.accessibleName()} if words else None
        self._context.typed.keep(self._line.objectName(), begun)
        self._foretell()

    def _on_typed_dropped(self, names: Sequence[str]) -> None:
        if self._line.objectName() in names:
            self._empty()

    def _on_typed_wanted(self, name: str) -> None:
        if name == self._line.objectName():
            self.take_focus()

    def _ask(self) -> str:
        if not self._people:
            return ""
        return WHOSE.format(question=self.declared.asks or ABOUT, name=self._people[0][1].split()[0])

    def _say(self, words: str, tone: str = "") -> None:
        self._said.setText(words)
        set_role(self._said, "small", tone)
        self._said.setVisible(bool(words))
