"""Shows what is in the Trash and brings it back."""

from PySide6.QtWidgets import QWidget

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import fill, search_line
from salesdesk.gui.side.side_window import TableWindow
from salesdesk.gui.wishes import LetOut
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.changes import Changes
from salesdesk.services.field_words import TableRow
from salesdesk.services.titles import title_words
from salesdesk.services.trash import KEPT_DAYS, Trashed, TrashService

COLUMNS = (
    Field(name="label", label=_("What"), type=FieldType.TEXT),
    Field(name="title", label=_("Name"), type=FieldType.TEXT),
    Field(name="deleted_at", label=_("Deleted"), type=FieldType.DATETIME),
    Field(
        name="companions", label=_("Deleted together"), type=FieldType.INTEGER,
        help=_("How many records belong to it; they come back with it."),
    ),
)  # fmt: skip
WORDS = _(
    "What you delete waits here for {kept_days} days, then it is gone. Bringing it back can be undone as well.",
    kept_days=KEPT_DAYS,
)
EMPTY = _("The Trash is empty. What you delete from a list waits here, together with what belongs to it.")


class TrashWindow(TableWindow):
    """The Trash of the open desk."""

    def __init__(self, service: TrashService, context: GuiContext, parent: QWidget) -> None:
        super().__init__(context, "trash", _("Trash"), (860, 520), COLUMNS, EMPTY, parent)
        self._service = service
        self._filter = search_line(_("Find in the Trash"), "trash_filter")
        self._restore = self.add_button(_("Bring it back"), "trash_restore", "primary", writes=True)
        self._erase = self.add_button(_("Erase for good…"), "trash_erase", writes=True)
        self._found: dict[int, Trashed] = {}
        self._numbers: dict[tuple[str, int], int] = {}
        fill(self.body, self._filter, (self._table, 1), (self._empty, 1))
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Reads the Trash anew; the list keeps its place."""
        self.say(" ".join([WORDS, *self._emptied_words()]))
        self._found = {self._number_of(item): item for item in self._service.contents()}
        self._table.set_rows(self._row(number, item) for number, item in self._found.items())
        self._show_filled(bool(self._found), self._filter)
        self._on_selection_changed()

    def _number_of(self, item: Trashed) -> int:
        """Gives a thing the number it was first listed under, so that the list keeps its place."""
        return self._numbers.setdefault((item.kind, item.record_id), len(self._numbers))

    def _row(self, number: int, item: Trashed) -> TableRow:
        title = title_words(item.kind, item.title, self._context.formats)
        values = {
            "label": item.label, "title": title, "deleted_at": item.deleted_at,
            "companions": item.companions or None,
        }  # fmt: skip
        return TableRow(number, values)

    def _emptied_words(self) -> list[str]:
        """Tells when things last left the Trash for good, where any did."""
        day = self._context.formats.plain_day
        return [
            _("Last, {count} left it on {date}.", count=count, date=day(at.date()))
            for at, count in self._service.emptied()[:1]
        ]

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._model.set_filter)
        self._restore.clicked.connect(self._on_restore_clicked)
        self._erase.clicked.connect(self._on_erase_clicked)
        self._table.row_opened.connect(self._on_table_row_opened)
        self._table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._model.modelReset.connect(self._on_selection_changed)
        self._context.bus.changed.connect(self._on_bus_changed)

    def _on_bus_changed(self, changes: Changes) -> None:
        self.refresh()

    def _on_selection_changed(self) -> None:
        chosen = len(self._table.selected_ids())
        self._restore.setEnabled(chosen > 0)
        self._erase.setVisible(bool(self._chosen_people()))
        self._restore.setText(_("Bring it back") if chosen < 2 else _("Bring {chosen} back", chosen=chosen))

    def _on_erase_clicked(self) -> None:
        """Shows what erasing the chosen person takes."""
        for item in self._chosen_people():
            self._context.wishes.make(LetOut(item.record_id, for_good=True))

    def _chosen_people(self) -> list[Trashed]:
        """Gives the person that is chosen alone; nobody else can be erased from here."""
        chosen = [self._found[number] for number in self._table.selected_ids() if number in self._found]
        return [item for item in chosen if item.kind == "salesperson" and len(chosen) == 1]

    def _on_table_row_opened(self, number: int) -> None:
        self._bring_back([number])

    def _on_restore_clicked(self) -> None:
        self._bring_back(self._table.selected_ids())

    def _bring_back(self, numbers: list[int]) -> None:
        self.banners.clear()
        for item in [self._found[number] for number in numbers if number in self._found]:
            try:
                changes = self._service.restore(item.kind, item.record_id)
            except UserError as problem:
                self.banners.show_message(str(problem), tone="error")
                continue
            title = title_words(item.kind, item.title, self._context.formats)
            self.banners.show_message(
                _("{label} “{title}” is back where it was.", label=item.label, title=title)
            )
            self._context.bus.publish(changes)
