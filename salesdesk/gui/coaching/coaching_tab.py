"""The Coaching log tab: everything said and agreed in one line of time, and what follows from it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from salesdesk.gui.coaching.compose_form import What
from salesdesk.gui.coaching.composer import Composer
from salesdesk.gui.coaching.log_view import LogHeading, LogView
from salesdesk.gui.coaching.overview import Overview
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, fill, row, scrolling
from salesdesk.gui.measures import PAGE, keep
from salesdesk.gui.page import SETTINGS, Page
from salesdesk.gui.pages import subject_of
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.record_acts import RecordActs
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.coaching.values import LOG_KINDS, LogEntry
from salesdesk.services.records import RecordsService

SIDE_WIDTH: Final = 348
WIDEST_SIDE: Final = 520
SIDE_SHARE: Final = 0.23
"""On a large screen the side takes its part of the width, up to this."""
NARROW: Final = 1150
"""Below this width of the page there is no room for the due days in the table."""
STACKED: Final = 860
"""Below this one the side stands beneath the log."""
UNBOUND: Final = 16_777_215
TABLE_HEIGHT: Final = 260
SIDE_HEIGHT: Final = 420


class CoachingTab(Page):
    """The log at the left; at the right the chosen record, a form, or the balance and the open points."""

    title = _("Coaching log")
    kinds = SETTINGS | {*LOG_KINDS, "agenda_point", "salesperson", "draft"}

    def __init__(
        self,
        coaching: CoachingService,
        records: RecordsService,
        context: GuiContext,
        host: QWidget | None = None,
    ) -> None:
        super().__init__(host)
        self._coaching, self._records, self._context = coaching, records, context
        self._heading, self._banners = LogHeading(context.theme, self.title), BannerArea(context.theme)
        self._log, self._overview = LogView(context, coaching, records), Overview(context, coaching)
        self._panel, self._composer = SidePanel(context, records), Composer(context, coaching, records)
        self._acts = RecordActs(records, context, self.say)
        self._build_ui()
        self._connect()

    def show_person(self, person_id: int | None) -> None:
        """Turns to a person, or to the whole team; what stood beside belongs to the one before."""
        if person_id != self.person_id:
            self._panel.close_panel()
            self._composer.close_form()
        super().show_person(person_id)

    def refresh(self) -> None:
        """Reads the log, the balance and the open points anew."""
        self._heading.show_subject(subject_of(self._records, self.person_id))
        self._log.show_person(self.person_id)
        self._overview.show_person(self.person_id)
        self._panel.refresh()
        self._overview.stand_beside(self._panel, self._composer)

    def mark_stale(self, changes: Changes) -> None:
        """Notes a change; where adding or emptying a form was taken back, the form opens again."""
        super().mark_stale(changes)
        if "draft" in changes.kinds:
            self._composer.catch_up()

    def compose(self, what: What, person_id: int | None = None) -> None:
        """Opens the form for a new note, assignment, point or meeting, for the person shown or another."""
        self._panel.close_panel()
        self._composer.open(what, person_id if person_id is not None else self.person_id)
        self._overview.hide()
        # Beneath the log, where the page is narrow, the form is found only once it has its place there.
        QTimer.singleShot(0, self, lambda: self._outer.ensureWidgetVisible(self._composer, 0, 0))

    def open_record(self, kind: str, record_id: int, *, take_focus: bool = True) -> None:
        """Opens a session, note, assignment or point beside the log."""
        self._composer.close_form()
        self._overview.hide()
        self._panel.show_record(kind, record_id, take_focus=take_focus)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands of the window that this page can do."""
        return {
            "new_note": partial(self.compose, "note"),
            "new_assignment": partial(self.compose, "assignment"),
            "bring_up": partial(self.compose, "point"),
            "plan_one_on_one": partial(self.compose, "meeting"),
            "filter": self._log.filters.take_focus,
            "chart_table": self._overview.balance.chart.turn,
        }

    def say(self, sentence: str) -> None:
        """Shows what could not be done, and what was kept."""
        self._banners.show_message(sentence, tone="error")
        self._log.refresh()

    @property
    def opened(self) -> tuple[str, int] | None:
        """Gives the record that is open beside the log."""
        return self._panel.record

    def leave_record(self) -> None:
        """Puts away the record that was opened last."""
        self._panel.close_panel()

    def go_back(self) -> bool:
        """Closes the form or the record beside the log."""
        return self._composer.go_back() or self._panel.go_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the words room where the page is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _build_ui(self) -> None:
        self._content, self._outer = configure(QWidget(), "page"), configure(QScrollArea(), "page")
        # Whatever is moved with something in it is styled anew, so each thing is put in its place before it is filled.
        column(self._outer, on=self)
        scrolling(self._outer, self._content)
        self._main, side = column(), column()
        self._layout: QBoxLayout = row((self._main, 1), side, on=self._content)
        fill(self._main, self._heading, self._banners, (self._log, 1))
        fill(side, (self._composer, 1), (self._panel, 1), (self._overview, 1))
        keep(self._context.theme, self._layout, margins=PAGE, spacing=14)
        self._fit()

    def _connect(self) -> None:
        self._log.entry_chosen.connect(self._on_log_entry_chosen)
        self._log.entry_edited.connect(self._acts.edit)
        self._log.trash_requested.connect(self._acts.trash)
        self._log.edit_refused.connect(self.say)
        self._panel.closed.connect(self._on_side_closed)
        self._composer.closed.connect(self._on_side_closed)
        self._composer.added.connect(self._on_composer_added)
        self._composer.emptied.connect(self._on_composer_emptied)
        self._composer.kept.connect(self._context.messages.say)
        self._heading.form_requested.connect(self.compose)
        self._overview.begun.go_on_requested.connect(self.compose)
        points, balance = self._overview.points, self._overview.balance
        points.discussed.connect(partial(self._acts.carry_out, "discussed", "agenda_point"))
        points.point_opened.connect(partial(self.open_record, "agenda_point"))
        points.new_requested.connect(lambda: self.compose("point"))
        balance.person_assignments_requested.connect(self._on_balance_person_assignments_requested)
        self._context.theme.theme_changed.connect(self._fit)
        self.guard(self._panel, self._panel.edit_settled)
        self.guard(self._log.table, self._log.table.edit_settled)

    def _on_log_entry_chosen(self, entry: LogEntry) -> None:
        self.open_record(entry.kind, entry.record_id, take_focus=False)

    def _on_side_closed(self) -> None:
        self._overview.show_begun(self.person_id)
        self._overview.stand_beside(self._panel, self._composer)

    def _on_composer_added(self, changes: Changes) -> None:
        """Shows what was just made, whatever line of the log was chosen before."""
        self._context.bus.publish(changes)
        self._overview.hide()
        self._panel.show_made(changes)

    def _on_composer_emptied(self, changes: Changes, words: str) -> None:
        self._context.messages.say_done(changes, words)
        self._heading.take_focus()

    def _on_balance_person_assignments_requested(self, person_id: int | None) -> None:
        name = dict(self._coaching.people()).get(person_id or 0, "")
        self._log.filters.show_only("assignment", person_id, name)

    def _fit(self) -> None:
        """Puts the side beneath the log where both have no room beside each other, and drops columns early."""
        px, wide = self._context.theme.px, self.width() >= self._context.theme.px(STACKED)
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        side = max(px(SIDE_WIDTH), min(px(WIDEST_SIDE), round(self.width() * SIDE_SHARE)))
        for part in (self._overview, self._panel, self._composer):
            part.setMinimumWidth(side if wide else 0)
            part.setMaximumWidth(side if wide else UNBOUND)
            part.setMinimumHeight(0 if wide else px(SIDE_HEIGHT))
        self._log.table.setMinimumHeight(0 if wide else px(TABLE_HEIGHT))
        self._log.give_room(tight=self.width() < px(NARROW))
