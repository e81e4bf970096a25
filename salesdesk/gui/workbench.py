"""Joins the painted window with what works behind it: errors, questions, commands, wishes, the open desk."""

from PySide6.QtCore import QObject, QTimer

from salesdesk import __version__
from salesdesk.env.clock import Clock
from salesdesk.env.locale import Formats
from salesdesk.env.paths import Paths
from salesdesk.env.settings import SettingsFile
from salesdesk.env.table_states import TableStates
from salesdesk.gui.background import Background
from salesdesk.gui.changes import ChangeBus
from salesdesk.gui.commands.table import COMMANDS, command
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.desk_rescue import DeskRescue
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.file_watch import FileWatch
from salesdesk.gui.held_back import ClipboardGuard, HeldBack
from salesdesk.gui.import_flow import ImportFlow
from salesdesk.gui.last_words import LastWords
from salesdesk.gui.loading import CHARTS, REST, Loading
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.messages import Messages
from salesdesk.gui.person_out import PersonOut
from salesdesk.gui.prompts import Prompts
from salesdesk.gui.recent_desks import RecentDesks
from salesdesk.gui.replay import Replay
from salesdesk.gui.screen_capture import HiddenFromCapture
from salesdesk.gui.screen_lock import ScreenLock
from salesdesk.gui.second_start import SecondStart
from salesdesk.gui.session_flow import SessionFlow
from salesdesk.gui.shell import Shell
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.sight import UNSEEN, Sight
from salesdesk.gui.system_signs import SystemSigns
from salesdesk.gui.tabs import TABS, page_for, room_of
from salesdesk.gui.theme import Scheme, Theme
from salesdesk.gui.typed_told import TypedTold
from salesdesk.gui.whole_export import WholeExport
from salesdesk.gui.wishes import (
    Choose,
    DoCommand,
    ImportTable,
    LetOut,
    OpenList,
    OpenPage,
    OpenRecord,
    OpenSetting,
    PrintSheet,
    StartTalk,
    Wish,
)
from salesdesk.model.kinds import kind_of
from salesdesk.services.changes import Changes

MINUTE_MS = 60_000
PERSON = "salesperson"


class Workbench(QObject):
    """Makes the parts behind the window once; every command and every wish is done here."""

    def __init__(
        self, window: MainWindow, theme: Theme, paths: Paths, settings: SettingsFile, clock: Clock
    ) -> None:
        super().__init__(window)
        self.window, self._settings = window, settings
        self.shell: Shell = window.shell
        self._today, self._minute = clock.today(), QTimer(self)
        self.held_back = HeldBack(window)
        self.prompts = Prompts(window, self.held_back.open)
        self.prompts.folder = settings.current.last_folder
        self.errors = ErrorReporter(window, self.prompts, self.held_back.when_free)
        self.background = Background(self.errors.show, window)
        self._build_context(theme, paths, clock)
        self._build_flows(paths)
        self._connect()

    def load_the_rest(self) -> None:
        """Imports, ahead of it, what the next click will need, sees to the day's backup, and hears the system."""
        self.signs.listen()
        self._loading.load(REST)
        self.shell.tabs.page_built.connect(self._on_tabs_page_built)
        self.opening.opened.connect(self._on_opening_opened)
        self._on_opening_opened()
        if self._settings.current.last_version != __version__:
            from salesdesk.gui.side.news_window import tell_news

            tell_news(self.window, self._settings, self.messages, lambda: self.sides.show("news"))

    def zoom(self, by: int) -> None:
        """Makes all text larger or smaller by steps; 0 sets it back."""
        self._settings.change(zoom=self.context.theme.step_zoom(by))

    def choose_scheme(self, scheme: str) -> None:
        """Chooses light, dark, high contrast or what the system says."""
        self.context.theme.set_scheme(scheme)
        self._settings.change(theme=scheme)
        self._mark_scheme()

    def do(self, command_id: str, person_id: int | None = None) -> None:
        """Does a command, with a person chosen first where one is named."""
        asked, sight = command(command_id), self.window.sight
        if sight & UNSEEN and not asked.allowed & sight:
            return
        if person_id:
            self.shell.roster.choose(person_id)
        if asked.act is not None:
            asked.act(self)
            return
        if asked.whole:
            self.shell.roster.choose(None)
        tab = asked.tab or self.shell.tabs.current_key()
        page = self.shell.open_page(tab, page_for(tab, asked.page, self.shell.roster.choice))
        if not page.perform(command_id):
            self.messages.say(_("This page has nothing for that; try another tab."))

    def fulfil(self, wish: Wish) -> None:
        """Does what a view wished for; where nothing of the desk is in sight nobody can have wished for anything."""
        if self.window.sight & UNSEEN:
            return
        match wish:
            case OpenRecord():
                self._open_record(wish)
            case OpenPage(tab, page):
                self.shell.open_page(tab, page)
            case Choose() | StartTalk() | LetOut() as about:
                self._turn_to(about)
            case OpenList(kind):
                self.sides.open_lists(kind)
            case ImportTable(text, kind, year):
                self.imports.open_copied(text, kind, year)
            case OpenSetting(name):
                self.sides.open_settings(name)
            case PrintSheet(one_on_one_id, pen):
                self.sessions.print_sheet("review", one_on_one_id, pen)
            case DoCommand(command_id, person_id):
                self.do(command_id, person_id)

    def _turn_to(self, wish: Choose | StartTalk | LetOut) -> None:
        """Begins what is done with one person as a whole."""
        match wish:
            case Choose(person_id):
                self.shell.roster.choose(person_id)
            case LetOut(person_id, for_good):
                (self.person_out.erase if for_good else self.person_out.hand_out)(person_id)
            case StartTalk(person_id, one_on_one_id):
                if one_on_one_id is None:
                    self.sessions.start(person_id)
                else:
                    self.sessions.resume(one_on_one_id)

    def _open_record(self, wish: OpenRecord) -> None:
        if wish.kind == PERSON:
            self.shell.roster.choose(wish.record_id)
            self.shell.open_page(*room_of(kind_of(wish.kind)))
            return
        person_id, services = wish.person_id, self.opening.services
        for row in (
            services.records.rows(wish.kind, ids=[wish.record_id]) if services and not person_id else ()
        ):
            person_id = row.values.get("salesperson_id")
        room = room_of(kind_of(wish.kind), person_id)
        self.shell.open_record(wish.kind, wish.record_id, person_id, *room)

    def _build_context(self, theme: Theme, paths: Paths, clock: Clock) -> None:
        bus, tools = ChangeBus(), (theme, self.background, TableStates(paths.tables_file), clock)
        self.messages = Messages(self.shell.messages, bus)
        self.messages.locked = lambda: self.window.sight is Sight.LOCKED
        wishes = self.shell.search.wishes
        typed = self.prompts.typed
        self.context = GuiContext(bus, self.prompts, Formats(), *tools, self.messages, wishes, typed)
        self.context.is_change = lambda command_id: command(command_id).changes

    def _build_flows(self, paths: Paths) -> None:
        self.opening = DeskOpening(self.window, self.context, self.errors, paths, self._settings)
        self.clipboard = ClipboardGuard(self.window)
        self._loading = Loading(self.background, self.window)
        around = (self.window, self.context, self.opening)
        self.replay = Replay(*around)
        self.sessions = SessionFlow(*around, self._settings)
        self.imports = ImportFlow(*around)
        self.rescue = DeskRescue(*around, self.errors)
        self.sides = SideWindows(*around, self._settings, self.errors, self.rescue)
        self.typed_told = TypedTold(*around, self.sides)
        self.rescue.say = self.typed_told.tell
        self.whole_export = WholeExport(*around)
        self.person_out = PersonOut(self.shell, self.context, self.opening, self.sides)
        self.recent = RecentDesks(*around, self._settings)
        self.file_watch = FileWatch(*around, self.errors, paths.desks)
        self.last_words = LastWords(*around, self._settings)
        self.file_watch.kept_at_last.connect(self.last_words.note_kept)
        self.file_watch.keep_words = self.last_words.keep_unseen
        self.second_start = SecondStart(*around)
        self.screen_lock = ScreenLock(*around, self._settings)
        self.sides.private = lambda: self.screen_lock.private
        self.signs, self.capture = SystemSigns(self.window), HiddenFromCapture(self.window, self._settings)

    def _connect(self) -> None:
        for each in COMMANDS:
            action = self.window.actions_by_id[each.id]
            action.triggered.connect(lambda _checked=False, each=each: self.do(each.id))
        self.context.wishes.made.connect(self.fulfil)
        self.background.job_started.connect(self.window.status.show_work)
        self.context.bus.passed.connect(self._on_bus_passed)
        for turned in (self.opening.opened, self.opening.closed, self.window.turned):
            turned.connect(self._on_window_turned)
        self.opening.closed.connect(self.messages.clear)
        self.messages.undo_requested.connect(self._on_messages_undo_requested)
        self.shell.tabs.currentChanged.connect(self.messages.clear)
        self.shell.roster.person_chosen.connect(self.messages.clear)
        self.window.choice_made.connect(self._on_window_choice_made)
        self.window.closing.connect(self._on_window_closing)
        self.prompts.folder_chosen.connect(self._settings.remember_folder)
        self.signs.sleep_came.connect(self.screen_lock.on_sleep)
        self.signs.screen_locked.connect(self.screen_lock.on_screen_lock)
        self.sides.setting_chosen.connect(self.capture.take_setting)
        self.capture.take_setting()
        self._minute.timeout.connect(self._on_minute_timeout)
        self._minute.start(MINUTE_MS)
        self._mark_scheme()
        self._on_window_turned()

    def _on_window_turned(self) -> None:
        """Leaves only the commands that say of themselves that they may run before these eyes."""
        sight = self.window.sight
        # The frame of the desk before a file is open is the start.
        sight = Sight.START if sight is Sight.DESK and self.opening.services is None else sight
        services = self.opening.services
        only_read = services is not None and services.place.read_only
        for each in COMMANDS:
            self.window.actions_by_id[each.id].setEnabled(
                bool(each.allowed & sight)
                and sight is not Sight.BUSY
                and not (only_read and each.changes)
                and not (each.with_desk and services is None)
            )
        self.replay.name()
        if sight is Sight.DESK:
            self.opening.show_status()
            self.messages.say_held()
        else:
            self.window.status.clear_desk()

    def _on_minute_timeout(self) -> None:
        """Turns the page when the day has changed while the window stood open overnight."""
        if self.context.clock.today() != self._today:
            self._today = self.context.clock.today()
            self.shell.refresh()
            self.opening.show_status()
            self.opening.check_and_back_up()
        self.opening.back_up_now_and_then()

    def _on_bus_passed(self, changes: Changes) -> None:
        self.shell.mark_stale(changes)
        self.replay.name()
        self.file_watch.note_saved()

    def _on_tabs_page_built(self, key: str) -> None:
        """Loads what draws charts with the first page that has any."""
        if key != TABS[0].pages[0].key:
            self._loading.load(CHARTS)

    def _on_messages_undo_requested(self) -> None:
        self.replay.run("undo")

    def _on_opening_opened(self) -> None:
        self.opening.check_and_back_up()
        self.typed_told.tell()

    def _on_window_choice_made(self, choice: str) -> None:
        {
            "sample": self.opening.open_sample,
            "import": lambda: self.opening.ask_for_new(self.imports.ask),
            "new": self.opening.ask_for_new,
            "open": self.opening.ask_to_open,
        }[choice]()

    def _on_window_closing(self, geometry: str) -> None:
        self.signs.stop()
        self._settings.change(window_geometry=geometry)
        self.opening.close()

    def _mark_scheme(self) -> None:
        for scheme in Scheme:
            chosen = scheme is self.context.theme.scheme
            self.window.actions_by_id[f"scheme_{scheme.value}"].setChecked(chosen)
