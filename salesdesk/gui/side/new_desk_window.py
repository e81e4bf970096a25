"""The small page on which a new desk is made: whose it is, in what it counts, and where it is kept."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.paths import DESK_SUFFIX
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.new_passphrase import NewPassphrase
from salesdesk.gui.prompts import Prompts
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.elided import ElidedLabel
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.services.field_words import currency_named
from salesdesk.services.new_desk import DeskFacts, free_path

SIZE = (620, 400)
TALL = 620
FILES = _("SalesDesk files (*{desk_suffix})", desk_suffix=DESK_SUFFIX)
WORDS = _(
    "Everything is kept in one file on this laptop; all but its place can be changed later in the settings."
)


class NewDeskWindow(SideWindow):
    """Four answers with values to begin with; Enter makes the desk."""

    agreed = Signal(object, object)

    def __init__(
        self, theme: Theme, prompts: Prompts, folder: Path, locale: QLocale, parent: QWidget
    ) -> None:
        super().__init__(theme, "new_desk_window", _("Name your desk and choose its folder"), SIZE, parent)
        self._prompts, self._folder, self.passphrase = prompts, folder, ""
        self._chosen: Path | None = None
        self._name, self._currency = QLineEdit(DeskFacts.team_name), QLineEdit(_currency_of(locale))
        self._year = ChoiceField(
            [(month, QLocale.c().standaloneMonthName(month)) for month in range(1, 13)], theme, required=True
        )
        self._place, self._choose = ElidedLabel(), QPushButton(_("Choose another place…"))
        self._private, self._new = CheckBox(theme, _("Encrypt it with a passphrase")), NewPassphrase(theme)
        self._make = self.add_button(_("Make this desk"), "make_desk", "primary")
        self._build_ui()
        self._connect()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter make the desk, or press the button that has the keyboard."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        (focused if isinstance(focused, QPushButton) else self._make).click()

    def refuse(self, problem: BaseException) -> None:
        """Says why the desk was not made; the answers stay."""
        self._make.setEnabled(True)
        self.banners.show_message(str(problem), tone="error")

    def _build_ui(self) -> None:
        grid, rows = QGridLayout(), {
            _("Team"): ("new_desk_team", self._name),
            _("Currency"): ("new_desk_currency", self._currency),
            _("Fiscal year starts in"): ("new_desk_year", self._year),
            _("Kept in"): ("new_desk_place", self._place),
        }  # fmt: skip
        for row, (words, (name, widget)) in enumerate(rows.items()):
            label = PlainLabel(words)
            label.setBuddy(configure(widget, name=name, says="" if widget is self._place else words))
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        configure(self._choose, "link", name="choose_place", by_enter=False)
        grid.addWidget(self._choose, len(rows), 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        self._year.show_value(1)
        self.say(WORDS)
        self.name_close(_("Cancel"))
        configure(self._private, name="new_desk_private")
        self._new.hide()
        fill(self.body, grid, self._private, self._new, (None, 1))
        self._name.selectAll()
        self.focus_first(self._name)
        self._show_place()

    def _connect(self) -> None:
        self._name.textChanged.connect(self._show_place)
        self._choose.clicked.connect(self._on_choose_clicked)
        self._make.clicked.connect(self._on_make_clicked)
        self._private.toggled.connect(self._on_private_toggled)
        self._new.entered.connect(self._on_make_clicked)

    def _path(self) -> Path:
        return self._chosen or free_path(self._folder, self._name.text())

    def _show_place(self) -> None:
        self._place.say(str(self._path()))

    def _on_choose_clicked(self) -> None:
        self._prompts.save_file(self.windowTitle(), FILES, self._on_place_chosen, str(self._path()))

    def _on_place_chosen(self, path: Path) -> None:
        # Of “Team v1.2” the end is no ending.
        self._chosen = path if path.suffix == DESK_SUFFIX else path.with_name(f"{path.name}{DESK_SUFFIX}")
        self._show_place()
        self._make.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_private_toggled(self, private: bool) -> None:
        self._new.setVisible(private)
        self._new.forget()
        self.resize(self.width(), max(self.height(), self.theme.px(TALL)) if private else self.height())
        if private:
            self._new.take_keys()

    def _on_make_clicked(self) -> None:
        self.banners.clear()
        try:
            currency = currency_named(self._currency.text())
        except UserError as problem:
            self.refuse(problem)
            self._currency.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            self.passphrase = self._new.value() if self._private.isChecked() else ""
        except UserError as problem:
            self.refuse(problem)
            return
        self._make.setEnabled(not self.passphrase)
        name = self._name.text().strip() or DeskFacts.team_name
        self.agreed.emit(self._path(), DeskFacts(name, currency, self._year.value()))


def _currency_of(locale: QLocale) -> str:
    """Gives the currency of the system's country, dollars where it has none."""
    return locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) or DeskFacts.currency
