"""What we agreed: what waits to be talked about, and the seven lines since last time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesdesk.gui.context import GuiContext
from salesdesk.gui.session.hand import SessionHand
from salesdesk.gui.session.points import Points
from salesdesk.gui.session.seven_lines import SevenLines
from salesdesk.gui.session.step_page import StepPage
from salesdesk.model.fields import Audience
from salesdesk.practice.explain import explain
from salesdesk.services.sessions.values import SessionState

if TYPE_CHECKING:
    from salesdesk.services.records import RecordRow, RecordsService


class AgreedPage(StepPage):
    """Points, the checklist, and how it went."""

    key = "agreed"
    lead = "Tick off at the right what is done; then the points that wait."
    question = "How did it go?"
    note_lines = 3

    def __init__(self, context: GuiContext, hand: SessionHand, records: "RecordsService") -> None:
        self._records = records
        super().__init__(context, hand)

    def build(self) -> None:
        """Lays out the points and the seven lines."""
        self._points = Points(self.context.theme, "To talk about", "Nothing waits. What is on your mind?")
        self._lines = SevenLines(self.context.theme, self.context.formats, self._rows_of)
        self.body.addWidget(self._points)
        self._lines.explain(explain("checklist").text)
        self.body.addWidget(self._lines)
        self._points.ticked.connect(self._on_points_ticked)
        self._points.added.connect(self._on_points_added)

    def show_state(self, state: SessionState) -> None:
        """Shows points and lines."""
        self._points.show_points(state.points)
        since = (
            f"since {self.context.formats.short_day(state.last_on)}" if state.last_on else "the last 30 days"
        )
        self._lines.set_title("Since last time", since)
        self._lines.show_lines(state.lines)

    def settle(self) -> None:
        """Hands over what is typed now, a point that is not entered yet included."""
        super().settle()
        self._points.settle()

    def _rows_of(self, kind: str, ids: Sequence[int]) -> "list[RecordRow]":
        return self._records.rows(kind, Audience.SALESPERSON, ids=ids)

    def _on_points_ticked(self, point_id: int, discussed: bool) -> None:
        self.hand.do(lambda service, number: service.answer_point(number, point_id, discussed))

    def _on_points_added(self, text: str) -> None:
        self.hand.do(lambda service, number: service.add_point(number, text))
