"""Asks in place what a file leaves open, with rows out of it, and keeps what was answered."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from salesdesk.gui.layouts import configure, fill, pill
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import PlainLabel, clear_layout, wrapping_label
from salesdesk.services.importing.values import ImportQuestion

NOTHING_CHOSEN = _("Nothing is chosen yet.")


def choose_first(answers: Iterable[str]) -> str:
    """Says which answers there are to somebody who wants to go on without one."""
    return _("Choose one of these first: {answers}.", answers=", ".join(f"“{each}”" for each in answers))


class QuestionCard(QFrame):
    """One sentence, the rows it is about, and a button for each answer; answers of earlier questions are kept.

    Where several words are asked about, each has its own buttons behind it.
    """

    answered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence, self._rows, self._hint = (
            wrapping_label(),
            wrapping_label(),
            wrapping_label("", "muted"),
        )
        self._buttons = keep(theme, FlowLayout(), spacing=8)
        self._column = keep(theme, QVBoxLayout(self), margins=(12, 8, 12, 10), spacing=6)
        self._answers: dict[str, str] = {}
        self._groups: list[QButtonGroup] = []
        configure(self, "banner", "soon", name="import_question")
        fill(self._column, self._sentence, self._rows, self._buttons, self._hint)
        self.hide()

    @property
    def waiting(self) -> bool:
        """Tells whether a question stands there that nobody has answered."""
        return not self.isHidden() and not all(group.checkedButton() for group in self._groups)

    def answers(self) -> dict[str, str]:
        """Gives what was answered, by the keys of the questions."""
        return dict(self._answers)

    def ask(self, question: ImportQuestion) -> None:
        """Shows a question in place of the one before."""
        self._sentence.setText(question.sentence)
        self._rows.setText("\n".join(question.examples))
        self._rows.setVisible(bool(question.examples))
        self.setAccessibleName(question.sentence)
        self.setAccessibleDescription("; ".join(question.examples))
        self._hint.setText(NOTHING_CHOSEN)
        self._hint.show()
        clear_layout(self._buttons)
        self._groups.clear()
        if not question.words:
            self._add_answers(question.key, question.answers, "answer")
        for place, (key, word) in enumerate(question.words.items()):
            self._buttons.addWidget(PlainLabel(f"“{word}”"))
            self._add_answers(key, question.answers, f"answer_{place}", word)
        self.show()

    def take_focus(self) -> None:
        """Puts the keyboard on the first answer."""
        self._unanswered().buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def remind(self) -> None:
        """Says which answers there are, where somebody wants to go on without one."""
        self._hint.setText(choose_first(button.text() for button in self._unanswered().buttons()))
        self.take_focus()

    def take_up(self, answers: Mapping[str, str]) -> None:
        """Takes answers that were given before."""
        self._answers = dict(answers)

    def forget(self) -> None:
        """Takes the question away, and every answer."""
        self._answers.clear()
        self.hide()

    def _add_answers(self, key: str, answers: Mapping[str, str], name: str, word: str = "") -> None:
        """Adds a button for each answer, of which one at a time is pressed."""
        group = QButtonGroup(self)
        for place, (value, words) in enumerate(answers.items()):
            button = pill(words, f"{name}_{place}", by_enter=False)
            button.setAccessibleName(f"“{word}”: {words}" if word else words)
            button.clicked.connect(partial(self._on_answer_clicked, key, value))
            group.addButton(button)
            self._buttons.addWidget(button)
        self._groups.append(group)

    def _unanswered(self) -> QButtonGroup:
        """Gives the answers of the first thing nobody has answered, else the first of all."""
        return next((group for group in self._groups if not group.checkedButton()), self._groups[0])

    def _on_answer_clicked(self, key: str, value: str, _checked: bool = False) -> None:
        self._answers[key] = value
        self._hint.setVisible(self.waiting)
        self.answered.emit()
