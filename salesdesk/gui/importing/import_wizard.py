"""The import wizard: a window beside the desk that leads from a file to its rows on the desk, and back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from salesdesk.env.errors import UserError
from salesdesk.exchange.activity_tables import NothingCountedError
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, Source
from salesdesk.exchange.parse_dates import DateOrderUnclearError
from salesdesk.exchange.proposal import Proposal
from salesdesk.gui.context import GuiContext
from salesdesk.gui.importing.chosen import BegunImport, ChosenSoFar
from salesdesk.gui.importing.done_page import DonePage
from salesdesk.gui.importing.found_page import FoundPage
from salesdesk.gui.importing.import_run import ImportRun
from salesdesk.gui.importing.names_page import NamesPage
from salesdesk.gui.importing.preview_page import PreviewPage
from salesdesk.gui.importing.team_page import TeamPage
from salesdesk.gui.importing.verdict_tables import VerdictTables
from salesdesk.gui.importing.wizard_page import AskingPage, WorkPage, is_chosen_answer
from salesdesk.gui.importing.words import kind_words, verb, writes_something
from salesdesk.gui.layouts import scroll_to
from salesdesk.gui.prompts import Unread
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.widgets.keyed_form import ENTER, with_control
from salesdesk.gui.wishes import OpenList, Wishes
from salesdesk.services.changes import Changes
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.team import LikelyTeam, new_people
from salesdesk.services.importing.values import OpenQuestionError
from salesdesk.services.undoing import UndoService

SIZE = (1120, 660)
PATIENCE = 250
"""Milliseconds a step may take before its progress is shown, so that quick ones do not flicker."""
STEPS = {
    "import_found": _("Check that every column goes where it belongs. Nothing is written yet."),
    "import_names": _("An answer given once holds for later files. Nothing is written yet."),
    "import_team": _("This is asked once. Nothing is written yet."),
    "import_preview": _("This is what importing will do. Nothing is written before the last button."),
}  # fmt: skip
STOPPED = _("The import was stopped, and nothing was changed.")
LEAVE = _(
    "Leave this import? Nothing was written. What you have chosen here waits until you open the same file again."
)
COMPETENCIES = _("Show the competencies")
CHANGED = _("“{name}” has changed since it was read, and what stands here is from before.")
TAKEN_UP = _("What you had chosen for this file is here again.")


class ImportWizard(SideWindow):
    """Pages one can go back through; only the button on the one that shows all of it writes anything.

    Where names are nearly the same, one page more asks which are; where people are new, another which of them are
    in the team.
    """

    show_requested = Signal(str, object)
    another_requested = Signal()

    def __init__(
        self, service: ImportService, undoing: UndoService, context: GuiContext, parent: QWidget
    ) -> None:
        super().__init__(context.theme, "import_wizard", _("Import"), SIZE, parent)
        self._service, self._undoing, self._context = service, undoing, context
        self._run = ImportRun(service, context.background, context.formats, self)
        self.path, self._year, self._step = Path(), "", ""
        self._source: Source | None = None
        self._compared: tuple[Source, ImportChoices] | None = None
        self._preview: ImportPreview | None = None
        self._compared_as: ImportPreview | None = None
        self._tables, self._unread = VerdictTables(), Unread(self)
        self._leaving = self._handed_on = False
        self._build_ui()
        self._connect()

    def open_file(
        self, path: Path, kind: str | None = None, begun: BegunImport | None = None, year: str = ""
    ) -> None:
        """Reads a file and shows what was found in it, and what was chosen for it before it was left.

        `kind` says what its rows are, if that is known, `year` of which year the grid is it was pasted into.
        """
        self.path, self._year, self.chosen.waiting = path, year, begun
        self.set_title(_("Import {name}", name=path.name))
        self._begin_read(kind or (begun.kind if begun else ""), begun.sheet if begun else "")

    @property
    def writing(self) -> bool:
        """Tells whether the import is being written right now."""
        return self._run.writing

    def leave(self) -> None:
        """Closes whatever is going on, because the desk is being closed."""
        self._run.drop()
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Closes with nothing written; an import that is being written stops first."""
        if self._run.writing:
            self._leaving = True
            self._work.say_stopping()
            self._run.stop()
            return

        def _drop() -> None:
            self._run.drop()
            super(ImportWizard, self).reject()

        if self.chosen.unkept:
            self._context.prompts.confirm(LEAVE, _("Leave the import"), _drop, keep=_("Stay here"))
        else:
            _drop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter press the button that has the keyboard, else the one that goes on, as Ctrl+Enter always does.

        On an answer that is chosen already it goes on to the next question, and behind the last one to the next page;
        a key that is held does nothing, nor does Enter while a step goes on, as a second one for the file is no Cancel.
        """
        if event.key() not in ENTER:
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        if with_control(event):
            if self._next.isVisible():
                self._next.click()
            return
        focused, page = self.focusWidget(), self._pages.currentWidget()
        if page is self._work:
            return
        if isinstance(focused, QPushButton) and not is_chosen_answer(focused):
            focused.click()
        elif isinstance(page, FoundPage | AskingPage | PreviewPage):
            further = page.answer_after(focused)
            if further is None:
                self._next.click()
            else:
                further.setFocus(Qt.FocusReason.TabFocusReason)

    def _build_ui(self) -> None:
        theme, formats = self._context.theme, self._context.formats
        self._pages, self._patience = QStackedWidget(), QTimer(self, singleShot=True, interval=PATIENCE)
        self._work = WorkPage(theme, formats)
        self._refused = EmptyState(theme, "", _("Choose another file…"))
        self._found, self._previewed = FoundPage(theme, formats), PreviewPage(self._context)
        self._names, self._team = NamesPage(theme, formats), TeamPage(theme, formats)
        self.chosen = ChosenSoFar(self._found, self._names, self._team, self._previewed)
        self._asking: tuple[AskingPage, ...] = (self._names, self._team)
        self._done = DonePage(self._context, self._service, self._undoing)
        self._back = self.add_button(_("Back"), "import_back")
        self._next = self.add_button(_("See what it will do"), "import_next", "primary")
        self._next.setToolTip(_("Goes on (Ctrl+Enter)"))
        for page in (self._work, self._refused, self._found, *self._asking, self._previewed, self._done):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self.leaves = self._pages
        self.focus_first(self._work)
        self.installEventFilter(self._unread)
        self._show(self._work)

    def _connect(self) -> None:
        def _tell(words: str, tone: str) -> None:
            self.banners.show_message(words, tone=tone)

        def _head(title: str, words: str) -> None:
            self.set_title(title)
            self.say(words)

        run = self._run
        run.proposed.connect(self._on_run_proposed)
        run.previewed.connect(self._on_run_previewed)
        run.applied.connect(self._on_run_applied)
        run.refused.connect(self._on_run_refused)
        run.stopped.connect(self._on_run_stopped)
        run.progressed.connect(self._work.show_progress)
        self._work.cancel_requested.connect(run.stop)
        self._patience.timeout.connect(lambda: self._show(self._work))
        self._refused.first_step_requested.connect(self.another_requested)
        self._found.source_chosen.connect(self._begin_read)
        for page in (self._previewed, self._done):
            page.said.connect(_tell)
        self._previewed.left_out_changed.connect(self._begin_preview)
        self._done.show_requested.connect(self.show_requested)
        self._done.another_requested.connect(self.another_requested)
        self._done.headed.connect(_head)
        self._back.clicked.connect(
            lambda: self._show(_asked_before(self._pages.currentWidget(), self._asking) or self._found)
        )
        self._next.clicked.connect(self._on_next_clicked)
        self._context.bus.changed.connect(self._on_bus_changed)

    def _begin_read(self, kind: str = "", sheet: str = "") -> None:
        self._begin("read")
        self._run.read(self.path, kind or None, sheet or None, self._year)

    def _begin_preview(self) -> None:
        assert self._source is not None
        choices = self.chosen.choices()
        if self._compared == (self._source, choices):
            self._show_preview()
            return
        self._begin("preview")
        self._compared = (self._source, choices)
        self._run.preview(self._source, choices)

    def _begin(self, step: str) -> None:
        self.banners.clear()
        self._step = step
        self._work.begin()
        # A button that is off hands the keyboard on, to “Cancel”; it comes back to the page the step ends on.
        self._handed_on = self.focusWidget() in (self._back, self._next)
        for button in (self._back, self._next):
            button.setEnabled(False)
        self._patience.start()

    def _show(self, page: QWidget) -> None:
        """Turns to a page, with the buttons and the words that belong to it."""
        self._patience.stop()
        turned = page is not self._pages.currentWidget()
        self._pages.setCurrentWidget(page)
        if turned:  # the second half of a double click was not meant for what stands there now
            self._unread.appeared()
        if page is not self._done:
            self.say(STEPS.get(page.objectName(), ""))
        # The page of a step that is going on has its own “Cancel”, which stops that step only.
        self.name_close("" if page is self._work else _("Close") if page is self._done else _("Cancel"))
        self._back.setVisible(page in (*self._asking, self._previewed))
        self._next.setVisible(page in (self._found, *self._asking, self._previewed))
        self._back.setEnabled(True)
        self._next.setEnabled(True)
        if page in (self._found, *self._asking):
            self._next.setText(_("See what it will do"))
        elif page is self._previewed and self._preview is not None:
            self._next.setText(verb(self._preview.plan, self._context.formats))
            self._next.setEnabled(writes_something(self._preview.plan))
        if isinstance(page, WorkPage | FoundPage | AskingPage | PreviewPage | DonePage):
            if turned or self._handed_on:
                page.take_focus()
        else:
            page.findChildren(QPushButton)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        scroll_to(self.focusWidget())

    def _on_next_clicked(self) -> None:
        def _write(preview: ImportPreview) -> None:
            self._begin("write")
            self._run.apply(preview)
            self._show(self._work)

        page = self._pages.currentWidget()
        if page is self._found and self._found.asks_still():
            return
        if page is self._found:
            for asking in self._asking:
                asking.ask_again()
            self._begin_preview()
        elif isinstance(page, AskingPage):
            page.settle()
            self._begin_preview()
        elif (preview := self._preview) is not None and (doubtful := preview.plan.doubtful):
            asked = _("{doubtful} Are they meant?", doubtful=" ".join(doubtful))
            self._context.prompts.confirm(
                asked, _("Import them"), lambda: _write(preview), keep=_("Look at them first")
            )
        elif preview is not None:
            _write(preview)

    def _on_run_proposed(self, proposal: Proposal) -> None:
        self._source, self._compared = proposal.source, None
        self._found.show_proposal(proposal)
        again = self.chosen.take_up()
        self._show(self._found)
        if again:
            self.banners.show_message(TAKEN_UP)
        if proposal.refusal is not None:
            _say_refused(self.banners, self._context.wishes, proposal.refusal)

    def _on_run_previewed(self, preview: ImportPreview, tables: VerdictTables) -> None:
        self._compared_as, self._tables = preview, tables
        self._names.show_pairs(preview.plan.pairs, preview.plan.kind)
        people = new_people(preview.plan)
        likely = self._service.likely_team(people) if people else LikelyTeam()
        self._team.show_people(people, likely, kind_words(preview.plan.kind))
        self._show_preview()

    def _show_preview(self) -> None:
        """Shows what importing will do, once all that is asked about it was answered."""

        def _read_again() -> None:
            assert self._source is not None
            self.chosen.keep_for_another_look()
            self._begin_read(self._source.kind, self._found.named_sheet)

        assert self._compared_as is not None
        waiting = next((page for page in self._asking if page.waits), None)
        if waiting is not None:
            self._show(waiting)
            return
        self._preview = self._compared_as.with_team(self._team.members())
        self._previewed.show_preview(self._preview, self._tables)
        self._show(self._previewed)
        if self._run.outdated:
            words = CHANGED.format(name=self.path.name)
            self.banners.show_message(words, action=_("Read it again"), then=_read_again)

    def _on_run_applied(self, preview: ImportPreview, changes: Changes) -> None:
        self._preview, self._compared, self.chosen.imported = preview, None, True
        self._done.show_done(preview, changes.step)
        self._show(self._done)
        self._context.bus.publish(changes)
        if self._leaving:
            super().reject()

    def _on_run_refused(self, problem: UserError) -> None:
        self._compared = None
        if isinstance(problem, DateOrderUnclearError):
            self._show(self._found)
            self._found.ask_date_order()
        elif isinstance(problem, OpenQuestionError):
            self._show(self._found)
            self._found.ask(problem.question)
        elif self._source is None:
            self._refused.say(str(problem), _("Choose another file…"))
            self._show(self._refused)
        else:
            self._found.show_source_again()
            self._show(self._previewed if self._step == "write" else self._found)
            _say_refused(self.banners, self._context.wishes, problem)

    def _on_run_stopped(self) -> None:
        self._compared = None
        if self._leaving or self._source is None:
            super().reject()
            return
        self._found.show_source_again()
        self._show(self._previewed if self._step == "write" else self._found)
        if self._step == "write":
            self.banners.show_message(STOPPED)

    def _on_bus_changed(self, changes: Changes) -> None:
        """Keeps the truth: a preview is made anew when the desk has changed."""
        self._compared = None
        if self._run.busy:
            return
        if self._pages.currentWidget() is self._previewed:
            self._begin_preview()
        elif self._pages.currentWidget() is self._found and self._found.refused and self._source:
            self._begin_read(self._source.kind, self._found.named_sheet)


def _say_refused(banners: BannerArea, wishes: Wishes, problem: UserError) -> None:
    """Says why a file cannot be imported like this, with the way to where that can be changed."""
    if isinstance(problem, NothingCountedError):
        way = partial(wishes.make, OpenList("competency"))
        banners.show_message(str(problem), tone="error", action=COMPETENCIES, then=way)
    else:
        banners.show_message(str(problem), tone="error")


def _asked_before(here: QWidget | None, asking: Sequence[AskingPage]) -> AskingPage | None:
    """Gives the page that asked last before one, None where none did."""
    before: AskingPage | None = None
    for page in asking:
        if page is here:
            break
        before = page if page.asks else before
    return before
