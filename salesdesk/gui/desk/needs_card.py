"""Lists what needs the manager: three at a time, each with one act and "not now, because…"."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from salesdesk.env.short_words import IN_A_HEADING, brief, shortened
from salesdesk.gui.desk.day import NUDGE, VIEW
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.page_state import Shared
from salesdesk.gui.theme import Theme, embolden
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chip import Chip
from salesdesk.gui.widgets.labels import PlainLabel, wrapping_label
from salesdesk.practice.nudges import Nudge


class NudgeLine(QFrame):
    """One line of what needs attention: how urgent, whom, why, and what to do about it."""

    action_requested = Signal()
    postponed = Signal()

    def __init__(self, theme: Theme, *, who: str, words: str, action: str, late: bool = False,
                 can_wait: bool = True, writes: bool = False, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._who, self._words = PlainLabel(shortened(who, IN_A_HEADING)), PlainLabel(words)
        self._chip = Chip(_("late"), "late") if late else Chip(_("soon"), "soon")
        self._action = configure(QPushButton(action), writes=writes)
        self._wait = configure(QPushButton(_("Not now, because…")), writes=True)
        if not can_wait:
            self._wait.hide()
        self._build_ui()
        self._connect()

    def _build_ui(self) -> None:
        self.setAccessibleName(f"{self._chip.text()}: {self._who.text()}. {self._words.text()}")
        configure(self._who, bold=True, wraps=True)
        configure(self._words, "muted", wraps=True)
        for button, name, role in (
            (self._action, "nudge_action", "link"), (self._wait, "nudge_postpone", "quiet"),
        ):  # fmt: skip
            configure(button, role, name=name, says=f"{button.text().removesuffix('…')}: {self._who.text()}")
        embolden(self._action)
        self._grid = keep(self._theme, QGridLayout(self), margins=(4, 6, 4, 6), across=14, down=1, first=52)
        self._grid.addWidget(self._chip, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._who, 0, 1)
        self._grid.addWidget(self._words, 1, 1)
        self._grid.addWidget(self._action, 0, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self._wait, 1, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self._action.clicked.connect(self.action_requested)
        self._wait.clicked.connect(self.postponed)


SHOWN = 3
NOTHING = {
    "": _("Nothing is due. Use the time for a joint call, or go home before the team."),
    "weekend": _("It is the weekend. What is due stands here again on Monday."),
    "new": _("The first two weeks of a desk are quiet. After that, what is due stands here."),
}


class NeedsCard(Card, Block):
    """The card "Needs you"; more than three are folded away until they are asked for."""

    reads = frozenset({NUDGE})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, _("Needs you"), parent=place.ground)
        self._place, self._context = place, place.context
        self._nudges: tuple[Nudge, ...] = ()
        self._unfolded = False
        self._nothing, self._lines = "", QWidget(self)
        self.setObjectName("needs_card")
        self._context.typed.wanted.connect(self._on_typed_wanted)

    def show_person(self, person_id: int | None) -> None:
        """Shows what is due, late things first; in quiet times it says why there is nothing."""
        view = self._place.state.get(VIEW)
        self._nudges, self._nothing = tuple(view.needs), NOTHING[view.quiet]
        self.setVisible(view.has_people and bool(view.needs or not view.first_week))
        self._fill()

    def take_focus(self) -> None:
        """Puts the keyboard on the first thing to do, which has moved up when one was done."""
        button = self._lines.findChild(QPushButton, "nudge_action")
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        focused = QApplication.focusWidget()
        in_use = focused is not None and self.isAncestorOf(focused)
        # Lines that are on their way out may still be there, so the new ones are kept by name.
        self._lines = holder = QWidget()
        layout = fill(QVBoxLayout(holder), bare=True)
        layout.setSpacing(0)
        for nudge in self._nudges if self._unfolded else self._nudges[:SHOWN]:
            layout.addWidget(self._line(nudge))
        layout.addWidget(self._fold() if len(self._nudges) > SHOWN else self._all_clear())
        layout.addStretch()
        self.show_content(holder)
        if in_use:
            # A line takes the keyboard only once it is seen.
            QTimer.singleShot(0, self, self.take_focus)

    def _line(self, nudge: Nudge) -> QWidget:
        late = nudge.severity == "late"
        line = NudgeLine(
            self._context.theme, who=nudge.person, words=nudge.sentence, action=nudge.action_label, late=late,
            writes=nudge.record is None and self._context.is_change(nudge.action),
        )  # fmt: skip
        line.action_requested.connect(lambda: self._place.state.choose(NUDGE, nudge))
        line.postponed.connect(partial(self._ask_why, nudge))
        return line

    def hear(self, shared: Shared[Any]) -> bool:
        """Takes the keyboard back when what was being done is done."""
        if self._place.state.get(NUDGE) is None:
            self.take_focus()
        return True

    def _ask_why(self, nudge: Nudge) -> None:
        self._context.prompts.ask_text(
            _question(nudge), _("Remind me in two weeks"), partial(self._postpone, nudge)
        )

    def _postpone(self, nudge: Nudge, reason: str) -> None:
        self._context.messages.say_done(self._place.services.monday.postpone(nudge, reason))

    def _fold(self) -> QPushButton:
        rest = len(self._nudges) - SHOWN
        words = _("Show three only") if self._unfolded else _("{rest} more", rest=rest)
        link = configure(QPushButton(words), "link", name="needs_fold")
        link.clicked.connect(self._on_fold_clicked)
        return link

    def _all_clear(self) -> QLabel:
        return wrapping_label("" if self._nudges else self._nothing, "muted")

    def _on_typed_wanted(self, name: str) -> None:
        """Asks again what was being answered."""
        for nudge in (each for each in self._nudges if name.endswith(f" / {_question(each)}")):
            self._ask_why(nudge)

    def _on_fold_clicked(self) -> None:
        self._unfolded = not self._unfolded
        self._fill()


def _question(nudge: Nudge) -> str:
    return _("Not now, because… ({person}: {sentence})", person=brief(nudge.person), sentence=nudge.sentence)
