"""Says whom a page of metrics is about and over which span of time, which is chosen at its right."""

from salesdesk.gui.layouts import configure
from salesdesk.gui.metrics.metric import SPAN, asked
from salesdesk.gui.pages import subject_of
from salesdesk.gui.widgets.block import BlockPlace
from salesdesk.gui.widgets.blocks_page import TitleLine
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.services.metrics.windows import WINDOWS


class SpanLine(TitleLine):
    """The heading of a page of metrics; what is chosen holds on every page of the tab."""

    reads = frozenset({SPAN})

    def __init__(self, title: str, place: BlockPlace) -> None:
        super().__init__(title, "", place)
        self._place = place
        self._window = ChoiceField(list(WINDOWS.items()), place.context.theme, required=True)
        configure(self._window, name="metrics_window", says=_("Span of time"))
        self._window.setMinimumContentsLength(max(map(len, WINDOWS.values())) - 2)
        self._window.value_edited.connect(lambda: place.state.choose(SPAN, str(self._window.value())))
        self.line.addWidget(self._window)

    def show_person(self, person_id: int | None) -> None:
        """Says whom the page is about, and over which time."""
        state = self._place.state
        self._window.show_value(state.get(SPAN))
        subject = subject_of(state.services.records, person_id)
        self.words.setText(f"{subject} · {asked(state).window.label.lower()}")
