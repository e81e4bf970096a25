"""The side both read: the agenda, the step, and what is agreed; it knows nothing private and of nobody else."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, row, scrolling
from salesdesk.gui.session.agenda import Agenda
from salesdesk.gui.session.agreed_page import AgreedColumn, AgreedPage
from salesdesk.gui.session.assignment_form import Start
from salesdesk.gui.session.book_page import BookPage
from salesdesk.gui.session.deal_page import DealPage
from salesdesk.gui.session.fork_panel import ForkPanel
from salesdesk.gui.session.numbers_page import NumbersPage, SkillPage
from salesdesk.gui.session.parts import chain_tabs, holds_keyboard, keep_keyboard_on_clicks
from salesdesk.gui.session.step_page import StepPage
from salesdesk.gui.session.talk_actions import TalkActions
from salesdesk.gui.session.wins_page import PlanPage, WinsPage
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.talk_drafts import FORK
from salesdesk.services.sessions.values import SessionState

KEPT = _("What you wrote is kept; “Add assignment” shows it again.")
AGENDA_WIDTH, COLUMN_WIDTH, FORK_WIDTH = 224, 326, 410
AGENDA_SHARE, COLUMN_SHARE, FORK_SHARE, LEAST_SHARE = 0.2, 0.29, 0.4, 0.18
STEPS: Final[tuple[type[StepPage], ...]] = (
    WinsPage,
    AgreedPage,
    NumbersPage,
    DealPage,
    SkillPage,
    PlanPage,
    BookPage,
)
KEYS: Final = tuple(page.key for page in STEPS)


class SharedSide(QWidget):
    """Three columns; the right one gives way to the fork while an assignment is written."""

    step_chosen = Signal(str)
    finish_wanted = Signal(str, str, bool)
    print_wanted = Signal(bool)

    def __init__(self, context: GuiContext, talk: TalkActions, records: RecordsService) -> None:
        super().__init__()
        self._context, self._talk = context, talk
        self._state: SessionState | None = None
        self._agenda = Agenda(context.theme)
        self._banners = BannerArea(context.theme)
        self._pages = QStackedWidget()
        self._column = AgreedColumn(context, talk)
        self._right = QStackedWidget()
        self._fork: ForkPanel | None = None
        self._records = records
        self._steps: dict[str, StepPage] = {}
        self._build_ui()
        self._connect()

    @property
    def page(self) -> StepPage:
        """Gives the step that is shown."""
        return self._step(self._state.step if self._state else KEYS[0])

    def load(self, state: SessionState) -> None:
        """Shows the session; only the step in sight is read anew."""
        before, self._state = self._state, state
        turned = before is None or before.step != state.step
        self._agenda.load(state)
        if before is None or replace(before, step=state.step) != state:
            self._column.load(state)
            self._share_width()
        page = self._step(state.step)
        page.load(state)
        self._pages.setCurrentIndex(list(self._steps).index(state.step))
        chain_tabs(self, (self._agenda, page, self._right))
        keep_keyboard_on_clicks(self)
        if turned:
            self._banners.clear()
            page.start()

    def settle(self) -> None:
        """Hands over everything that is being typed."""
        for page in self._steps.values():
            page.settle()
        self._column.settle()
        self._talk.draft.write()

    def open_fork(self, start: Start | None = None) -> None:
        """Opens the fork in the right column."""
        if self._state is None or self._fork is not None:
            return
        self._fork = ForkPanel(self._context, self._talk, self._state, start or Start())
        self._fork.agreed.connect(self.close_fork)
        self._fork.closed.connect(self.close_fork)
        self._right.addWidget(self._fork)
        self._right.setCurrentWidget(self._fork)
        self._share_width()
        keep_keyboard_on_clicks(self._fork)
        self._fork.start()

    def close_fork(self) -> None:
        """Closes the fork and says where what is written in it waits; the column of what is agreed comes back."""
        if self._fork is not None:
            keyboard_here = holds_keyboard(self._fork)
            self._right.removeWidget(self._fork)
            self._fork.hide()
            self._fork.deleteLater()
            self._fork = None
            self._share_width()
            if keyboard_here:
                self.page.start()
            if self._talk.draft.get(FORK):
                self.say(KEPT)

    def walk(self, places: int) -> None:
        """Walks some steps down the agenda, or up."""
        place = KEYS.index(self.page.key) + places
        if 0 <= place < len(KEYS):
            self.step_chosen.emit(KEYS[place])

    def add_or_agree(self) -> None:
        """Opens the fork, or agrees on what is written in it."""
        if self._fork is None:
            self.open_fork()
        else:
            self._fork.agree()

    def finish(self) -> None:
        """Goes to the wrap-up, or ends the session when it is there already."""
        if isinstance(self.page, BookPage):
            self.page.finish()
        else:
            self.step_chosen.emit(BookPage.key)

    def say(self, sentence: str) -> None:
        """Says why something was not done, in place."""
        self._banners.clear()
        self._banners.show_message(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width out anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Gives the sides what they want, but never so much that the middle has no room at a large zoom."""
        px, width = self._context.theme.px, self.width()
        wish, share = (FORK_WIDTH, FORK_SHARE) if self._fork is not None else (COLUMN_WIDTH, COLUMN_SHARE)
        self._agenda.setFixedWidth(min(px(AGENDA_WIDTH), round(width * AGENDA_SHARE)))
        wish = min(max(px(wish), round(width * LEAST_SHARE)), round(width * share))
        # A long word needs its room too, as far as that goes.
        needed = 0 if self._fork is not None else min(self._column.needed_width(), round(width * FORK_SHARE))
        self._right.setFixedWidth(max(wish, needed))

    def _step(self, key: str) -> StepPage:
        """Gives the page of a step, made when it is first come to."""
        if key not in self._steps:
            page = STEPS[KEYS.index(key)](self._context, self._talk, self._records)
            self._steps[key] = page
            self._pages.addWidget(scrolling(QScrollArea(), page, "page"))
            if isinstance(page, SkillPage):
                page.step_wanted.connect(self._on_skill_step_wanted)
            elif isinstance(page, BookPage):
                page.finish_wanted.connect(self.finish_wanted)
                page.print_wanted.connect(self.print_wanted)
                page.mended.connect(self._banners.clear)
        return self._steps[key]

    def _build_ui(self) -> None:
        configure(self, "page", name="shared_side")
        self._right.addWidget(self._column)
        middle = column((self._pages, 1), self._banners, gap=0)
        row(self._agenda, (middle, 1), self._right, on=self, gap=0)

    def _connect(self) -> None:
        self._context.theme.theme_changed.connect(self._share_width)
        self._talk.done.connect(self._banners.clear)
        self._agenda.step_chosen.connect(self.step_chosen)
        self._column.add_requested.connect(self.open_fork)

    def _on_skill_step_wanted(self, axis: str) -> None:
        self.open_fork(Start(axis=axis))
