"""Lets one choose the fiscal year and the length of the periods, and copies last year's quotas."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, pill
from salesdesk.gui.measures import keep
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.practice.periods import Period, PeriodKind

KINDS: tuple[tuple[PeriodKind, str], ...] = (
    ("month", _("Month")), ("quarter", _("Quarter")), ("half", _("Half year")), ("year", _("Year")),
)  # fmt: skip


class PeriodBar(QWidget):
    """The head of the Plans tab."""

    changed = Signal()
    copy_requested = Signal()

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._years = ChoiceField((), context.theme, required=True)
        self._by_start: dict[str, Period] = {}
        self._kind: PeriodKind = "quarter"
        self._group = QButtonGroup(self)
        self._copy = QPushButton(_("Copy last year's quotas"))
        self._build_ui()
        self._connect()

    @property
    def year(self) -> Period:
        """Gives the chosen fiscal year."""
        return self._by_start[str(self._years.value())]

    @property
    def kind(self) -> PeriodKind:
        """Gives the chosen length of the periods."""
        return self._kind

    def offer(self, years: Sequence[Period], today: Period) -> None:
        """Offers fiscal years, and keeps the one that was chosen where it is still among them."""
        chosen = self._years.value()
        starts = {year.start.isoformat(): year for year in years}
        if starts != self._by_start:
            self._by_start = starts
            self._years.clear()
            for start, year in starts.items():
                self._years.addItem(year.label, start)
        self._years.show_value(chosen if chosen in starts else today.start.isoformat())

    def _build_ui(self) -> None:
        title = configure(QLabel(_("Quotas and pace")), "title", bold=True)
        year = _("Fiscal year")
        configure(self._years, name="fiscal_year", says=year, tip=year)
        configure(
            self._copy,
            name="copy_last_year",
            tip=_("Repeats them for everybody who has none in this year yet"),
        )
        layout = keep(self._context.theme, FlowLayout(self), spacing=8)
        fill(layout, title, self._years, self._pills(), self._copy)

    def _pills(self) -> QWidget:
        holder = QWidget()
        layout = fill(QHBoxLayout(holder), bare=True)
        for kind, words in KINDS:
            button = pill(words, f"period_{kind}")
            button.setChecked(kind == self._kind)
            button.clicked.connect(partial(self._on_pill_clicked, kind))
            self._group.addButton(button)
            layout.addWidget(button)
        return holder

    def _connect(self) -> None:
        self._years.value_edited.connect(self.changed)
        self._copy.clicked.connect(self.copy_requested)

    def _on_pill_clicked(self, kind: PeriodKind, _checked: bool = False) -> None:
        self._kind = kind
        self.changed.emit()
