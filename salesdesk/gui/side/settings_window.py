"""Shows the settings of the team, which live in the desk, and those of this laptop; every edit is kept at once."""

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, scrolled
from salesdesk.gui.measures import keep
from salesdesk.gui.side.laptop_settings import laptop_groups, setting_of, shown_value
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.record_form import RecordForm
from salesdesk.model import fields_of
from salesdesk.model.fields import Field
from salesdesk.services.changes import Changes
from salesdesk.services.practices import THRESHOLDS
from salesdesk.services.team_settings_edit import KIND, TeamSettingsService

WORDS = _("Every change is kept at once. The team's settings go with the desk, the laptop's stay here.")
COLUMNS = 2


class SettingsWindow(SideWindow):
    """Two pages: the team, edited in the desk, and this laptop, whose choices are passed on to be put in force."""

    laptop_setting_chosen = Signal(str, object)

    def __init__(
        self, service: TeamSettingsService, context: GuiContext, settings: SettingsFile, parent: QWidget,
        *, private: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(context.theme, "settings_window", _("Settings"), (760, 640), parent)
        self._service, self._context, self._settings = service, context, settings
        self._private = private
        self._tools = context.tools
        self._tabs = configure(QTabWidget(), name="settings_tabs")
        self._team_forms = [RecordForm(fields, self._tools) for _unused, fields in _grouped()]
        tools = dataclasses.replace(self._tools, only_read=False)
        self._laptop = {each: RecordForm(each.fields, tools) for each in laptop_groups(private=private)}
        self._build_ui()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Shows the settings as they are; what is being typed stays."""
        values = self._service.values()
        for form in self._team_forms:
            form.kind = KIND
            form.show_values(values)
        theme = self._context.theme
        now = dataclasses.replace(self._settings.current, theme=theme.scheme.value, zoom=theme.zoom)
        for group, form in self._laptop.items():
            names = (field.name for field in group.fields)
            form.show_values({name: shown_value(now, name, private=self._private) for name in names})

    def go_to(self, name: str) -> None:
        """Puts the keyboard into one setting of the team."""
        for (_, fields), form in zip(_grouped(), self._team_forms, strict=True):
            if name in {field.name for field in fields}:
                self._tabs.setCurrentIndex(0)
                form.editor(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Keeps what is still being typed, then closes."""
        for form in (*self._team_forms, *self._laptop.values()):
            form.settle()
        super().reject()

    def _build_ui(self) -> None:
        self.say(WORDS)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self.focus_first(self._team_forms[0].editor(fields_of(KIND)[0].name))
        team = [
            self._card(title, form)
            for (title, _unused), form in zip(_grouped(), self._team_forms, strict=True)
        ]
        self._tabs.addTab(self._page(team, COLUMNS), _("Team"))
        laptop = [self._card(each.title, form, each.words) for each, form in self._laptop.items()]
        self._tabs.addTab(self._page(laptop, 1), _("This laptop"))
        self.body.addWidget(self._tabs, 1)

    def _card(self, title: str, form: RecordForm, words: str = "") -> Card:
        card = Card(self.theme, title)
        if words:
            card.body.addWidget(configure(PlainLabel(words), "muted", wraps=True))
        fill(card.body, form, None)
        return card

    def _page(self, cards: list[Card], columns: int) -> QScrollArea:
        content, grid = QWidget(), keep(self.theme, QGridLayout(), spacing=12)
        for place, card in enumerate(cards):
            grid.addWidget(card, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        fill(QVBoxLayout(content), grid, None)
        return scrolled(content)

    def _connect(self) -> None:
        for form in self._team_forms:
            form.field_edited.connect(self._on_team_field_edited)
        for form in self._laptop.values():
            form.field_edited.connect(self._on_laptop_field_edited)
        self._context.bus.changed.connect(self._on_bus_changed)
        self.theme.theme_changed.connect(self.refresh)

    def _on_team_field_edited(self, name: str, value: Any) -> None:
        self._try(lambda: self._context.bus.publish(self._service.edit(name, value)))

    def _on_laptop_field_edited(self, name: str, value: Any) -> None:
        self.laptop_setting_chosen.emit(name, setting_of(name, value))

    def _on_bus_changed(self, changes: Changes) -> None:
        if {KIND, "threshold"} & changes.kinds:
            self.refresh()

    def _try(self, act: Callable[[], object]) -> None:
        self.banners.clear()
        try:
            act()
        except UserError as problem:
            self.banners.show_message(str(problem), tone="error")
            self.refresh()


def _grouped() -> list[tuple[str, tuple[Field, ...]]]:
    """Gives the fields of the team, then the thresholds under their headings, in the order of declaration."""
    headings: dict[str, list[Field]] = {}
    for threshold in THRESHOLDS.values():
        headings.setdefault(threshold.heading, []).append(threshold.field)
    return [(_("The team"), fields_of(KIND)), *((title, tuple(fields)) for title, fields in headings.items())]
