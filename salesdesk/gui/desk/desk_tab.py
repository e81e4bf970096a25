"""Shows the Desk for the whole team or one person: figures, what is due, this week."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from salesdesk.env.locale import LONG_DAYS
from salesdesk.gui.act_panel import ActPanel
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk.figures import Figures
from salesdesk.gui.desk.needs_card import NeedsCard
from salesdesk.gui.desk.week_card import FirstWeekCard, WeekCard
from salesdesk.gui.layouts import configure, fill, scrolled
from salesdesk.gui.measures import PAGE, keep
from salesdesk.gui.page import SETTINGS, Page
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.wishes import DoCommand
from salesdesk.practice.nudges import Nudge
from salesdesk.services.desk import DeskService, DeskView
from salesdesk.services.first_week import Tick
from salesdesk.services.practices import READ_BY_PRACTICES

EMPTY_DESK = _(
    "Nobody is in the team yet. Import a CRM export and the people in it appear here, or add them with New above."
)


class DeskTab(Page):
    """The first page of the day; two minutes of reading."""

    title = _("Desk")
    kinds = (
        SETTINGS
        | READ_BY_PRACTICES
        | {
            "assignment",
            "one_on_one",
            "opportunity",
            "quota",
            "postponement",
            "product",
            "stage",
            "gate",
            "import_mapping",
        }
    )

    refreshed = Signal()

    def __init__(self, service: DeskService, context: GuiContext, make_panel: Callable[[], ActPanel]) -> None:
        super().__init__()
        self._service = service
        self._context = context
        self._title = QLabel()
        self._count = QLabel()
        self._figures = Figures(context)
        self._needs = NeedsCard(context)
        self._week, self._first = WeekCard(context), FirstWeekCard(context)
        self._beside = PanelPlace(self._week, make_panel)
        self._empty = EmptyState(context.theme, EMPTY_DESK, _("Import a CRM export"))
        self._build_ui()
        self._connect()

    def refresh(self) -> None:
        """Reads and shows the Desk anew."""
        view = self._service.view(self.person_id)
        self._title.setText(_title_of(view))
        self._count.setText(_count_of(view))
        self._figures.show_view(view)
        self._needs.show_nudges(view.needs, view.quiet)
        self._needs.setVisible(bool(view.needs or not view.first_week))
        self._first.show_ticks(view.first_week)
        self._beside.refresh({nudge.key: nudge.record for nudge in view.needs})
        self._week.show_lines(view.week, view.today)
        self._empty.setVisible(not view.has_people)
        self._cards.setVisible(view.has_people)
        QTimer.singleShot(0, self, self.refreshed.emit)

    def go_back(self) -> bool:
        """Closes what is being done about a nudge."""
        return self._beside.go_back()

    def _build_ui(self) -> None:
        configure(self._title, "title", bold=True)
        configure(self._count, "muted")
        self._cards, content = self._built_cards(), QWidget()
        heading = fill(QHBoxLayout(), self._title, self._count, None)
        layout = keep(self._context.theme, QVBoxLayout(content), margins=PAGE, spacing=12)
        fill(layout, heading, BannerArea(self._context.theme), self._cards, (self._empty, 1), (None, 1))
        fill(QVBoxLayout(self), scrolled(content), bare=True)

    def _built_cards(self) -> QWidget:
        cards = QWidget()
        columns = keep(self._context.theme, ColumnsLayout(cards, most=2), spacing=14, column=380)
        columns.add_wide(self._figures)
        fill(columns, self._first, self._needs, self._beside)
        return cards

    def _connect(self) -> None:
        self._needs.act_requested.connect(self._on_needs_act_requested)
        self._first.act_requested.connect(self._on_first_act_requested)
        self._first.put_away.connect(self._on_first_put_away)
        self._beside.done.connect(self._context.messages.say_done)
        self._beside.closed.connect(self._needs.take_focus)
        self.guard(self._beside, self._beside.edit_settled)
        self._needs.postponed.connect(self._on_needs_postponed)
        self._empty.first_step_requested.connect(lambda: self._wish(DoCommand("import")))

    def _on_needs_act_requested(self, nudge: Nudge) -> None:
        if not self._beside.open_nudge(nudge):
            self._wish(DoCommand(nudge.action, nudge.person_id))

    def _on_first_act_requested(self, tick: Tick) -> None:
        nudge = Nudge("soon", tick.words, tick.action, tick.action_label, person_id=tick.person_id)
        if not tick.person_id or not self._beside.open_nudge(nudge):
            self._wish(DoCommand(tick.action, tick.person_id))

    def _on_first_put_away(self) -> None:
        self._context.messages.say_done(self._service.put_first_week_away())

    def _on_needs_postponed(self, nudge: Nudge) -> None:
        question = _("Not now, because… ({person}: {sentence})", person=nudge.person, sentence=nudge.sentence)
        self._context.prompts.ask_text(question, _("Remind me in two weeks"), partial(self._postpone, nudge))

    def _postpone(self, nudge: Nudge, reason: str) -> None:
        self._context.messages.say_done(self._service.postpone(nudge, reason))

    def _wish(self, wish: DoCommand) -> None:
        self._context.wishes.make(wish)


def _title_of(view: DeskView) -> str:
    day = LONG_DAYS[view.today.weekday()]
    return _("{day}, week {week}", day=day, week=view.today.isocalendar().week)


def _count_of(view: DeskView) -> str:
    today = sum(line.at.date() == view.today for line in view.week)
    now = n_("1 thing today", "{number} things today", today) if today else _("Nothing today")
    if not view.week:
        now, week = _("Nothing today"), _("nothing this week")
    else:
        week = _("{count} this week", count=len(view.week))
    return f"{now}, {week}" if view.has_people else ""


Record = tuple[str, int]


class PanelPlace(QWidget):
    """Shows one of the two, so that opening a panel moves nothing else; the panel is made when it is first needed."""

    done = Signal(object, str)
    closed = Signal()
    edit_settled = Signal()

    def __init__(self, week: QWidget, make_panel: Callable[[], ActPanel]) -> None:
        super().__init__()
        self._week, self._make_panel = week, make_panel
        self._panel: ActPanel | None = None
        self._nudge: Nudge | None = None
        fill(QVBoxLayout(self), week, bare=True)

    def open_nudge(self, nudge: Nudge) -> bool:
        """Opens what settles a nudge in place of the week; False where that is done elsewhere."""
        panel = self._made()
        opened = panel.open_nudge(nudge)
        if opened:
            self._nudge = nudge
            self._week.hide()
        return opened

    def refresh(self, told: Mapping[str, Record | None]) -> None:
        """Reads the record anew; it closes when its nudge is settled or now about another record."""
        nudge = self._nudge
        if self._panel is None or nudge is None:
            return
        if nudge.record is not None and told.get(nudge.key) != nudge.record:
            self._panel.close_panel()
        else:
            self._panel.refresh()

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return self._panel is not None and self._panel.has_unsettled_edit()

    def go_back(self) -> bool:
        """Closes what is being done about a nudge, and tells whether anything was."""
        return self._panel is not None and self._panel.go_back()

    def _made(self) -> ActPanel:
        if self._panel is None:
            self._panel = panel = self._make_panel()
            layout = self.layout()
            assert layout is not None
            layout.addWidget(panel)
            panel.done.connect(self.done)
            panel.closed.connect(self._on_panel_closed)
            panel.edit_settled.connect(self.edit_settled)
        return self._panel

    def _on_panel_closed(self) -> None:
        self._nudge = None
        self._week.show()
        self.closed.emit()
