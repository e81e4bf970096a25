"""Lists the backups of a desk, shows what is in one, and asks for one to take the place of the desk."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.gui.background import Job
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.side.side_window import TableWindow
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import KINDS
from salesdesk.services.backups import BackupsService, Inside, KnownBackup
from salesdesk.services.field_words import TableRow

COLUMNS = (
    Field(name="at", label=_("Made"), type=FieldType.DATETIME),
    Field(name="why", label=_("Why"), type=FieldType.TEXT),
    Field(name="size", label=_("Size in MB"), type=FieldType.NUMBER),
    Field(name="state", label=_("State"), type=FieldType.TEXT),
    Field(name="file", label=_("Of the file"), type=FieldType.TEXT),
)
NEWEST = (
    Field(name="at", label=_("When"), type=FieldType.DATETIME),
    Field(name="step", label=_("Newest changes"), type=FieldType.TEXT),
)
WORDS = _("Restoring a backup keeps the desk as it is now: it becomes a backup itself first.")
EMPTY = _("No backups yet. One is made when a desk with something new is opened, and by File > Back up now.")
READING, WHOLE, DAMAGED, LOCKED = _("Being read…"), _("Whole"), _("Damaged"), _("Has another passphrase")
OF_A_COPY = _("This one was made of another copy of the desk, “{file}”, which is still there. {words}")
LOOKING = _("Looking into the backup…")
ONLY_DAMAGED = _("This backup is damaged itself, so it cannot be restored. Choose another one.")


class BackupsWindow(TableWindow):
    """The backups of one desk; `restore` is asked to put one of them in its place."""

    def __init__(
        self, service: BackupsService, restore: Callable[[BackupsService, KnownBackup], None],
        context: GuiContext, parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(context, "backups", _("Backups"), (980, 520), COLUMNS, EMPTY, parent)
        self._service, self._restore_it = service, restore
        self._told = PlainLabel()
        self._newest = _table_of_changes(context, self)
        self._look = self.add_button(_("Look inside"), "backups_look")
        self._back = self.add_button(_("Back to the list"), "backups_back")
        self._restore = self.add_button(_("Restore…"), "backups_restore", "primary")
        self._found: dict[int, KnownBackup] = {}
        self._states: dict[str, str] = {}
        self._inside: KnownBackup | None = None
        self._build_ui()

    def refresh(self) -> None:
        """Reads the list anew; those that were not read from end to end yet are read beside the window."""
        self._found = dict(enumerate(self._service.backups(), 1))
        self._show_list()
        unread = [each for each in self._found.values() if each.path.name not in self._states]
        if unread:
            self._context.background.run(
                "backups read", lambda job: self._read(job, unread), part=self.while_here(self._on_read)
            )

    def _build_ui(self) -> None:
        configure(self._told, name="backups_told", wraps=True)
        self._told.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        fill(self.body, (self._table, 1), (self._empty, 1), self._told, (self._newest, 1))
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self._table.row_opened.connect(self._on_look_clicked)
        self._table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._model.modelReset.connect(self._on_selection_changed)
        self._look.clicked.connect(self._on_look_clicked)
        self._back.clicked.connect(self._show_list)
        self._restore.clicked.connect(self._on_restore_clicked)
        self._context.background.job_ended.connect(self._on_job_ended)

    def _read(self, job: Job, backups: list[KnownBackup]) -> None:
        for number, each in enumerate(backups):
            job.report(number, len(backups))
            job.hand_over((each.path.name, self._state_of(each)))

    def _state_of(self, backup: KnownBackup) -> str:
        if self._service.is_locked(backup):
            return LOCKED
        return WHOLE if self._service.is_whole(backup) else DAMAGED

    def _show_list(self) -> None:
        """Shows the backups."""
        self._inside = None
        self.set_title(_("Backups of “{name}”", name=self._service.desk.stem))
        self._table.set_rows(self._rows())
        self._show_filled(bool(self._found))
        self._look.setVisible(bool(self._found))
        self._restore.setVisible(bool(self._found))
        for part in (self._told, self._newest, self._back):
            part.hide()
        self._on_selection_changed()

    def _show_inside(self, backup: KnownBackup, inside: Inside) -> None:
        """Shows what is in a backup, in place of the list."""
        self._inside = backup
        self.set_title(_("In the backup of {when}", when=self._context.formats.moment(backup.at)))
        self.say(_("Nothing can be changed in it from here."))
        self._told.setText("\n".join(_sentences(inside)))
        self._newest.set_rows(
            TableRow(number, {"at": at, "step": name}) for number, (at, name) in enumerate(inside.newest)
        )
        self._newest.setVisible(bool(inside.newest))
        for part in (self._table, self._empty, self._look):
            part.hide()
        self._told.show()
        self._back.show()
        self._restore.setEnabled(not inside.problem)
        self._back.setFocus()

    def _chosen(self) -> KnownBackup | None:
        chosen = self._table.selected_ids()
        return self._inside or (self._found.get(chosen[0]) if len(chosen) == 1 else None)

    def _rows(self) -> Iterator[TableRow]:
        for number, each in self._found.items():
            state = self._states.get(each.path.name, READING)
            size = round(each.megabytes, 1)
            yield TableRow(
                number, {"at": each.at, "why": each.why, "size": size, "state": state, "file": each.file}
            )

    def _on_look_clicked(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.say(LOOKING)
            self._look.setEnabled(False)
            self._context.background.run(
                "backup looked into",
                lambda _job: self._service.look_into(chosen),
                done=self.while_here(partial(self._show_inside, chosen)),
            )

    def _on_restore_clicked(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._restore_it(self._service, chosen)

    def _on_read(self, read: tuple[str, str]) -> None:
        self._states |= dict([read])
        if self._inside is None:
            self._table.set_rows(self._rows())
            self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        """Offers what can be done with the chosen backup, or says why nothing can."""
        chosen = self._chosen()
        damaged = chosen is not None and self._states.get(chosen.path.name) == DAMAGED
        self._look.setEnabled(chosen is not None)
        self._restore.setEnabled(chosen is not None and not damaged)
        words = WORDS if self._found else ""
        if chosen is not None and not chosen.own:
            words = OF_A_COPY.format(file=chosen.file, words=WORDS)
        self.say(ONLY_DAMAGED if damaged else words)

    def _on_job_ended(self, job: Job) -> None:
        if job.name == "backup" and self._inside is None:
            self.refresh()


def _table_of_changes(context: GuiContext, parent: QWidget) -> RecordTable:
    model = RecordTableModel(NEWEST, context.formats, parent=parent)
    return RecordTable(
        model, context.tools, context.state, "backups_newest", _("Newest changes in the backup")
    )


def _sentences(inside: Inside) -> list[str]:
    counts = ", ".join(
        f"{number:,} {KINDS[kind].plural.casefold()}" for kind, number in inside.counts.items()
    )
    return [*([counts] if counts else []), *([inside.problem] if inside.problem else [])]
