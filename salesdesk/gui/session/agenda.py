"""The agenda at the left: the steps in their fixed friendly order."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.gui.layouts import configure, scrolling
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import words_label
from salesdesk.gui.theme import Theme, embolden
from salesdesk.services.sessions.values import SessionState, TalkStep


class StepButton(QPushButton):
    """One step: its title and a few words on what is in it."""

    def __init__(self, theme: Theme, step: TalkStep) -> None:
        super().__init__()
        self._theme = theme
        self._title = words_label(step.title)
        self._words = words_label(step.subtitle, "small")
        self._lines = QVBoxLayout(self)
        self._build_ui(step)

    def show_step(self, step: TalkStep, *, current: bool) -> None:
        """Shows the words of the step and whether it is the current one."""
        self._words.setText(step.subtitle)
        self.setChecked(current)
        self.setAccessibleName(f"{step.title}: {step.subtitle}")
        if current:
            embolden(self._title)
        else:
            self._title.setFont(self.font())

    def sizeHint(self) -> QSize:
        """Asks for room for both lines."""
        return self._lines.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Says that narrow steps are higher, because their words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Gives the height of the wrapped words."""
        return self._lines.heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """Lets the agenda be narrow."""
        return QSize(self._theme.px(80), self._lines.minimumSize().height())

    def _build_ui(self, step: TalkStep) -> None:
        configure(self, "step", name=f"step_{step.key}")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout = self._lines
        keep(self._theme, layout, margins=(12, 9, 12, 9), spacing=1)
        for label in (self._title, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)


class Agenda(QScrollArea):
    """The list of steps; the current one is marked by its ground and its weight."""

    step_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[str, StepButton] = {}
        self._content = QWidget()
        self._layout = QVBoxLayout(self._content)
        self._build_ui()

    def load(self, state: SessionState) -> None:
        """Shows the steps and where the session stands."""
        for place, step in enumerate(state.steps):
            button = self._buttons.get(step.key)
            if button is None:
                button = self._buttons[step.key] = self._button(step)
                self._layout.insertWidget(place, button)
            button.show_step(step, current=step.key == state.step)

    def _build_ui(self) -> None:
        configure(self, says=_("Agenda"))
        scrolling(self, configure(self._content, "agenda"), "agenda")
        keep(self._theme, self._layout, margins=(12, 16, 8, 16), spacing=4)
        self._layout.addStretch()
        self._layout.addWidget(words_label(_("Ctrl+PgDn and Ctrl+PgUp walk through the steps"), "small"))

    def _button(self, step: TalkStep) -> StepButton:
        button = StepButton(self._theme, step)
        button.clicked.connect(lambda: self.step_chosen.emit(step.key))
        return button
