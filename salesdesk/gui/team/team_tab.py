"""The Team tab: turns between the table of the whole team and the page of one person."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.page import SETTINGS
from salesdesk.gui.team.person_view import PersonView
from salesdesk.gui.team.team_view import TeamView
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.panel_page import PanelPage
from salesdesk.gui.wishes import Choose
from salesdesk.model.kinds import TIMELINE_KINDS
from salesdesk.services.changes import Changes
from salesdesk.services.records import RecordsService
from salesdesk.services.rows_behind import RowsBehind
from salesdesk.services.team.service import TeamService

IN_TRASH = _("In the Trash for 90 days: {who}")


class TeamTab(PanelPage):
    """Shows the team or a person; a side panel shows rows and records."""

    title = _("Team")
    kinds = SETTINGS | TIMELINE_KINDS | {
        "salesperson", "opportunity", "quota", "competency", "competency_number", "product", "import_batch",
        "own_rating",
    }  # fmt: skip

    def __init__(self, team: TeamService, records: RecordsService, context: GuiContext) -> None:
        super().__init__(context, lambda: records)
        self._team, self._records = team, records
        self._banner = BannerArea(context.theme)
        self._whole = TeamView(team, records, context)
        self._stack = QStackedWidget()
        self._build_ui()
        self._connect()

    @cached_property
    def _person(self) -> PersonView:
        """The page of one person, made when somebody is first looked at."""
        view = PersonView(self._team, self._records, self._context, self._stack)
        for editor in (view.facts, view.strengths):
            self.guard(editor, editor.edit_settled)
        view.figure_requested.connect(self._on_person_figure_requested)
        view.rows_requested.connect(self.panel.show_rows)
        view.record_requested.connect(self.panel.show_record)
        view.changed.connect(self._context.bus.publish)
        view.refused.connect(self._on_refused)
        self._stack.addWidget(view)
        return view

    def refresh(self) -> None:
        """Reads what is shown anew."""
        if self.person_id is None:
            self._whole.refresh()
            self._stack.setCurrentWidget(self._whole)
        else:
            self._person.show_person(self.person_id)
            self._stack.setCurrentWidget(self._person)
        self.panel.refresh()

    def add_person(self) -> None:
        """Adds a salesperson and opens the name for typing."""
        changes = self._team.add_person()
        number = changes.new_id("salesperson")
        self._context.bus.publish(changes)
        if self.person_id is None:
            self.catch_up()
            self._whole.edit_name(number)
        else:
            self._choose(number)
            self._person.edit_name()

    def commands(self) -> dict[str, Callable[[], object]]:
        """Gives the commands of the window that this page can do."""
        if self.person_id is None:
            return {
                "new_person": self.add_person, "filter": self._whole.focus_filter,
                "people_outside": self._whole.show_outside,
            }  # fmt: skip
        return {"new_person": self.add_person, "new_strength": self._person.add_strength}

    def _build_ui(self) -> None:
        configure(self, name="team_tab").setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack.addWidget(self._whole)
        left = fill(QVBoxLayout(), self._banner, (self._stack, 1))
        self._main = left
        self.put_beside(left)

    def _connect(self) -> None:
        self.guard(self._whole.table, self._whole.table.edit_settled)
        self._whole.person_opened.connect(self._choose)
        self._whole.figure_opened.connect(self._on_figure_opened)
        self._whole.add_requested.connect(self.add_person)
        self._whole.trash_requested.connect(self._on_people_trash_requested)
        self._whole.let_in_requested.connect(self._on_let_in_requested)
        self._whole.cells_edited.connect(self._on_people_edited)
        self._whole.refused.connect(self._on_refused)

    def _on_figure_opened(self, person_id: int, figure: str) -> None:
        self.panel.show_rows(self._rows(person_id, figure))

    def _on_person_figure_requested(self, figure: str) -> None:
        if self.person_id is not None:
            self.panel.show_rows(self._rows(self.person_id, figure))

    def _on_let_in_requested(self, ids: Sequence[int]) -> None:
        self._publish(self._team.let_in(ids))

    def _on_people_edited(self, edits: Sequence[tuple[int, str, Any]]) -> None:
        self._publish(self._records.edit_many("salesperson", edits))
        self._banner.clear()

    def _on_people_trash_requested(self, ids: Sequence[int]) -> None:
        names = [str(row.values["name"]) for row in self._records.rows("salesperson", ids=ids)]
        changes = self._records.trash("salesperson", ids)
        self._context.messages.say_done(changes, IN_TRASH.format(who=", ".join(names)))

    def _on_refused(self, sentence: str) -> None:
        self._banner.show_message(sentence, tone="soon")

    def _choose(self, person_id: int) -> None:
        self._context.wishes.make(Choose(person_id))

    def _rows(self, person_id: int, figure: str) -> RowsBehind:
        if figure == "assignments":
            return self._team.assignments_behind(person_id)
        return self._team.rows_behind(person_id, figure)

    def _publish(self, changes: Changes) -> None:
        self._context.bus.publish(changes)
