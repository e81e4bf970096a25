"""The seven lines every session starts from, filled since last time; each opens what stands behind it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy

from salesdesk.env.locale import Formats
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import words_label
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.practice.checklist import Line
from salesdesk.services.field_words import TableRow

COUNTED = {
    "new_opportunities": "opportunity", "new_proposals": "opportunity", "conversion_rates": "opportunity",
    "closing_ratios": "opportunity", "contacts": "competency_number", "items_not_met": "assignment",
    "follow_ups": "assignment",
}  # fmt: skip
MOST_ROWS = 8
BESIDE = 260
"""The room that the figures need beside the longest label."""
Reader = Callable[[str, Sequence[int]], list[TableRow]]


class SevenLines(Card):
    """Label, value and value before of each line; a click on the label lists the rows in place."""

    def __init__(self, theme: Theme, formats: Formats, rows_of: Reader) -> None:
        super().__init__(theme, _("Since last time"))
        self._formats = formats
        self._rows_of = rows_of
        self._labels: dict[str, QPushButton] = {}
        self._values: dict[str, QLabel] = {}
        self._befores: dict[str, QLabel] = {}
        self._lines: dict[str, Line] = {}
        self._open = ""
        self._rows = words_label("", "small")
        self._grid = QGridLayout()
        self._narrow = False
        self._build_lines()

    def minimumSizeHint(self) -> QSize:
        """Asks for the width of the longest label, since all else may stand beneath the labels."""
        margins = self.contentsMargins().left() + self._theme.px(28)
        widest = max((label.sizeHint().width() for label in self._labels.values()), default=0)
        return QSize(widest + margins, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets the figures stand beneath their labels where there is no room beside them."""
        super().resizeEvent(event)
        self._place_lines()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows the seven lines."""
        for place, line in enumerate(lines):
            if line.key not in self._labels:
                self._add_line(place, line)
            self._lines[line.key] = line
            self._values[line.key].setText(value_words(line, self._formats))
            self._befores[line.key].setText(before_words(line))
            self._labels[line.key].setEnabled(bool(line.row_ids))
        self._place_lines()
        self._show_rows()

    def _build_lines(self) -> None:
        keep(self._theme, self._grid, across=12, down=2)
        self._grid.setColumnStretch(1, 1)
        fill(self.body, self._grid)
        self.body.addWidget(self._rows)
        self._rows.hide()

    def _add_line(self, place: int, line: Line) -> None:
        behind = _("Show what stands behind it")
        label = configure(QPushButton(line.label), "line", name=f"line_{line.key}", tip=behind)
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        label.clicked.connect(lambda: self._on_line_clicked(line.key))
        value, before = words_label(), configure(PlainLabel(), "muted")
        before.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._labels[line.key], self._values[line.key], self._befores[line.key] = label, value, before
        self._place(place, line.key)

    def _place_lines(self) -> None:
        widest = max((label.sizeHint().width() for label in self._labels.values()), default=0)
        narrow = self.width() < widest + self._theme.px(BESIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            for place, key in enumerate(self._labels):
                self._place(place, key)

    def _place(self, place: int, key: str) -> None:
        """Puts label, value and value before into the grid: in one line, or the values in a second one."""
        top, below = 2 * place, 2 * place + int(self._narrow)
        for widget in (self._labels[key], self._values[key], self._befores[key]):
            self._grid.removeWidget(widget)
        self._grid.addWidget(
            self._labels[key], top, 0, 1, 3 if self._narrow else 1, Qt.AlignmentFlag.AlignTop
        )
        self._grid.addWidget(self._values[key], below, 0 if self._narrow else 1, 1, 2 if self._narrow else 1)
        self._grid.addWidget(self._befores[key], below, 2)

    def _on_line_clicked(self, key: str) -> None:
        self._open = "" if self._open == key else key
        self._show_rows()

    def _show_rows(self) -> None:
        line = self._lines.get(self._open)
        self._rows.setVisible(line is not None and bool(line.row_ids))
        if line is None:
            return
        rows = self._rows_of(COUNTED[line.key], line.row_ids[:MOST_ROWS])
        words = [f"{line.label}:", *(row_words(row, self._formats) for row in rows)]
        if len(line.row_ids) > MOST_ROWS:
            words.append(_("… {count} more", count=len(line.row_ids) - MOST_ROWS))
        self._rows.setText("\n".join(words))


def value_words(line: Line, formats: Formats) -> str:
    """Says a line in short: counts as they are, ratios with their range."""
    if not line.parts:
        return line.value_text
    return "\n".join(f"{part.name}: {part.now.say(formats.percent)}" for part in line.parts)


def before_words(line: Line) -> str:
    """Says what a count was in as many days before; ratios say it in their own card."""
    return "" if line.before is None or line.parts else _("{before:g} before", before=line.before)


def row_words(row: TableRow, formats: Formats) -> str:
    """Says one row behind a line in a few words."""
    values = row.values
    if row.kind == "assignment":
        return _("{what}, due {due_on}", what=values["what"], due_on=formats.short_day(values["due_on"]))
    if row.kind == "competency_number":
        return _(
            "week of {week_start}: {trials}",
            week_start=formats.short_day(values["week_start"]),
            trials=values["trials"],
        )
    parts = [
        values["name"],
        row.texts.get("stage_id", ""),
        formats.money(values["amount"], values["currency"]),
    ]
    return " · ".join(part for part in parts if part and part != "–")
