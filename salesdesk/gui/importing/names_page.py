"""The page that asks which names of a file are other spellings of names on the desk, or of one another."""

from collections.abc import Hashable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QPushButton, QWidget

from salesdesk.env.locale import Formats
from salesdesk.env.short_words import shortened
from salesdesk.gui.importing.wizard_page import AskingPage
from salesdesk.gui.importing.words import counted
from salesdesk.gui.layouts import configure, fill, pill
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import PlainLabel, clear_layout, wrapping_label
from salesdesk.model import kind_of
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.values import NameAnswers, NamePair

QUESTION = _("Some names are nearly the same. Which are?")
KEPT = _(
    "What you leave for later stays apart, and the next file that has it asks again, of people as long as they are "
    "not in your team. Once you say whose it is, what came under it comes along. "
    "Your answers are kept under Lists, Names in files."
)
ANSWERS = ((True, _("The same")), (False, _("Not the same")), (None, _("Later")))
STRETCHES = (5, 5)
LONGEST = 120
Key = tuple[str, str]


class NamesPage(AskingPage):
    """A line a pair, with two answers each and a place for none yet; answers stay while one goes back and forth."""

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme, "import_names")
        self._formats = formats
        self._answers: dict[Key, bool] = {}
        self._pairs: frozenset[Key] = frozenset()
        self._buttons: list[QPushButton] = []
        self._frame = QFrame()
        self._grid = keep(theme, QGridLayout(self._frame), margins=(12, 8, 12, 10), across=16, down=6)
        self._build_ui()

    def show_pairs(self, pairs: Sequence[NamePair], kind: str) -> None:
        """Asks about these pairs; who was answered before stays so."""
        clear_layout(self._grid)
        self._buttons.clear()
        self._pairs = frozenset(map(_key, pairs))
        row = 0
        for of in dict.fromkeys(pair.kind for pair in pairs):
            heads = (kind_of(of).plural, _("Perhaps the same as"))
            for column, words in enumerate(heads):
                self._grid.addWidget(configure(PlainLabel(words), "small"), row, column)
            for pair in (each for each in pairs if each.kind == of):
                row += 1
                self._add_row(row, pair, kind)
            row += 1

    def asked(self) -> frozenset[Hashable]:
        """Gives the pairs it asks about, by their keys."""
        return self._pairs

    @property
    def touched(self) -> bool:
        """Tells whether anything was answered here."""
        return bool(self._answers)

    def answers(self) -> NameAnswers:
        """Gives what was answered, by the keys of both names."""
        return dict(self._answers)

    def take_up(self, answers: NameAnswers) -> None:
        """Takes these answers for given, as before another look at the file."""
        self._answers = dict(answers)
        self.show_pairs((), "")

    def take_focus(self) -> None:
        """Puts the keyboard on what is chosen for the first pair."""
        chosen = next((button for button in self._buttons if button.isChecked()), None)
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        configure(self._frame, "card")
        for column, stretch in enumerate(STRETCHES):
            self._grid.setColumnStretch(column, stretch)
        question = configure(PlainLabel(QUESTION), name="names_question", bold=True, wraps=True)
        fill(self.body, question, wrapping_label(KEPT, "muted"), self._frame, (None, 1))

    def _add_row(self, row: int, pair: NamePair, kind: str) -> None:
        name, other = (shortened(each, LONGEST) for each in (pair.name, pair.other))
        mine = f"{name}  ·  {counted(pair.count, kind, self._formats)}"
        theirs = other if pair.record_id is not None else _("{name}, in the file too", name=other)
        answers = configure(QWidget(), "clear")
        fill(keep(self.theme, FlowLayout(answers), spacing=8), *self._answer_buttons(pair))
        for column, part in enumerate((wrapping_label(mine), wrapping_label(theirs), answers)):
            self._grid.addWidget(part, row, column)

    def _answer_buttons(self, pair: NamePair) -> Iterable[QPushButton]:
        group, key = QButtonGroup(self._frame), _key(pair)
        for same, words in ANSWERS:
            button = pill(words, f"same_{same}".lower(), by_enter=False)
            button.setAccessibleName(f"{pair.name}, {pair.other}: {words}")
            button.setChecked(self._answers.get(key) is same)
            # Tab comes to what is chosen, and the arrow keys from there to the others, as ever after in a group.
            policy = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
            button.clicked.connect(partial(self._on_answer_clicked, key, same))
            group.addButton(button)
            self._buttons.append(button)
            yield button

    def _on_answer_clicked(self, key: Key, same: bool | None, _checked: bool = False) -> None:
        if same is None:
            self._answers.pop(key, None)
        else:
            self._answers[key] = same


def _key(pair: NamePair) -> Key:
    return spelling_key(pair.name), spelling_key(pair.other)
