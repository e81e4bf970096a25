"""Shows the timeline of a person with a filter by kind, and goes further back when asked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.team.timeline_list import TimelineList
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.services.team import TeamService
from salesdesk.services.team.timeline import GROUPS

STEP = 40
NOTHING = _("Nothing is written down yet. Start a one-on-one with F5, and it is the first line here.")
NOTHING_OF_KIND = _("Nothing of this kind yet.")


class TimelineCard(Card):
    """Newest first; no pill pressed means everything."""

    record_requested = Signal(str, int)

    def __init__(self, team: TeamService, context: GuiContext) -> None:
        super().__init__(context.theme, _("Timeline"), _("newest first"))
        self._team, self._context = team, context
        self._person_id: int | None = None
        self._limit = STEP
        self._pills = {group: QPushButton(words) for group, words in GROUPS.items()}
        self._list = TimelineList(context)
        self._empty, self._more = QLabel(), QPushButton(_("Show older"))
        self._fill()
        self._connect_parts()

    def show_person(self, person_id: int) -> None:
        """Shows what happened with a person; a new person starts at the newest."""
        if person_id != self._person_id:
            self._person_id, self._limit = person_id, STEP
        wanted = [group for group, pill in self._pills.items() if pill.isChecked()]
        found = self._team.timeline(person_id, wanted, self._limit)
        self._list.show_lines(found.lines)
        self._list.setVisible(bool(found.lines))
        self._empty.setText(NOTHING_OF_KIND if wanted else NOTHING)
        self._empty.setVisible(not found.lines)
        self._more.setVisible(found.more)
        self.updateGeometry()

    def _fill(self) -> None:
        self.setObjectName("timeline_card")
        holder = QWidget()
        flow = keep(self._context.theme, FlowLayout(holder), spacing=6)
        for group, pill in self._pills.items():
            pill.setCheckable(True)
            pill.setObjectName(f"timeline_{group}")
            pill.setToolTip(_("Show only: {groups}", groups=GROUPS[group].lower()))
            set_role(pill, "pill")
            flow.addWidget(pill)
        set_role(self._empty, "muted")
        self._empty.setWordWrap(True)
        set_role(self._more, "link")
        self._more.setObjectName("timeline_more")
        for widget in (holder, self._list, self._empty, self._more):
            self.body.addWidget(widget)

    def _connect_parts(self) -> None:
        for pill in self._pills.values():
            pill.toggled.connect(self._on_changed)
        self._more.clicked.connect(self._on_more_clicked)
        self._list.line_opened.connect(self.record_requested)
        self._context.theme.theme_changed.connect(self._list.fit)

    def _on_changed(self) -> None:
        if self._person_id is not None:
            self.show_person(self._person_id)

    def _on_more_clicked(self) -> None:
        self._limit += STEP
        self._on_changed()
