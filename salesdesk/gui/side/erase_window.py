"""Erases a person: shows first what goes, what stays and what still holds them, then lets no word stay."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.wishes import Choose, LetOut, OpenRecord
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.drafts import TypedWords
from salesdesk.services.erasing import ErasingService, WhatGoes
from salesdesk.services.erasing_words import (
    NOT_KNOWN,
    backups_words,
    counted,
    figures_words,
    goes_words,
    names_of_files,
    place_of,
    texts_words,
    until_words,
)
from salesdesk.services.field_words import TableRow

COLUMNS: Final = (
    Field(name="place", label=_("Where"), type=FieldType.TEXT),
    Field(name="words", label=_("Words"), type=FieldType.TEXT),
)
LOOKING: Final = _("Looking through the desk and its backups…")
ERASING: Final = _("Erasing, and writing the desk anew…")
FIRST: Final = _(
    "Nothing has been changed yet. What is erased cannot be brought back: not by undo, nor from the Trash."
)
DONE: Final = _("{name} was erased. No word of what went is left in the desk file.")
FIGURES: Final = _("Keep their figures with the team, as of “someone who left”")
NAMES: Final = _("Put “…” in place of the whole name in words about others")


class EraseWindow(SideWindow):
    """Erases one person from the open desk."""

    def __init__(
        self, service: ErasingService, typed: TypedWords, context: GuiContext, parent: QWidget
    ) -> None:
        super().__init__(context.theme, "erase_window", _("Erase a person"), (860, 640), parent)
        self._service, self._typed, self._context = service, typed, context
        self._what: WhatGoes | None = None
        self._goes, self._figures_told, self._backups_told = PlainLabel(), PlainLabel(), PlainLabel()
        self._texts_told, self._unknown = PlainLabel(), PlainLabel(NOT_KNOWN)
        self._figures, self._names = (CheckBox(context.theme, words) for words in (FIGURES, NAMES))
        self._texts = _texts_table(context, self)
        self._hand_out = self.add_button(_("Hand out what is held…"), "erase_hand_out")
        self._erase = self.add_button(_("Erase for good…"), "erase_now", "primary", writes=True)
        self._remove = self.add_button(_("Remove these backups…"), "erase_backups", "", writes=True)
        self._build_ui()
        self._connect()

    def show_person(self, person_id: int) -> None:
        """Looks what erasing this person takes."""
        self._what = None
        self._show_parts()
        self._run(LOOKING, partial(self._service.what_goes, person_id), self._show)

    @cached_property
    def _cards(self) -> tuple[Card, Card, Card]:
        """Gives the cards: what goes, where else the name stands, and what still holds it."""
        goes, texts, backups = (
            Card(self.theme, title)
            for title in (_("What goes"), _("The name in words about others"), _("What still holds them"))
        )
        fill(goes.body, self._goes, self._figures, self._figures_told)
        fill(texts.body, self._texts_told, self._names, self._texts)
        fill(backups.body, self._backups_told, self._unknown)
        return goes, texts, backups

    def _build_ui(self) -> None:
        for label, name in (
            (self._goes, "erase_goes"), (self._figures_told, "erase_figures_told"),
            (self._texts_told, "erase_texts_told"), (self._backups_told, "erase_backups_told"),
            (self._unknown, "erase_unknown"),
        ):  # fmt: skip
            configure(label, name=name, wraps=True)
        for box, name in ((self._figures, "erase_figures"), (self._names, "erase_names")):
            configure(box, name=name).setChecked(True)
        content = QWidget()
        fill(keep(self.theme, QVBoxLayout(content), spacing=12), *self._cards, None)
        self._texts.setFixedHeight(self.theme.px(150))
        self.add_scrolled(content, _("What erasing takes"), "window")
        self._show_parts()

    def _connect(self) -> None:
        self._hand_out.clicked.connect(self._on_hand_out_clicked)
        self._erase.clicked.connect(self._on_erase_clicked)
        self._remove.clicked.connect(self._on_remove_clicked)
        self._figures.toggled.connect(self._tell_figures)
        self._texts.row_opened.connect(self._on_texts_row_opened)

    def _show(self, what: WhatGoes, *, erased: bool = False) -> None:
        """Shows what goes, or what is left to be looked at once it went."""
        self._what = what
        self.set_title(_("Erase {name}", name=what.name))
        self.say(DONE.format(name=what.name) if erased else FIRST)
        self._goes.setText(goes_words(what))
        self._tell_figures()
        self._names.setVisible(not erased and not what.shared)
        self._texts_told.setText(texts_words(what))
        self._texts.set_rows(
            TableRow(number, {"place": place_of(each), "words": " ".join(each.words.split())})
            for number, each in enumerate(what.texts)
        )
        self._backups_told.setText(_backups_told(what, self._context))
        self._show_parts(erased=erased)

    def _show_parts(self, *, erased: bool = False) -> None:
        what, (goes, texts, backups) = self._what, self._cards
        goes.setVisible(what is not None and not erased)
        texts.setVisible(what is not None and bool(what.texts))
        backups.setVisible(what is not None)
        self._hand_out.setVisible(what is not None and not erased)
        self._erase.setVisible(what is not None and not erased)
        own = what is not None and any(each.own for each in what.backups)
        self._remove.setVisible(erased and own)

    def _tell_figures(self) -> None:
        if self._what is not None:
            stay = self._figures.isChecked() and bool(self._what.figures)
            told = counted(self._what.figures) if stay else figures_words(self._what, figures_too=True)
            self._figures_told.setText(told)
            self._figures.setVisible(bool(self._what.figures))

    def _run(self, words: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self.banners.clear()
        self.say(words)
        for button in (self._hand_out, self._erase, self._remove):
            button.setEnabled(False)

        def _done(found: Any) -> None:
            self._set_ready()
            then(found)

        self._context.background.run(
            "erase", lambda _job: work(), done=self.while_here(_done),
            failed=self.while_here(self._on_failed, self._context.background.tell),
        )  # fmt: skip

    def _set_ready(self) -> None:
        for button in (self._hand_out, self._erase, self._remove):
            button.setEnabled(not self._context.only_read or button is self._hand_out)

    def _on_failed(self, problem: BaseException) -> None:
        self._set_ready()
        self.say("")
        if not isinstance(problem, UserError | DeskFileError):
            raise problem
        self.banners.show_message(str(problem), tone="error")

    def _on_hand_out_clicked(self) -> None:
        if self._what is not None:
            self._context.wishes.make(LetOut(self._what.person_id))

    def _on_erase_clicked(self) -> None:
        if self._what is not None:
            self._context.prompts.confirm(
                _("Erase {name} for good?", name=self._what.name), _("Erase for good"),
                partial(self._erase_now, self._what), detail=FIRST, keep=_("Keep everything"),
            )  # fmt: skip

    def _erase_now(self, what: WhatGoes) -> None:
        """Erases, once nobody types about the person any more."""
        self._context.wishes.make(Choose(None))
        self._context.messages.clear()
        self._context.typed.write()
        blank = self._names.isChecked() and not what.shared
        work = partial(self._service.erase, what, keep_figures=self._figures.isChecked(), blank=blank)
        left = tuple(each for each in what.texts if not (blank and each.certain))
        self._run(ERASING, work, partial(self._on_erased, replace(what, texts=left)))

    def _on_erased(self, what: WhatGoes, changes: Changes) -> None:
        typed, kept = self._context.typed, self._typed.begun()
        typed.drop({name: value for name, value in typed.begun.items() if name not in kept})
        self._show(what, erased=True)
        self._context.bus.publish(changes)

    def _on_remove_clicked(self) -> None:
        if self._what is not None:
            self._context.prompts.confirm(
                _("Remove these backups for good?"), _("Remove"), partial(self._remove_now, self._what),
                detail=_(
                    "What the desk was before today cannot be brought back from them then. A new backup of the desk "
                    "as it is now is made first."
                ),
                keep=_("Keep them"),
            )  # fmt: skip

    def _remove_now(self, what: WhatGoes) -> None:
        left = tuple(each for each in what.backups if not each.own)
        work = partial(self._service.remove_backups, what.backups)
        self._run(LOOKING, work, lambda _removed: self._show(replace(what, backups=left), erased=True))

    def _on_texts_row_opened(self, number: int) -> None:
        if self._what is not None:
            mention = self._what.texts[number]
            self._context.wishes.make(OpenRecord(mention.kind, mention.record_id))


def _texts_table(context: GuiContext, parent: QWidget) -> RecordTable:
    model = RecordTableModel(COLUMNS, context.formats, parent=parent)
    return RecordTable(model, context.tools, context.state, "erase_texts", _("Words that name the person"))


def _backups_told(what: WhatGoes, context: GuiContext) -> str:
    lines = [backups_words(what)]
    lines += [
        f"{context.formats.moment(each.at)}: {until_words(each, context.formats)}" for each in what.backups
    ]
    if what.files:
        lines.append(
            _(
                "These files may hold words of an earlier state of the desk: {files}",
                files=names_of_files(what),
            )
        )
    return "\n".join(lines)
