"""Shows what is there to be begun in the first week."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from salesdesk.gui.desk.day import NUDGE, VIEW
from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import embolden
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import PlainLabel, wrapping_label
from salesdesk.gui.wishes import DoCommand
from salesdesk.practice.nudges import Nudge
from salesdesk.services.first_week import Tick


class FirstWeekCard(Card, Block):
    """The card "Your first week"."""

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, _("Your first week"), parent=place.ground)
        self._place, self._context = place, place.context
        self.setObjectName("first_week_card")
        configure(
            self.add_action(_("Not now"), self._put_away), "quiet", name="first_week_put_away", writes=True
        )

    def show_person(self, person_id: int | None) -> None:
        """Shows the ticks, or nothing where there are none."""
        view = self._place.state.get(VIEW)
        ticks = view.first_week
        self.setVisible(view.has_people and bool(ticks))
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
        sign, title, words = PlainLabel(), PlainLabel(tick.title), wrapping_label(tick.words, "muted")
        name, token = ("check", "accent_text") if tick.done else ("plan", "muted")
        sign.setPixmap(Icons(self._context.theme).icon(name, token).pixmap(QSize(px(18), px(18))))
        configure(sign, says=_("Done") if tick.done else _("To do"))
        embolden(title)
        grid.addWidget(sign, row, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(title, row, 1)
        grid.addWidget(words, row + 1, 1)
        grid.addWidget(keep(self._context.theme, QWidget(), height=6), row + 2, 0)
        if not tick.done:
            says = f"{tick.action_label}: {tick.title}"
            writes = self._context.is_change(tick.action)
            link = configure(
                QPushButton(tick.action_label), "link", name=f"tick_{number}", says=says, writes=writes
            )
            link.clicked.connect(lambda: self._act(tick))
            grid.addWidget(link, row, 2, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _act(self, tick: Tick) -> None:
        nudge = Nudge("soon", tick.words, tick.action, tick.action_label, person_id=tick.person_id)
        if tick.person_id:
            self._place.state.choose(NUDGE, nudge)
        else:
            self._context.wishes.make(DoCommand(tick.action, tick.person_id))

    def _put_away(self) -> None:
        self._context.messages.say_done(self._place.services.monday.put_first_week_away())
