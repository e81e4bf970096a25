"""Shows who is in the team, at the left of the window, always there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView

from salesdesk.gui.layouts import column, configure
from salesdesk.gui.pages import Whose
from salesdesk.gui.roster_model import RosterLine, RosterModel, RosterRole
from salesdesk.gui.theme import Theme

if TYPE_CHECKING:
    from salesdesk.gui.roster_line import LinePainter
    from salesdesk.services.roster import Roster

WIDTH, WIDEST = 228, 402


class RosterView(QFrame):
    """The roster: one choice, which stays while the tabs change."""

    person_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._model = RosterModel(self)
        self._list = QListView()
        self._painter: LinePainter | None = None
        self._person_id: int | None = None
        self._build_ui()
        self._connect()

    @property
    def person_id(self) -> int | None:
        """Gives the chosen person, None for the whole team."""
        return self._person_id

    @property
    def choice(self) -> Whose:
        """Tells what kind of choice that is."""
        return self._model.choice_of(self._person_id)

    def show_roster(self, roster: "Roster") -> None:
        """Shows a roster and keeps the choice; a person who is gone gives way to the whole team."""
        if self._painter is None:
            # What paints a line brings large types of Qt, which the empty list of the first frame does without.
            from salesdesk.gui.roster_line import LinePainter

            self._painter = LinePainter(self._theme, WIDTH, self._list)
            self._list.setItemDelegate(self._painter)
        self._model.show_roster(roster)
        if self._model.row_of(self._person_id) < 0:
            self.choose(None)
        self._mark()

    def choose(self, person_id: int | None) -> None:
        """Chooses a person, or the whole team."""
        if person_id != self._person_id and self._model.row_of(person_id) >= 0:
            self._person_id = person_id
            self._mark()
            self.person_chosen.emit(person_id)

    def choose_kind(self, choice: Whose) -> None:
        """Chooses the first line of a kind, unless one of it is chosen."""
        if choice is not self.choice:
            self.choose(self._model.first_of(choice))

    def step(self, by: int) -> None:
        """Chooses the person one line up (-1) or down (1)."""
        self.choose(self._model.neighbour(self._person_id, by))

    def take_focus(self) -> None:
        """Lets the keyboard walk through the roster."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build_ui(self) -> None:
        self.setProperty("role", "sidebar")
        configure(self._list, name="roster", says=_("Team")).setModel(self._model)
        self._list.setUniformItemSizes(False)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setStyleSheet("QListView { background: transparent; }")
        column(self._list, on=self)
        self._fit()

    def _connect(self) -> None:
        self._list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self._theme.theme_changed.connect(self._fit)

    def _on_list_current_changed(self, current: QModelIndex) -> None:
        line = current.data(RosterRole.LINE)
        if isinstance(line, RosterLine) and not line.heading:
            self.choose(line.person_id)

    def _fit(self) -> None:
        self.setFixedWidth(min(self._theme.px(WIDTH), WIDEST))
        self._list.scheduleDelayedItemsLayout()

    def _mark(self) -> None:
        row = self._model.row_of(self._person_id)
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row))
