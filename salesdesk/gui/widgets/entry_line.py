"""Writes a record down in one line: a few words, and one press that says what was done about them."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import WrappedLabel
from salesdesk.gui.widgets.single_press import once_a_double_click
from salesdesk.model import field_of, kind_of
from salesdesk.model.fields import Choice
from salesdesk.services.lists.service import ListsService
from salesdesk.services.people import person_meant

ABOUT: Final = _("Whom is it about?")
WHOSE: Final = _("{question} Begin with a name, such as “{name}: …”, or choose somebody at the left first.")
NO_WORDS: Final = _("A few words first.")
LINE_WIDTH: Final = 320


class EntryForm(Card):
    """Enter takes the first choice, F2 the second, and so on; a refusal stands beneath, and the words stay."""

    def __init__(
        self, context: GuiContext, lists: ListsService, kind: str, choice: str, verbs: Mapping[str, str],
        asks: str = "",
    ) -> None:  # fmt: skip
        super().__init__(context.theme)
        self._context, self._lists, self.kind, self._choice = context, lists, kind, choice
        self._verbs, self._asks = verbs, asks or ABOUT
        self._people: Sequence[tuple[int, str]] = ()
        self._person_id: int | None = None
        self._line, self._said = QLineEdit(), WrappedLabel()
        self._buttons: list[QPushButton] = []
        self._build_form()

    def show_people(self, people: Sequence[tuple[int, str]], person_id: int | None) -> None:
        """Offers these people by their names; a person who is chosen needs no name."""
        self._people, self._person_id = people, person_id
        self._say("" if person_id else self._ask())

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
        label = kind_of(self.kind).label
        self.setAccessibleName(_("New {label}", label=label.lower()))
        configure(self._line, name=f"entry_{self.kind}", says=label, writes=True)
        self._line.setPlaceholderText(_("{label} in a few words", label=label))
        begun = self._context.typed.get(self._line.objectName())
        self._line.setText(begun["words"] if begun else "")
        self._line.textEdited.connect(self._on_line_edited)
        self._context.typed.dropped.connect(self._on_typed_dropped)
        self._context.typed.wanted.connect(self._on_typed_wanted)
        self._said.setWordWrap(True)
        flow = keep(self._context.theme, FlowLayout(), spacing=8)
        flow.addWidget(self._line)
        for place, choice in enumerate(field_of(self.kind, self._choice).choices):
            flow.addWidget(self._button(choice, place))
        fill(self.body, column(flow, self._said))
        keep(self._context.theme, self._line, least_width=LINE_WIDTH)

    def _button(self, choice: Choice, place: int) -> QPushButton:
        button = QPushButton(self._verbs.get(choice.value, choice.label.capitalize()))
        configure(button, name=f"entry_{choice.value}", writes=True)
        key = f"F{place + 1}" if place else _("Enter")
        button.setToolTip(f"{button.text()} ({key})")
        once_a_double_click(button)
        button.clicked.connect(lambda: self._add(choice))
        if not place:
            set_role(button, "primary")
            self._line.returnPressed.connect(button.click)
        self._buttons.append(button)
        return button

    def _add(self, choice: Choice) -> None:
        person, words = person_meant(self._line.text(), self._people)
        person = self._person_id or person
        if not words:
            self._say(NO_WORDS, "soon")
        elif person is None:
            self._say(self._ask(), "soon")
        else:
            values = {kind_of(self.kind).title: words, self._choice: choice.value}
            try:
                changes = self._lists.add(self.kind, person_id=person, values=values)
            except UserError as problem:
                self._say(str(problem), "soon")
                return
            self._line.clear()
            self._context.typed.forget(self._line.objectName())
            name = dict(self._people).get(person, "")
            self._context.messages.say_done(changes, f"{choice.label.capitalize()}: {words}, {name}")
            self._say("" if self._person_id else self._ask())

    def _on_line_edited(self, words: str) -> None:
        begun = {"words": words, "where": self.accessibleName()} if words else None
        self._context.typed.keep(self._line.objectName(), begun)

    def _on_typed_dropped(self, names: Sequence[str]) -> None:
        if self._line.objectName() in names:
            self._line.clear()

    def _on_typed_wanted(self, name: str) -> None:
        if name == self._line.objectName():
            self.take_focus()

    def _ask(self) -> str:
        if not self._people:
            return ""
        return WHOSE.format(question=self._asks, name=self._people[0][1].split()[0])

    def _say(self, words: str, tone: str = "") -> None:
        self._said.setText(words)
        set_role(self._said, "small", tone)
        self._said.setVisible(bool(words))
