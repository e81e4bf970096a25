"""The page that asks, once, which of the new people of a file are in the team."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from salesdesk.env.folding import folded, holds_nearly
from salesdesk.env.locale import Formats
from salesdesk.env.short_words import brief
from salesdesk.gui.importing.wizard_page import AskingPage
from salesdesk.gui.layouts import configure, fill, pill, search_line
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.elided import ElidedLabel
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.labels import PlainLabel, clear_layout, wrapping_label
from salesdesk.services.importing.team import LikelyTeam, NewPerson

MOST_MANAGERS = 12
LONG_NAME = 24
KEPT = _(
    "The others are kept as not in my team: out of the roster, the Desk and every total. "
    "The next files do not ask about them again, and the Team page lets them in whenever you like."
)
KEPT_ONE = _(
    "If not, this one is kept as not in my team: out of the roster, the Desk and every total. "
    "The next files do not ask again, and the Team page lets this one in whenever you like."
)
HINT = _("Type a name; Enter ticks the first one")


class TeamPage(AskingPage):
    """Ticks with a filter; the people of one manager go at once. Answers stay while one goes back and forth."""

    answered = Signal()

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme, "import_team")
        self._formats = formats
        self._people: tuple[NewPerson, ...] = ()
        self._answers, self._of_managers = dict[str, bool](), dict[str, QPushButton]()
        self._question, self._count, self._filter = PlainLabel(), PlainLabel(), QLineEdit()
        self._all, self._none = QPushButton(_("Tick all")), QPushButton(_("Tick nobody"))
        self._managers, self._frame = keep(theme, FlowLayout(), spacing=8), QFrame()
        self._ticks, self._nobody = PersonTicks(theme), wrapping_label("", "muted")
        self._why, self._kept = wrapping_label(""), wrapping_label("", "muted")
        self._build_ui()
        self._connect()
        keep(theme, self._filter, least_width=320)
        theme.theme_changed.connect(self._fit_count)
        self._fit_count()

    def show_people(self, people: Sequence[NewPerson], likely: LikelyTeam, counted: str) -> None:
        """Asks about these people; who was answered before stays so, of the others the likely ones are ticked."""
        self._people = tuple(people)
        ticked = {p.key for p in people if self._answers.get(p.label, p.key in likely.keys)}
        many = len(people) != 1
        self._question.setText(
            n_(
                "New with this file: {count} salesperson. Is this one in your team?",
                "New with this file: {count} salespeople. Which are in your team?",
                len(people),
                count=self._formats.whole(len(people)),
            )
        )
        self._why.setText(likely.why)
        self._why.setVisible(bool(likely.why))
        self._kept.setText(KEPT if many else KEPT_ONE)
        self._filter.clear()
        for tool in (self._filter, self._all, self._none):
            tool.setVisible(many)
        self._ticks.show_people(people, ticked, counted)
        self._offer_managers()
        self._say_ticked()

    @property
    def touched(self) -> bool:
        """Tells whether somebody was ticked or let go here."""
        return self.asks and bool(self._answers)

    def asked(self) -> frozenset[Hashable]:
        """Gives the people it asks about, by what an answer belongs to."""
        return frozenset(person.label for person in self._people)

    def answers(self) -> dict[str, bool]:
        """Gives who was ticked and who was not, by what an answer belongs to."""
        return dict(self._answers)

    def take_up(self, answers: Mapping[str, bool]) -> None:
        """Takes answers that were given before."""
        self._answers = dict(answers)

    def members(self) -> frozenset[int]:
        """Gives the keys of the people who are ticked."""
        return self._ticks.ticked()

    def take_focus(self) -> None:
        """Puts the keyboard into the filter."""
        first: QObject = self._filter if len(self._people) != 1 else self._ticks.first()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets Enter tick the first match of what was typed, and Down go to the ticks."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in ENTER and self._filter.text().strip():
                self._tick_first()
                return True
            if event.key() == Qt.Key.Key_Escape and self._filter.text():
                # The first Escape takes back what was typed; only the next one leaves the import.
                self._filter.clear()
                return True
            if event.key() == Qt.Key.Key_Down:
                self._ticks.first().setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _fit_count(self) -> None:
        self._count.setMinimumHeight(self._all.sizeHint().height())

    def _build_ui(self) -> None:
        for name, button in {"team_all": self._all, "team_none": self._none}.items():
            configure(button, name=name, by_enter=False)
        search_line(HINT, "team_filter", self._filter).installEventFilter(self)
        configure(self._question, name="team_question", bold=True, wraps=True)
        configure(self._count, name="team_count")
        tools = keep(self.theme, FlowLayout(), spacing=8)
        fill(tools, self._filter, self._all, self._none, self._count)
        configure(self._frame, "card")
        self._ticks.put_into(self._frame)
        configure(self._nobody, name="team_nobody").hide()
        configure(self._why, name="team_why")
        parts = (
            self._question, self._kept, self._managers, tools, self._why, self._frame, self._nobody, (None, 1)
        )  # fmt: skip
        fill(self.body, *parts)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._on_filter_text_changed)
        self._all.clicked.connect(lambda: self._ticks.tick(self._shown(), ticked=True))
        self._none.clicked.connect(lambda: self._ticks.tick(self._shown(), ticked=False))
        self._ticks.tick_changed.connect(self._on_ticks_tick_changed)
        self._ticks.row_reached.connect(self.ensureWidgetVisible)

    def _offer_managers(self) -> None:
        """Offers the people of each manager the file names, the most first."""
        clear_layout(self._managers)
        self._of_managers.clear()
        counts = Counter(person.manager for person in self._people if person.manager)
        for manager, count in counts.most_common(MOST_MANAGERS):
            words = _("Everybody of {manager} ({count})", manager=manager, count=self._formats.whole(count))
            button = pill(words, "team_of_manager", by_enter=False)
            button.clicked.connect(partial(self._on_manager_clicked, manager))
            self._of_managers[manager] = button
            self._managers.addWidget(button)

    def _on_manager_clicked(self, manager: str, _checked: bool = False) -> None:
        """Ticks everybody of a manager, or takes that back when it is pressed again."""
        self._ticks.tick(self._of(manager), ticked=self._of_managers[manager].isChecked())

    def _of(self, manager: str) -> frozenset[int]:
        return frozenset(p.key for p in self._people if p.manager == manager)

    def _tick_first(self) -> None:
        found = self._shown()
        if found:
            self._ticks.tick(found[:1], ticked=True)
            self._filter.clear()

    def _shown(self) -> list[int]:
        """Gives who holds what was typed, and where nobody does, who nearly does."""
        words = self._filter.text()
        found = [p.key for p in self._people if all(word in _text(p) for word in folded(words).split())]
        return found or [p.key for p in self._people if holds_nearly(_text(p), words)]

    def _on_filter_text_changed(self) -> None:
        """Shows who matches, or says that nobody does."""
        found = self._shown()
        self._ticks.show_only(found)
        self._frame.setVisible(bool(found))
        self._nobody.setVisible(not found)
        self._nobody.setText(
            _("Nobody here matches “{words}”. Esc shows all again.", words=brief(self._filter.text()))
        )

    def _on_ticks_tick_changed(self) -> None:
        ticked = self._ticks.ticked()
        self._answers |= {person.label: person.key in ticked for person in self._people}
        self._say_ticked()
        self.answered.emit()

    def _say_ticked(self) -> None:
        """Counts who is ticked, and shows of which managers everybody is."""
        ticked, whole = self._ticks.ticked(), self._formats.whole
        for manager, button in self._of_managers.items():
            button.setChecked(self._of(manager) <= ticked)
        self._count.setText(
            _(
                "{count} of {whole} in my team",
                count=whole(len(ticked)),
                whole=whole(len(self._people)),
            )
        )


def _text(person: NewPerson) -> str:
    return folded(" ".join((person.label, person.role, person.region, person.manager)))


HEADS = (_("Name"), _("Role"), _("Region"), _("Manager"))
STRETCHES = (5, 4, 3, 4, 1)
EVERYBODY = 1_000_000
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -EVERYBODY, Qt.Key.Key_End: EVERYBODY}


class PersonTicks(QObject):
    """The rows of a grid; columns the file says nothing in are left out.

    All boxes together are one stop of the Tab key, at the one where the keyboard was last.
    """

    tick_changed = Signal()
    row_reached = Signal(QWidget)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = keep(theme, QGridLayout(), margins=(12, 8, 12, 10), across=16, down=2)
        self._boxes: dict[int, CheckBox] = {}
        self._rows: dict[int, list[QWidget]] = {}
        self._stop: CheckBox | None = None

    def put_into(self, frame: QFrame) -> None:
        """Gives the grid its place."""
        frame.setLayout(self._grid)

    def show_people(self, people: Sequence[NewPerson], ticked: Collection[int], counted: str) -> None:
        """Shows these people from top to bottom; `counted` is what the file has of each, such as "Deals"."""
        heads = (*HEADS, counted)
        clear_layout(self._grid)
        self._boxes.clear()
        self._rows.clear()
        self._stop = None
        texts = {person.key: _texts(person) for person in people}
        used = [c for c in range(len(heads)) if c == 0 or any(row[c] for row in texts.values())]
        for place, column in enumerate(used):
            self._grid.addWidget(configure(PlainLabel(heads[column]), "small"), 0, place)
            self._grid.setColumnStretch(place, STRETCHES[column])
        for row, person in enumerate(people, start=1):
            self._add_row(row, person, [texts[person.key][column] for column in used], person.key in ticked)
        self._keep_stop()

    def show_only(self, keys: Iterable[int]) -> None:
        """Hides all others, which stay as they are ticked."""
        shown = set(keys)
        for key, parts in self._rows.items():
            for part in parts:
                part.setVisible(key in shown)
        self._keep_stop()

    def tick(self, keys: Iterable[int], *, ticked: bool) -> None:
        """Ticks people, or takes their ticks away, and tells of it once."""
        for key in keys:
            box = self._boxes[key]
            blocked = box.blockSignals(True)
            box.setChecked(ticked)
            box.blockSignals(blocked)
        self.tick_changed.emit()

    def ticked(self) -> frozenset[int]:
        """Gives the keys of the people who are ticked, hidden ones too."""
        return frozenset(key for key, box in self._boxes.items() if box.isChecked())

    def first(self) -> CheckBox:
        """Gives the first box that is shown, or the first at all."""
        boxes = list(self._boxes.values())
        return next((box for box in boxes if not box.isHidden()), boxes[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ticks where a row is clicked beside its box, and walks through the boxes by arrow keys."""
        if isinstance(event, QMouseEvent) and isinstance(watched, QLabel):
            if event.type() is QEvent.Type.MouseButtonRelease:
                self._boxes[watched.property("key")].click()
            return event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        if isinstance(watched, CheckBox):
            if event.type() is QEvent.Type.FocusIn:
                self._stop_at(watched)
                self.row_reached.emit(watched)
            elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                return self._walk(watched, STEPS.get(Qt.Key(event.key()), 0))
        return super().eventFilter(watched, event)

    def _add_row(self, row: int, person: NewPerson, texts: Sequence[str], ticked: bool) -> None:
        # A usual name fits wherever there is room for a window; to measure thousands for each width takes seconds.
        wraps = len(texts[0]) > LONG_NAME
        box = configure(CheckBox(self._theme, texts[0], wraps=wraps), name="in_team")
        box.setChecked(ticked)
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box.setAccessibleDescription(", ".join(text for text in texts[1:] if text))
        box.toggled.connect(self.tick_changed)
        box.installEventFilter(self)
        labels = [configure(ElidedLabel(text), "muted") for text in texts[1:]]
        for label in labels:
            label.setProperty("key", person.key)
            label.installEventFilter(self)
        self._boxes[person.key], self._rows[person.key] = box, [box, *labels]
        for place, part in enumerate((box, *labels)):
            self._grid.addWidget(part, row, place)

    def _keep_stop(self) -> None:
        if self._boxes and (self._stop is None or self._stop.isHidden()):
            self._stop_at(self.first())

    def _stop_at(self, box: CheckBox) -> None:
        """Makes a box the one that the Tab key comes to."""
        for each, policy in ((self._stop, Qt.FocusPolicy.ClickFocus), (box, Qt.FocusPolicy.StrongFocus)):
            if each is not None:
                each.setFocusPolicy(policy)
        self._stop = box

    def _walk(self, box: CheckBox, step: int) -> bool:
        shown = [each for each in self._boxes.values() if not each.isHidden()]
        if step and box in shown:
            place = min(max(shown.index(box) + step, 0), len(shown) - 1)
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(step)


def _texts(person: NewPerson) -> tuple[str, ...]:
    return (
        person.label,
        person.role,
        person.region,
        person.manager,
        f"{person.deals:,}" if person.deals else "",
    )
