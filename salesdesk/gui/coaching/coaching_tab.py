"""The Coaching log tab: everything said and agreed in one line of time, and what follows from it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from salesdesk.gui.coaching.balance_card import BalanceCard
from salesdesk.gui.coaching.begun_card import BegunCard
from salesdesk.gui.coaching.compose_form import What
from salesdesk.gui.coaching.composer import Composer
from salesdesk.gui.coaching.log_view import LogView
from salesdesk.gui.coaching.points_card import PointsCard
from salesdesk.gui.coaching.record_acts import RecordActs
from salesdesk.gui.coaching.record_panel import RecordPanel
from salesdesk.gui.context import GuiContext
from salesdesk.gui.page import Page
from salesdesk.gui.theme import embolden, set_role
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.services.changes import Changes
from salesdesk.services.coaching import CoachingService
from salesdesk.services.coaching.values import LogEntry

if TYPE_CHECKING:
    from salesdesk.services.records import RecordsService

NEW: Final[tuple[tuple[What, str, str], ...]] = (
    ("note", "Write a note", "Write a note"),
    ("assignment", "Assign…", "Agree on an assignment"),
    ("point", "Put on the agenda…", "Put a point on the agenda of the next one-on-one"),
    ("meeting", "Plan…", "Plan a meeting"),
)
SIDE_WIDTH: Final = 348
NARROW: Final = 1150
"""Below this width of the page there is no room for the due days in the table."""
STACKED: Final = 860
"""Below this one the side stands beneath the log."""
UNBOUND: Final = 16_777_215
TABLE_HEIGHT: Final = 260
SIDE_HEIGHT: Final = 420
HEAD_HEIGHT: Final = 32


class CoachingTab(Page):
    """The log at the left; at the right the chosen record, a form, or the balance and the open points."""

    title = "Coaching log"
    kinds = frozenset(
        {"one_on_one", "note", "assignment", "agenda_point", "salesperson", "team_settings", "draft"}
    )

    session_requested = Signal(int)
    session_opened = Signal(int)
    undo_requested = Signal()

    def __init__(self, coaching: CoachingService, records: "RecordsService", context: GuiContext) -> None:
        super().__init__()
        self._coaching, self._records, self._context = coaching, records, context
        self._heading, self._subject = QLabel(self.title), QLabel()
        self._banners = BannerArea(context.theme)
        self._log = LogView(context, coaching, records)
        self._panel = RecordPanel(context, coaching, records)
        self._composer = Composer(context, coaching, records)
        self._begun, self._new_buttons = BegunCard(context), list[QPushButton]()
        self._balance, self._points = BalanceCard(context), PointsCard(context)
        self._acts = RecordActs(coaching, records, context, self.say)
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
        self._subject.setText(dict(self._coaching.people()).get(self.person_id or 0, "Whole team"))
        self._log.show_person(self.person_id)
        self._balance.show_balance(self._coaching.balance(self.person_id))
        self._points.show_points(self._coaching.open_points(self.person_id), self.person_id)
        self._begun.show_begun(self._coaching.drafts.all(), self.person_id)
        self._panel.refresh()

    def mark_stale(self, changes: Changes) -> None:
        """Notes a change; where adding or emptying a form was taken back, the form opens again."""
        super().mark_stale(changes)
        if "draft" in changes.kinds:
            self._composer.catch_up()

    def compose(self, what: What) -> None:
        """Opens the form for a new note, assignment, point or meeting, for the person shown."""
        self._panel.close_panel()
        self._composer.open(what, self.person_id)
        self._overview.hide()

    def go_on(self, what: What, person_id: int | None) -> None:
        """Opens a form that was begun for a person."""
        self._panel.close_panel()
        self._composer.open(what, person_id)
        self._overview.hide()

    def open_record(self, kind: str, record_id: int) -> None:
        """Opens a session, note, assignment or point beside the log."""
        self._composer.close_form()
        self._overview.hide()
        self._panel.show_record(kind, record_id)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands of the window that this page can do."""
        return {
            "new_note": partial(self.compose, "note"),
            "new_assignment": partial(self.compose, "assignment"),
            "bring_up": partial(self.compose, "point"),
            "plan_one_on_one": partial(self.compose, "meeting"),
            "filter": self._log.filters.take_focus,
            "chart_table": self._balance.turn_chart,
        }

    def current_record(self) -> tuple[str, int] | None:
        """Gives kind and id of the record that is open beside the log, else of the line chosen in it."""
        entry = self._log.current_entry()
        return self._panel.record or ((entry.kind, entry.record_id) if entry else None)

    def say(self, sentence: str) -> None:
        """Shows what could not be done, and what was kept."""
        self._banners.show_message(sentence, tone="error")
        self._log.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the words room where the page is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _build_ui(self) -> None:
        self._overview, self._content, self._outer = QScrollArea(), QWidget(), QScrollArea()
        main, side = QVBoxLayout(), QVBoxLayout()
        main.addLayout(self._built_heading())
        main.addWidget(self._banners)
        main.addWidget(self._log, 1)
        for part in (self._composer, self._panel, self._built_overview()):
            side.addWidget(part, 1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._content)
        self._layout.addLayout(main, 1)
        self._layout.addLayout(side)
        self._outer.setWidget(self._content)
        self._outer.setWidgetResizable(True)
        self._outer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in (self._outer, self._content):
            set_role(part, "page")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._outer)
        self._on_theme_changed()

    def _built_heading(self) -> FlowLayout:
        embolden(self._heading)
        set_role(self._heading, "title")
        set_role(self._subject, "muted")
        heading = FlowLayout(spacing=self._context.theme.px(10))
        for part in (self._heading, self._subject):
            heading.addWidget(part)
        for what, words, name in NEW:
            self._new_buttons.append(self._new_button(what, words, name))
            heading.addWidget(self._new_buttons[-1])
        return heading

    def _new_button(self, what: What, words: str, name: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(f"new_{what}")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.compose(what))
        return button

    def _built_overview(self) -> QScrollArea:
        inside = QWidget()
        set_role(inside, "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        for card in (self._begun, self._balance, self._points):
            layout.addWidget(card)
        layout.addStretch()
        self._overview.setWidget(inside)
        self._overview.setWidgetResizable(True)
        self._overview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self._overview, "page")
        return self._overview

    def _connect(self) -> None:
        self._log.entry_chosen.connect(self._on_log_entry_chosen)
        self._log.entry_edited.connect(self._acts.edit)
        self._log.trash_requested.connect(self._acts.trash)
        self._log.edit_refused.connect(self.say)
        self._panel.act_requested.connect(self._acts.carry_out)
        self._panel.edit_refused.connect(self.say)
        self._panel.closed.connect(self._on_side_closed)
        self._composer.closed.connect(self._on_side_closed)
        self._composer.added.connect(self._on_composer_added)
        self._composer.emptied.connect(self._on_composer_emptied)
        self._composer.kept.connect(self._on_composer_kept)
        self._panel.undo_requested.connect(self.undo_requested)
        self._begun.go_on_requested.connect(self.go_on)
        self._points.discussed.connect(partial(self._acts.carry_out, "discussed", "agenda_point"))
        self._points.point_opened.connect(partial(self.open_record, "agenda_point"))
        self._points.new_requested.connect(lambda: self.compose("point"))
        self._points.session_requested.connect(self.session_requested)
        self._balance.person_assignments_requested.connect(self._on_balance_person_assignments_requested)
        self._acts.session_opened.connect(self.session_opened)
        self._context.theme.theme_changed.connect(self._on_theme_changed)
        self.guard(self._panel, self._panel.edit_settled)
        self.guard(self._log.table, self._log.table.edit_settled)

    def _on_log_entry_chosen(self, entry: LogEntry) -> None:
        self.open_record(entry.kind, entry.record_id)

    def _on_side_closed(self) -> None:
        self._overview.setVisible(self._panel.isHidden() and self._composer.isHidden())
        self._begun.show_begun(self._coaching.drafts.all(), self.person_id)

    def _on_composer_added(self, changes: Changes) -> None:
        """Shows what was just made, whatever line of the log was chosen before."""
        self._context.bus.publish(changes)
        self._overview.hide()
        self._panel.show_made(changes)

    def _on_composer_emptied(self, changes: Changes, words: str) -> None:
        self._context.bus.publish(changes)
        self._banners.show_message(words, action="Undo", then=self._on_emptied_undo)
        self._new_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_emptied_undo(self) -> None:
        self._banners.clear()
        self.undo_requested.emit()

    def _on_composer_kept(self, words: str) -> None:
        self._banners.show_message(words)

    def _on_balance_person_assignments_requested(self, person_id: int | None) -> None:
        name = dict(self._coaching.people()).get(person_id or 0, "")
        self._log.filters.show_only("assignment", person_id, name)

    def _on_theme_changed(self) -> None:
        px = self._context.theme.px
        self._layout.setContentsMargins(px(20), px(16), px(20), px(16))
        self._layout.setSpacing(px(14))
        for part in (self._heading, self._subject):
            part.setMinimumHeight(px(HEAD_HEIGHT))
        self._fit()

    def _fit(self) -> None:
        """Puts the side beneath the log where both have no room beside each other, and drops the due days early."""
        px, wide = self._context.theme.px, self.width() >= self._context.theme.px(STACKED)
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        for part in (self._overview, self._panel, self._composer):
            part.setMinimumWidth(px(SIDE_WIDTH) if wide else 0)
            part.setMaximumWidth(px(SIDE_WIDTH) if wide else UNBOUND)
            part.setMinimumHeight(0 if wide else px(SIDE_HEIGHT))
        self._log.table.setMinimumHeight(0 if wide else px(TABLE_HEIGHT))
        self._log.show_due_days(self.width() >= px(NARROW))
