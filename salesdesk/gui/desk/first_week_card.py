"""Shows the five ticks of a new desk, each with the act that sets it, until all are set or put away."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.icons import Icons
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import embolden, set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.services.first_week import Tick


class FirstWeekCard(Card):
    """The card "Your first week"."""

    act_requested = Signal(object)
    put_away = Signal()

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, _("Your first week"), "")
        self._context = context
        self.setObjectName("first_week_card")
        link = self.add_action(_("Not now"), self.put_away.emit)
        link.setObjectName("first_week_put_away")
        set_role(link, "quiet")

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Shows the ticks, or nothing where there are none."""
        self.setVisible(bool(ticks))
        self.set_title(
            self.title, _("{sum} of {count} done", sum=sum(tick.done for tick in ticks), count=len(ticks))
        )
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        keep(self._context.theme, grid, across=12, down=1)
        grid.setColumnStretch(1, 1)
        for number, tick in enumerate(ticks):
            self._add_tick(grid, number, tick)
        self.show_content(holder)

    def _add_tick(self, grid: QGridLayout, number: int, tick: Tick) -> None:
        px, row = self._context.theme.px, 3 * number
        sign, title, words = QLabel(), QLabel(tick.title), wrapping_label(tick.words, "muted")
        name, token = ("check", "accent_text") if tick.done else ("plan", "muted")
        sign.setPixmap(Icons(self._context.theme).icon(name, token).pixmap(QSize(px(18), px(18))))
        sign.setAccessibleName(_("Done") if tick.done else _("To do"))
        embolden(title)
        grid.addWidget(sign, row, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(title, row, 1)
        grid.addWidget(words, row + 1, 1)
        grid.addWidget(keep(self._context.theme, QWidget(), height=6), row + 2, 0)
        if not tick.done:
            link = QPushButton(tick.action_label)
            link.setObjectName(f"tick_{number}")
            link.setAccessibleName(f"{tick.action_label}: {tick.title}")
            set_role(link, "link")
            link.clicked.connect(lambda: self.act_requested.emit(tick))
            grid.addWidget(link, row, 2, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
