"""The second page: what importing would do, row by row, before anything is written."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.exchange.export_rows import write_rejected_rows
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.exchange.table import Cell, says_nothing, text_of
from salesdesk.frozen import frozen
from salesdesk.gui.context import GuiContext
from salesdesk.gui.importing.wizard_page import WizardPage
from salesdesk.gui.importing.words import PILLS, preview_notes, totals_words
from salesdesk.gui.layouts import configure, fill, pill
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_list import MadeRows, rows_to_measure
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.gui.widgets.record_table import RecordTable, selected_rows
from salesdesk.model import fields_of, kind_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import TableRow, words_of
from salesdesk.services.importing.import_plan import ImportPlan, RowsAt
from salesdesk.services.importing.values import NUMBER_SUFFIX, RECORD_OF, Pending, Verdict

NOTHING = "–"
ROW = Field(name="row", label=_("Row"), type=FieldType.INTEGER, help=_("The number of the row in the file."))
WORDED = (FieldType.REFERENCE, FieldType.CHOICE)


@frozen
class VerdictTable:
    """The columns and lines of what one verdict says, and the lines whose words tell how wide the columns are."""

    columns: tuple[Field, ...]
    rows: MadeRows
    measured: Sequence[TableRow] = ()


VerdictTables = dict[Verdict, VerdictTable]


def verdict_tables(preview: ImportPreview, formats: Formats) -> VerdictTables:
    """Makes the table of every verdict."""
    plan, called = preview.plan, _called(preview.plan.kind)
    why = Field(name="why", label=_("Why it cannot be imported"), type=FieldType.LONG_TEXT)
    waits = replace(why, label=_("What it waits for"))
    tables = {
        Verdict.NEW: _new_table(preview, formats.currency),
        Verdict.CHANGED: _changed_table(preview, formats),
        Verdict.SAME: _plain_table((ROW, called), plan.of(Verdict.SAME)),
        Verdict.REJECTED: _plain_table((ROW, called, why), plan.of(Verdict.REJECTED)),
        Verdict.WAITING: _plain_table((ROW, called, waits), plan.of(Verdict.WAITING)),
    }
    return {
        verdict: replace(each, measured=rows_to_measure(each.columns, each.rows))
        for verdict, each in tables.items()
    }


def _called(kind: str) -> Field:
    return Field(name="title", label=kind_of(RECORD_OF[kind]).label, type=FieldType.TEXT)


def _plain_table(columns: tuple[Field, ...], rows: RowsAt) -> VerdictTable:
    def _line(place: int) -> TableRow:
        row = rows[place]
        return TableRow(row.number, {"row": row.number, "title": row.title or NOTHING, "why": row.why})

    return VerdictTable(columns, _made(rows, _line))


def _made(rows: RowsAt, line: Callable[[int], TableRow]) -> MadeRows:
    """Gives a line for each of the rows, made when it is looked at; all of a large file take too much room."""
    numbers = array("q", rows.numbers())
    return MadeRows(numbers, line, lambda name: numbers if name == ROW.name else rows.column(name))


def _changed_table(preview: ImportPreview, formats: Formats) -> VerdictTable:
    """Gives a line for each changed field of each row, before and after in words."""
    kind, rows = RECORD_OF[preview.plan.kind], preview.plan.of(Verdict.CHANGED)
    columns = (
        ROW, _called(preview.plan.kind), Field(name="field", label=_("What changes"), type=FieldType.TEXT),
        Field(name="before", label=_("On the desk"), type=FieldType.TEXT),
        Field(name="after", label=_("In the file"), type=FieldType.TEXT),
    )  # fmt: skip
    declared = {each.name: each for each in fields_of(kind)}
    counts = [len(rows.rows.changes[place]) for place in rows.places]
    ends = list(accumulate(counts))

    def _line(place: int) -> TableRow:
        at = bisect_right(ends, place)
        row, change = rows[at], rows[at].changes[place - ends[at]]
        before, after = change.currencies
        return TableRow(place + 1, {
            "row": row.number, "title": row.title, "field": change.label,
            "before": _words(declared[change.field], change.before, formats, before),
            "after": _words(declared[change.field], change.after, formats, after),
        })  # fmt: skip

    lines = range(1, ends[-1] + 1 if ends else 1)
    numbers = [n for n, count in zip(rows.numbers(), counts, strict=True) for _each in range(count)]
    return VerdictTable(columns, MadeRows(lines, _line, lambda _name: numbers))


def _words(declared: Field, value: Any, formats: Formats, currency: str | None) -> str:
    if value is None:
        return NOTHING
    if declared.type is FieldType.MONEY:
        return formats.money(value, currency)
    return str(value) if declared.type in WORDED else words_of(declared, value, formats)


def _new_table(preview: ImportPreview, home_currency: str) -> VerdictTable:
    """Gives a line for each new record with what will be written; references are the words of the file."""
    plan, file_rows = preview.plan, preview.source.table.by_column
    rows = plan.of(Verdict.NEW)
    columns = _written_fields(RECORD_OF[plan.kind], rows, home_currency)
    places = _places(preview, [each.name for each in columns if each.type is FieldType.REFERENCE])
    head = (ROW,) if any(each.name == "name" for each in columns) else (ROW, _called(plan.kind))

    def _line(place: int) -> TableRow:
        row = rows[place]
        cells = file_rows[row.place].cells
        texts = {
            name: _created(plan, row.values.get(name)) or _first_word(cells, at)
            for name, at in places.items()
        }
        return TableRow(row.number, {**row.values, "row": row.number, "title": row.title}, texts)

    return VerdictTable((*head, *columns), _made(rows, _line))


def _created(plan: ImportPlan, value: Any) -> str:
    """Gives the name under which a record will come with the file, however the row spells it."""
    return plan.creates[value.kind][value.index]["name"] if isinstance(value, Pending) else ""


def _written_fields(kind: str, rows: RowsAt, home_currency: str) -> tuple[Field, ...]:
    """Gives the fields that any row writes; amounts bear a sign only where all of them are in one currency."""
    written = rows.fields()
    found = [declared for declared in fields_of(kind) if declared.name in written]
    at_home = set(rows.column("currency")) <= {None, home_currency}
    return tuple(found if at_home else map(_plain, found))


def _plain(declared: Field) -> Field:
    """Lets amounts be written without the sign of a currency, which another field tells."""
    return replace(declared, type=FieldType.NUMBER) if declared.type is FieldType.MONEY else declared


def _places(preview: ImportPreview, references: Iterable[str]) -> dict[str, list[int]]:
    """Gives for each reference the columns that tell its name or its number, the name first."""
    places: dict[str, list[int]] = {}
    for name in references:
        found = (preview.mapping.column_of(each) for each in (name, name + NUMBER_SUFFIX))
        places[name] = [place for place in found if place is not None]
    return places


def _first_word(cells: tuple[Cell, ...], places: Iterable[int]) -> str:
    return next((text_of(cells[place]) for place in places if not says_nothing(cells[place])), "")


EMPTY = {
    Verdict.NEW: _("No row of the file is new."),
    Verdict.CHANGED: _("No row changes anything that is on the desk."),
    Verdict.SAME: _("No row is on the desk exactly like this."),
    Verdict.REJECTED: _("Every row can be imported."),
    Verdict.WAITING: _("No row waits for another one."),
}
NAMES = {
    Verdict.NEW: _("New rows"), Verdict.CHANGED: _("Changed fields, before and after"),
    Verdict.SAME: _("Rows that change nothing"), Verdict.REJECTED: _("Rejected rows and why"),
    Verdict.WAITING: _("Good rows that wait for a rejected one"),
}  # fmt: skip
FIRST_LOOK = (Verdict.NEW, Verdict.CHANGED, Verdict.REJECTED, Verdict.WAITING, Verdict.SAME)
TABLE_HEIGHT = 230


TAKE_IN = _("Take in again what you left out")
LEAVE_ALL = {
    Verdict.NEW: _("Leave out all that is new"), Verdict.CHANGED: _("Leave out all that is changed"),
}  # fmt: skip


class PreviewPage(WizardPage):
    """Counts as pills, each with its table, and the sentences that somebody should have read."""

    said = Signal(str, str)
    left_out_changed = Signal()

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, "import_preview")
        self._context, self._lines = context, VerdictTables()
        self._preview: ImportPreview | None = None
        self._pills: dict[Verdict, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._models: dict[Verdict, RecordTableModel] = {}
        self._tables: dict[Verdict, RecordTable] = {}
        self._totals, self._notes = wrapping_label(), wrapping_label("", "muted")
        self._stack, self._export = QStackedWidget(), QPushButton(_("Save the rejected rows…"))
        self._leave, self._leave_all, self._take_in = QPushButton(), QPushButton(), QPushButton(TAKE_IN)
        self._left_out: frozenset[int] = frozenset()
        self._build_ui()
        self._connect()
        keep(self.theme, self._stack, least_height=TABLE_HEIGHT)

    def show_preview(self, preview: ImportPreview, tables: VerdictTables) -> None:
        """Shows what an import would do, from the first table with anything in it."""
        self._preview, self._lines, formats = preview, tables, self._context.formats
        counts = {verdict: preview.plan.count(verdict) for verdict in Verdict}
        for verdict, count in counts.items():
            self._pills[verdict].setText(f"{formats.whole(count)} {PILLS[verdict]}")
            self._pills[verdict].setVisible(verdict in preview.plan.verdicts)
        for verdict in self._tables:
            self._fill(verdict)
        self._totals.setText(totals_words(preview.plan, formats))
        self._totals.setVisible(bool(self._totals.text()))
        self._notes.setText("\n".join(preview_notes(preview)))
        self._notes.setVisible(bool(self._notes.text()))
        self._export.setVisible(bool(counts[Verdict.REJECTED]))
        self.show_verdict(next((each for each in FIRST_LOOK if counts[each]), Verdict.NEW))

    def show_verdict(self, verdict: Verdict) -> None:
        """Shows the rows of one verdict."""
        self._pills[verdict].setChecked(True)
        self._stack.setCurrentWidget(self._table_of(verdict))
        self._offer_to_leave_out()

    def left_out(self) -> frozenset[int]:
        """Gives the numbers of the rows that are not wanted."""
        return self._left_out

    @property
    def touched(self) -> bool:
        """Tells whether rows were left out here."""
        return bool(self._left_out)

    def take_up(self, left_out: frozenset[int]) -> None:
        """Leaves out these rows and no others, as before another look at the file."""
        self._left_out = left_out

    def take_focus(self) -> None:
        """Puts the keyboard on the pill that is chosen."""
        chosen = next(each for each in self._pills.values() if each.isChecked())
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        pills = configure(QWidget(), "clear")
        flow = keep(self.theme, FlowLayout(pills), spacing=8)
        for verdict in Verdict:
            self._pills[verdict] = self._pill(verdict)
            flow.addWidget(self._pills[verdict])
        for name, link in {
            "export_rejected": self._export, "leave_out": self._leave, "leave_out_all": self._leave_all,
            "take_in": self._take_in,
        }.items():  # fmt: skip
            flow.addWidget(configure(link, "link", name=name, by_enter=False))
        configure(self._totals, name="import_totals")
        configure(self._notes, name="import_notes")
        fill(self.body, pills, self._totals, self._notes, (self._stack, 1))

    def _pill(self, verdict: Verdict) -> QPushButton:
        button = pill(PILLS[verdict], f"pill_{verdict.value}", by_enter=False)
        button.setAccessibleDescription(_("Shows: {names}", names=NAMES[verdict].lower()))
        button.clicked.connect(lambda _checked=False, verdict=verdict: self.show_verdict(verdict))
        self._group.addButton(button)
        return button

    def _table_of(self, verdict: Verdict) -> RecordTable:
        """Gives the table of a verdict, made when it is first looked at: four at once would hold up the window."""
        if verdict not in self._tables:
            model = RecordTableModel((), self._context.formats, parent=self)
            key = f"import_{verdict.value}"
            table = RecordTable(model, self._context.tools, self._context.state, key, NAMES[verdict])
            table.set_empty_words(EMPTY[verdict])
            table.selectionModel().selectionChanged.connect(self._offer_to_leave_out)
            self._models[verdict], self._tables[verdict] = model, table
            self._stack.addWidget(table)
            self._fill(verdict)
        return self._tables[verdict]

    def _fill(self, verdict: Verdict) -> None:
        """Shows the rows of the preview in the table of their verdict."""
        lines = self._lines[verdict]
        self._models[verdict].set_rows(())
        self._models[verdict].set_columns(lines.columns)
        self._tables[verdict].set_rows(lines.rows, lines.measured)

    def _connect(self) -> None:
        self._export.clicked.connect(self._on_export_clicked)
        self._leave.clicked.connect(lambda: self._want(self._left_out | self._rows(selected=True)))
        self._leave_all.clicked.connect(lambda: self._want(self._left_out | self._rows(selected=False)))
        self._take_in.clicked.connect(lambda: self._want(frozenset()))

    def _shown(self) -> Verdict:
        return next(verdict for verdict, each in self._pills.items() if each.isChecked())

    def _rows(self, *, selected: bool) -> frozenset[int]:
        """Gives the numbers of the rows in the table in front, or of those selected in it."""
        verdict = self._shown()
        model, places = self._models[verdict], selected_rows(self._tables[verdict])
        if not selected or len(places) == model.rowCount():
            return frozenset(self._lines[verdict].rows.column(ROW.name))
        return frozenset(model.row_at(place).values[ROW.name] for place in places)

    def _want(self, left_out: frozenset[int]) -> None:
        self._left_out = left_out
        self.left_out_changed.emit()

    def _offer_to_leave_out(self) -> None:
        """Offers what can be left out of the table in front, or taken in again."""
        verdict, whole = self._shown(), self._context.formats.whole
        leaves = verdict in (Verdict.NEW, Verdict.CHANGED) and self._models[verdict].rowCount() > 0
        count = len(self._rows(selected=True)) if leaves else 0
        self._leave.setVisible(bool(count))
        self._leave.setText(
            n_("Leave out the row selected", "Leave out the {count} rows selected", count, count=whole(count))
        )
        self._leave_all.setVisible(leaves)
        self._leave_all.setText(LEAVE_ALL.get(verdict, ""))
        self._take_in.setVisible(verdict is Verdict.REJECTED and bool(self._left_out))

    def _on_export_clicked(self) -> None:
        assert self._preview is not None
        name = _("{stem} – rejected rows.csv", stem=Path(self._preview.source.file_name).stem)
        self._context.prompts.save_file(
            _("Choose where to save the rejected rows"), _("CSV (*.csv)"), self._write, name
        )

    def _write(self, path: Path) -> None:
        assert self._preview is not None
        try:
            count = write_rejected_rows(self._preview, path)
        except UserError as problem:
            self.said.emit(str(problem), "error")
            return
        words = n_(
            "1 rejected row is in “{name}”, each with its reason, to be mended and imported again.",
            "{count} rejected rows are in “{name}”, each with its reason, to be mended and imported again.",
            count,
            count=self._context.formats.whole(count),
            name=path.name,
        )
        self.said.emit(words, "info")
