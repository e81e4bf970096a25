"""Narrows the Coaching log down: a search field, pills for the types, lists for kind and state."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import configure, search_line
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.model.fields import Field
from salesdesk.model.kinds import kind_of
from salesdesk.services.coaching.values import LOG_KINDS, LogFilter

PILLS: Final = {kind: kind_of(kind).log for kind in LOG_KINDS}
PRIVACY: Final = (("shared", _("Shared notes")), ("private", _("Private notes")))
PRIVACY_VALUES: Final = frozenset(value for value, _ in PRIVACY)
PAUSE_MS: Final = 200
SEARCH_WIDTH: Final = 180
PILL_HEIGHT: Final = 31
Options = list[tuple[str, str]]


class LogFilters(QWidget):
    """One row of quiet controls; `filter_changed` says that another part of the log is wanted."""

    filter_changed = Signal()

    def __init__(self, theme: Theme, kinds: list[Field], states: list[Field]) -> None:
        super().__init__()
        self._theme = theme
        self._pills = {kind: QPushButton(words) for kind, words in PILLS.items()}
        self._sort = _list(theme, _("Every kind"), _options(kinds))
        self._state = _list(theme, _("Every state"), [*_options(states), *PRIVACY])
        self._only = QPushButton()
        self._only_person: int | None = None
        self._search = QLineEdit()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._build_ui()
        self._connect()

    def wanted(self, person_id: int | None) -> LogFilter:
        """Gives what is wanted, for one person or all."""
        return LogFilter(
            person_id=person_id if person_id is not None else self._only_person,
            kinds=frozenset(kind for kind in LOG_KINDS if self._pills[kind].isChecked()),
            sorts=_chosen(self._sort),
            states=_chosen(self._state) - PRIVACY_VALUES,
            visibility=str(self._state.value()) if self._state.value() in PRIVACY_VALUES else "",
            words=self._search.text(),
        )

    def clear(self) -> None:
        """Lets everything through again."""
        for pill in self._pills.values():
            pill.setChecked(True)
        for chooser in (self._sort, self._state):
            chooser.show_value(None)
        self._only_person = None
        self._only.hide()
        self._search.clear()
        self.filter_changed.emit()

    def show_only(self, kind: str, person_id: int | None, name: str) -> None:
        """Shows one type of line, perhaps of one person; a pill with the name takes that back."""
        for each, pill in self._pills.items():
            pill.setChecked(each == kind)
        self._only_person = person_id
        self._only.setText(f"{name}  ×")
        self._only.setAccessibleName(_("Only {name}; press to show everybody again", name=name))
        self._only.setVisible(person_id is not None)
        self.filter_changed.emit()

    def take_focus(self) -> None:
        """Puts the focus into the search field."""
        self._search.setFocus()
        self._search.selectAll()

    def _build_ui(self) -> None:
        layout = keep(self._theme, FlowLayout(self), spacing=8)
        search_line(_("Search the log"), "log_search", self._search)
        self._search.setAccessibleName(_("Search the coaching log"))
        self._search.addAction(Icons(self._theme).icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        layout.addWidget(self._search)
        names = {pill: f"log_pill_{kind}" for kind, pill in self._pills.items()} | {
            self._only: "log_only_person"
        }
        for pill, name in names.items():
            configure(pill, "pill", name=name).setCheckable(True)
            pill.setChecked(True)
            layout.addWidget(keep(self._theme, pill, least_height=PILL_HEIGHT))
        self._only.hide()
        for name, chooser in ((_("Kind"), self._sort), (_("State"), self._state)):
            layout.addWidget(
                configure(chooser, name=f"log_filter_{name.split()[0].lower()}", says=name, looks=True)
            )
        keep(self._theme, self._search, least_width=SEARCH_WIDTH)

    def _connect(self) -> None:
        for pill in self._pills.values():
            pill.clicked.connect(self._on_pill_clicked)
        self._only.clicked.connect(self._on_only_clicked)
        for chooser in (self._sort, self._state):
            chooser.value_edited.connect(self.filter_changed)
        self._search.textChanged.connect(self._on_search_text_changed)
        self._pause.timeout.connect(self.filter_changed)

    def _on_only_clicked(self) -> None:
        self._only_person = None
        self._only.setChecked(True)
        self._only.hide()
        self.filter_changed.emit()

    def _on_search_text_changed(self, _text: str) -> None:
        self._pause.start()

    def _on_pill_clicked(self) -> None:
        # With no type chosen there would be nothing to see: the last pill brings the others back.
        if not any(pill.isChecked() for pill in self._pills.values()):
            for pill in self._pills.values():
                pill.setChecked(True)
        self.filter_changed.emit()


def _list(theme: Theme, everything: str, options: Options) -> ChoiceField:
    chooser = ChoiceField(options, theme, required=False)
    chooser.setItemText(0, everything)
    return chooser


def _options(fields: list[Field]) -> Options:
    """Gives the choices of several fields in one list, each once."""
    return list({choice.value: choice.label for field in fields for choice in field.choices}.items())


def _chosen(chooser: ChoiceField) -> frozenset[str]:
    value = chooser.value()
    return frozenset([value]) if value else frozenset()
