"""Lists what is still to be talked about, person by person; a point carries over until it is discussed."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from salesdesk.gui.layouts import column, configure, fill, link, row
from salesdesk.gui.measures import keep
from salesdesk.gui.pages import ME
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chip import Chip
from salesdesk.gui.widgets.labels import clear_layout, wrapping_label
from salesdesk.gui.widgets.record_acts import RecordActs
from salesdesk.gui.wishes import StartTalk
from salesdesk.model.words import AUTHORS
from salesdesk.services.coaching.values import OpenPoint

POINT: Final = "agenda_point"
MOST: Final = 8
EMPTY: Final = _("Nothing waits to be talked about. “Put on the agenda…” (Ctrl+B) works anywhere.")
CARRIED_OFTEN: Final = 2


class PointsCard(Card, Block):
    """Open points, the ones carried over most first; the manager has none with oneself."""

    kinds = frozenset({"agenda_point"})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, _("To talk about"), parent=place.ground)
        self._place, self._context = place, place.context
        self._acts = RecordActs(place.services.records, place.context, place.refuse)
        self._lines = QVBoxLayout()
        self.setObjectName("points_card")
        self._person_id: int | None = None
        start = self.add_action(_("Start one-on-one"), self._on_start_clicked, writes=True)
        self._start = configure(start, name="points_start")
        self.add_action(_("Put on the agenda…"), partial(place.page.perform, "bring_up"), writes=True)
        fill(self.body, self._lines)

    def show_person(self, person_id: int | None) -> None:
        """Shows the open points of one person, or with names those of the whole team."""
        self._person_id, named = person_id, person_id is None
        points = self._place.services.coaching.open_points(person_id)
        self.setVisible(person_id != ME)
        self._start.setVisible(not named)
        clear_layout(self._lines)
        for point in points[:MOST]:
            self._lines.addWidget(self._line(point, named))
        more = _("And {count} more.", count=len(points) - MOST) if len(points) > MOST else ""
        if more or not points:
            self._lines.addWidget(wrapping_label(more or EMPTY, "small"))

    def _on_start_clicked(self) -> None:
        if self._person_id is not None:
            self._context.wishes.make(StartTalk(self._person_id))

    def _line(self, point: OpenPoint, named: bool) -> QWidget:
        line, acts = QWidget(), row()
        if point.times_carried:
            tone = "soon" if point.times_carried >= CARRIED_OFTEN else ""
            since = self._context.formats.short_day(point.since)
            acts.addWidget(Chip(_("open since {since}", since=since), tone))
        acts.addStretch()
        acts.addWidget(self._link(_("Open"), point, partial(self._place.show_record, POINT)))
        discussed = self._link(_("Discussed"), point, partial(self._acts.carry_out, "discussed", POINT))
        acts.addWidget(configure(discussed, writes=True))
        words, about = wrapping_label(point.text), wrapping_label(_about(point, named), "small")
        keep(self._context.theme, column(words, about, acts, on=line, gap=0), margins=(0, 0, 0, 4))
        return line

    def _link(self, verb: str, point: OpenPoint, act: Callable[[int], object]) -> QPushButton:
        # The line goes with the click, so the link first finishes its own event.
        return link(
            verb, lambda: QTimer.singleShot(0, self, partial(act, point.id)),
            name=f"point_{verb.lower()}_{point.id}", says=f"{verb}: {point.text}",
        )  # fmt: skip


def _about(point: OpenPoint, named: bool) -> str:
    who = [point.person] if named else []
    private = [_("only you see it")] if point.private else []
    raised = [_("raised by the salesperson")] if point.raised_by == AUTHORS["salesperson"] else []
    return " · ".join([*who, *raised, *private]) or _("for the next one-on-one")
