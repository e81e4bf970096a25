"""Leads from one place of the window to another: what a click on the Desk, a search or a command opens."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.import_flow import ImportFlow
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.session_flow import SessionFlow

if TYPE_CHECKING:
    from salesdesk.services.searching import Found

TAB_OF_FIGURE = {
    "won": "plans",
    "coverage": "metrics",
    "reviews": "coaching",
    "mix": "coaching",
    "problems_taken_over": "coaching",
}
TAB_OF_KIND = {
    "one_on_one": "coaching",
    "assignment": "coaching",
    "note": "coaching",
    "agenda_point": "coaching",
}
TAB_OF_COMMAND = {
    "new_person": "team", "people_outside": "team", "new_strength": "team",
    "new_note": "coaching", "new_assignment": "coaching",
    "plan_one_on_one": "coaching", "bring_up": "coaching",
    "week_numbers": "metrics",
}  # fmt: skip
COMMAND_OF_ACT = {
    "plan_session": "plan_one_on_one", "add_assignment": "new_assignment", "add_strength": "new_strength",
    "people_outside": "people_outside",
}  # fmt: skip
OF_THE_WHOLE = ("people_outside",)
"""Commands that mean the team as a whole, whoever is chosen."""
IN_FRONT = ("filter", "chart_table")
"""Commands that mean whatever tab is in front."""


class Flows(QObject):
    """Joins parts of the window that do not know each other."""

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening,
        sessions: SessionFlow, imports: ImportFlow,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening
        self._sessions, self._imports = sessions, imports
        self._connect()

    def open_record(self, kind: str, record_id: int, person_id: int | None) -> None:
        """Shows a record where it belongs, with its person chosen."""
        shell = self._window.shell
        if kind == "salesperson":
            shell.roster.choose(record_id)
            shell.tabs.open("team")
            return
        shell.roster.choose(person_id)
        shell.tabs.open(TAB_OF_KIND.get(kind, "team")).open_record(kind, record_id)

    def act(self, action: str, person_id: int) -> None:
        """Does what a nudge offers, with its person chosen."""
        shell = self._window.shell
        if person_id:
            shell.roster.choose(person_id)
        if action == "start_session":
            self._sessions.start(person_id)
        elif action == "import":
            self._imports.ask()
        elif action == "open_plans":
            shell.tabs.open("plans").perform("write_quotas")
        elif action == "open_gates":
            shell.maker.list_requested.emit("gate")
        else:
            self.perform(COMMAND_OF_ACT[action])

    def perform(self, command_id: str) -> None:
        """Hands a command to the tab that can do it."""
        tabs = self._window.shell.tabs
        if command_id in OF_THE_WHOLE:
            self._window.shell.roster.choose(None)
        page = tabs.open(TAB_OF_COMMAND.get(command_id, tabs.current_key()))
        if not page.perform(command_id):
            self._context.messages.say("This page has nothing for that; try another tab.")

    def _connect(self) -> None:
        shell, maker = self._window.shell, self._window.shell.maker
        self._window.choice_made.connect(self._on_window_choice_made)
        shell.search.found_chosen.connect(self._on_search_found_chosen)
        maker.rows_requested.connect(self._on_maker_rows_requested)
        maker.record_requested.connect(self.open_record)
        maker.act_requested.connect(self.act)
        maker.session_requested.connect(self._sessions.start)
        maker.session_opened.connect(self._sessions.resume)
        for command_id in (*TAB_OF_COMMAND, *IN_FRONT):
            action = self._window.actions_by_id[command_id]
            action.triggered.connect(lambda _checked=False, each=command_id: self.perform(each))

    def _on_maker_rows_requested(self, figure: str) -> None:
        self._window.shell.tabs.open(TAB_OF_FIGURE[figure])

    def _on_search_found_chosen(self, found: "Found") -> None:
        self.open_record(found.kind, found.record_id, found.person_id)

    def _on_window_choice_made(self, choice: str) -> None:
        {
            "sample": self._opening.open_sample,
            "import": lambda: self._opening.ask_for_new(self._imports.ask),
            "new": self._opening.ask_for_new,
            "open": self._opening.ask_to_open,
        }[choice]()
