"""The last page: what was done, a way to take it back, and a way to look at it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from salesdesk.exchange.import_file import ImportPreview
from salesdesk.gui.context import GuiContext
from salesdesk.gui.importing.gates_card import GatesCard
from salesdesk.gui.importing.wizard_page import WizardPage
from salesdesk.gui.importing.words import done_notes, done_words
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.services.changes import Changes
from salesdesk.services.importing.service import ImportService
from salesdesk.services.undoing import UndoService

SHOW = {
    "deals": ("metrics", "Show the metrics"), "people": ("team", "Show the team"),
    "quotas": ("plans", "Show the plans"),
}  # fmt: skip
TAKING_BACK = "Taking the import back…"
TAKEN_BACK = "The import was taken back. The desk is as it was before."


class DonePage(WizardPage):
    """Says what has happened; takes it back as long as it is the last step."""

    show_requested = Signal(str)
    another_requested = Signal()

    def __init__(self, context: GuiContext, service: ImportService, undoing: UndoService) -> None:
        super().__init__(context.theme, "import_done")
        self._context, self._undoing = context, undoing
        self._preview: ImportPreview | None = None
        self._step, self._tab = "", ""
        self._card, self._notes = Card(context.theme), wrapping_label("", "muted")
        self._gates = GatesCard(context, service, undoing)
        self._undo, self._show = QPushButton(), QPushButton()
        self._another = QPushButton("Import another file…")
        self._build_ui()
        self._connect()
        self.take_measures()

    def show_done(self, preview: ImportPreview, step: str) -> None:
        """Shows what an import has done; `step` is the name under which it can be taken back."""
        self._preview, self._step = preview, step
        self._tab, words = SHOW.get(preview.plan.kind, ("", ""))
        self._show.setText(words)
        self._undo.setText(f"Undo: {step}")
        if preview.plan.kind == "deals":
            # Before the stages of the CRM have come, gates would be written to stages that go again.
            self._gates.offer()
        self._say_done()

    def take_focus(self) -> None:
        """Puts the keyboard on what most will want next."""
        button = self._show if self._tab else self._another
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        self._card.setObjectName("import_done_card")
        named = {"import_show": self._show, "import_undo": self._undo, "import_another": self._another}
        for name, button in named.items():
            button.setObjectName(name)
            button.setAutoDefault(False)
        set_role(self._show, "primary")
        self._card.body.addWidget(self._notes)
        for button in named.values():
            self._card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._card)
        self.body.addWidget(self._gates)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self._undo.clicked.connect(self._on_undo_clicked)
        self._show.clicked.connect(lambda: self.show_requested.emit(self._tab))
        self._another.clicked.connect(self.another_requested)
        self._context.bus.changed.connect(self._on_bus_changed)

    def _on_undo_clicked(self) -> None:
        """Takes the import back beside the window: a hundred thousand rows take seconds."""
        self._undo.setEnabled(False)
        self._card.set_title(TAKING_BACK)
        self._context.background.run("undo import", lambda _job: self._undoing.undo(), done=self._on_undone)

    def _on_undone(self, changes: Changes | None) -> None:
        if changes is not None:
            self._context.bus.publish(changes)

    def _on_bus_changed(self, changes: Changes) -> None:
        """Keeps the truth, whoever has taken the import back or done something else since."""
        if self._preview is None:
            return
        if self._undoing.redo_name == self._step:
            self._say_taken_back()
        else:
            self._say_done()

    def _say_done(self) -> None:
        assert self._preview is not None
        formats = self._context.formats
        self._card.set_title(done_words(self._preview.plan, formats))
        self._notes.setText("\n".join(done_notes(self._preview, formats)))
        self._notes.setVisible(bool(self._notes.text()))
        self._show.setVisible(bool(self._tab))
        self._undo.setEnabled(True)
        self._undo.setVisible(self._undoing.undo_name == self._step)

    def _say_taken_back(self) -> None:
        self._card.set_title(TAKEN_BACK)
        self._another.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self._notes, self._show, self._undo, self._gates):
            part.hide()
