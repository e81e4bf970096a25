"""Asks in which order a file's dates are written, where the dates themselves do not tell."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from salesdesk.env.locale import Formats
from salesdesk.exchange.parse_dates import DateOrder, parse_date
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import wrapping_label

ANSWERS: tuple[tuple[DateOrder, str], ...] = (("dmy", "day first"), ("mdy", "month first"))


class DateQuestion(QFrame):
    """One sentence with an example out of the file, and its two readings to choose from."""

    order_chosen = Signal()

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__()
        self._theme, self._formats = theme, formats
        self._question = wrapping_label()
        self._group = QButtonGroup(self)
        self._buttons: dict[DateOrder, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._build_ui()

    @property
    def order(self) -> DateOrder | None:
        """Gives the chosen order, None while nobody has said."""
        return next((order for order, button in self._buttons.items() if button.isChecked()), None)

    def ask(self, column: str, example: str) -> None:
        """Shows the question and what each answer would make of an example out of a column."""
        such = f" such as {example} under “{column}”" if example else ""
        self._question.setText(f"Dates{such} can be read in two ways. Which is it?")
        for order, words in ANSWERS:
            answer = f"{self._formats.plain_day(parse_date(example, order))}, {words}" if example else words
            self._buttons[order].setText(answer)
            self._buttons[order].setAccessibleName(f"{answer}: {example}" if example else answer)
        self.setAccessibleName(self._question.text())
        self.show()

    def take_focus(self) -> None:
        """Puts the keyboard on the first answer."""
        self._buttons[ANSWERS[0][0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Takes the question away, and its answer."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self.hide()

    def take_measures(self) -> None:
        """Sets the measures of the present zoom."""
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(8), px(12), px(10))
        self._column.setSpacing(px(6))

    def _build_ui(self) -> None:
        self.setObjectName("date_question")
        set_role(self, "banner", "soon")
        answers = FlowLayout(spacing=self._theme.px(8))
        for order, words in ANSWERS:
            button = QPushButton(words)
            button.setObjectName(f"date_order_{order}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            set_role(button, "pill")
            button.clicked.connect(lambda _checked=False: self.order_chosen.emit())
            self._group.addButton(button)
            self._buttons[order] = button
            answers.addWidget(button)
        self._column.addWidget(self._question)
        self._column.addLayout(answers)
        self.hide()
