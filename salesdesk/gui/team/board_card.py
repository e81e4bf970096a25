"""Shows development assignments in four lanes: knowledge, skill, commitment, capacity."""

from functools import partial
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.team.person_header import UNFOLDED, is_folded
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.labels import PlainLabel, marked, wrapping_label
from salesdesk.practice.explain import explain
from salesdesk.services.team.values import DevelopmentBoard, Lane, LaneItem

NARROWEST = 150
MOST_DONE = 2
NONE_YET = _(
    "No development assignment yet. Agree on a small one in the next one-on-one: it builds on a strength or closes "
    "a gap, and is done in something they do anyway."
)


class BoardCard(Card, Block):
    """Four lanes with what is open and what is done; a click opens the assignment."""

    reads = frozenset({UNFOLDED})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(
            place.context.theme, _("Knowledge, skill, commitment, capacity"), parent=place.ground
        )
        self._place, self._context = place, place.context
        self.setObjectName("board_card")
        self.explain(explain("development_streak").text)

    def show_person(self, person_id: int | None) -> None:
        """Shows the lanes and how many weeks in a row had an active assignment; folded away of a self-starter."""
        folded = is_folded(self._place.state)
        self.setVisible(not folded)
        if not folded:
            self._show(self._place.services.team.board(person_id or 0))

    def _show(self, board: DevelopmentBoard) -> None:
        self.set_title(self.title, _steadiness(board))
        holder = QWidget()
        narrowest = self._context.theme.px(NARROWEST)
        layout = ColumnsLayout(holder, column_width=narrowest, most=len(board.lanes), in_rows=True)
        if board.empty:
            layout.add_wide(wrapping_label(NONE_YET, "muted"))
        for lane in board.lanes:
            layout.addWidget(self._lane(lane))
        self.show_content(holder)

    def _lane(self, lane: Lane) -> QWidget:
        column = QWidget()
        layout = keep(self._context.theme, QVBoxLayout(column), spacing=3)
        fill(
            layout,
            configure(PlainLabel(lane.label), bold=True),
            wrapping_label(lane.question, "small"),
            bare=True,
        )
        for item in (*lane.open, *lane.done[:MOST_DONE]):
            layout.addWidget(self._item(item))
            layout.addWidget(wrapping_label(self._when(item), "small", "late" if item.late else ""))
        hidden = len(lane.done) - MOST_DONE
        if hidden > 0:
            layout.addWidget(wrapping_label(_("and {hidden} more done", hidden=hidden), "small"))
        if not (lane.open or lane.done):
            layout.addWidget(wrapping_label("–", "muted"))
        return column

    def _item(self, item: LaneItem) -> QWidget:
        box, done = ("☐", _("Open")) if item.state == "open" else ("☑", _("Done"))
        words = f'{escape(box)} <a style="text-decoration: none" href="open">{escape(item.what)}</a>'
        line = configure(
            marked(QLabel(words)),
            name=f"assignment_{item.assignment_id}",
            says=f"{done}: {item.what}",
            wraps=True,
        )
        # Links of a label wrap, which buttons do not, and are reached with the keyboard all the same.
        line.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        line.linkActivated.connect(partial(self._on_item_activated, item.assignment_id))
        return line

    def _on_item_activated(self, assignment_id: int, _link: str) -> None:
        self._place.show_record("assignment", assignment_id)

    def _when(self, item: LaneItem) -> str:
        day = self._context.formats.short_day
        if item.state == "done":
            return _("done {done_on}", done_on=day(item.done_on)) if item.done_on else _("done")
        if item.due_on is None:
            return _("open")
        due = day(item.due_on)
        return _("was due {due_on}", due_on=due) if item.late else _("due {due_on}", due_on=due)


def _steadiness(board: DevelopmentBoard) -> str:
    if board.streak_weeks:
        return n_("first week", "{number} weeks in a row", board.streak_weeks)
    return n_("none for {number} day", "none for {number} days", board.idle_days) if board.idle_days else ""
