"""The last page: what was done, a way to take it back, and a way to look at it."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from salesdesk.env.short_words import brief
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.gui.context import GuiContext
from salesdesk.gui.importing.left_out_card import LeftOutCard
from salesdesk.gui.importing.missing_card import MissingCard
from salesdesk.gui.importing.wizard_page import WizardPage
from salesdesk.gui.importing.words import done_notes, done_words
from salesdesk.gui.layouts import configure, fill, row
from salesdesk.gui.plain_tips import plain_tip
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.services.changes import Changes
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.stages import ProposedGate
from salesdesk.services.importing.team import Newest
from salesdesk.services.undoing import UndoService

SHOW = {
    "deals": ("metrics", _("Show the metrics")), "people": ("team", _("Show the team")),
    "quotas": ("plans", _("Show the plans")), "numbers": ("metrics", _("Show the metrics")),
}  # fmt: skip
ON_THE_DESK = _("It is all on the desk, as one step that can be undone.")
SOME_ON_THE_DESK = _("What could be imported is on the desk, as one step that can be undone.")
NOT_ON_THE_DESK = _("Nothing of it is on the desk.")
TAKING_BACK = _("Taking the import back…")
TAKEN_BACK = _("The import was taken back. The desk is as it was before.")


class DonePage(WizardPage):
    """Says what has happened; takes it back as long as it is the last step."""

    show_requested = Signal(str, object)
    """Wishes for a tab, and for the time in which a day lies, where one is named."""
    another_requested = Signal()
    headed = Signal(str, str)
    """Says what stands above the page: a title, and a line below it."""
    said = Signal(str, str)

    def __init__(self, context: GuiContext, service: ImportService, undoing: UndoService) -> None:
        super().__init__(context.theme, "import_done")
        self._context, self._service, self._undoing = context, service, undoing
        self._preview: ImportPreview | None = None
        self._outsiders: Counter[str] = Counter()
        self._newest: Newest | None = None
        self._step, self._tab = "", ""
        self._card, self._notes = Card(context.theme), wrapping_label("", "muted")
        self._gates = GatesCard(context, service, undoing)
        self._left_out, self._missing = LeftOutCard(context), MissingCard(context)
        self._undo, self._show = QPushButton(), QPushButton()
        self._another = QPushButton(_("Import another file…"))
        self._build_ui()
        self._connect()

    def show_done(self, preview: ImportPreview, step: str) -> None:
        """Shows what an import has done; `step` is the name under which it can be taken back."""
        self._preview, self._step = preview, step
        self._outsiders = self._service.of_outsiders(preview.plan)
        self._newest = self._service.newest(preview.plan)
        self._tab, words = SHOW.get(preview.plan.kind, ("", ""))
        self._show.setText(words)
        self._undo.setText(_("Undo: {step}", step=brief(step)))
        self._undo.setToolTip(plain_tip(step))
        self._left_out.show_left_out(preview)
        self._missing.show_missing(preview.plan.missing)
        if preview.plan.kind == "deals":
            # Before the stages of the CRM have come, gates would be written to stages that go again.
            self._gates.offer()
        self._say_done()

    def take_focus(self) -> None:
        """Puts the keyboard on what most will want next."""
        button = self._show if self._tab else self._another
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        configure(self._card, name="import_done_card")
        configure(self._show, "primary", name="import_show", by_enter=False)
        configure(self._undo, name="import_undo", by_enter=False)
        configure(self._another, name="import_another", by_enter=False)
        self._card.body.addWidget(self._notes)
        for button in (self._show, self._undo, self._another):
            self._card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        fill(self.body, self._card, self._left_out, self._missing, self._gates, (None, 1))

    def _connect(self) -> None:
        self._left_out.saver.said.connect(self.said)
        self._undo.clicked.connect(self._on_undo_clicked)
        self._show.clicked.connect(self._on_show_clicked)
        self._another.clicked.connect(self.another_requested)
        self._context.bus.changed.connect(self._on_bus_changed)

    def _on_show_clicked(self) -> None:
        self.show_requested.emit(self._tab, self._newest.day if self._newest else None)

    def _on_undo_clicked(self) -> None:
        """Takes the import back beside the window: a hundred thousand rows take seconds."""
        self._undo.setEnabled(False)
        self._card.set_title(TAKING_BACK)
        self._context.background.run("undo import", lambda _job: self._undoing.undo(), done=self._on_undone)

    def _on_undone(self, changes: Changes | None) -> None:
        if changes is not None:
            self._context.bus.publish(changes)
            if not isValid(self):
                self._context.messages.say(TAKEN_BACK)

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
        notes = done_notes(self._preview, self._outsiders, self._newest, formats)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(self._notes.text()))
        self._show.setVisible(bool(self._tab))
        self._undo.setEnabled(True)
        self._undo.setVisible(self._undoing.undo_name == self._step)
        name = self._preview.source.file_name
        whole = not self._preview.plan.not_imported
        words = ON_THE_DESK if whole else SOME_ON_THE_DESK
        self.headed.emit(_("Imported {file_name}", file_name=name), words)

    def _say_taken_back(self) -> None:
        assert self._preview is not None
        self._card.set_title(TAKEN_BACK)
        name = self._preview.source.file_name
        self.headed.emit(_("Import of {file_name}, taken back", file_name=name), NOT_ON_THE_DESK)
        self._another.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self._notes, self._show, self._undo, self._left_out, self._missing, self._gates):
            part.hide()


OFFERED, TAKEN = _("What has the buyer done at each stage?"), _("The gates are taken; Lists changes them.")
WORDS = _(
    "A gate is what the buyer has done before a deal belongs in a stage. "
    "Take those that fit, or write your own in Lists."
)


class GatesCard(Card):
    """Ticks with the proposed gates; it is there only while a desk has none."""

    def __init__(self, context: GuiContext, service: ImportService, undoing: UndoService) -> None:
        super().__init__(context.theme, OFFERED)
        self._context, self._service, self._undoing = context, service, undoing
        self._step = ""
        self._boxes: list[tuple[ProposedGate, CheckBox]] = []
        self._hint = wrapping_label(WORDS, "muted")
        self._take, self._undo = QPushButton(_("Take these gates")), QPushButton(_("Undo"))
        self._not_now = QPushButton(_("Not now"))
        self._build_gates()
        self._connect_gates()

    def offer(self) -> None:
        """Offers what the stages of the desk lack; out of sight where they lack nothing."""
        gates = self._service.proposed_gates()
        self._step = ""
        for _, box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = [(gate, self._box(gate)) for gate in gates]
        for place, (_, box) in enumerate(self._boxes, start=1):
            self.body.insertWidget(place, box)
        self._say_offered()

    def _build_gates(self) -> None:
        configure(self, name="gates_card")
        configure(self._take, name="take_gates", by_enter=False)
        configure(self._undo, "link", name="undo_gates", by_enter=False)
        self.body.addWidget(self._hint)
        configure(self._not_now, "quiet", name="put_gates_away", by_enter=False)
        fill(self.body, row(self._take, self._not_now, (None, 1)))
        self.body.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def _connect_gates(self) -> None:
        self._take.clicked.connect(self._on_take_clicked)
        self._not_now.clicked.connect(self._on_not_now_clicked)
        self._undo.clicked.connect(self._on_undo_clicked)
        self._context.bus.changed.connect(self._on_bus_changed)

    def _box(self, gate: ProposedGate) -> CheckBox:
        words = f"{gate.stage}: {gate.words}"
        box = configure(CheckBox(self._context.theme, words, wraps=True), name="proposed_gate")
        box.setChecked(True)
        return box

    def _on_take_clicked(self) -> None:
        chosen = [gate for gate, box in self._boxes if box.isChecked()]
        if chosen:
            changes = self._service.take_gates(chosen)
            self._step = changes.step
            self._context.bus.publish(changes)

    def _on_not_now_clicked(self) -> None:
        self._service.put_gates_away()
        self.hide()

    def _on_undo_clicked(self) -> None:
        changes = self._undoing.undo() if self._undoing.undo_name == self._step else None
        if changes is not None:
            self._context.bus.publish(changes)

    def _on_bus_changed(self, _changes: Changes) -> None:
        """Keeps the truth, whoever has taken the gates back."""
        if self._step and self._undoing.undo_name == self._step:
            self.set_title(TAKEN)
            self._show_parts(offered=False)
        elif self._boxes:
            self._say_offered()

    def _say_offered(self) -> None:
        self.set_title(OFFERED)
        self._show_parts(offered=True)
        self.setVisible(bool(self._boxes) and bool(self._service.proposed_gates()))

    def _show_parts(self, *, offered: bool) -> None:
        for part in (self._hint, self._take, self._not_now, *(box for _, box in self._boxes)):
            part.setVisible(offered)
        self._undo.setVisible(not offered)
