"""The last page: what was done, a way to take it back, and a way to look at it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from salesdesk.env.locale import Formats
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.gui.importing.wizard_page import WizardPage, words_label
from salesdesk.gui.importing.words import done_notes, done_words
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.flow_layout import FlowLayout

SHOW = {
    "deals": ("metrics", "Show the metrics"), "people": ("team", "Show the team"),
    "quotas": ("plans", "Show the plans"),
}  # fmt: skip
TAKEN_BACK = "The import was taken back. The desk is as it was before."


class DonePage(WizardPage):
    """Says what has happened."""

    undo_requested = Signal()
    show_requested = Signal(str)
    another_requested = Signal()

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme, "import_done")
        self._formats = formats
        self._tab = ""
        self._words, self._notes = words_label(), words_label("muted")
        self._undo, self._show = QPushButton(), QPushButton()
        self._another = QPushButton("Import another file…")
        self._build_ui()
        self._connect()
        self.take_measures()

    def show_done(self, preview: ImportPreview, step: str) -> None:
        """Shows what an import has done; `step` is the name under which it can be taken back."""
        self._words.setText(done_words(preview, self._formats))
        self._notes.setText("\n".join(done_notes(preview, self._formats)))
        self._notes.setVisible(bool(self._notes.text()))
        self._undo.setText(f"Undo: {step}")
        self._tab, words = SHOW.get(preview.plan.kind, ("", ""))
        self._show.setText(words)
        self._show.setVisible(bool(self._tab))
        self.let_undo(True)

    def let_undo(self, possible: bool) -> None:
        """Offers to take the import back only while it is the last step."""
        self._undo.setVisible(possible)

    def say_taken_back(self) -> None:
        """Says that the import is undone."""
        self._words.setText(TAKEN_BACK)
        self._notes.hide()
        self._show.hide()
        self.let_undo(False)
        self._another.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Puts the keyboard on what most will want next."""
        button = self._show if self._tab else self._another
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        self._words.setObjectName("import_done_words")
        buttons = QWidget()
        set_role(buttons, "clear")
        flow = FlowLayout(buttons, spacing=self.theme.px(8))
        named = {"import_show": self._show, "import_undo": self._undo, "import_another": self._another}
        for name, button in named.items():
            button.setObjectName(name)
            button.setAutoDefault(False)
            flow.addWidget(button)
        set_role(self._show, "primary")
        for part in (self._words, self._notes, buttons):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self._undo.clicked.connect(self.undo_requested)
        self._show.clicked.connect(lambda: self.show_requested.emit(self._tab))
        self._another.clicked.connect(self.another_requested)
