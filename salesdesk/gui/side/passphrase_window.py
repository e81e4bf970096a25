"""Gives the open desk a passphrase, another one or none, prints its recovery sheet, and tells about older backups."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from salesdesk.env.errors import UserError
from salesdesk.gui.background import Job
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, link
from salesdesk.gui.measures import keep
from salesdesk.gui.new_passphrase import NewPassphrase
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.passphrase_field import PassphraseField
from salesdesk.services.keyring_use import KeyringUse, number_of

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services

JOB: Final = "passphrase"
SIZE: Final = (640, 600)
PDF: Final = _("PDF (*.pdf)")
PLAIN: Final = _("This desk is not encrypted: whoever has its file can read everything in it.")
PRIVATE: Final = _("This desk is encrypted. Without its passphrase or its recovery sheet nobody can read it.")
WRITING: Final = _("Encrypting the desk…")
REMOVING: Final = _("Taking the encryption off the desk…")
BUTTONS: Final = (
    (_("Take it away…"), "passphrase_remove"),
    (_("Recovery sheet…"), "passphrase_sheet"),
    ("", "passphrase_keyring"),
    ("", "passphrase_keep", "primary"),
)
DONE: Final = {
    "set": _("This desk is encrypted now. Print the recovery sheet before you need it."),
    "change": _("The passphrase is another one now, and so is the recovery key: print its sheet anew."),
    "remove": _(
        "This desk is not encrypted any more. Backups of before keep the passphrase they were made with."
    ),
}


class PassphraseWindow(SideWindow):
    """What stands there follows from whether the desk has a passphrase; `kept_anew` is told of another file."""

    def __init__(
        self, services: "Services", context: GuiContext, use: KeyringUse, kept_anew: Callable[[], object],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(context.theme, "passphrase_window", _("Passphrase of the desk"), SIZE, parent)
        self._services, self._context, self._use = services, context, use
        self._kept_anew, self._number = kept_anew, ""
        self._old = PassphraseField(context.theme, _("Present passphrase"), "old_passphrase")
        self._new = NewPassphrase(context.theme, services.path.stem)
        self._before, self._told = QWidget(), PlainLabel()
        self._backups = Card(context.theme, _("Backups of before"))
        self._remove, self._sheet, self._keyring, self._keep = (self.add_button(*each) for each in BUTTONS)
        self._build_ui()
        self._connect()
        self._show_state()

    def _build_ui(self) -> None:
        label = PlainLabel(_("Present passphrase"))
        label.setBuddy(self._old.line)
        fill(keep(self.theme, QVBoxLayout(self._before), spacing=6), label, self._old, bare=True)
        configure(self._told, "muted", name="other_backups", wraps=True)
        clear = link(_("Remove these backups…"), self._ask_to_clear, name="other_backups_remove")
        fill(self._backups.body, self._told, clear)
        content = QWidget()
        column = keep(self.theme, QVBoxLayout(content), spacing=14)
        fill(column, self._before, self._new, self._backups, None, bare=True)
        self.add_scrolled(content, _("Passphrase of the desk"), "window")

    def _connect(self) -> None:
        self._keep.clicked.connect(self._on_keep_clicked)
        self._new.entered.connect(self._on_keep_clicked)
        self._old.entered.connect(self._new.take_keys)
        self._remove.clicked.connect(self._on_remove_clicked)
        self._sheet.clicked.connect(self._on_sheet_clicked)
        self._keyring.clicked.connect(self._on_keyring_clicked)

    def _show_state(self) -> None:
        """Shows what can be done with the desk as it is."""
        private = self._services.privacy.is_private
        self.say(PRIVATE if private else PLAIN)
        for part in (self._before, self._remove, self._sheet, self._keyring):
            part.setVisible(private)
        self._keep.setText(_("Change the passphrase") if private else _("Encrypt this desk"))
        self._keyring.setText(
            _("Forget it on this computer")
            if self._use.knows(self._services.path)
            else _("Remember it on this computer")
        )
        self.focus_first(self._old.line if private else self._new)
        others = self._services.privacy.other_backups()
        self._backups.setVisible(bool(others))
        plain = sum(not each.private for each in others)
        days = [each.until for each in others if each.until is not None]
        self._told.setText(
            _backup_words(len(others), plain, self._context.formats.day(max(days)) if days else "")
        )

    def _turn(self, *, on: bool) -> None:
        if not on:
            self.setFocus()  # else the keyboard would go on to “Close”, which a second Enter would press
        for part in (self._old, self._new, self._remove, self._sheet, self._keyring, self._keep):
            part.setEnabled(on)

    def _run(self, what: str, words: str, act: Callable[[], object]) -> None:
        """Keeps the desk anew beside the window; nothing else can be asked of this one meanwhile."""
        self.banners.clear()
        self._turn(on=False)
        self._number = number_of(self._services.path)

        def _act(_job: Job) -> None:
            act()

        self._context.background.run(
            JOB, _act, words=words,
            done=partial(self._on_done, what),
            failed=self.while_here(self._on_failed),
            cancelled=self.while_here(lambda: self._on_failed(UserError(_("Cancelled. The desk is as it was.")))),
        )  # fmt: skip

    def _on_keep_clicked(self) -> None:
        privacy, old = self._services.privacy, self._old.text
        try:
            new = self._new.value()
        except UserError as problem:
            self._on_failed(problem)
            return
        if privacy.is_private:
            self._run("change", WRITING, lambda: privacy.change(old, new))
        else:
            self._run("set", WRITING, lambda: privacy.set(new))

    def _on_remove_clicked(self) -> None:
        privacy, old = self._services.privacy, self._old.text
        if not old:
            self._on_failed(UserError(_("Type the present passphrase first; nothing was changed.")))
            self._old.take_keys()
            return
        self._context.prompts.confirm(
            _("Take the passphrase away?"),
            _("Take it away"),
            lambda: self._run("remove", REMOVING, lambda: privacy.remove(old)),
            detail=_("Whoever has the file can read it then, and backups made from then on too."),
        )

    def _on_done(self, what: str, _nothing: object) -> None:
        self._kept_anew()
        if not isValid(self):
            return
        self._old.forget()
        self._new.forget()
        self._turn(on=True)
        if self._number in self._use.known():
            self._use.forget(self._number)
        self._show_state()
        self.banners.show_message(DONE[what])

    def _on_failed(self, problem: BaseException) -> None:
        self._turn(on=True)
        self.banners.show_message(str(problem), tone="error")

    def _on_sheet_clicked(self) -> None:
        name = _("{name}, recovery sheet", name=self._services.path.stem)
        self._context.prompts.save_file(_("Save the recovery sheet"), PDF, self._write_sheet, f"{name}.pdf")

    def _write_sheet(self, path: Path) -> None:
        from salesdesk.exchange.sheets.recovery import write_recovery_sheet

        write_recovery_sheet(self._services.desk, path, self._context.clock.today(), self._context.formats)
        said = _(
            "The recovery sheet is in “{path}”. Print it, keep the paper, and delete the file.", path=path
        )
        self.banners.show_message(said)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _on_keyring_clicked(self) -> None:
        use, path = self._use, self._services.path

        def _act(_job: Job) -> str:
            return use.forget(number_of(path)) if use.knows(path) else use.remember(path)

        self._context.background.run("keyring", _act, done=self.while_here(self._on_keyring_done))

    def _on_keyring_done(self, said: str) -> None:
        self._show_state()
        self.banners.show_message(said)

    def _ask_to_clear(self) -> None:
        privacy = self._services.privacy
        self._context.prompts.confirm(
            _("Remove the backups of before for good?"),
            _("Remove them"),
            lambda: self._clear(privacy.remove_other_backups()),
            detail=_(
                "Make a new backup first (File > Back up now): until then there may be none of this desk."
            ),
        )

    def _clear(self, removed: int) -> None:
        self._show_state()
        self.banners.show_message(
            n_("{number} backup was removed.", "{number} backups were removed.", removed)
        )


def _backup_words(number: int, plain: int, until: str) -> str:
    """Says which backups the passphrase does not open, and how long they stay."""
    words = n_(
        "{number} backup of this desk was made before and is not opened by its passphrase.",
        "{number} backups of this desk were made before and are not opened by its passphrase.",
        number,
    )
    if not plain:
        words = n_(
            "{number} backup of this desk opens with an earlier passphrase only.",
            "{number} backups of this desk open with an earlier passphrase only.",
            number,
        )
    open_ones = n_(
        "{number} of them can be read by anybody.", "{number} of them can be read by anybody.", plain
    )
    stays = _("They go by themselves as new ones are made, the last about {until}.", until=until)
    return " ".join(each for each, said in ((words, True), (open_ones, plain), (stays, until)) if said)
