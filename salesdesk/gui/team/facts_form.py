"""Shows the facts about a person as text; the one that is clicked, or opened by key, becomes a field."""

from bisect import bisect
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from salesdesk.env.short_words import shortened
from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.plain_tips import plain_tip
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.field_cell import field_label
from salesdesk.gui.widgets.field_editors import AnyField
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.record_form import RecordForm, draft_of
from salesdesk.gui.wishes import Choose
from salesdesk.model import field_of
from salesdesk.model.fields import FieldType
from salesdesk.services.field_words import words_of
from salesdesk.services.people import told_of_namesakes

NOTHING = "–"
MOST_LINES, LONGEST = 6, 2000
OPENING = (*ENTER, Qt.Key.Key_F2)


class FactText(QPushButton):
    """One fact as text, in a few lines at the most; a click, Enter, Space or F2 asks for its field."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        set_role(self, "fact")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Shows a fact; what has no room is in the tool tip."""
        self._words = " ".join(words.split()) or NOTHING
        self.setToolTip(plain_tip(shortened(words, LONGEST) if len(words) > LONGEST else words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shortens the words to the room there is."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Shortens the words anew in another size of text: what was hidden takes it only when it is shown."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens with Enter and F2 too."""
        if event.key() in OPENING:
            self.click()
        else:
            super().keyPressEvent(event)

    def _pieces(self, room: int) -> Iterator[str]:
        """Gives the words; one that is wider than a line, such as an address, in pieces that fit."""
        metrics = self.fontMetrics()
        # No sign is narrower than a point, so no more than these can be seen.
        for word in self._words[: MOST_LINES * room].split():
            rest = word
            while metrics.horizontalAdvance(rest) > room and len(rest) > 1:
                lengths = range(1, len(rest))
                fits = max(
                    1, bisect(lengths, room, key=lambda n, rest=rest: metrics.horizontalAdvance(rest[:n]))
                )
                yield rest[:fits]
                rest = rest[fits:]
            yield rest

    def _fit(self) -> None:
        lines, metrics = [""], self.fontMetrics()
        room = max(1, self.width() - 2 * metrics.averageCharWidth())
        for word in self._pieces(room):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and len(lines) < MOST_LINES and metrics.horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        elide = Qt.TextElideMode.ElideRight
        self.setText("\n".join(metrics.elidedText(line, elide, room) for line in lines).replace("&", "&&"))


class FactsForm(RecordForm):
    """The form of all facts, of which at most one is a field at a time, unless one cannot be understood.

    A field is made when its fact is first edited: most never are.
    """

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Shows stored values, as text but for a field somebody is typing in."""
        super().show_values(values)
        for name in self._fields:
            self._say(name)

    def edit(self, name: str) -> None:
        """Turns a fact into its field, with the keyboard in it."""
        editor = self._unfold(name)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def try_again(self) -> None:
        """Hands over once more what could not be stored, and turns back to text what was left."""
        super().try_again()
        for name in self._editors:
            self._close_if_left(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes back to text with Enter, and with Escape without what was typed."""
        name = next((n for n, editor in self._editors.items() if editor.hasFocus()), None)
        if name is None or (event.key() not in ENTER and event.key() != Qt.Key.Key_Escape):
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Escape:
            self._touched.discard(name)
            self._tools.typed.forget(draft_of(self, name))
            self.show_values(self._stored)
        self.end_by_key()
        if not self._waits(name):
            self._close(name)
            self._texts[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turns a field back to text when it is left, after what was typed has been handed over."""
        found = super().eventFilter(watched, event)
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            name = next((n for n, editor in self._editors.items() if editor is watched), None)
            if name is not None and event.reason() is not Qt.FocusReason.PopupFocusReason:
                QTimer.singleShot(0, self, partial(self._close_if_left, name))
        return found

    def _build_ui(self) -> None:
        self._texts = {name: FactText() for name in self._fields}
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        keep(self._tools.theme, grid, across=10, down=2)
        for place, (name, text) in enumerate(self._texts.items()):
            label = field_label(self._fields[name], text)
            label.setText(label.text().removesuffix(" *"))
            keep(self._tools.theme, label, width=116)
            configure(text, name=f"fact_{name}", writes=True).clicked.connect(
                partial(self._on_text_clicked, name)
            )
            grid.addWidget(label, place, 0)
            grid.addWidget(text, place, 1)
        self.field_edited.connect(self._on_field_edited)

    def _make_editor(self, name: str) -> AnyField:
        editor, text = super()._make_editor(name), self._texts[name]
        editor.hide()
        self._grid.addLayout(self._cells[name], list(self._texts).index(name), 1)
        self._cells[name].lay_out(self._tools.theme, labelled=False)
        QWidget.setTabOrder(text, editor)
        editor.show_value(self._stored.get(name))
        return editor

    def _show_again(self, name: str, words: str) -> None:
        super()._show_again(name, words)
        if self._waits(name):
            self._unfold(name)

    def _unfold(self, name: str) -> AnyField:
        editor = self.editor(name)
        self._texts[name].hide()
        editor.show()
        return editor

    def _on_text_clicked(self, name: str, _checked: bool = False) -> None:
        self.edit(name)

    def _on_field_edited(self, name: str, _value: object) -> None:
        self._say(name)

    def _close_if_left(self, name: str) -> None:
        editor: QWidget = self._editors[name]
        if not editor.hasFocus() and not self._waits(name):
            self._close(name)

    def _waits(self, name: str) -> bool:
        """Tells whether a field stays open, because it was not understood or could not be stored."""
        return name in self._touched or bool(self._editors[name].property("invalid"))

    def _close(self, name: str) -> None:
        self._editors[name].hide()
        self._texts[name].show()
        self._say(name)

    def _say(self, name: str) -> None:
        field, value = self._fields[name], self._stored.get(name)
        words = words_of(field, value, self._tools.formats)
        if field.type is FieldType.BOOLEAN:
            words = _("Yes") if value else _("No")
        self._texts[name].say(words)
        self._texts[name].setAccessibleName(
            _("{label}: {words}. Press to edit", label=field.label, words=words or _("nothing yet"))
        )


class FactsCard(Card, Block):
    """The card of all facts; a new person is added here too, with the keyboard in the name."""

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, _("Facts"), parent=place.ground)
        self._place, self._records = place, place.services.records
        fields = [each for each in self._records.fields("salesperson") if each.editable]
        self._form, self._person_id = FactsForm(fields, place.context.tools), 0
        configure(self, name="facts_card").body.addWidget(self._form)
        self._form.field_edited.connect(self._on_form_field_edited)
        place.guard(self._form, self._form.edit_settled)

    def show_person(self, person_id: int | None) -> None:
        """Shows the facts about a person; what was typed about the one before is handed over first."""
        if person_id != self._person_id:
            self._form.settle()
        self._person_id = person_id or 0
        self._form.show_row(self._records.one("salesperson", self._person_id))

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the command that adds a salesperson."""
        return {"new_person": self._add_person}

    def _add_person(self) -> None:
        """Adds a salesperson and opens the name on their page for typing."""
        changes = self._place.services.team.add_person()
        self._place.context.bus.publish(changes)
        self._place.context.wishes.make(Choose(changes.new_id("salesperson")))
        self._form.edit("name")

    def _on_form_field_edited(self, name: str, value: object) -> None:
        number = self._form.row_id
        together = f"salesperson {number} {name}"
        with self._form.taking(name):
            changes = self._records.edit("salesperson", number, name, value, together=together)
        if name == "name" and (words := told_of_namesakes(self._place.services.desk, number)):
            self._place.page.banners.show_message(words)
        typed = field_of("salesperson", name).type is FieldType.LONG_TEXT
        self._place.context.bus.publish(changes.by(self._form) if typed else changes)
